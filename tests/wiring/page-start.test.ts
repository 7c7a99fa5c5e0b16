import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import page from '@/entrypoints/page/index.ts';
import { mountInPage } from '@/entrypoints/page/mount.ts';

vi.mock('@/entrypoints/page/mount.ts', () => ({ mountInPage: vi.fn() }));

/** A page that the server has sent with this status. */
function stubPage(responseStatus: number) {
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
    textIsThere: () => document.dispatchEvent(new Event('DOMContentLoaded')),
    allIsThere: () => window.dispatchEvent(new Event('load')),
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

test('nothing is done to a page before it is there, and then once', async () => {
  const { textIsThere, allIsThere } = stubPage(200);
  textIsThere();
  await vi.advanceTimersByTimeAsync(900);
  expect(mountInPage).not.toHaveBeenCalled();
  allIsThere();
  await vi.advanceTimersByTimeAsync(2000);
  expect(mountInPage).toHaveBeenCalledTimes(1);
});

test('a page whose pictures do not come is looked at all the same', async () => {
  stubPage(200).textIsThere();
  await vi.advanceTimersByTimeAsync(1000);
  expect(mountInPage).toHaveBeenCalledTimes(1);
});

test('one of an error speaks for itself as soon as its text is there', async () => {
  // The worker takes it for the browser's own after a second.
  stubPage(403).textIsThere();
  await vi.advanceTimersByTimeAsync(0);
  expect(mountInPage).toHaveBeenCalledTimes(1);
});
