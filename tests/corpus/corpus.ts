/**
 * Pages as servers, proxies and the systems send them, each with its correct sign. `runCorpus` opens them in a real
 * browser and returns the signs that the extension reads; `confusion` counts.
 */
import { execFileSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import type { ManualSystemId } from '../../utils/catalog/systems.ts';
import type { Sign } from '../../utils/diagnosis/signs/signs.ts';
import { SERVED } from '../lab/answers.ts';
import { addressOf, type Lab } from '../lab/lab.ts';
import { type Pc, type PcOptions, startPc } from '../lab/pc.ts';
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

/** A page and the signs that the extension reads on it: one, several with `+` between them, or `silent`. */
export interface CorpusRow {
  page: CorpusPage;
  read: string;
}

/** The bytes of a page's HTML, as its server sends them. */
export function bytesOf({ html, charset }: CorpusPage): Uint8Array {
  if (charset === undefined) return new TextEncoder().encode(html);
  return new Uint8Array(execFileSync('iconv', ['-f', 'UTF-8', '-t', charset], { input: html }));
}

/** The Content-Type header of a page. */
export function contentTypeOf({ charset, contentType }: CorpusPage): string {
  if (contentType === null) return 'text/html';
  return contentType ?? `text/html; charset=${charset ?? 'utf-8'}`;
}

/** Signs as one word. `interactive` and `other-reason` count as silence: they give no cause. */
export function wordFor(signs: readonly Sign[]): string {
  return signs.filter((sign) => sign !== 'interactive' && sign !== 'other-reason').join('+') || 'silent';
}

/**
 * What a page has that others may not: its sign, its status, each of its elements, and what may hide them. A reader in
 * the browser reads these from the DOM, and all else as `readHtml` does.
 */
function featuresOf({ sign, status, html }: CorpusPage): string[] {
  const names = [...html.matchAll(/<[a-z][\w-]*|\s(?:hidden|style|class|open|value|aria-\w+|role)(?=[\s=>/])/gi)];
  return [`${sign} ${status}`, ...names.map(([name]) => name.trim().toLowerCase())];
}

/**
 * The pages to open in a browser at each change. Each is the first with one of its features, or its reading depends on
 * more than HTML. The other pages are read without a browser: `tests/repo/corpus.test.ts`.
 */
export function pagesForBrowser(): readonly CorpusPage[] {
  const seen = new Set<string>();
  return CORPUS.filter((page) => {
    const isFirst = featuresOf(page).filter((feature) => !seen.has(feature)).length > 0;
    for (const feature of featuresOf(page)) seen.add(feature);
    const { needsBrowser, charset, contentType, system, frames, html } = page;
    const dependsOnMore = needsBrowser || charset || contentType !== undefined || system || frames;
    return isFirst || dependsOnMore || /<(script|style|select|textarea)|contenteditable/.test(html);
  });
}

/** Number of pages open at a time. */
const TABS = 3;

/** The signs that a page sent by itself, and those that it sent on request. */
interface SentSigns {
  unasked?: Sign[];
  asked?: Sign[];
}

/**
 * Opens pages in a real browser with the extension, a few at a time. Reads the signs that they send. Meanwhile the
 * lab's systems serve nothing else; at the end they return to their default behaviours.
 */
export async function runCorpus(lab: Lab, options: PcOptions = {}, opened = CORPUS): Promise<CorpusRow[]> {
  const systems = new Set<ManualSystemId>(CORPUS.map((page) => page.system ?? 'kensa'));
  await Promise.all([...systems].map((id) => lab.setBehaviour(id, 'served')));
  const pc = await startPc(lab, options);
  try {
    await pc.extensionPage.evaluate(() =>
      chrome.storage.local.set({ settings: { openPopup: false, useProbes: false } }),
    );
    await recordSigns(pc.extensionPage);
    const rows: CorpusRow[] = [];
    const pages = opened.entries();
    const readRest = async (tab: Page) => {
      for (const [number, page] of pages) {
        const address = serve(page, number);
        await pc.open(tab, address);
        if (page.html.includes('dataset.done')) await tab.waitForSelector('html[data-done]');
        rows[number] = { page, read: wordFor(await sentSigns(pc, tab, page, address)) };
      }
    };
    // One at a time: newPage finds the new tab as the only addition.
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

/** Has the lab's systems serve a page, and returns its address. */
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

/** Records in the extension page all signs that the worker receives, by address. */
async function recordSigns(extensionPage: Page): Promise<void> {
  await extensionPage.evaluate(() => {
    const sent: Record<string, { unasked?: unknown; asked?: unknown }> = {};
    Object.assign(globalThis, { sent });
    chrome.storage.session.onChanged.addListener(({ run }) => {
      const { attempts = {}, tabs = {} } = (run?.newValue ?? {}) as {
        attempts?: Record<string, Record<string, unknown>>;
        tabs?: Record<string, { shown?: string }>;
      };
      for (const tab of Object.values(tabs)) {
        const shown = attempts[tab.shown ?? ''];
        if (!shown?.isReported) continue;
        const signs = shown.signs ?? [];
        // A page that comes back from the back/forward cache makes no network request.
        const address = String(shown.address);
        sent[address] = { ...sent[address], [shown.requestId === '' ? 'asked' : 'unasked']: signs };
      }
    });
  });
}

/**
 * Returns the signs that a page sends. No event marks silence. But the reader sends the signs of a page that has come
 * back, after all earlier messages.
 */
async function sentSigns(pc: Pc, tab: Page, page: CorpusPage, address: string): Promise<Sign[]> {
  const { extensionPage } = pc;
  const readSent = (): Promise<SentSigns> =>
    extensionPage.evaluate((key) => (Reflect.get(globalThis, 'sent') as Record<string, SentSigns>)[key] ?? {}, address);
  if (page.sign !== 'silent' || page.status >= 400) {
    const unasked = await waitFor('signs', async () => (await readSent()).unasked, 5000).catch(() => undefined);
    return unasked ?? [];
  }
  await requestSigns(extensionPage, await pc.tabId(tab));
  const { unasked, asked } = await waitFor('the requested signs', async () => {
    const both = await readSent();
    return both.asked && both;
  });
  return unasked ?? asked ?? [];
}

/** Has the reader send the signs of a page, as if it had come back. */
async function requestSigns(extensionPage: Page, tabId: number): Promise<void> {
  await extensionPage.evaluate(
    async (target) => {
      await chrome.scripting.executeScript({ target, files: ['/reader.js'] });
      await chrome.scripting.executeScript({
        target,
        func: () => {
          const read = Reflect.get(globalThis, Symbol.for('mamoris-reader'));
          read(
            () => {},
            true,
            (message: unknown) => chrome.runtime.sendMessage(message),
          );
        },
      });
    },
    { tabId },
  );
}

/** Rows for `console.table`: by correct sign, the number of pages for each sign read. */
export function confusion(rows: readonly CorpusRow[]): Record<string, Record<string, number>> {
  const correct = [...new Set(rows.map(({ page }) => page.sign))];
  const words = [...new Set([...correct, ...rows.map(({ read }) => read)])];
  return Object.fromEntries(
    correct.map((sign) => {
      const of = rows.filter(({ page }) => page.sign === sign);
      return [sign, Object.fromEntries(words.map((word) => [word, of.filter(({ read }) => read === word).length]))];
    }),
  );
}
