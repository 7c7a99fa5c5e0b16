/** What the extension has stored of this browser run. Only this file knows where: specs read the same view as the surfaces. */
import { MANUAL } from '../../utils/catalog/facts.ts';
import { EMPTY_RUN } from '../../utils/run/run-state.ts';
import { type RunView, viewOf } from '../../utils/run/view.ts';
import type { Pc } from '../lab/pc.ts';

/** @param page a page with the extension's rights; that of the PC unless said otherwise */
export async function readRunView(pc: Pc, page = pc.extensionPage): Promise<RunView> {
  const { run } = await page.evaluate(() => chrome.storage.session.get('run'));
  return viewOf({ ...EMPTY_RUN, ...(run as object) }, MANUAL, pc.now());
}

/** The systems that the worker is waiting for an answer of. */
export async function openProbes(pc: Pc): Promise<string[]> {
  const { run } = await pc.extensionPage.evaluate(() => chrome.storage.session.get('run'));
  const { probes } = { ...EMPTY_RUN, ...(run as object) };
  return Object.entries(probes).flatMap(([id, probe]) => (probe && probe.endedAt === undefined ? [id] : []));
}

/** Everything that the extension has stored, as text. */
export function storedText(pc: Pc): Promise<string> {
  return pc.extensionPage.evaluate(async () =>
    JSON.stringify([await chrome.storage.local.get(), await chrome.storage.session.get()]),
  );
}
