import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { MINUTE } from '@/utils/time.ts';
import { startFakePc } from './fake-pc.ts';

const KENSA = 'https://kensa.mamoris-net.jp/';
const QUARTER = 15 * MINUTE;

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the question of a page for a reminder', () => {
  const sender = { id: fakeBrowser.runtime.id, frameId: 0, tab: { id: 1, windowId: 7 }, url: KENSA };
  const question = { type: 'reminder' };

  test('reminds one page of closing time, and no other, even after a kill of the worker', async () => {
    const pc = await startFakePc('2026-11-24T21:45:00+09:00');
    const answers = await Promise.all([1, 2].map((id) => pc.send(question, { ...sender, tab: { id } })));
    const banner = expect.objectContaining({ title: 'closing_left' });
    expect(answers).toEqual([{ closesIn: QUARTER, askIn: 10 * MINUTE, banner }, { askIn: 10 * MINUTE }]);
    await pc.startWorker();
    vi.setSystemTime(new Date('2026-11-24T21:54:59+09:00'));
    expect(await pc.send(question, sender)).toEqual({ askIn: 1000 });
    vi.setSystemTime(new Date('2026-11-24T21:55:00+09:00'));
    expect(await pc.send(question, sender)).toMatchObject({ closesIn: 5 * MINUTE });
  });

  test('uses the servers’ clock if the PC’s is wrong', async () => {
    const pc = await startFakePc('2026-11-24T18:45:00+09:00');
    const date = new Date('2026-11-24T21:45:00+09:00').toUTCString();
    pc.emit('onBeforeRequest', { requestId: '1', url: KENSA });
    const responseHeaders = [{ name: 'Date', value: date }];
    pc.emit('onResponseStarted', { requestId: '1', url: KENSA, statusCode: 200, responseHeaders });
    await pc.settle();
    expect(await pc.send(question, sender)).toMatchObject({ closesIn: QUARTER - 100 });
  });

  test('reminds no page if the user has switched reminders off', async () => {
    const pc = await startFakePc('2026-11-24T21:50:00+09:00');
    await fakeBrowser.storage.local.set({ settings: { closingMinutes: [] } });
    expect(await pc.send(question, sender)).toEqual({});
  });

  test.each([['x'], [{}], [Number.POSITIVE_INFINITY], [null]])(
    'ignores %o as the stored time of the last reminder',
    async (stored) => {
      const pc = await startFakePc('2026-11-24T21:50:00+09:00');
      await fakeBrowser.storage.local.set({ 'closing-told': stored });
      expect(await pc.send(question, sender)).toMatchObject({ closesIn: 10 * MINUTE });
    },
  );

  test('reminds the page even if storage refuses to write', async () => {
    const pc = await startFakePc('2026-11-24T21:50:00+09:00');
    vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValue(new Error('QUOTA_BYTES quota exceeded'));
    expect(await pc.send(question, sender)).toMatchObject({ closesIn: 10 * MINUTE });
  });

  test('makes the page ask again in a minute if storage cannot be read', async () => {
    const pc = await startFakePc('2026-11-24T21:50:00+09:00');
    vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.spyOn(fakeBrowser.storage.local, 'get').mockRejectedValue(new Error('IO error'));
    expect(await pc.send(question, sender)).toEqual({ askIn: MINUTE });
  });

  test.each<[string, object]>([
    ['another extension', { id: 'other' }],
    ['a frame', { frameId: 3 }],
    ['another site', { url: 'https://example.com/' }],
    ['no tab', { tab: undefined }],
  ])('does not answer messages from %s', async (_who, other) => {
    const pc = await startFakePc('2026-11-24T21:50:00+09:00');
    expect(await pc.send(question, { ...sender, ...other })).toBeNull();
    expect(await pc.send({ type: 'panel', section: 'setup' }, { ...sender, ...other })).toBeNull();
    expect(pc.openPanel).not.toHaveBeenCalled();
    expect(await fakeBrowser.storage.local.get()).not.toHaveProperty('closing-told');
  });

  test('opens the side panel at a section within the handler of the click', async () => {
    const pc = await startFakePc();
    const answer = pc.send({ type: 'panel', section: 'setup' }, sender);
    expect(pc.openPanel).toHaveBeenCalledExactlyOnceWith({ windowId: 7 });
    expect(await answer).toBe(true);
    expect(await fakeBrowser.storage.session.get('panel-request')).toMatchObject({
      'panel-request': { section: 'setup', windowId: 7 },
    });
    pc.openPanel.mockRejectedValue(new Error('`sidePanel.open()` may only be called in response to a user gesture.'));
    expect(await pc.send({ type: 'panel', section: 'setup' }, sender)).toBe(false);
    expect(await pc.send({ type: 'panel', section: 'elsewhere' }, sender)).toBeNull();
  });
});
