import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { watchUser } from '@/entrypoints/page/watch-user.ts';
import { HOUR, MINUTE } from '@/utils/time.ts';
import { startFakePc } from './fake-pc.ts';

const KENSA = 'https://kensa.mamoris-net.jp/';
const QUARTER = 15 * MINUTE;

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the worker', () => {
  const sender = { id: fakeBrowser.runtime.id, frameId: 0, tab: { id: 1 }, url: KENSA };
  const question = { type: 'closing' };

  test('tells one page of closing time, and no other, also when it was stopped in between', async () => {
    const pc = await startFakePc('2026-11-24T21:45:00+09:00');
    const answers = await Promise.all([1, 2].map((id) => pc.send(question, { ...sender, tab: { id } })));
    expect(answers).toEqual([{ closesIn: QUARTER, askIn: 10 * MINUTE }, { askIn: 10 * MINUTE }]);
    await pc.startWorker();
    vi.setSystemTime(new Date('2026-11-24T21:54:59+09:00'));
    expect(await pc.send(question, sender)).toEqual({ askIn: 1000 });
    vi.setSystemTime(new Date('2026-11-24T21:55:00+09:00'));
    expect(await pc.send(question, sender)).toMatchObject({ closesIn: 5 * MINUTE });
  });

  test('goes by the servers’ clock where the PC’s is wrong', async () => {
    const pc = await startFakePc('2026-11-24T18:45:00+09:00');
    const date = new Date('2026-11-24T21:45:00+09:00').toUTCString();
    pc.tell('onBeforeRequest', { requestId: '1', url: KENSA });
    const responseHeaders = [{ name: 'Date', value: date }];
    pc.tell('onResponseStarted', { requestId: '1', url: KENSA, statusCode: 200, responseHeaders });
    await pc.settle();
    expect(await pc.send(question, sender)).toMatchObject({ closesIn: QUARTER - 100 });
  });

  test('says nothing where the user wants nothing said', async () => {
    const pc = await startFakePc('2026-11-24T21:50:00+09:00');
    await fakeBrowser.storage.local.set({ settings: { closingMinutes: [] } });
    expect(await pc.send(question, sender)).toEqual({});
  });

  test.each([['x'], [{}], [Number.POSITIVE_INFINITY], [null]])('is not misled by %o in its storage', async (told) => {
    const pc = await startFakePc('2026-11-24T21:50:00+09:00');
    await fakeBrowser.storage.local.set({ 'closing-told': told });
    expect(await pc.send(question, sender)).toMatchObject({ closesIn: 10 * MINUTE });
  });

  test('tells it all the same where that can’t be noted', async () => {
    const pc = await startFakePc('2026-11-24T21:50:00+09:00');
    vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValue(new Error('QUOTA_BYTES quota exceeded'));
    expect(await pc.send(question, sender)).toMatchObject({ closesIn: 10 * MINUTE });
  });

  test('has the page ask again where nothing can be read', async () => {
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
  ])('answers nothing to %s', async (_who, other) => {
    const pc = await startFakePc('2026-11-24T21:50:00+09:00');
    expect(await pc.send(question, { ...sender, ...other })).toBeNull();
    expect(await pc.send({ type: 'panel', place: 'setup' }, { ...sender, ...other })).toBeNull();
    expect(pc.openPanel).not.toHaveBeenCalled();
    expect(await fakeBrowser.storage.local.get()).not.toHaveProperty('closing-told');
  });

  test('opens the side panel at a place, while it still answers the click', async () => {
    const pc = await startFakePc();
    const answer = pc.send({ type: 'panel', place: 'setup' }, sender);
    expect(pc.openPanel).toHaveBeenCalledExactlyOnceWith({ tabId: 1 });
    expect(await answer).toBe(true);
    expect(await fakeBrowser.storage.session.get('panel-place')).toMatchObject({ 'panel-place': { place: 'setup' } });
    pc.openPanel.mockRejectedValue(new Error('`sidePanel.open()` may only be called in response to a user gesture.'));
    expect(await pc.send({ type: 'panel', place: 'setup' }, sender)).toBe(false);
    expect(await pc.send({ type: 'panel', place: 'elsewhere' }, sender)).toBeNull();
  });
});

