import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type FakePc, startFakePc } from './fake-pc.ts';

const OFFICE = 'https://office.mamoris-net.jp/';
const KENSA = 'https://kensa.mamoris-net.jp/';
const RESET = 'net::ERR_CONNECTION_RESET';

afterEach(() => {
  vi.useRealTimers();
});

describe('the badge', () => {
  test('shows the badge after a failure, and again after the error page has wiped it', async () => {
    const pc = await startFakePc();
    pc.tabs.set(1, { id: 1, windowId: 1, active: true, status: 'loading', url: '' });
    pc.emit('onBeforeRequest', { requestId: '1', url: KENSA });
    pc.emit('onErrorOccurred', { requestId: '1', url: KENSA, error: RESET });
    await vi.advanceTimersByTimeAsync(10);
    expect(await pc.badge()).toBe('!');
    await pc.commit(KENSA);
    expect(await pc.badge()).toBe('');
    await vi.advanceTimersByTimeAsync(200);
    expect(await pc.badge()).toBe('!');
  });

  test.each<[string, (pc: FakePc) => unknown]>([
    ['after a failure', (pc) => pc.fail('1', RESET)],
    [
      'after a failure and a redirect to that site',
      async (pc) => {
        await pc.fail('1', RESET);
        pc.emit('onBeforeRequest', { requestId: '2', url: KENSA });
        pc.emit('onBeforeRedirect', { requestId: '2', url: KENSA, redirectUrl: 'https://example.com/' });
      },
    ],
    [
      'after a failure and an aborted load',
      async (pc) => {
        await pc.fail('1', RESET);
        await pc.commit('');
        pc.emit('onBeforeRequest', { requestId: '2', url: KENSA });
        pc.emit('onErrorOccurred', { requestId: '2', url: KENSA, error: 'net::ERR_ABORTED' });
      },
    ],
  ])('shows no badge on a tab that went to another site %s', async (_what, arrange) => {
    const pc = await startFakePc();
    await arrange(pc);
    await pc.commit('');
    await vi.advanceTimersByTimeAsync(60_000);
    await pc.alarm('wake');
    await pc.settle();
    expect(await pc.badge()).toBe('');
  });

  test('removes at once a badge that it set just as the tab left for another site', async () => {
    const pc = await startFakePc();
    pc.tabs.set(1, { id: 1, windowId: 1, active: true, status: 'loading', url: KENSA });
    const real = fakeBrowser.action.getBadgeText;
    const get = vi.spyOn(fakeBrowser.action, 'getBadgeText').mockImplementation(async (tab) => {
      const badge = await real(tab);
      if (badge !== '!') return badge;
      // The tab leaves between two answers of the browser.
      get.mockRestore();
      await pc.commit('');
      pc.tabs.set(1, { id: 1, windowId: 1, active: true, status: 'loading', url: '' });
      return '';
    });
    pc.emit('onBeforeRequest', { requestId: '1', url: KENSA });
    pc.emit('onErrorOccurred', { requestId: '1', url: KENSA, error: RESET });
    await vi.advanceTimersByTimeAsync(19);
    expect(pc.tabs.get(1)?.url).toBe('');
    expect(await pc.badge()).toBe('');
  });

  test('changes the badge to ! at 7:00 for a failure outside the hours', async () => {
    const pc = await startFakePc('2026-11-24T06:55:00+09:00');
    await pc.fail('1', RESET);
    expect(await pc.badge()).toBe('閉');
    vi.setSystemTime(new Date('2026-11-24T07:00:01+09:00'));
    await pc.alarm('wake');
    await pc.settle();
    expect(await pc.badge()).toBe('!');
  });

  test('removes the badge after a load that succeeds', async () => {
    const pc = await startFakePc();
    await pc.fail('1', RESET);
    pc.emit('onBeforeRequest', { requestId: '2', url: KENSA });
    pc.emit('onResponseStarted', { requestId: '2', url: KENSA, statusCode: 200 });
    await pc.settle();
    expect(await pc.badge()).toBe('');
  });

  test('shows ? while a load waits for the certificate dialog, and opens no popup', async () => {
    const pc = await startFakePc();
    pc.emit('onBeforeRequest', { requestId: '1', url: OFFICE });
    await vi.advanceTimersByTimeAsync(4900);
    expect(await pc.badge()).toBe('');
    await vi.advanceTimersByTimeAsync(400);
    expect(await pc.badge()).toBe('?');
    expect(pc.openPopup).not.toHaveBeenCalled();
    pc.emit('onResponseStarted', { requestId: '1', url: OFFICE, statusCode: 200 });
    await pc.settle();
    expect(await pc.badge()).toBe('');
  });

  test('[SEC-77] shows ? for a waiting load after a kill of the worker, at its alarm', async () => {
    const pc = await startFakePc();
    pc.emit('onBeforeRequest', { requestId: '1', url: OFFICE });
    await pc.settle();
    vi.clearAllTimers();
    vi.setSystemTime(Date.now() + 30_000);
    await pc.alarm('wake');
    await pc.settle();
    expect(await pc.badge()).toBe('?');
  });

  test('shows 閉 on the tab of a system from 22:00 to 7:00', async () => {
    const pc = await startFakePc('2026-11-24T21:59:00+09:00');
    await pc.succeed('1', KENSA);
    expect(await pc.badge()).toBe('');
    await pc.alarm('wake');
    await pc.settle();
    for (const [time, badge] of [
      ['22:00:00', '閉'],
      ['31:00:00', ''],
    ] as const) {
      const { scheduledTime } = (await fakeBrowser.alarms.get('wake')) ?? { scheduledTime: 0 };
      const [hours = 0, ...rest] = time.split(':').map(Number);
      const due = Date.parse('2026-11-24T00:00:00+09:00') + hours * 3_600_000 + (rest[1] ?? 0) * 1000;
      expect(scheduledTime).toBe(due);
      vi.setSystemTime(due);
      await pc.alarm('wake');
      await pc.settle();
      expect(await pc.badge()).toBe(badge);
    }
  });
});
