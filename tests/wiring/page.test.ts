import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readPage } from '@/entrypoints/reader/read-page.ts';
import { watchPage } from '@/entrypoints/reader/watch-page.ts';
import { sendUntilAnswered } from '@/utils/in-page/send.ts';

interface FakePage {
  status?: number;
  text?: string;
  elements?: number;
  fields?: boolean;
  frames?: object[];
}

/** The parts of an element that reader.js reads. */
function stubElement(localName: string, childNodes: readonly object[], isVisible = true) {
  return {
    ...{ nodeType: 1, localName, childNodes, textContent: '' },
    checkVisibility: (): boolean => isVisible,
    getAttribute: () => null,
    matches: () => false,
  };
}

/** The parts of a document that reader.js reads. */
function stubDocument({ text = '', elements = 10, fields = false, frames = [] }: FakePage) {
  return Object.assign(new EventTarget(), {
    title: '',
    body: stubElement('body', [
      { nodeType: 3, nodeValue: text },
      ...frames,
      ...(fields ? [stubElement('textarea', [])] : []),
    ]),
    getElementsByTagName: () => ({ length: elements }),
    querySelector: () => (fields ? {} : null),
    querySelectorAll: () => frames,
  });
}

function stubFrame(fake: FakePage, { size = 100, isVisible = true } = {}) {
  const contentDocument = stubDocument(fake);
  const sizes = { clientWidth: size, clientHeight: size };
  return { ...stubElement('iframe', [], isVisible), ...sizes, contentDocument };
}

function stubStyles() {
  // The stubs have their properties themselves.
  const prototype = new Proxy({}, { get: (_target, name, element) => Reflect.get(element, name) });
  // A function, because Vitest applies `instanceof` to it.
  vi.stubGlobal(
    'Element',
    Object.assign(() => {}, { prototype }),
  );
  vi.stubGlobal('Node', { TEXT_NODE: 3, ELEMENT_NODE: 1 });
  vi.stubGlobal('getComputedStyle', () => ({ display: 'block', whiteSpace: 'normal' }));
}

/** The observer's callback; `change` calls it while the observer is connected. */
let observed = vi.fn();
let change = () => {};

