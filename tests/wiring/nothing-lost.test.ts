import { afterEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { startFakePc } from './fake-pc.ts';

/** Plain tests for the bugs that random sequences have found (tests/random). */

const KENSA = 'https://kensa.mamoris-net.jp/';
const RESET = 'net::ERR_CONNECTION_RESET';
const MINUTE = 60_000;
const { session } = fakeBrowser.storage;

afterEach(() => {
  vi.useRealTimers();
});

test('logs an error if the browser sets no alarm, and shows the badge', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const pc = await startFakePc();
  vi.spyOn(fakeBrowser.alarms, 'create').mockRejectedValue(new Error('No alarm.'));
  vi.spyOn(fakeBrowser.alarms, 'get').mockRejectedValue(new Error('No alarm.'));
  await pc.startWorker();
  await pc.fail('1', RESET);
  expect(await pc.badge()).toBe('!');
  expect(log).toHaveBeenCalled();
});

test('refreshes the badges even if the browser cannot list the tabs', async () => {
  const pc = await startFakePc();
  await pc.fail('1', RESET);
  await fakeBrowser.action.setBadgeText({ tabId: 1, text: '' });
  vi.mocked(fakeBrowser.tabs.query).mockRejectedValueOnce(new Error('No tabs.'));
  await pc.alarm('wake');
  await pc.settle();
  expect(await pc.badge()).toBe('!');
});

test.each([
  ['a running worker', false, Number.POSITIVE_INFINITY],
  ['a new worker', true, 1],
] as const)('keeps the other tabs while storage cannot be read: %s', async (_worker, isStarted, times) => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const pc = await startFakePc();
  await pc.fail('1', RESET);
  if (isStarted) await pc.startWorker();
  const get = session.get as (key: unknown) => Promise<Record<string, unknown>>;
  let left: number = times;
  const reading = vi.spyOn(session, 'get').mockImplementation(async (key: unknown) => {
    left -= 1;
    if (left >= 0) throw new Error('Storage fails.');
    return get(key);
  });
  await pc.fail('2', RESET, KENSA, 2);
  reading.mockRestore();
  expect(Object.keys((await pc.run()).tabs ?? {})).toEqual(['1', '2']);
});

test('[SEC-26] the worker saves its run as soon as storage accepts writes again', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const pc = await startFakePc();
  const writing = vi.spyOn(session, 'set').mockRejectedValue(new Error('QUOTA_BYTES quota exceeded'));
  await pc.fail('1', RESET);
  writing.mockRestore();
  expect(await pc.run()).toBeUndefined();
  await pc.alarm('wake');
  await pc.settle();
  expect((await pc.run()).tabs).toHaveProperty('1');
});

test('shows the badge on the error page after the clock was set forward', async () => {
  const pc = await startFakePc();
  Object.assign(pc.tabs.get(1) ?? {}, { status: 'loading' });
  pc.emit('onBeforeRequest', { requestId: '1', url: KENSA });
  pc.emit('onErrorOccurred', { requestId: '1', url: KENSA, error: RESET });
  await vi.advanceTimersByTimeAsync(10);
  vi.setSystemTime(Date.now() + 10 * MINUTE);
  await vi.advanceTimersByTimeAsync(30);
  await pc.commit(KENSA);
  await pc.settle();
  expect(await pc.badge()).toBe('!');
});

test('stops watching a tab that does not settle, even if the clock is set back', async () => {
  const pc = await startFakePc();
  await pc.fail('1', RESET);
  Object.assign(pc.tabs.get(1) ?? {}, { status: 'loading' });
  await pc.alarm('wake');
  await vi.advanceTimersByTimeAsync(10);
  vi.setSystemTime(Date.now() - 10 * MINUTE);
  await vi.advanceTimersByTimeAsync(MINUTE);
  const { calls } = vi.mocked(fakeBrowser.tabs.get).mock;
  const before = calls.length;
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(calls.length).toBe(before);
});

test('sets the alarm again after the clock was set back', async () => {
  const pc = await startFakePc();
  pc.emit('onBeforeRequest', { requestId: '1', url: KENSA });
  await pc.settle();
  vi.setSystemTime(Date.now() - 480 * MINUTE);
  pc.emit('onBeforeRequest', { requestId: '2', url: KENSA });
  await pc.settle();
  const alarm = await fakeBrowser.alarms.get('wake');
  expect((alarm?.scheduledTime ?? 0) - Date.now()).toBeLessThanOrEqual(MINUTE / 2);
});

