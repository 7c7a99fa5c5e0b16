import { afterEach, beforeEach, vi } from 'vitest';

/** Stands in for `fetch` in each test of a file, online; what the systems answer is up to the test. */
export function fakeFetch() {
  const request = vi.fn<typeof fetch>();
  beforeEach(() => {
    request.mockReset();
    vi.stubGlobal('fetch', request);
    vi.stubGlobal('navigator', { onLine: true, userAgent: '' });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
  return request;
}
