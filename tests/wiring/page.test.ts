import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readPage } from '@/entrypoints/page/read-page.ts';
import { watchPage } from '@/entrypoints/page/watch-page.ts';

interface Looks {
  status?: number;
  text?: string;
  elements?: number;
  fields?: boolean;
  prerendering?: boolean;
  /** When a prerendered page was shown. */
  activationStart?: number;
  frames?: object[];
}

/** A document as far as the content script looks at it. */
function stubDocument({ text = '', elements = 10, fields = false, prerendering = false, frames = [] }: Looks) {
  return Object.assign(new EventTarget(), {
    prerendering,
    title: '',
    body: { innerText: text, checkVisibility: (): boolean => true },
    getElementsByTagName: () => ({ length: elements }),
    querySelector: () => (fields ? {} : null),
    querySelectorAll: () => frames,
  });
}

function stubFrame(looks: Looks, { size = 100, isVisible = true } = {}) {
  const contentDocument = stubDocument(looks);
  return { contentDocument, offsetWidth: size, offsetHeight: size, checkVisibility: () => isVisible };
}

/** What `change` calls while the page is observed. */
let heard = vi.fn();
let change = () => {};

/** A page in a tab; what changes in it is told by `change`. */
function stubPage(looks: Looks = {}) {
  const page = stubDocument(looks);
  class Navigation {
    responseStatus = looks.status ?? 200;
    activationStart = looks.activationStart ?? 0;
  }
  vi.stubGlobal('PerformanceNavigationTiming', Navigation);
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue([new Navigation() as unknown as PerformanceEntry]);
  vi.stubGlobal('document', page);
  const window = new EventTarget();
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
  class Observer {
    constructor(callback: () => void) {
      heard = vi.fn(callback);
    }
    observe() {
      change = heard;
    }
    disconnect() {
      change = () => {};
    }
  }
  vi.stubGlobal('MutationObserver', Observer);
  return { page, window };
}

function answerWith(...answers: unknown[]) {
  const last = answers.at(-1);
  return vi
    .spyOn(fakeBrowser.runtime, 'sendMessage')
    .mockImplementation(async () => (answers.length > 1 ? answers.shift() : last) as never);
}

const TROUBLE = { cause: 'server-error', system: 'office' };
const MAINTENANCE = { cause: 'maintenance', system: 'office' };

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Lets the page change, and its content script notice. */
async function changeTo({ page }: ReturnType<typeof stubPage>, looks: Looks): Promise<void> {
  Object.assign(page, stubDocument(looks));
  change();
  await vi.advanceTimersByTimeAsync(500);
}

async function watch() {
  const show = vi.fn();
  watchPage(show);
  await vi.advanceTimersByTimeAsync(0);
  return show;
}

describe('a page’s content script', () => {
  test.each<[string, Looks, string[]]>([
    [
      'an error page that says why',
      { status: 400, text: 'No required SSL certificate was sent' },
      ['certificate-absent'],
    ],
    ['an error page that says nothing', { status: 502, text: 'Bad Gateway' }, []],
    ['a form that was refused', { status: 403, fields: true, text: '証明書が見つかりません' }, ['interactive']],
    ['an error page of a size that only applications have', { status: 404, elements: 5000 }, ['interactive']],
    ['a page of success that says that it is none', { text: 'ただいまメンテナンス中です。' }, ['maintenance']],
    ['a certificate that came', { text: 'クライアント証明書を確認しました。' }, ['certificate-present']],
    ['what a frame says', { frames: [stubFrame({ text: 'ただいまメンテナンス中です。' })] }, ['maintenance']],
  ])('reports %s', async (_what, looks, signs) => {
    stubPage(looks);
    const send = answerWith(TROUBLE);
    const show = await watch();
    expect(show).toHaveBeenCalledExactlyOnceWith(TROUBLE);
    expect(send).toHaveBeenCalledExactlyOnceWith({
      type: 'signs',
      status: looks.status ?? 200,
      signs,
      restored: false,
    });
  });

  const hiddenFrame = stubFrame({ text: 'ただいまメンテナンス中です。' }, { size: 0 });
  test.each<[string, Looks]>([
    ['a page that works', { text: 'ようこそ' }],
    ['a login page with notices', { fields: true, text: 'ただいまメンテナンス中です。' }],
    ['a login page in a frame', { text: 'ただいまメンテナンス中です。', frames: [stubFrame({ fields: true })] }],
    ['a large page', { elements: 5000, text: '証明書が見つかりません' }],
    ['a frame that nobody sees', { frames: [hiddenFrame] }],
    ['a frame of another site', { frames: [{ ...hiddenFrame, contentDocument: null }] }],
  ])('[SEC-89] leaves the worker alone for %s', async (_what, looks) => {
    stubPage(looks);
    const send = answerWith(null);
    await watch();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(send).not.toHaveBeenCalled();
  });

  test('reports a page that comes back from memory, however well it is', async () => {
    const { window } = stubPage();
    const send = answerWith(null);
    const show = await watch();
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    await vi.advanceTimersByTimeAsync(0);
    expect(send).toHaveBeenCalledExactlyOnceWith({ type: 'signs', status: 200, signs: [], restored: true });
    expect(show).toHaveBeenCalledExactlyOnceWith(null);
  });

  test('reports a prerendered page once it is shown, and not before', async () => {
    const { page } = stubPage({ prerendering: true });
    const send = answerWith(null);
    await watch();
    expect(send).not.toHaveBeenCalled();
    page.dispatchEvent(new Event('prerenderingchange'));
    await vi.advanceTimersByTimeAsync(0);
    expect(send).toHaveBeenCalledExactlyOnceWith({ type: 'signs', status: 200, signs: [], restored: true });
  });
});

