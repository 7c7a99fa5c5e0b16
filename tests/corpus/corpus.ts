/**
 * Pages as servers, proxies and the systems themselves send them, each with what is true of it. `runCorpus` opens them in a real
 * browser and returns what the extension has read; `confusion` counts.
 */
import { execFileSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import type { ManualSystemId } from '../../utils/catalog/systems.ts';
import type { Sign } from '../../utils/diagnosis/signs/signs.ts';
import { SERVED } from '../lab/answers.ts';
import { addressOf, type Lab } from '../lab/lab.ts';
import { type PcOptions, startPc } from '../lab/pc.ts';
import { waitFor } from '../lab/wait.ts';
import { CERTIFICATE_PAGES, OTHER_ERRORS } from './certificate-pages.ts';
import { HEALTHY_PAGES } from './healthy-pages.ts';
import { NOTICE_PAGES } from './notice-pages.ts';
import type { CorpusPage, CorpusSign } from './page.ts';
import { PLAIN_PAGES } from './plain-pages.ts';

export type { CorpusPage, CorpusSign };

export const CORPUS: readonly CorpusPage[] = [
  ...CERTIFICATE_PAGES,
  ...OTHER_ERRORS,
  ...NOTICE_PAGES,
  ...HEALTHY_PAGES,
  ...PLAIN_PAGES,
];

/** A page and what was read on it: one sign, several with `+` between them, or `silent`. */
export interface CorpusRow {
  page: CorpusPage;
  read: string;
}

/** The bytes of a page's HTML, as they go over the line. */
export function bytesOf({ html, charset }: CorpusPage): Uint8Array {
  if (charset === undefined) return new TextEncoder().encode(html);
  return new Uint8Array(execFileSync('iconv', ['-f', 'UTF-8', '-t', charset], { input: html }));
}

/** Its Content-Type header. */
export function contentTypeOf({ charset, contentType }: CorpusPage): string {
  if (contentType === null) return 'text/html';
  return contentType ?? `text/html; charset=${charset ?? 'utf-8'}`;
}

/** Signs as one word. That a page can be worked with is as good as silence. */
export function wordFor(signs: readonly Sign[]): string {
  return signs.filter((sign) => sign !== 'interactive').join('+') || 'silent';
}

/** How many pages are open at a time. */
const TABS = 3;

/** What a page has been found to say: by its own report, and when it was asked for one. */
interface Heard {
  own?: Sign[];
  asked?: Sign[];
}

/**
 * Opens every page in a real browser with the extension, a few at a time, and reads what the content script has
 * told the worker. The lab's systems serve nothing else meanwhile; they have their default behaviours again at the end.
 */
export async function runCorpus(lab: Lab, options: PcOptions = {}): Promise<CorpusRow[]> {
  const systems = new Set<ManualSystemId>(CORPUS.map((page) => page.system ?? 'kensa'));
  await Promise.all([...systems].map((id) => lab.setBehaviour(id, 'served')));
  const pc = await startPc(lab, options);
  try {
    await pc.extensionPage.evaluate(() =>
      chrome.storage.local.set({ settings: { openPopup: false, useProbes: false } }),
    );
    await listen(pc.extensionPage);
    const rows: CorpusRow[] = [];
    const pages = CORPUS.entries();
    const readRest = async (tab: Page) => {
      for (const [number, page] of pages) {
        const address = serve(page, number);
        await pc.open(tab, address);
        if (page.html.includes('dataset.done')) await tab.waitForSelector('html[data-done]');
        rows[number] = { page, read: wordFor(await hear(pc.extensionPage, tab, page, address)) };
      }
    };
    // One at a time: a new tab is known by being the only one that has been added.
    const tabs: Page[] = [];
    while (tabs.length < TABS) tabs.push(await pc.newPage());
    await Promise.all(tabs.map(readRest));
    return rows;
  } finally {
    await pc.close();
    SERVED.clear();
    await lab.reset();
  }
}

/** Puts a page where the lab's systems find it, and returns its address. */
function serve(page: CorpusPage, number: number): string {
  const path = `/corpus/${number}/`;
  const headers = { 'Content-Type': contentTypeOf(page) };
  SERVED.set(path, { status: page.status, headers, body: bytesOf(page) });
  for (const [name, html] of Object.entries(page.frames ?? {})) {
    SERVED.set(path + name, {
      status: 200,
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
      body: new TextEncoder().encode(html),
    });
  }
  return new URL(path, addressOf(page.system ?? 'kensa')).href;
}

/** Notes in the extension page all reports that the worker takes, by address. */
async function listen(extensionPage: Page): Promise<void> {
  await extensionPage.evaluate(() => {
    const heard: Record<string, { own?: unknown; asked?: unknown }> = {};
    Object.assign(globalThis, { heard });
    chrome.storage.session.onChanged.addListener(({ run }) => {
      const { tabs = {} } = (run?.newValue ?? {}) as { tabs?: Record<string, { shown?: Record<string, unknown> }> };
      for (const { shown } of Object.values(tabs)) {
        if (!shown?.isReported) continue;
        const signs = shown.signs ?? [];
        // A page that is asked for its report takes itself for one that came back from memory, without a request.
        const address = String(shown.address);
        heard[address] = { ...heard[address], [shown.requestId === '' ? 'asked' : 'own']: signs };
      }
    });
  });
}

/**
 * The signs that a page has reported. Silence can't be awaited; but a content script that is told that its page has come back
 * from the back/forward cache always reports, and does so after all that it had to say before.
 */
async function hear(extensionPage: Page, tab: Page, page: CorpusPage, address: string): Promise<Sign[]> {
  const heard = (): Promise<Heard> =>
    extensionPage.evaluate((key) => (Reflect.get(globalThis, 'heard') as Record<string, Heard>)[key] ?? {}, address);
  if (page.sign !== 'silent' || page.status >= 400) {
    const own = await waitFor('a report', async () => (await heard()).own, 5000).catch(() => undefined);
    return own ?? [];
  }
  await tab.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  const { own, asked } = await waitFor('the report that was asked for', async () => {
    const both = await heard();
    return both.asked && both;
  });
  return own ?? asked ?? [];
}

/** Rows for `console.table`: how often each truth was read as what. */
export function confusion(rows: readonly CorpusRow[]): Record<string, Record<string, number>> {
  const truths = [...new Set(rows.map(({ page }) => page.sign))];
  const words = [...new Set([...truths, ...rows.map(({ read }) => read)])];
  return Object.fromEntries(
    truths.map((truth) => {
      const of = rows.filter(({ page }) => page.sign === truth);
      return [truth, Object.fromEntries(words.map((word) => [word, of.filter(({ read }) => read === word).length]))];
    }),
  );
}
