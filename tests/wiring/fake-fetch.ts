import { afterEach, beforeEach, vi } from 'vitest';

/** Mocks `fetch` in each test of a file, online; the test sets the answers. */
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
