import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sendBegin } from '@/entrypoints/page/begin.ts';
import page from '@/entrypoints/page/index.ts';
import { watchPage } from '@/entrypoints/page/watch-page.ts';
import { watchUser } from '@/entrypoints/page/watch-user.ts';

vi.mock('@/entrypoints/page/watch-page.ts', () => ({ watchPage: vi.fn() }));
vi.mock('@/entrypoints/page/begin.ts', () => ({ sendBegin: vi.fn() }));
vi.mock('@/entrypoints/page/watch-user.ts', () => ({ watchUser: vi.fn() }));

interface FakePage {
  status?: number;
  hasFields?: boolean;
  elements?: number;
  isPrerendering?: boolean;
  /** Time at which the tab showed the prerendered page. */
  activationStart?: number;
}

/** Lets time pass (ms), and waits for the parts that are imported meanwhile. */
async function pass(time: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(time);
  await vi.dynamicImportSettled();
}

/** Starts the content script in a page; returns functions that fire the page's events. */
function startInPage(fake: FakePage = {}) {
  const { status = 200, hasFields = false, elements = 10, isPrerendering = false } = fake;
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
  });
  vi.stubGlobal('document', document);
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
  void page.main();
  return {
    fireContentLoaded: () => document.dispatchEvent(new Event('DOMContentLoaded')),
    fireLoad: () => window.dispatchEvent(new Event('load')),
    async returnFromCache() {
      window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
      await pass(0);
    },
    async input(isTrusted: boolean) {
      const event = new Event('keydown');
      Object.defineProperty(event, 'isTrusted', { value: isTrusted });
      window.dispatchEvent(event);
      await pass(0);
    },
  };
}

/** Starts the content script, and waits until it has done what it does without a user. */
async function loadPage(fake: FakePage) {
  const page = startInPage(fake);
  page.fireContentLoaded();
  page.fireLoad();
  await pass(2000);
  return page;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.mocked(sendBegin).mockClear();
  vi.mocked(watchPage).mockClear();
  vi.mocked(watchUser).mockClear();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('the content script reads the page once, after it has loaded', async () => {
  const { fireContentLoaded, fireLoad } = startInPage();
  fireContentLoaded();
  await pass(900);
  expect(watchPage).not.toHaveBeenCalled();
  fireLoad();
  await pass(2000);
  expect(watchPage).toHaveBeenCalledTimes(1);
});

test('the content script reads the page without the load event after a timeout', async () => {
  startInPage().fireContentLoaded();
  await pass(1000);
  expect(watchPage).toHaveBeenCalledTimes(1);
});

test('the content script reads an error page as soon as its text has loaded', async () => {
  // After a second without signs the worker assumes an error page of the browser.
  startInPage({ status: 403 }).fireContentLoaded();
  await pass(0);
  expect(watchPage).toHaveBeenCalledTimes(1);
});

test.each<[string, FakePage, number]>([
  ['a page that works', {}, 0],
  ['an error page', { status: 401 }, 1],
  ['an error page that is being prerendered', { status: 401, isPrerendering: true }, 0],
])('the content script in %s reports its beginning only to stop a clock', async (_page, fake, times) => {
  startInPage(fake);
  await pass(0);
  expect(sendBegin).toHaveBeenCalledTimes(times);
});

test.each<[string, FakePage, boolean]>([
  ['an error page with fields', { status: 403, hasFields: true }, false],
  ['a page that is being prerendered', { isPrerendering: true, hasFields: true }, false],
  ['a page that was prerendered', { activationStart: 12, hasFields: true }, true],
  ['a page without fields', {}, false],
])('the content script reads %s', async (_page, fake, isRestored) => {
  await loadPage(fake);
  expect(watchPage).toHaveBeenCalledExactlyOnceWith(expect.any(Function), isRestored);
});

test.each<[string, FakePage]>([
  ['with fields', { hasFields: true }],
  ['of many elements', { elements: 301 }],
])('the content script starts nothing in a page at work %s until the page comes back', async (_page, fake) => {
  const { returnFromCache } = await loadPage(fake);
  expect(watchPage).not.toHaveBeenCalled();
  expect(watchUser).not.toHaveBeenCalled();
  await returnFromCache();
  expect(watchPage).toHaveBeenCalledExactlyOnceWith(expect.any(Function), true);
});

test('the content script starts the reminders at the first input, and hands it on', async () => {
  const { input } = await loadPage({ hasFields: true });
  await input(false);
  expect(watchUser).not.toHaveBeenCalled();
  await input(true);
  await input(true);
  expect(watchUser).toHaveBeenCalledExactlyOnceWith(
    expect.any(Function),
    expect.any(Function),
    expect.objectContaining({ type: 'keydown' }),
  );
});
