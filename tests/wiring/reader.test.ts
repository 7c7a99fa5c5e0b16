/** How reader.js comes into a page: the worker injects it, and it offers its function to page.js. */
import { afterEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import reader from '@/entrypoints/reader/index.ts';
import { watchPage } from '@/entrypoints/reader/watch-page.ts';
import { injectedReader } from '@/utils/in-page/reader-handover.ts';
import { startFakePc } from './fake-pc.ts';

const REQUEST = { type: 'reader' };
const SENDER = {
  id: fakeBrowser.runtime.id,
  frameId: 0,
  documentId: 'a1',
  tab: { id: 1 },
  url: 'https://office.mamoris-net.jp/?q=secret',
};

/** Starts the worker, and waits for what it does by itself. */
async function startSettledPc() {
  const pc = await startFakePc();
  await pc.settle();
  return pc;
}

afterEach(() => {
  vi.useRealTimers();
});

test('reader.js offers its function, and does no harm when it is injected again', () => {
  expect(injectedReader()).toBeUndefined();
  for (const _injection of [1, 2]) {
    reader.main();
    expect(injectedReader()).toBe(watchPage);
  }
});

test('[SEC-97] the worker injects only reader.js, and only into the document that asks for it', async () => {
  const pc = await startSettledPc();
  expect(await pc.send({ ...REQUEST, files: ['/other.js'], tabId: 2 }, SENDER)).toBe(true);
  expect(pc.executeScript).toHaveBeenCalledExactlyOnceWith({
    target: { tabId: 1, documentIds: ['a1'] },
    files: ['/reader.js'],
    injectImmediately: true,
  });
  expect(await pc.run()).toBeUndefined();
});

test.each<[string, object]>([
  ['another extension', { id: 'other' }],
  ['a frame', { frameId: 3 }],
  ['another site', { url: 'https://office.mamoris-net.jp.example.com/' }],
  ['no address', { url: undefined }],
  ['no tab', { tab: undefined }],
  ['a surface', { frameId: undefined, url: `chrome-extension://${fakeBrowser.runtime.id}/popup.html` }],
])('the worker injects nothing for a request from or with %s', async (_what, from) => {
  const pc = await startSettledPc();
  expect(await pc.send(REQUEST, { ...SENDER, ...from })).toBeNull();
  expect(pc.executeScript).not.toHaveBeenCalled();
});

test('the worker answers a request that the browser refuses, and reports no error', async () => {
  const pc = await startSettledPc();
  const log = vi.spyOn(console, 'error');
  pc.executeScript.mockRejectedValue(new Error('No document with id a1 in tab with id 1.'));
  expect(await pc.send(REQUEST, SENDER)).toBe(false);
  expect(log).not.toHaveBeenCalled();
});
