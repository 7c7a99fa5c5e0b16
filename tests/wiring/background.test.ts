import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { startFakePc } from './fake-pc.ts';

type FakePc = Awaited<ReturnType<typeof startFakePc>>;

const OFFICE = 'https://office.mamoris-net.jp/';
const KENSA = 'https://kensa.mamoris-net.jp/';
const RESET = 'net::ERR_CONNECTION_RESET';

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

/** Begins a load that can open a certificate dialog, in the front tab of a second window. */
function beginLoadInOtherWindow(pc: FakePc): void {
  Object.assign(pc.tabs.get(2) ?? {}, { windowId: 2, active: true });
  pc.emit('onBeforeRequest', { tabId: 2, requestId: '9', url: OFFICE });
}

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

describe('the automatic popup', () => {
  test('opens the popup once per failure: not for a retry by the browser, but for one by the user', async () => {
    const pc = await startFakePc();
    await pc.fail('1', RESET);
    pc.emit('onErrorOccurred', { requestId: '1', url: KENSA, error: RESET });
    await pc.settle();
    await pc.fail('2', RESET);
    expect(pc.openPopup).toHaveBeenCalledTimes(1);
    const popup = { id: fakeBrowser.runtime.id, url: fakeBrowser.runtime.getURL('/popup.html') };
    expect(await pc.send({ type: 'retry', tabId: 1 }, popup)).toBeNull();
    await pc.fail('3', RESET);
    expect(pc.openPopup).toHaveBeenCalledTimes(2);
    await pc.commit('');
    await pc.fail('4', RESET);
    expect(pc.openPopup).toHaveBeenCalledTimes(3);
  });

  test('[SEC-49] a page cannot make the popup open again', async () => {
    const pc = await startFakePc();
    await pc.fail('1', RESET);
    await pc.send({ type: 'retry', tabId: 1 }, { id: fakeBrowser.runtime.id, frameId: 0, tab: { id: 1 }, url: KENSA });
    await pc.fail('2', RESET);
    expect(pc.openPopup).toHaveBeenCalledTimes(1);
  });

  test.each<[string, (pc: FakePc) => unknown]>([
    ['with the setting off', () => fakeBrowser.storage.local.set({ settings: { openPopup: false } })],
    ['in a background tab', (pc) => Object.assign(pc.tabs.get(1) ?? {}, { active: false })],
    ['in a window without focus', (pc) => Object.assign(pc.window, { focused: false })],
    ['in another window than the focused one', (pc) => Object.assign(pc.window, { id: 2 })],
    ['beside an open side panel', (pc) => pc.panels.push({ windowId: 1 })],
    ['in a closed tab', (pc) => pc.tabs.delete(1)],
    ['while the certificate dialog may be open in another window', (pc) => beginLoadInOtherWindow(pc)],
  ])('opens no popup %s', async (_what, arrange) => {
    vi.spyOn(console, 'info').mockImplementation(() => {});
    const pc = await startFakePc();
    await arrange(pc);
    await pc.fail('1', RESET);
    expect(pc.openPopup).not.toHaveBeenCalled();
    expect((await pc.run()).last).toHaveProperty('kensa');
  });

  test('opens the popup once a certificate dialog in another window can be open no more', async () => {
    const pc = await startFakePc();
    beginLoadInOtherWindow(pc);
    await pc.fail('1', RESET);
    expect(pc.openPopup).not.toHaveBeenCalled();
    pc.emit('onResponseStarted', { tabId: 2, requestId: '9', url: OFFICE, statusCode: 200 });
    await pc.settle();
    expect(pc.openPopup).toHaveBeenCalledOnce();
  });

  test.each<[string, (pc: FakePc) => unknown]>([
    ['the user has left the tab', (pc) => Object.assign(pc.tabs.get(1) ?? {}, { active: false })],
    ['the tab has loaded again', (pc) => pc.succeed('2', KENSA)],
    ['it was open for long', () => vi.advanceTimersByTimeAsync(25_000)],
  ])('opens no popup after a certificate dialog in another window if %s', async (_what, arrange) => {
    const pc = await startFakePc();
    beginLoadInOtherWindow(pc);
    await pc.fail('1', RESET);
    await arrange(pc);
    pc.emit('onResponseStarted', { tabId: 2, requestId: '9', url: OFFICE, statusCode: 200 });
    await pc.settle();
    expect(pc.openPopup).not.toHaveBeenCalled();
  });

  test('opens the popup while a system that asks for a certificate loads in the background', async () => {
    const pc = await startFakePc();
    pc.emit('onBeforeRequest', { tabId: 2, requestId: '9', url: OFFICE });
    await pc.fail('1', RESET);
    expect(pc.openPopup).toHaveBeenCalledOnce();
  });

  test('opens no popup for a load that the user stops', async () => {
    const pc = await startFakePc();
    await pc.fail('1', 'net::ERR_ABORTED');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(pc.openPopup).not.toHaveBeenCalled();
  });

  test.each([true, false])(
    'opens the popup for an error status only without a page of the server (page: %s)',
    async (isPage) => {
      const pc = await startFakePc();
      pc.emit('onBeforeRequest', { requestId: '2', url: KENSA });
      pc.emit('onResponseStarted', { requestId: '2', url: KENSA, statusCode: 503 });
      await pc.commit(KENSA);
      const sender = { id: fakeBrowser.runtime.id, frameId: 0, tab: { id: 1 }, url: KENSA };
      if (isPage) await pc.send({ type: 'signs', status: 503, signs: [], restored: false }, sender);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(pc.openPopup).toHaveBeenCalledTimes(isPage ? 0 : 1);
    },
  );

  /** Plays a load that the browser answers with its question for a password; a proxy's ends in an error. */
  async function answerWithChallenge(pc: FakePc, requestId: string, status: 401 | 407, url = KENSA, tabId = 1) {
    const load = { tabId, requestId, url };
    const name = status === 401 ? 'WWW-Authenticate' : 'Proxy-Authenticate';
    const responseHeaders = [{ name, value: 'Basic realm="x"' }];
    pc.emit('onBeforeRequest', load);
    pc.emit('onResponseStarted', { ...load, statusCode: status, fromCache: false, responseHeaders });
    if (status === 407) pc.emit('onErrorOccurred', { ...load, error: 'net::ERR_TUNNEL_CONNECTION_FAILED' });
    await pc.commit(url, tabId);
    await vi.advanceTimersByTimeAsync(2_000);
  }

  test.each([
    [401, KENSA, '!'],
    [407, KENSA, '!'],
    [401, OFFICE, '!'],
    [407, OFFICE, '!'],
  ] as const)('a question for a password (%i at %s) gets no popup, and a badge once it is given up', async (...row) => {
    const [status, url, badge] = row;
    const pc = await startFakePc();
    await answerWithChallenge(pc, '1', status, url);
    expect([await pc.badge(), pc.openPopup.mock.calls.length]).toEqual(['', 0]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([await pc.badge(), pc.openPopup.mock.calls.length]).toEqual(['', 0]);
    await answerWithChallenge(pc, '2', status, url);
    await vi.advanceTimersByTimeAsync(10_000);
    expect([await pc.badge(), pc.openPopup.mock.calls.length]).toEqual([badge, 0]);
  });

  test.each([
    ['opens the popup in a window of its own', [], [{ type: 'popup' }], []],
    ['brings up that window', [{ windowId: 4 }], [], [4]],
  ])('a failure in a window without a toolbar %s', async (_what, open, created, updated) => {
    const pc = await startFakePc();
    Object.assign(pc.window, { id: 9, type: 'popup' });
    Object.assign(pc.tabs.get(1) ?? {}, { windowId: 9 });
    vi.spyOn(fakeBrowser.runtime, 'getContexts').mockImplementation(
      async ({ contextTypes = [] }) => (contextTypes.includes('TAB' as never) ? open : []) as never,
    );
    const create = vi.spyOn(fakeBrowser.windows, 'create').mockImplementation(async () => undefined as never);
    const update = vi.spyOn(fakeBrowser.windows, 'update').mockImplementation(async () => undefined as never);
    await pc.fail('1', RESET);
    expect(create.mock.calls.map(([window]) => window)).toMatchObject(created);
    expect(update.mock.calls).toEqual(updated.map((id) => [id, { focused: true }]));
    expect(pc.openPopup).not.toHaveBeenCalled();
  });

  test.each([401, 403, 422, 500])(
    'a page with status %i that has begun opens no popup while it loads',
    async (status) => {
      const pc = await startFakePc();
      const sender = { id: fakeBrowser.runtime.id, frameId: 0, tab: { id: 1 }, url: KENSA };
      pc.emit('onBeforeRequest', { requestId: '1', url: KENSA });
      pc.emit('onResponseStarted', { requestId: '1', url: KENSA, statusCode: status });
      await pc.commit(KENSA);
      expect(await pc.send({ type: 'begin', status }, sender)).toBeNull();
      await vi.advanceTimersByTimeAsync(8_000);
      expect([await pc.badge(), pc.openPopup.mock.calls.length]).toEqual(['', 0]);
      await pc.send({ type: 'signs', status, signs: ['interactive'], restored: false }, sender);
      await vi.advanceTimersByTimeAsync(60_000);
      expect([await pc.badge(), pc.openPopup.mock.calls.length]).toEqual([status < 500 ? '' : '!', 0]);
    },
  );

  test('a page that begins and never ends gets a badge after ten seconds, and no popup', async () => {
    const pc = await startFakePc();
    const sender = { id: fakeBrowser.runtime.id, frameId: 0, tab: { id: 1 }, url: KENSA };
    pc.emit('onBeforeRequest', { requestId: '1', url: KENSA });
    // The page can be faster than the event of its answer.
    await pc.send({ type: 'begin', status: 503 }, sender);
    pc.emit('onResponseStarted', { requestId: '1', url: KENSA, statusCode: 503 });
    await pc.commit(KENSA);
    await vi.advanceTimersByTimeAsync(11_000);
    expect([await pc.badge(), pc.openPopup.mock.calls.length]).toEqual(['!', 0]);
  });

  test('the beginning of a page stops no popup for a load that it does not belong to', async () => {
    const pc = await startFakePc();
    const sender = { id: fakeBrowser.runtime.id, frameId: 0, tab: { id: 1 } };
    pc.emit('onBeforeRequest', { requestId: '1', url: KENSA });
    pc.emit('onResponseStarted', { requestId: '1', url: KENSA, statusCode: 503 });
    await pc.send({ type: 'begin', status: 403 }, { ...sender, url: KENSA });
    await pc.send({ type: 'begin', status: 503 }, { ...sender, url: OFFICE });
    await pc.commit(KENSA);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(pc.openPopup).toHaveBeenCalledOnce();
  });

  test('opens for an error page of the browser, and not over another site to which the user has left', async () => {
    for (const [address, count] of [
      [KENSA, 1],
      ['https://example.jp/', 0],
    ] as const) {
      const pc = await startFakePc();
      pc.emit('onBeforeRequest', { requestId: '1', url: KENSA });
      pc.emit('onResponseStarted', { requestId: '1', url: KENSA, statusCode: 503 });
      await pc.commit(KENSA);
      await vi.advanceTimersByTimeAsync(500);
      await pc.commit(address);
      await vi.advanceTimersByTimeAsync(2_000);
      expect([address, pc.openPopup.mock.calls.length]).toEqual([address, count]);
    }
  });

  test('a failure after the right password opens the popup, and one on a page without a question as well', async () => {
    const pc = await startFakePc();
    await answerWithChallenge(pc, '1', 407);
    await pc.fail('2', RESET);
    expect(pc.openPopup).toHaveBeenCalledTimes(1);
    const other = { requestId: '3', url: `${KENSA}api`, statusCode: 401 };
    const responseHeaders = [{ name: 'WWW-Authenticate', value: 'Bearer realm="x"' }];
    pc.emit('onBeforeRequest', other);
    pc.emit('onResponseStarted', { ...other, responseHeaders });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(pc.openPopup).toHaveBeenCalledTimes(2);
  });

  test('opens no popup over a question for a password in another window, until that has been answered', async () => {
    const pc = await startFakePc();
    Object.assign(pc.tabs.get(2) ?? {}, { windowId: 2, active: true });
    await answerWithChallenge(pc, '9', 407, KENSA, 2);
    await pc.fail('1', RESET);
    expect(pc.openPopup).not.toHaveBeenCalled();
    pc.emit('onBeforeRequest', { tabId: 2, requestId: '10', url: KENSA });
    pc.emit('onResponseStarted', { tabId: 2, requestId: '10', url: KENSA, statusCode: 200 });
    await pc.settle();
    expect(pc.openPopup).toHaveBeenCalledOnce();
  });

  test('opens no popup while the key of a chosen certificate may ask for its PIN in another window', async () => {
    const pc = await startFakePc();
    await pc.succeed('8', OFFICE);
    await pc.commit('');
    beginLoadInOtherWindow(pc);
    await pc.fail('1', RESET);
    expect(pc.openPopup).not.toHaveBeenCalled();
  });

  test('shows the badge if the browser cannot open the popup', async () => {
    const pc = await startFakePc();
    pc.openPopup.mockRejectedValue(new Error('Could not find an active browser window.'));
    vi.spyOn(console, 'info').mockImplementation(() => {});
    await pc.fail('1', RESET);
    expect(await pc.badge()).toBe('!');
  });
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

describe('the signs message of a page', () => {
  const report = { type: 'signs', status: 400, signs: ['certificate-absent'], restored: false };
  const sender = { id: fakeBrowser.runtime.id, frameId: 0, tab: { id: 1 }, url: `${OFFICE}?q=secret` };

  test('answers a page with the cause for its banner', async () => {
    const pc = await startFakePc();
    pc.emit('onBeforeRequest', { requestId: '1', url: OFFICE });
    pc.emit('onResponseStarted', { requestId: '1', url: OFFICE, statusCode: 400 });
    await pc.commit(OFFICE);
    expect(await pc.send(report, sender)).toMatchObject({
      cause: 'certificate-missing',
      system: 'office',
      banner: { title: 'cause_certificate_missing_title', panelButton: { section: 'setup' } },
    });
    await pc.settle();
    expect(await pc.badge()).toBe('!');
    expect(JSON.stringify(await pc.run())).not.toContain('secret');
  });

  test('stores the signs of a page but asks for no banner with the setting off', async () => {
    const pc = await startFakePc();
    await fakeBrowser.storage.local.set({ settings: { showBanner: false } });
    expect(await pc.send(report, sender)).toBeNull();
    expect((await pc.run()).last).toHaveProperty('office');
  });

  test('asks for no banner on a good page from the back/forward cache', async () => {
    const pc = await startFakePc();
    await pc.fail('1', RESET, OFFICE);
    expect(await pc.send({ ...report, status: 200, signs: [], restored: true }, sender)).toBeNull();
    await pc.settle();
    expect(await pc.badge()).toBe('');
  });

  test.each<[string, unknown, object]>([
    ['another extension', report, { ...sender, id: 'other' }],
    ['a frame', report, { ...sender, frameId: 3 }],
    ['another site', report, { ...sender, url: 'https://office.mamoris-net.jp.example.com/' }],
    ['no address', report, { ...sender, url: undefined }],
    ['no tab', report, { ...sender, tab: undefined }],
    ['an unknown sign', { ...report, signs: ['gossip'] }, sender],
    ['text in place of signs', { ...report, signs: '証明書' }, sender],
    ['an impossible status', { ...report, status: 4000 }, sender],
    ['null as message', null, sender],
    ['an unknown type', { type: 'other' }, sender],
  ])('ignores signs from or with %s', async (_what, message, from) => {
    const pc = await startFakePc();
    expect(await pc.send(message, from)).toBeNull();
    expect(await pc.run()).toBeUndefined();
  });
});
