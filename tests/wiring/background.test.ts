import { afterEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { startFakePc } from './fake-pc.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('[SEC-75] the worker registers all listeners synchronously, for main frames of the systems alone', async () => {
  const { listeners } = await startFakePc();
  expect(listeners().map(({ name }) => name)).toEqual([
    'onBeforeRequest',
    'onBeforeRedirect',
    'onResponseStarted',
    'onErrorOccurred',
  ]);
  for (const { filter } of listeners()) {
    expect(filter).toEqual({
      urls: ['https://*.mamoris-net.jp/*', 'http://*.mamoris-net.jp/*'],
      types: ['main_frame'],
    });
  }
  expect(fakeBrowser.runtime.onMessage.hasListeners()).toBe(true);
  expect(fakeBrowser.alarms.onAlarm.hasListeners()).toBe(true);
});
