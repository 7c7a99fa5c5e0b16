import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { startFakePc } from './fake-pc.ts';

const OFFICE = 'https://office.mamoris-net.jp/';
const KENSA = 'https://kensa.mamoris-net.jp/';
const RESET = 'net::ERR_CONNECTION_RESET';

afterEach(() => {
  vi.useRealTimers();
});

describe('the stored run', () => {
  test('has the times of the events, not those of a worker that had to start or of a PC that slept', async () => {
    const pc = await startFakePc();
    const at = Date.now();
    vi.setSystemTime(at + 14 * 3_600_000);
    const date = { name: 'Date', value: new Date(at + 5000).toUTCString() };
    pc.emit('onBeforeRequest', { requestId: '1', url: OFFICE, timeStamp: at + 0.25 });
    pc.emit('onResponseStarted', {
      ...{ requestId: '1', url: OFFICE, timeStamp: at + 5000.75, statusCode: 403, fromCache: false },
      responseHeaders: [date],
    });
    await pc.settle();
    const run = await pc.run();
    expect(run.last).toMatchObject({ office: { startedAt: at, endedAt: at + 5001 } });
    expect(Math.abs(run.clockOffset ?? 0)).toBeLessThan(1000);
  });

  test('handles simultaneous events one after another', async () => {
    const pc = await startFakePc();
    await Promise.all([1, 2].flatMap((tabId) => [pc.fail(`${tabId}`, RESET, KENSA, tabId)]));
    expect(Object.keys((await pc.run()).tabs ?? {})).toEqual(['1', '2']);
  });

  test('keeps all results if the worker is killed between any two events', async () => {
    const pc = await startFakePc();
    const load = { requestId: '1', url: OFFICE };
    const events = [
      () => pc.emit('onBeforeRequest', load),
      () => pc.emit('onBeforeRedirect', { ...load, redirectUrl: `${OFFICE}login` }),
      () => pc.emit('onBeforeRequest', { ...load, url: `${OFFICE}login` }),
      () => pc.emit('onResponseStarted', { ...load, url: `${OFFICE}login`, statusCode: 200 }),
      () => pc.emit('onBeforeRequest', { requestId: '2', url: OFFICE }),
      () => pc.emit('onErrorOccurred', { requestId: '2', url: OFFICE, error: 'net::ERR_SOCKET_NOT_CONNECTED' }),
    ];
    const begun = Date.now();
    for (const [i, emitEvent] of events.entries()) {
      await pc.startWorker();
      await pc.commit(OFFICE);
      // A load that follows at once could be a redirect by the page. Starting the worker has reset the clock.
      vi.setSystemTime(begun + i * 3000);
      emitEvent();
      await pc.settle();
    }
    expect(await pc.badge()).toBe('!');
    expect(pc.openPopup).toHaveBeenCalledTimes(1);
    expect((await pc.run()).last).toMatchObject({ office: { requestId: '2', earlier: 'opened' } });
  });

  test('ignores prerenders, prefetches and loads without a tab', async () => {
    const pc = await startFakePc();
    pc.emit('onErrorOccurred', { requestId: '1', url: KENSA, error: RESET, documentLifecycle: 'prerender' });
    pc.emit('onErrorOccurred', { requestId: '3', url: KENSA, error: RESET, documentId: 'D0C' });
    pc.emit('onErrorOccurred', { tabId: -1, requestId: '2', url: KENSA, error: RESET });
    await pc.settle();
    expect(await pc.run()).toBeUndefined();
  });

  test('shows badge and popup while storage refuses to write', async () => {
    const pc = await startFakePc();
    vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.spyOn(fakeBrowser.storage.session, 'set').mockRejectedValue(new Error('QUOTA_BYTES quota exceeded'));
    await pc.fail('1', RESET);
    expect(await pc.badge()).toBe('!');
    expect(pc.openPopup).toHaveBeenCalledTimes(1);
  });

  test('ignores damaged data in storage', async () => {
    const pc = await startFakePc();
    await fakeBrowser.storage.session.set({ run: { tabs: [null, 'x'], last: 5, opened: { length: -1 } } });
    await pc.fail('1', RESET);
    expect(await pc.badge()).toBe('!');
    expect(Object.keys((await pc.run()).tabs ?? {})).toEqual(['1']);
  });

  test('[SEC-90] the run forgets closed tabs', async () => {
    const pc = await startFakePc();
    await pc.fail('1', RESET, KENSA, 1);
    await pc.fail('2', RESET, KENSA, 2);
    pc.tabs.delete(2);
    await pc.alarm('wake');
    await pc.settle();
    expect(Object.keys((await pc.run()).tabs ?? {})).toEqual(['1']);
    expect((await pc.run()).last).toHaveProperty('kensa');
  });
});