/** Stubs the globals of a page; `change` reports a mutation. */
function stubPage(fake: FakePage = {}) {
  const page = stubDocument(fake);
  class Navigation {
    responseStatus = fake.status ?? 200;
  }
  vi.stubGlobal('PerformanceNavigationTiming', Navigation);
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue([new Navigation() as unknown as PerformanceEntry]);
  vi.stubGlobal('document', page);
  stubStyles();
  const window = new EventTarget();
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
  class Observer {
    constructor(callback: () => void) {
      observed = vi.fn(callback);
    }
    observe() {
      change = observed;
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

/** Changes the page, and waits until reader.js has read it. */
async function changeTo({ page }: ReturnType<typeof stubPage>, fake: FakePage): Promise<void> {
  Object.assign(page, stubDocument(fake));
  change();
  await vi.advanceTimersByTimeAsync(500);
}

async function watch(isRestored = false) {
  return (await watchReturning(isRestored)).show;
}

/** Watches a page that can come back from the back/forward cache. */
async function watchReturning(isRestored = false) {
  const show = vi.fn();
  const readAgain = watchPage(show, isRestored, sendUntilAnswered);
  await vi.advanceTimersByTimeAsync(0);
  return { show, readAgain };
}

describe('watchPage', () => {
  test.each<[string, FakePage, string[]]>([
    [
      'an error page with a reason',
      { status: 400, text: 'No required SSL certificate was sent' },
      ['certificate-absent'],
    ],
    ['an error page without a reason', { status: 502, text: 'Bad Gateway' }, []],
    ['a form that was refused', { status: 403, fields: true, text: '入力した内容をご確認ください' }, ['interactive']],
    ['a page with an error status and the size of an application', { status: 404, elements: 5000 }, ['interactive']],
    ['a maintenance page with a success status', { text: 'ただいまメンテナンス中です。' }, ['maintenance']],
    ['a page that confirms a certificate', { text: 'クライアント証明書を確認しました。' }, ['certificate-present']],
    ['the text of a frame', { frames: [stubFrame({ text: 'ただいまメンテナンス中です。' })] }, ['maintenance']],
  ])('watchPage sends the signs of %s', async (_page, fake, signs) => {
    stubPage(fake);
    const send = answerWith(TROUBLE);
    const show = await watch();
    expect(show).toHaveBeenCalledExactlyOnceWith(TROUBLE);
    expect(send).toHaveBeenCalledExactlyOnceWith({
      type: 'signs',
      status: fake.status ?? 200,
      signs,
      restored: false,
    });
  });

  const hiddenFrame = stubFrame({ text: 'ただいまメンテナンス中です。' }, { size: 0 });
  test.each<[string, FakePage]>([
    ['a page that works', { text: 'ようこそ' }],
    ['a login page with notices', { fields: true, text: 'ただいまメンテナンス中です。' }],
    ['a login page in a frame', { text: 'ただいまメンテナンス中です。', frames: [stubFrame({ fields: true })] }],
    ['a large page', { elements: 5000, text: '証明書が見つかりません' }],
    ['an invisible frame', { frames: [hiddenFrame] }],
    ['a frame of another site', { frames: [{ ...hiddenFrame, contentDocument: null }] }],
  ])('[SEC-89] watchPage sends nothing for %s', async (_page, fake) => {
    stubPage(fake);
    const send = answerWith(null);
    await watch();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(send).not.toHaveBeenCalled();
  });

  test('watchPage sends signs when a page returns from the back/forward cache', async () => {
    stubPage();
    const send = answerWith(null);
    const { show, readAgain } = await watchReturning();
    expect(send).not.toHaveBeenCalled();
    readAgain();
    await vi.advanceTimersByTimeAsync(0);
    expect(send).toHaveBeenCalledExactlyOnceWith({ type: 'signs', status: 200, signs: [], restored: true });
    expect(show).toHaveBeenCalledExactlyOnceWith(null);
  });
});

test('watchPage sends signs at once of a page that was prerendered', async () => {
  stubPage({});
  const send = answerWith(null);
  await watch(true);
  expect(send).toHaveBeenCalledExactlyOnceWith({ type: 'signs', status: 200, signs: [], restored: true });
});

describe('watchPage on a page that changes', () => {
  test('watchPage sends a sign that scripts write later', async () => {
    const tab = stubPage({ text: '読み込み中' });
    const send = answerWith(MAINTENANCE);
    const show = await watch();
    expect(send).not.toHaveBeenCalled();
    await changeTo(tab, { text: 'ただいまメンテナンス中です。' });
    expect(show).toHaveBeenCalledExactlyOnceWith(MAINTENANCE);
  });

  test('watchPage reads the page again after its load event', async () => {
    const { page, window } = stubPage({ elements: 5000 });
    const send = answerWith(MAINTENANCE);
    await watch();
    Object.assign(page, stubDocument({ text: 'ただいまメンテナンス中です。' }));
    window.dispatchEvent(new Event('load'));
    await vi.advanceTimersByTimeAsync(500);
    expect(send).toHaveBeenCalledTimes(1);
  });

  test('watchPage sends the same signs only once', async () => {
    const tab = stubPage({ status: 503, text: 'ただいまメンテナンス中です。' });
    const send = answerWith(MAINTENANCE);
    await watch();
    await changeTo(tab, { text: '12:00:01 ただいまメンテナンス中です。' });
    await changeTo(tab, { text: '' });
    expect(send).toHaveBeenCalledTimes(1);
  });

  test('watchPage sends a new sign, and keeps the banner while the page still fails', async () => {
    const tab = stubPage({ status: 503, text: '' });
    const send = answerWith(TROUBLE, null, MAINTENANCE);
    const show = await watch();
    await changeTo(tab, { text: 'サービス時間外です。' });
    expect(send).toHaveBeenCalledTimes(2);
    expect(show.mock.calls).toEqual([[TROUBLE]]);
    await changeTo(tab, { text: 'ただいまメンテナンス中です。' });
    expect(show.mock.calls).toEqual([[TROUBLE], [MAINTENANCE]]);
  });

  test('watchPage does not show the same diagnosis again, because the user may have closed it', async () => {
    const tab = stubPage({ status: 503, text: '' });
    answerWith(MAINTENANCE);
    const show = await watch();
    await changeTo(tab, { text: 'ただいまメンテナンス中です。' });
    expect(show).toHaveBeenCalledTimes(1);
  });

  test('watchPage removes the banner when the page becomes interactive', async () => {
    const tab = stubPage({ text: 'ただいまメンテナンス中です。' });
    answerWith(MAINTENANCE, null);
    const show = await watch();
    await changeTo(tab, { fields: true });
    expect(show.mock.calls).toEqual([[MAINTENANCE], [null]]);
  });

  test('watchPage handles one mutation between two readings, and the second reading covers all changes', async () => {
    const { page } = stubPage({ text: '読み込み中' });
    const send = answerWith(MAINTENANCE);
    await watch();
    for (let number = 0; number < 100; number += 1) change();
    Object.assign(page, stubDocument({ text: 'ただいまメンテナンス中です。' }));
    await vi.advanceTimersByTimeAsync(500);
    expect(observed).toHaveBeenCalledTimes(1);
    expect(send).toHaveBeenCalledTimes(1);
    change();
    expect(observed).toHaveBeenCalledTimes(2);
  });

  test('watchPage stops after a while', async () => {
    const tab = stubPage({ text: '読み込み中' });
    const send = answerWith(MAINTENANCE);
    await watch();
    await vi.advanceTimersByTimeAsync(10_000);
    await changeTo(tab, { text: 'ただいまメンテナンス中です。' });
    expect(send).not.toHaveBeenCalled();
  });
});

describe('watchPage without an answer of the worker', () => {
  test('watchPage sends again after an error, because the worker may have stopped', async () => {
    stubPage({ status: 500 });
    const send = answerWith(TROUBLE).mockRejectedValueOnce(new Error('The message channel closed.'));
    const show = await watch();
    expect(send).toHaveBeenCalledTimes(2);
    expect(show).toHaveBeenCalledExactlyOnceWith(TROUBLE);
  });

  test('watchPage gives up after five tries, because the extension was updated or removed', async () => {
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

test('readPage ignores a hidden body and its scripts', () => {
  stubStyles();
  const page = stubDocument({ text: 'ただいまメンテナンス中です。' });
  page.body.checkVisibility = () => false;
  expect(readPage(page as unknown as Document, 200).lines).toEqual([]);
});
