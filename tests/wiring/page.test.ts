import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { reportPage } from '@/utils/watch/page.ts';

/** A page as far as its content script looks at it. */
function stubPage({ status = 200, text = '', elements = 10, fields = false, prerendering = false } = {}) {
  const page = Object.assign(new EventTarget(), {
    prerendering,
    title: '',
    body: { innerText: text },
    getElementsByTagName: () => ({ length: elements }),
    querySelector: () => (fields ? {} : null),
  });
  class Navigation {
    responseStatus = status;
  }
  vi.stubGlobal('PerformanceNavigationTiming', Navigation);
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue([new Navigation() as unknown as PerformanceEntry]);
  vi.stubGlobal('document', page);
  return page;
}

function answerWith(answer: unknown) {
  return vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(async () => answer as never);
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a page’s content script', () => {
  test.each([
    [
      'an error page that says why',
      { status: 400, text: 'No required SSL certificate was sent' },
      ['certificate-absent'],
    ],
    ['an error page that says nothing', { status: 502, text: 'Bad Gateway' }, []],
    ['a form that was refused', { status: 403, fields: true, text: '証明書が見つかりません' }, ['at-work']],
    ['an error page of a size that only applications have', { status: 404, elements: 5000 }, ['at-work']],
    [
      'a page of success that says that it is none',
      { status: 200, text: 'ただいまメンテナンス中です。' },
      ['maintenance'],
    ],
  ])('reports %s', async (_what, page, signs) => {
    stubPage(page);
    const send = answerWith({ cause: 'server-error', system: 'office' });
    expect(await reportPage({ restored: false })).toEqual({ cause: 'server-error', system: 'office' });
    expect(send).toHaveBeenCalledExactlyOnceWith({ type: 'page', status: page.status, signs, restored: false });
  });

  test.each([
    ['a page that works', { text: 'ようこそ' }],
    ['a login page with notices', { fields: true, text: 'ただいまメンテナンス中です。' }],
    ['a large page', { elements: 5000, text: '証明書が見つかりません' }],
  ])('leaves the worker alone for %s', async (_what, page) => {
    stubPage(page);
    const send = answerWith(null);
    expect(await reportPage({ restored: false })).toBeNull();
    expect(send).not.toHaveBeenCalled();
  });

  test('reports a page that comes back from memory, however well it is', async () => {
    stubPage();
    const send = answerWith(null);
    await reportPage({ restored: true });
    expect(send).toHaveBeenCalledWith({ type: 'page', status: 200, signs: [], restored: true });
  });

  test('reports a prerendered page once it is shown, and not before', async () => {
    const page = stubPage({ prerendering: true });
    const send = answerWith(null);
    const reported = reportPage({ restored: false });
    await Promise.resolve();
    expect(send).not.toHaveBeenCalled();
    page.prerendering = false;
    page.dispatchEvent(new Event('prerenderingchange'));
    await reported;
    expect(send).toHaveBeenCalledExactlyOnceWith({ type: 'page', status: 200, signs: [], restored: true });
  });

  test('goes on without an extension that has been updated meanwhile', async () => {
    stubPage({ status: 500 });
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockRejectedValue(new Error('Extension context invalidated.'));
    expect(await reportPage({ restored: false })).toBeNull();
  });
});
