/** The stored browser run. Only this file knows its place: specs read the same view as the surfaces. */
import type { Page } from '@playwright/test';
import { MANUAL } from '../../utils/catalog/facts.ts';
import { SYSTEMS } from '../../utils/catalog/systems.ts';
import { parseRun } from '../../utils/run/parse-run.ts';
import { latestProbe, type RunState } from '../../utils/run/run-state.ts';
import { type RunView, viewOf } from '../../utils/run/view.ts';
import type { Pc } from '../lab/pc.ts';

/** @param page a page with the extension's rights; that of the PC unless said otherwise */
export async function readRunView(pc: Pc, page = pc.extensionPage): Promise<RunView> {
  return viewOf(await readStoredRun(page), MANUAL, pc.now());
}

/** The systems whose answer the worker is waiting for. */
export async function openProbes(pc: Pc): Promise<string[]> {
  const run = await readStoredRun(pc.extensionPage);
  return SYSTEMS.map(({ id }) => id).filter((id) => {
    const probe = latestProbe(run, id);
    return probe !== undefined && probe.endedAt === undefined;
  });
}

async function readStoredRun(page: Page): Promise<RunState> {
  return parseRun((await page.evaluate(() => chrome.storage.session.get('run'))).run);
}

/** The number of stored attempts that are returns of a page without a request. */
export async function countReturns(pc: Pc): Promise<number> {
  const { attempts } = await readStoredRun(pc.extensionPage);
  return Object.values(attempts).filter(({ requestId }) => requestId === '').length;
}

/** Everything that the extension has stored, as text. */
export function storedText(pc: Pc): Promise<string> {
  return pc.extensionPage.evaluate(async () =>
    JSON.stringify([await chrome.storage.local.get(), await chrome.storage.session.get()]),
  );
}
