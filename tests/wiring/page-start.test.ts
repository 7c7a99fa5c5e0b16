import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { watchUser } from '@/entrypoints/page/watch-user.ts';
import { offerReader } from '@/utils/in-page/reader-handover.ts';
import type { PageMessage } from '@/utils/run/messages.ts';

vi.mock('@/entrypoints/page/watch-user.ts', () => ({ watchUser: vi.fn() }));

interface FakePage {
  status?: number;
  hasFields?: boolean;
  elements?: number;
  isPrerendering?: boolean;
  text?: string;
  /** The text in scripts and styles. */
  code?: string;
  /** Time at which the tab showed the prerendered page. */
  activationStart?: number;
}

/** The function of reader.js, and what it returns. */
const reader = vi.fn();
const readAgain = vi.fn();
const send = vi.fn<(message: PageMessage) => Promise<unknown>>();

/** The types of the messages that the page has sent. */
const sentTypes = () => send.mock.calls.map(([{ type }]) => type);

/** Creates an event as the browser does. Those of scripts are not trusted. */
function createTrusted(type: string, properties: object = {}): Event {
  const event = Object.assign(new Event(type), properties);
  return Object.defineProperty(event, 'isTrusted', { value: true });
}

/** Lets time pass (ms), and waits for the parts that are imported meanwhile. */
async function pass(time: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(time);
  await vi.dynamicImportSettled();
}

/** Starts the content script in a page; returns functions that fire the page's events. */
async function startInPage(fake: FakePage = {}) {
  const { status = 200, hasFields = false, elements = 10, isPrerendering = false, text = '', code = '' } = fake;
  class Navigation {
    responseStatus = status;
    activationStart = fake.activationStart ?? 0;
  }
  vi.stubGlobal('PerformanceNavigationTiming', Navigation);
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue([new Navigation() as unknown as PerformanceEntry]);
  const window = new EventTarget();
  const document = Object.assign(new EventTarget(), {
    prerendering: isPrerendering,
    getElementsByTagName: () => ({ length: elements }),
    querySelector: () => (hasFields ? {} : null),
    querySelectorAll: () => [],
    body: { textContent: `${text}${code}`, querySelectorAll: () => [{ textContent: code }] },
  });
  vi.stubGlobal('document', document);
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
  vi.resetModules();
  const { default: script } = await import('@/entrypoints/page/index.ts');
  void script.main();
  await pass(0);
  return {
    fireContentLoaded: () => document.dispatchEvent(new Event('DOMContentLoaded')),
    fireLoad: () => window.dispatchEvent(new Event('load')),
    async activate() {
      document.prerendering = false;
      document.dispatchEvent(createTrusted('prerenderingchange'));
      await pass(0);
    },
    async returnFromCache() {
      window.dispatchEvent(createTrusted('pageshow', { persisted: true }));
      await pass(0);
    },
    async input() {
      window.dispatchEvent(createTrusted('keydown'));
      await pass(0);
    },
    /** Fires the same events as a script of the page. */
    async forgeEvents() {
      document.dispatchEvent(new Event('prerenderingchange'));
      window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
      window.dispatchEvent(new Event('keydown'));
      await pass(0);
    },
  };
}

/** Starts the content script, and waits until it has done what it does without a user. */
async function loadPage(fake: FakePage) {
  const page = await startInPage(fake);
  page.fireContentLoaded();
  page.fireLoad();
  await pass(2000);
  return page;
}

beforeEach(() => {
  vi.useFakeTimers();
  fakeBrowser.reset();
  vi.mocked(watchUser).mockClear();
  reader.mockReset().mockReturnValue(readAgain);
  readAgain.mockReset();
  send.mockReset().mockImplementation(async ({ type }) => {
    if (type === 'reader') offerReader(reader);
    return type === 'reader';
  });
  vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(send as never);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(globalThis, Symbol.for('mamoris-reader'));
});

test('the content script has the page read once, after it has loaded', async () => {
  const { fireContentLoaded, fireLoad } = await startInPage();
  fireContentLoaded();
  await pass(900);
  expect(send).not.toHaveBeenCalled();
  fireLoad();
  await pass(2000);
  expect(sentTypes()).toEqual(['reader']);
  expect(reader).toHaveBeenCalledExactlyOnceWith(expect.any(Function), false, expect.any(Function));
});

test('the content script has the page read without the load event after a timeout', async () => {
  const { fireContentLoaded } = await startInPage();
  fireContentLoaded();
  await pass(1000);
  expect(reader).toHaveBeenCalledTimes(1);
});

test('the content script asks for the reader of an error page at its start, and reads once its text is there', async () => {
  const { fireContentLoaded, fireLoad } = await startInPage({ status: 403 });
  expect(sentTypes()).toEqual(['reader', 'begin']);
  expect(reader).not.toHaveBeenCalled();
  // After a second without signs the worker assumes an error page of the browser.
  fireContentLoaded();
  await pass(0);
  fireLoad();
  await pass(2000);
  expect(sentTypes()).toEqual(['reader', 'begin']);
  expect(reader).toHaveBeenCalledTimes(1);
});

