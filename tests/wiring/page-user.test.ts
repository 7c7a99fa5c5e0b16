/** The content script's questions about reminders, with a fake worker. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { watchUser } from '@/entrypoints/page/watch-user.ts';
import { HOUR, MINUTE } from '@/utils/time.ts';

/** A reminder of closing time. */
const REMINDER = {
  closesIn: 15 * MINUTE,
  banner: { language: 'ja', label: '', title: '{minutes}', words: '', close: '' },
};

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('watchUser', () => {
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

  async function fire(type: string, isTrusted = true): Promise<void> {
    for (const [name, listener] of listeners) if (name === type) listener({ type, isTrusted });
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

  test('watchUser asks at the first input, and then at the time that the worker names', async () => {
    const { ask, show } = watch({ askIn: 3 * HOUR }, { ...REMINDER, askIn: 10 * MINUTE });
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(ask).not.toHaveBeenCalled();
    await fire('pointermove');
    expect(ask).toHaveBeenCalledExactlyOnceWith({ type: 'reminder' });
    await fire('keydown');
    await vi.advanceTimersByTimeAsync(3 * HOUR - MINUTE);
    await fire('keydown');
    expect(ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(ask).toHaveBeenCalledTimes(2);
    expect(show).toHaveBeenCalledExactlyOnceWith(REMINDER.banner, REMINDER.closesIn);
  });

  test.each<[string, Partial<typeof page>]>([
    ['another tab is in front', { isVisible: false }],
    ['another window has the focus', { hasFocus: false }],
    ['the page shows a diagnosis', { isBusy: true }],
    ['the user is absent', {}],
  ])('watchUser does not ask while %s, and asks when the user is back', async (_what, change) => {
    const { ask } = watch({ askIn: HOUR });
    await fire('pointerdown');
    Object.assign(page, change);
    await vi.advanceTimersByTimeAsync(HOUR + MINUTE);
    expect(ask).toHaveBeenCalledTimes(1);
    Object.assign(page, { isVisible: true, hasFocus: true, isBusy: false });
    await fire('pointermove');
    expect(ask).toHaveBeenCalledTimes(2);
  });

  test('watchUser counts a user with the focus in a frame as present', async () => {
    const { ask } = watch({ askIn: HOUR });
    page.isInFrame = true;
    await fire('blur');
    expect(ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  test('watchUser ignores events that scripts of the page create', async () => {
    const { ask } = watch();
    await fire('pointermove', false);
    expect(ask).not.toHaveBeenCalled();
  });

  test('watchUser asks before its timer fires if the PC slept over the planned time', async () => {
    const { ask } = watch({ askIn: 3 * HOUR });
    await fire('pointermove');
    // During sleep the clock goes on, and timers do not.
    vi.setSystemTime(Date.now() + 4 * HOUR);
    await fire('pointermove');
    expect(ask).toHaveBeenCalledTimes(2);
  });

  test('watchUser asks again when the settings change', async () => {
    const { ask } = watch({}, { askIn: HOUR });
    await fire('pointermove');
    await fakeBrowser.storage.local.set({ other: 1 });
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(ask).toHaveBeenCalledTimes(1);
    await fakeBrowser.storage.local.set({ settings: { closingMinutes: [30] } });
    await vi.advanceTimersByTimeAsync(0);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  test.each([new Error('Extension context invalidated.'), null])(
    'watchUser asks again a minute after the answer %s',
    async (answer) => {
      const { ask, show } = watch(answer, REMINDER);
      await fire('pointermove');
      await fire('pointermove');
      expect(ask).toHaveBeenCalledTimes(1);
      await vi.advanceTimersByTimeAsync(MINUTE);
      expect(ask).toHaveBeenCalledTimes(2);
      expect(show).toHaveBeenCalledExactlyOnceWith(REMINDER.banner, REMINDER.closesIn);
    },
  );
});

describe('watchUser in a page that was open before an update of the extension', () => {
  let window = new EventTarget();

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-24T18:00:00+09:00') });
    fakeBrowser.reset();
    window = new EventTarget();
    vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
    vi.stubGlobal('document', { visibilityState: 'visible', hasFocus: () => true, activeElement: null });
  });

  /** Fires trusted input; returns how often listeners read `isTrusted`. (Scripts cannot create trusted events.) */
  async function moveMouse(): Promise<number> {
    let reads = 0;
    const event = new Event('pointermove');
    Object.defineProperty(event, 'isTrusted', {
      get: () => {
        reads += 1;
        return true;
      },
    });
    window.dispatchEvent(event);
    await vi.advanceTimersByTimeAsync(0);
    return reads;
  }

  test.each<[string, object]>([
    ['without an id', { id: undefined, sendMessage: orphaned }],
    ['without anything', {}],
  ])('watchUser stops when the browser API is %s', async (_how, runtime) => {
    const ask = vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockResolvedValue({ askIn: HOUR } as never);
    const show = vi.fn();
    watchUser(show, () => false);
    expect(await moveMouse()).toBe(1);
    expect(ask).toHaveBeenCalledTimes(1);
    const known = fakeBrowser.runtime;
    Object.assign(fakeBrowser, { runtime: 'id' in runtime ? runtime : undefined });
    try {
      await vi.advanceTimersByTimeAsync(HOUR / 2);
      await moveMouse();
      // No listener and no timer is left.
      expect(await moveMouse()).toBe(0);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      Object.assign(fakeBrowser, { runtime: known });
    }
    expect(ask).toHaveBeenCalledTimes(1);
    expect(show).not.toHaveBeenCalled();
  });

  test('watchUser asks again if the update happens between its question and the answer', async () => {
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(orphaned);
    watchUser(vi.fn(), () => false);
    await moveMouse();
    expect(vi.getTimerCount()).toBe(1);
  });

  /** Chromium throws synchronously; it returns no promise. */
  function orphaned(): never {
    throw new Error('Extension context invalidated.');
  }
});
