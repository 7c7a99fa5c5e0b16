import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import page from '@/entrypoints/page/index.ts';
import { mountInPage } from '@/entrypoints/page/mount.ts';

vi.mock('@/entrypoints/page/mount.ts', () => ({ mountInPage: vi.fn() }));

/** Starts the content script in a page with this status; returns functions that fire the page's events. */
function startInPage(responseStatus: number) {
  class Navigation {
    responseStatus = responseStatus;
  }
  vi.stubGlobal('PerformanceNavigationTiming', Navigation);
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue([new Navigation() as unknown as PerformanceEntry]);
  const [document, window] = [new EventTarget(), new EventTarget()];
  vi.stubGlobal('document', document);
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
  void page.main();
  return {
    fireContentLoaded: () => document.dispatchEvent(new Event('DOMContentLoaded')),
    fireLoad: () => window.dispatchEvent(new Event('load')),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.mocked(mountInPage).mockClear();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('the content script mounts once, after the page has loaded', async () => {
  const { fireContentLoaded, fireLoad } = startInPage(200);
  fireContentLoaded();
  await vi.advanceTimersByTimeAsync(900);
  expect(mountInPage).not.toHaveBeenCalled();
  fireLoad();
  await vi.advanceTimersByTimeAsync(2000);
  expect(mountInPage).toHaveBeenCalledTimes(1);
});

test('the content script mounts without the load event after a timeout', async () => {
  startInPage(200).fireContentLoaded();
  await vi.advanceTimersByTimeAsync(1000);
  expect(mountInPage).toHaveBeenCalledTimes(1);
});

test('the content script mounts on an error page as soon as its text has loaded', async () => {
  // After a second without signs the worker assumes an error page of the browser.
  startInPage(403).fireContentLoaded();
  await vi.advanceTimersByTimeAsync(0);
  expect(mountInPage).toHaveBeenCalledTimes(1);
});