test('shows the badge after a kill of the worker and an alarm before the error page', async () => {
  const pc = await startFakePc();
  Object.assign(pc.tabs.get(1) ?? {}, { status: 'loading' });
  pc.emit('onBeforeRequest', { requestId: '1', url: KENSA });
  pc.emit('onErrorOccurred', { requestId: '1', url: KENSA, error: RESET });
  await vi.advanceTimersByTimeAsync(10);
  await pc.startWorker();
  await pc.alarm('wake');
  await vi.advanceTimersByTimeAsync(10);
  await pc.commit(KENSA);
  await pc.settle();
  expect(await pc.badge()).toBe('!');
});

test('removes the badge of a load whose end was missed from a tab on another site', async () => {
  const pc = await startFakePc();
  pc.emit('onBeforeRequest', { requestId: '1', url: KENSA });
  await vi.advanceTimersByTimeAsync(2 * MINUTE);
  expect(await pc.badge()).toBe('!');
  vi.setSystemTime(Date.now() + 40 * MINUTE);
  await pc.alarm('wake');
  await pc.settle();
  expect(await pc.badge()).toBe('');
});

test('opens no second popup for a retry that the user stops', async () => {
  const pc = await startFakePc();
  await pc.fail('1', RESET);
  const popup = { id: fakeBrowser.runtime.id, url: fakeBrowser.runtime.getURL('/popup.html') };
  await pc.send({ type: 'retry', tabId: 1 }, popup);
  await pc.fail('2', 'net::ERR_ABORTED');
  expect(pc.openPopup).toHaveBeenCalledTimes(1);
});

test('keeps an alarm while the badges settle', async () => {
  const pc = await startFakePc();
  await pc.fail('1', RESET);
  Object.assign(pc.tabs.get(1) ?? {}, { status: 'loading' });
  pc.emit('onBeforeRequest', { tabId: 2, requestId: '2', url: KENSA });
  await pc.settle();
  await fakeBrowser.alarms.clear('wake');
  await pc.alarm('wake');
  await pc.settle();
  expect(await fakeBrowser.alarms.get('wake')).toBeDefined();
});

test('removes the badge of a tab that leaves while the worker reads it', async () => {
  const pc = await startFakePc();
  await pc.fail('1', RESET);
  const { getBadgeText } = fakeBrowser.action;
  vi.spyOn(fakeBrowser.action, 'getBadgeText').mockImplementationOnce(async () => {
    await pc.commit('');
    return getBadgeText({ tabId: 1 }) as never;
  });
  await pc.alarm('wake');
  await pc.settle();
  expect(await pc.badge()).toBe('');
});

test('repeats the alarm of closing time in a minute if the worker is killed', async () => {
  const pc = await startFakePc('2026-11-24T21:58:00+09:00');
  await pc.succeed('1', KENSA);
  vi.setSystemTime(Date.parse('2026-11-24T21:58:30+09:00'));
  await pc.alarm('wake');
  await pc.settle();
  const alarm = await fakeBrowser.alarms.get('wake');
  expect(alarm).toMatchObject({ scheduledTime: Date.parse('2026-11-24T22:00:00+09:00'), periodInMinutes: 1 });
  // The browser schedules the repetition when the alarm fires.
  await fakeBrowser.alarms.create('wake', { when: (alarm?.scheduledTime ?? 0) + 60_000, periodInMinutes: 1 });
  vi.setSystemTime(Date.parse('2026-11-24T22:00:30+09:00'));
  await pc.startWorker();
  await pc.settle();
  expect((await fakeBrowser.alarms.get('wake'))?.scheduledTime).toBe(Date.parse('2026-11-24T22:01:00+09:00'));
  vi.setSystemTime(Date.parse('2026-11-24T22:01:00+09:00'));
  await pc.alarm('wake');
  await pc.settle();
  expect(await pc.badge()).toBe('閉');
  expect((await fakeBrowser.alarms.get('wake'))?.scheduledTime).toBe(Date.parse('2026-11-25T07:00:00+09:00'));
});