describe('a page', () => {
  const page = { isVisible: true, hasFocus: true, isInFrame: false, isBusy: false };
  let listeners: [string, (event: object) => void][] = [];

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-24T18:00:00+09:00') });
    fakeBrowser.reset();
    Object.assign(page, { isVisible: true, hasFocus: true, isInFrame: false, isBusy: false });
    listeners = [];
    vi.stubGlobal('addEventListener', (type: string, listener: (event: object) => void) => {
      listeners.push([type, listener]);
    });
    vi.stubGlobal('document', {
      get visibilityState() {
        return page.isVisible ? 'visible' : 'hidden';
      },
      hasFocus: () => page.hasFocus,
      get activeElement() {
        return { localName: page.isInFrame ? 'iframe' : 'input' };
      },
    });
  });

  async function happen(type: string, isTrusted = true): Promise<void> {
    for (const [each, listener] of listeners) if (each === type) listener({ type, isTrusted });
    await vi.advanceTimersByTimeAsync(0);
  }

  function watch(...answers: (object | Error | null)[]) {
    const ask = vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(async () => {
      const answer = answers.length > 0 ? answers.shift() : { askIn: 24 * HOUR };
      if (answer instanceof Error) throw answer;
      return answer as never;
    });
    const show = vi.fn();
    watchUser(show, () => page.isBusy);
    return { ask, show };
  }

  test('asks at the first sign of someone, and then at the moment that the worker names', async () => {
    const { ask, show } = watch({ askIn: 3 * HOUR }, { closesIn: QUARTER, askIn: 10 * MINUTE });
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(ask).not.toHaveBeenCalled();
    await happen('pointermove');
    expect(ask).toHaveBeenCalledExactlyOnceWith({ type: 'closing' });
    await happen('keydown');
    await vi.advanceTimersByTimeAsync(3 * HOUR - MINUTE);
    await happen('keydown');
    expect(ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(ask).toHaveBeenCalledTimes(2);
    expect(show).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ closesIn: QUARTER }));
  });

  test.each<[string, Partial<typeof page>]>([
    ['another tab is in front', { isVisible: false }],
    ['another window has the focus', { hasFocus: false }],
    ['it has its own trouble to tell', { isBusy: true }],
    ['nobody has done anything for long', {}],
  ])('does not ask while %s, but when someone is back', async (_what, change) => {
    const { ask } = watch({ askIn: HOUR });
    await happen('pointerdown');
    Object.assign(page, change);
    await vi.advanceTimersByTimeAsync(HOUR + MINUTE);
    expect(ask).toHaveBeenCalledTimes(1);
    Object.assign(page, { isVisible: true, hasFocus: true, isBusy: false });
    await happen('pointermove');
    expect(ask).toHaveBeenCalledTimes(2);
  });

  test('takes someone whose focus is in a frame to be there: what they do in it can’t be seen', async () => {
    const { ask } = watch({ askIn: HOUR });
    page.isInFrame = true;
    await happen('blur');
    expect(ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  test('is not taken in by events that its own scripts make', async () => {
    const { ask } = watch();
    await happen('pointermove', false);
    expect(ask).not.toHaveBeenCalled();
  });

  test('asks when the PC has slept over the moment, before its timer is due', async () => {
    const { ask } = watch({ askIn: 3 * HOUR });
    await happen('pointermove');
    // Timers stand still meanwhile, the clock does not.
    vi.setSystemTime(Date.now() + 4 * HOUR);
    await happen('pointermove');
    expect(ask).toHaveBeenCalledTimes(2);
  });

  test('asks anew when the settings change', async () => {
    const { ask } = watch({}, { askIn: HOUR });
    await happen('pointermove');
    await fakeBrowser.storage.local.set({ other: 1 });
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(ask).toHaveBeenCalledTimes(1);
    await fakeBrowser.storage.local.set({ settings: { closingMinutes: [30] } });
    await vi.advanceTimersByTimeAsync(0);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  test.each([new Error('Extension context invalidated.'), null])(
    'that gets %s for an answer asks a minute later',
    async (answer) => {
      const { ask, show } = watch(answer, { closesIn: QUARTER });
      await happen('pointermove');
      await happen('pointermove');
      expect(ask).toHaveBeenCalledTimes(1);
      await vi.advanceTimersByTimeAsync(MINUTE);
      expect(ask).toHaveBeenCalledTimes(2);
      expect(show).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ closesIn: QUARTER }));
    },
  );
});