test.each<[string, FakePage]>([
  ['a page that works', {}],
  ['an error page that is being prerendered', { status: 401, isPrerendering: true }],
])('the content script in %s sends nothing at its start', async (_page, fake) => {
  await startInPage(fake);
  expect(send).not.toHaveBeenCalled();
});

test.each<[string, FakePage, boolean]>([
  ['an error page with fields', { status: 403, hasFields: true }, false],
  ['a page that was prerendered', { activationStart: 12, hasFields: true }, true],
  ['a page without fields', {}, false],
  ['a page with fields that names a filter', { hasFields: true, text: 'アクセスがブロックされました' }, false],
])('the content script has %s read', async (_page, fake, isRestored) => {
  await loadPage(fake);
  expect(reader).toHaveBeenCalledExactlyOnceWith(expect.any(Function), isRestored, expect.any(Function));
});

test.each<[string, FakePage]>([
  ['a page that works', { hasFields: true }],
  ['an error page', { status: 503 }],
])(
  'the content script asks for the reader of %s that is prerendered only when its tab shows it',
  async (_page, fake) => {
    const { activate } = await loadPage({ ...fake, isPrerendering: true });
    expect(send).not.toHaveBeenCalled();
    await activate();
    expect(sentTypes()).toEqual(['reader']);
    expect(reader).toHaveBeenCalledExactlyOnceWith(expect.any(Function), true, expect.any(Function));
  },
);

test.each<[string, FakePage]>([
  ['with fields', { hasFields: true, text: '受付番号', code: 'body { display: block } // error' }],
  ['of many elements', { elements: 301 }],
])('the content script sends nothing in a page at work %s until the page comes back', async (_page, fake) => {
  const { returnFromCache } = await loadPage(fake);
  expect(send).not.toHaveBeenCalled();
  expect(watchUser).not.toHaveBeenCalled();
  await returnFromCache();
  expect(sentTypes()).toEqual(['reader']);
  expect(reader).toHaveBeenCalledExactlyOnceWith(expect.any(Function), true, expect.any(Function));
});

test('the content script has a page read again each time that it comes back', async () => {
  const { returnFromCache } = await loadPage({});
  await returnFromCache();
  await returnFromCache();
  expect(sentTypes()).toEqual(['reader']);
  expect(reader).toHaveBeenCalledTimes(1);
  expect(readAgain).toHaveBeenCalledTimes(2);
});

test('the content script knows that a page came back while it waited for the reader', async () => {
  send.mockRejectedValueOnce(new Error('The page has moved into back/forward cache.'));
  send.mockRejectedValueOnce(new Error('The page has moved into back/forward cache.'));
  const { fireLoad, returnFromCache } = await startInPage();
  fireLoad();
  await pass(0);
  await returnFromCache();
  await pass(50);
  expect(reader).toHaveBeenCalledTimes(1);
  expect(readAgain).toHaveBeenCalledTimes(1);
});

test('the content script asks again for the reader if the worker stops', async () => {
  send.mockRejectedValueOnce(new Error('The message channel closed.'));
  await loadPage({});
  expect(sentTypes()).toEqual(['reader', 'reader']);
  expect(reader).toHaveBeenCalledTimes(1);
});

test.each<[string, () => Promise<unknown>]>([
  ['the browser refuses the reader', async () => false],
  ['the extension was removed', () => Promise.reject(new Error('Extension context invalidated.'))],
])('the content script does nothing if %s, and asks again when the page comes back', async (_what, answer) => {
  send.mockImplementation(answer);
  const { returnFromCache } = await loadPage({});
  await pass(5000);
  expect(reader).not.toHaveBeenCalled();
  const before = send.mock.calls.length;
  await returnFromCache();
  expect(send.mock.calls.length).toBeGreaterThan(before);
});

test.each<[string, FakePage]>([
  ['at work', { hasFields: true }],
  ['that is prerendered', { hasFields: true, isPrerendering: true }],
])('page.js in a page %s ignores events of the page’s scripts', async (_page, fake) => {
  const { forgeEvents, activate, returnFromCache } = await loadPage(fake);
  await forgeEvents();
  await forgeEvents();
  expect(send).not.toHaveBeenCalled();
  expect(watchUser).not.toHaveBeenCalled();
  // They do not use up the listeners either.
  await (fake.isPrerendering ? activate() : returnFromCache());
  expect(reader).toHaveBeenCalledTimes(1);
});

test('the content script starts the reminders at the first input, and hands it on', async () => {
  const { input } = await loadPage({ hasFields: true });
  await input();
  await input();
  expect(watchUser).toHaveBeenCalledExactlyOnceWith(
    expect.any(Function),
    expect.any(Function),
    expect.objectContaining({ type: 'keydown' }),
  );
});
