import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { slimPolyfill, withoutTable } from '@/utils/polyfill.build.ts';

const original = readFileSync(createRequire(import.meta.url).resolve('webextension-polyfill'), 'utf8');

type Reply = (answer: unknown) => void;
type MessageListener = (message: unknown, sender: object, reply: Reply) => unknown;

/** What the polyfill uses of a browser that has no `browser` of its own, as Chrome 127. */
function startBrowser() {
  const listeners: MessageListener[] = [];
  const runtime = {
    id: 'abc',
    lastError: undefined as { message: string } | undefined,
    onMessage: {
      addListener: (listener: MessageListener) => listeners.push(listener),
      hasListener: (listener: MessageListener) => listeners.includes(listener),
      removeListener: (listener: MessageListener) => listeners.splice(listeners.indexOf(listener), 1),
    },
    /** What other contexts get for a message; the browser's own way takes callbacks. */
    sendMessage(message: unknown, callback: Reply) {
      const isLeftOpen = listeners.map((listener) => listener(message, {}, callback)).includes(true);
      if (!isLeftOpen) fail('The message port closed before a response was received.', callback);
    },
    getURL: vi.fn(function (this: unknown, path: string) {
      return this === runtime ? `chrome-extension://abc${path}` : undefined;
    }),
  };
  function fail(message: string, callback: Reply) {
    runtime.lastError = { message };
    callback(undefined);
    runtime.lastError = undefined;
  }
  /** An API as Manifest V3 has it: a promise, if there is no callback. */
  const api = () =>
    vi.fn(async (wanted: unknown) => {
      if (wanted === 'gone') throw new Error('No tab with id: 1.');
      return { wanted };
    });
  return {
    ...{ runtime, fail, listeners },
    tabs: { get: api() },
    storage: { session: { get: api() } },
    permissions: { request: api() },
    windows: { create: api() },
    alarms: { create: api() },
    i18n: { getMessage: (key: string) => `[${key}]` },
  };
}

let copies = 0;

/** The polyfill as it is built in, run anew. */
async function load(chrome: object, native?: object) {
  vi.stubGlobal('chrome', chrome);
  vi.stubGlobal('browser', native);
  copies += 1;
  const source = encodeURIComponent(`${withoutTable(original)}// ${copies}`);
  const module = await import(/* @vite-ignore */ `data:text/javascript,${source}`);
  return module.default as ReturnType<typeof startBrowser>;
}

describe('the polyfill without its table, where the browser has no `browser`', () => {
  let chrome: ReturnType<typeof startBrowser>;
  let browser: ReturnType<typeof startBrowser>;
  const send = (message: unknown) => (browser.runtime.sendMessage as (message: unknown) => Promise<unknown>)(message);

  beforeEach(async () => {
    chrome = startBrowser();
    browser = await load(chrome);
  });

  test.each([
    ['tabs', () => [browser.tabs.get, chrome.tabs.get] as const],
    ['storage', () => [browser.storage.session.get, chrome.storage.session.get] as const],
    ['permissions', () => [browser.permissions.request, chrome.permissions.request] as const],
    ['windows', () => [browser.windows.create, chrome.windows.create] as const],
    ['alarms', () => [browser.alarms.create, chrome.alarms.create] as const],
  ])('%s: the browser’s own promises, good and bad', async (_name, both) => {
    const [wrapped, own] = both();
    await expect(wrapped('x')).resolves.toEqual({ wanted: 'x' });
    await expect(wrapped('gone')).rejects.toThrow('No tab with id: 1.');
    expect(own.mock.calls).toEqual([['x'], ['gone']]);
  });

  test('what gives no promise is as it is', () => {
    expect(browser.i18n.getMessage('a')).toBe('[a]');
    expect(browser.runtime.id).toBe('abc');
    const { getURL } = browser.runtime;
    expect(getURL('/x')).toBe('chrome-extension://abc/x');
  });

  test.each<[string, MessageListener]>([
    ['a promise', async (message) => ({ message })],
    [
      'a late call, `true` first',
      (message, _sender, reply) => {
        queueMicrotask(() => reply({ message }));
        return true;
      },
    ],
  ])('a listener answers with %s', async (_way, listener) => {
    browser.runtime.onMessage.addListener(listener);
    expect(browser.runtime.onMessage.hasListener(listener)).toBe(true);
    await expect(send(1)).resolves.toEqual({ message: 1 });
    browser.runtime.onMessage.removeListener(listener);
    expect(chrome.listeners).toEqual([]);
  });

  test('a listener that fails makes the message fail', async () => {
    browser.runtime.onMessage.addListener(async () => {
      throw new Error('no');
    });
    await expect(send(1)).rejects.toThrow('no');
  });

  test('`undefined` where nobody answers, an error where nobody is there', async () => {
    browser.runtime.onMessage.addListener(() => undefined);
    await expect(send(1)).resolves.toBeUndefined();
    chrome.runtime.sendMessage = (_message, callback) => chrome.fail('Receiving end does not exist.', callback);
    browser = await load(chrome);
    await expect(send(1)).rejects.toThrow('Receiving end does not exist.');
  });
});

test('where the browser has its own `browser`, that is taken', async () => {
  const native = startBrowser();
  expect(await load(startBrowser(), native)).toBe(native);
});

test('outside an extension it says so', async () => {
  await expect(load({})).rejects.toThrow('This script should only be loaded in a browser extension.');
});

describe('another text is never cut', () => {
  test.each([
    ['nothing', ''],
    [
      'its minified build',
      readFileSync(
        createRequire(import.meta.url).resolve('webextension-polyfill/dist/browser-polyfill.min.js'),
        'utf8',
      ),
    ],
    ['one that is cut already', withoutTable(original)],
    ['one without the table', original.replace('const apiMetadata = ', 'const metadata = ')],
    ['one that uses it in another way', original.replace('hasOwnProperty(metadata, prop)) {', 'metadata.has(prop)) {')],
  ])('%s', (_name, text) => {
    expect(() => withoutTable(text)).toThrow('webextension-polyfill is not what polyfill.build.ts was written for');
  });

  test('it is the polyfill’s own folder that is looked at, and no other', () => {
    const { transform } = slimPolyfill();
    const pattern = typeof transform === 'object' && transform.filter?.id;
    expect('/x/node_modules/webextension-polyfill/dist/browser-polyfill.js').toMatch(pattern as RegExp);
    expect('/x/node_modules/@wxt-dev/webextension-polyfill/dist/browser.mjs').not.toMatch(pattern as RegExp);
  });
});