test.each(['22:00:00', '23:10:00'])(
  'does not postpone an overdue alarm when the worker starts, at %s',
  async (time) => {
    const pc = await startFakePc('2026-11-24T21:58:00+09:00');
    await pc.succeed('1', KENSA);
    vi.setSystemTime(Date.parse(`2026-11-24T${time}+09:00`));
    await pc.startWorker();
    await pc.settle();
    const alarm = await fakeBrowser.alarms.get('wake');
    if ((alarm?.scheduledTime ?? 0) <= Date.now()) await pc.alarm('wake');
    await pc.settle();
    expect(await pc.badge()).toBe('閉');
  },
);

test('keeps the alarm of a killed worker if it is sooner than the next change', async () => {
  const pc = await startFakePc();
  pc.emit('onBeforeRequest', { requestId: '1', url: KENSA });
  const first = (await fakeBrowser.alarms.get('wake'))?.scheduledTime ?? Number.NaN;
  await pc.startWorker();
  await pc.settle();
  const popup = { id: fakeBrowser.runtime.id, url: fakeBrowser.runtime.getURL('/popup.html') };
  await pc.send({ type: 'check', system: 'office' }, popup);
  await pc.settle();
  expect((await fakeBrowser.alarms.get('wake'))?.scheduledTime).toBe(first);
});

test('keeps the repetition of the alarm until all badges have settled', async () => {
  const pc = await startFakePc();
  await pc.fail('1', RESET);
  Object.assign(pc.tabs.get(1) ?? {}, { status: 'loading' });
  const repetition = Date.now() + MINUTE;
  await fakeBrowser.alarms.create('wake', { when: repetition, periodInMinutes: 1 });
  await pc.alarm('wake');
  await pc.settle();
  expect((await fakeBrowser.alarms.get('wake'))?.scheduledTime).toBeLessThanOrEqual(repetition);
});

test('leaves an unreadable run in storage as long as there is nothing new', async () => {
  const pc = await startFakePc();
  await pc.fail('1', RESET);
  const before = await session.get('run');
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const reading = vi.spyOn(session, 'get').mockRejectedValue(new Error('IO error'));
  await pc.startWorker();
  vi.mocked(fakeBrowser.tabs.query).mockRejectedValue(new Error('No tabs.'));
  await pc.alarm('wake');
  await pc.settle();
  reading.mockRestore();
  expect(await session.get('run')).toEqual(before);
});

test('opens the popup for an error status although another tab fails as its time ends', async () => {
  const pc = await startFakePc();
  const set = session.set.bind(session);
  let delay = 30;
  vi.spyOn(session, 'set').mockImplementation(async (items) => {
    await new Promise((resolve) => setTimeout(resolve, delay));
    return set(items);
  });
  pc.emit('onBeforeRequest', { requestId: '1', url: KENSA });
  pc.emit('onBeforeRequest', { tabId: 2, requestId: '2', url: KENSA });
  await vi.advanceTimersByTimeAsync(200);
  pc.emit('onResponseStarted', { requestId: '1', url: KENSA, statusCode: 503 });
  await pc.commit(KENSA);
  await vi.advanceTimersByTimeAsync(1_010);
  delay = 0;
  pc.emit('onErrorOccurred', { tabId: 2, requestId: '2', url: KENSA, error: 'net::ERR_INTERNET_DISCONNECTED' });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(pc.openPopup).toHaveBeenCalledTimes(1);
});

test('schedules the refresh in whole milliseconds, so that it does not repeat at once', async () => {
  const pc = await startFakePc('2026-11-24T10:00:00.001+09:00');
  const schedule = vi.spyOn(globalThis, 'setTimeout');
  const date = new Date('2026-11-24T12:00:00+09:00').toUTCString();
  pc.emit('onBeforeRequest', { requestId: '1', url: KENSA });
  const responseHeaders = [{ name: 'Date', value: date }];
  pc.emit('onResponseStarted', { requestId: '1', url: KENSA, statusCode: 200, responseHeaders });
  await pc.settle();
  // The reading of the clock holds for half of its offset, an odd number of milliseconds.
  const delays = schedule.mock.calls.map(([, delay]) => delay ?? 0);
  schedule.mockRestore();
  expect(Math.max(...delays)).toBe(3_600_000);
  expect(delays.filter((delay) => delay > 100 && !Number.isInteger(delay))).toEqual([]);
});