test('a prerendered page that is shown already says that it is there', async () => {
  stubPage({ activationStart: 12 });
  const send = answerWith(null);
  await watch();
  expect(send).toHaveBeenCalledExactlyOnceWith({ type: 'signs', status: 200, signs: [], restored: true });
});

describe('a page that changes', () => {
  test('is reported when its scripts have written what is wrong', async () => {
    const tab = stubPage({ text: '読み込み中' });
    const send = answerWith(MAINTENANCE);
    const show = await watch();
    expect(send).not.toHaveBeenCalled();
    await changeTo(tab, { text: 'ただいまメンテナンス中です。' });
    expect(show).toHaveBeenCalledExactlyOnceWith(MAINTENANCE);
  });

  test('is read again when all of it has loaded', async () => {
    const { page, window } = stubPage({ elements: 5000 });
    const send = answerWith(MAINTENANCE);
    await watch();
    Object.assign(page, stubDocument({ text: 'ただいまメンテナンス中です。' }));
    window.dispatchEvent(new Event('load'));
    await vi.advanceTimersByTimeAsync(500);
    expect(send).toHaveBeenCalledTimes(1);
  });

  test('is not reported again for saying the same', async () => {
    const tab = stubPage({ status: 503, text: 'ただいまメンテナンス中です。' });
    const send = answerWith(MAINTENANCE);
    await watch();
    await changeTo(tab, { text: '12:00:01 ただいまメンテナンス中です。' });
    await changeTo(tab, { text: '' });
    expect(send).toHaveBeenCalledTimes(1);
  });

  test('is reported again for saying something new, and keeps a banner that it still gives cause for', async () => {
    const tab = stubPage({ status: 503, text: '' });
    const send = answerWith(TROUBLE, null, MAINTENANCE);
    const show = await watch();
    await changeTo(tab, { text: 'サービス時間外です。' });
    expect(send).toHaveBeenCalledTimes(2);
    expect(show.mock.calls).toEqual([[TROUBLE]]);
    await changeTo(tab, { text: 'ただいまメンテナンス中です。' });
    expect(show.mock.calls).toEqual([[TROUBLE], [MAINTENANCE]]);
  });

  test('does not bring back a banner that says the same, which the user may have closed', async () => {
    const tab = stubPage({ status: 503, text: '' });
    answerWith(MAINTENANCE);
    const show = await watch();
    await changeTo(tab, { text: 'ただいまメンテナンス中です。' });
    expect(show).toHaveBeenCalledTimes(1);
  });

  test('loses its banner when it turns out to work', async () => {
    const tab = stubPage({ text: 'ただいまメンテナンス中です。' });
    answerWith(MAINTENANCE, null);
    const show = await watch();
    await changeTo(tab, { fields: true });
    expect(show.mock.calls).toEqual([[MAINTENANCE], [null]]);
  });

  test('is heard of once between two looks, the second of which sees all that has changed', async () => {
    const { page } = stubPage({ text: '読み込み中' });
    const send = answerWith(MAINTENANCE);
    await watch();
    for (let number = 0; number < 100; number += 1) change();
    Object.assign(page, stubDocument({ text: 'ただいまメンテナンス中です。' }));
    await vi.advanceTimersByTimeAsync(500);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(send).toHaveBeenCalledTimes(1);
    change();
    expect(heard).toHaveBeenCalledTimes(2);
  });

  test('is not watched for ever', async () => {
    const tab = stubPage({ text: '読み込み中' });
    const send = answerWith(MAINTENANCE);
    await watch();
    await vi.advanceTimersByTimeAsync(10_000);
    await changeTo(tab, { text: 'ただいまメンテナンス中です。' });
    expect(send).not.toHaveBeenCalled();
  });
});

describe('a worker that gives no answer', () => {
  test('is asked again: it was stopped before it answered', async () => {
    stubPage({ status: 500 });
    const send = answerWith(TROUBLE).mockRejectedValueOnce(new Error('The message channel closed.'));
    const show = await watch();
    expect(send).toHaveBeenCalledTimes(2);
    expect(show).toHaveBeenCalledExactlyOnceWith(TROUBLE);
  });

  test('is left alone after five times, the last some seconds later: the extension was updated or removed', async () => {
    stubPage({ status: 500 });
    const send = vi
      .spyOn(fakeBrowser.runtime, 'sendMessage')
      .mockRejectedValue(new Error('Extension context invalidated.'));
    const show = await watch();
    await vi.advanceTimersByTimeAsync(1000);
    expect(send).toHaveBeenCalledTimes(4);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(send).toHaveBeenCalledTimes(5);
    expect(show).not.toHaveBeenCalled();
  });
});

test('a body that is not shown says nothing, scripts in it least of all', () => {
  const page = stubDocument({ text: 'ただいまメンテナンス中です。' });
  page.body.checkVisibility = () => false;
  expect(readPage(page as unknown as Document, 200).text).toBe('');
});
