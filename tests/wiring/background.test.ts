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

test('[SEC-75] every listener is there at once, for the systems’ main frames alone', async () => {
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

describe('the badge', () => {
  test('is there after a failure, and still there once the error page has wiped it', async () => {
    const pc = await startFakePc();
    pc.tabs.set(1, { id: 1, windowId: 1, active: true, status: 'loading', url: '' });
    pc.dispatch('onBeforeRequest', { requestId: '1', url: KENSA });
    pc.dispatch('onErrorOccurred', { requestId: '1', url: KENSA, error: RESET });
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
      'after a failure, with a load that goes there',
      async (pc) => {
        await pc.fail('1', RESET);
        pc.dispatch('onBeforeRequest', { requestId: '2', url: KENSA });
        pc.dispatch('onBeforeRedirect', { requestId: '2', url: KENSA, redirectUrl: 'https://example.com/' });
      },
    ],
    [
      'and from there begins a load that leads to no page',
      async (pc) => {
        await pc.fail('1', RESET);
        await pc.commit('');
        pc.dispatch('onBeforeRequest', { requestId: '2', url: KENSA });
        pc.dispatch('onErrorOccurred', { requestId: '2', url: KENSA, error: 'net::ERR_ABORTED' });
      },
    ],
  ])('is not there on a tab that has gone on to another site %s', async (_what, arrange) => {
    const pc = await startFakePc();
    await arrange(pc);
    await pc.commit('');
    await vi.advanceTimersByTimeAsync(60_000);
    await pc.alarm('wake');
    await pc.settle();
    expect(await pc.badge()).toBe('');
  });

  test('that is set just as the tab leaves for another site is taken away at once, while that is still loading', async () => {
    const pc = await startFakePc();
    pc.tabs.set(1, { id: 1, windowId: 1, active: true, status: 'loading', url: KENSA });
    const real = fakeBrowser.action.getBadgeText;
    const get = vi.spyOn(fakeBrowser.action, 'getBadgeText').mockImplementation(async (tab) => {
      const badge = await real(tab);
      if (badge !== '!') return badge;
      // It leaves between one answer of the browser and the next.
      get.mockRestore();
      await pc.commit('');
      pc.tabs.set(1, { id: 1, windowId: 1, active: true, status: 'loading', url: '' });
      return '';
    });
    pc.dispatch('onBeforeRequest', { requestId: '1', url: KENSA });
    pc.dispatch('onErrorOccurred', { requestId: '1', url: KENSA, error: RESET });
    await vi.advanceTimersByTimeAsync(19);
    expect(pc.tabs.get(1)?.url).toBe('');
    expect(await pc.badge()).toBe('');
  });

  test('says ! in the morning for what failed for the hour', async () => {
    const pc = await startFakePc('2026-11-24T06:55:00+09:00');
    await pc.fail('1', RESET);
    expect(await pc.badge()).toBe('閉');
    vi.setSystemTime(new Date('2026-11-24T07:00:01+09:00'));
    await pc.alarm('wake');
    await pc.settle();
    expect(await pc.badge()).toBe('!');
  });

  test('goes away with the load that mends it', async () => {
    const pc = await startFakePc();
    await pc.fail('1', RESET);
    pc.dispatch('onBeforeRequest', { requestId: '2', url: KENSA });
    pc.dispatch('onResponseStarted', { requestId: '2', url: KENSA, statusCode: 200 });
    await pc.settle();
    expect(await pc.badge()).toBe('');
  });

  test('asks for the dialog while a load of a certificate system waits, and opens no popup', async () => {
    const pc = await startFakePc();
    pc.dispatch('onBeforeRequest', { requestId: '1', url: OFFICE });
    await vi.advanceTimersByTimeAsync(4900);
    expect(await pc.badge()).toBe('');
    await vi.advanceTimersByTimeAsync(400);
    expect(await pc.badge()).toBe('?');
    expect(pc.openPopup).not.toHaveBeenCalled();
    pc.dispatch('onResponseStarted', { requestId: '1', url: OFFICE, statusCode: 200 });
    await pc.settle();
    expect(await pc.badge()).toBe('');
  });

  test('[SEC-77] asks for it, too, if the worker was stopped meanwhile and the alarm has started it again', async () => {
    const pc = await startFakePc();
    pc.dispatch('onBeforeRequest', { requestId: '1', url: OFFICE });
    await pc.settle();
    vi.clearAllTimers();
    vi.setSystemTime(Date.now() + 30_000);
    await pc.alarm('wake');
    await pc.settle();
    expect(await pc.badge()).toBe('?');
  });

  test('says 閉 on a system’s tab from 22:00 on, and no more from 7:00 on', async () => {
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

describe('the popup opens by itself', () => {
  test('once per failure, not when the browser tries again by itself, but when the user does', async () => {
    const pc = await startFakePc();
    await pc.fail('1', RESET);
    pc.dispatch('onErrorOccurred', { requestId: '1', url: KENSA, error: RESET });
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

  test('[SEC-49] and no page can ask for it', async () => {
    const pc = await startFakePc();
    await pc.fail('1', RESET);
    await pc.send({ type: 'retry', tabId: 1 }, { id: fakeBrowser.runtime.id, frameId: 0, tab: { id: 1 }, url: KENSA });
    await pc.fail('2', RESET);
    expect(pc.openPopup).toHaveBeenCalledTimes(1);
  });

  test.each<[string, (pc: FakePc) => unknown]>([
    ['switched off', () => fakeBrowser.storage.local.set({ settings: { openPopup: false } })],
    ['in a tab behind', (pc) => Object.assign(pc.tabs.get(1) ?? {}, { active: false })],
    ['in a window without focus', (pc) => Object.assign(pc.window, { focused: false })],
    ['in another window than the focused one', (pc) => Object.assign(pc.window, { id: 2 })],
    ['beside a side panel that says the same', (pc) => pc.panels.push({ windowId: 1 })],
    ['in a tab that is gone', (pc) => pc.tabs.delete(1)],
    [
      'while the certificate dialog may be open for another tab',
      (pc) => pc.dispatch('onBeforeRequest', { tabId: 2, requestId: '9', url: OFFICE }),
    ],
  ])('but not %s', async (_what, arrange) => {
    vi.spyOn(console, 'info').mockImplementation(() => {});
    const pc = await startFakePc();
    await arrange(pc);
    await pc.fail('1', RESET);
    expect(pc.openPopup).not.toHaveBeenCalled();
    expect((await pc.run()).last).toHaveProperty('kensa');
  });

  test('but not for a user’s stop', async () => {
    const pc = await startFakePc();
    await pc.fail('1', 'net::ERR_ABORTED');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(pc.openPopup).not.toHaveBeenCalled();
  });

  test.each([true, false])(
    'for an error status only if the server has sent no page with it (a page: %s)',
    async (isPage) => {
      const pc = await startFakePc();
      pc.dispatch('onBeforeRequest', { requestId: '2', url: KENSA });
      pc.dispatch('onResponseStarted', { requestId: '2', url: KENSA, statusCode: 503 });
      await pc.commit(KENSA);
      const sender = { id: fakeBrowser.runtime.id, frameId: 0, tab: { id: 1 }, url: KENSA };
      if (isPage) await pc.send({ type: 'signs', status: 503, signs: [], restored: false }, sender);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(pc.openPopup).toHaveBeenCalledTimes(isPage ? 0 : 1);
    },
  );

  test('and where the browser can’t open it, the badge has to do', async () => {
    const pc = await startFakePc();
    pc.openPopup.mockRejectedValue(new Error('Could not find an active browser window.'));
    vi.spyOn(console, 'info').mockImplementation(() => {});
    await pc.fail('1', RESET);
    expect(await pc.badge()).toBe('!');
  });
});

describe('nothing is lost', () => {
  test('events that come at the same moment each see what the other has left', async () => {
    const pc = await startFakePc();
    await Promise.all([1, 2].flatMap((tabId) => [pc.fail(`${tabId}`, RESET, KENSA, tabId)]));
    expect(Object.keys((await pc.run()).tabs ?? {})).toEqual(['1', '2']);
  });

  test('the worker may be stopped between any two events', async () => {
    const pc = await startFakePc();
    const load = { requestId: '1', url: OFFICE };
    const events = [
      () => pc.dispatch('onBeforeRequest', load),
      () => pc.dispatch('onBeforeRedirect', { ...load, redirectUrl: `${OFFICE}login` }),
      () => pc.dispatch('onBeforeRequest', { ...load, url: `${OFFICE}login` }),
      () => pc.dispatch('onResponseStarted', { ...load, url: `${OFFICE}login`, statusCode: 200 }),
      () => pc.dispatch('onBeforeRequest', { requestId: '2', url: OFFICE }),
      () => pc.dispatch('onErrorOccurred', { requestId: '2', url: OFFICE, error: 'net::ERR_SOCKET_NOT_CONNECTED' }),
    ];
    const begun = Date.now();
    for (const [i, dispatchEvent] of events.entries()) {
      await pc.startWorker();
      await pc.commit(OFFICE);
      // An event at once could be a page that redirects. (Clearing timers has put the clock back.)
      vi.setSystemTime(begun + i * 3000);
      dispatchEvent();
      await pc.settle();
    }
    expect(await pc.badge()).toBe('!');
    expect(pc.openPopup).toHaveBeenCalledTimes(1);
    expect((await pc.run()).last).toMatchObject({ office: { requestId: '2', earlier: 'opened' } });
  });

  test('loads that no one sees are not told', async () => {
    const pc = await startFakePc();
    pc.dispatch('onErrorOccurred', { requestId: '1', url: KENSA, error: RESET, documentLifecycle: 'prerender' });
    pc.dispatch('onErrorOccurred', { requestId: '3', url: KENSA, error: RESET, documentId: 'D0C' });
    pc.dispatch('onErrorOccurred', { tabId: -1, requestId: '2', url: KENSA, error: RESET });
    await pc.settle();
    expect(await pc.run()).toBeUndefined();
  });

  test('a storage that can’t be written costs the memory, not the warning', async () => {
    const pc = await startFakePc();
    vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.spyOn(fakeBrowser.storage.session, 'set').mockRejectedValue(new Error('QUOTA_BYTES quota exceeded'));
    await pc.fail('1', RESET);
    expect(await pc.badge()).toBe('!');
    expect(pc.openPopup).toHaveBeenCalledTimes(1);
  });

  test('a storage that holds anything at all is no hindrance', async () => {
    const pc = await startFakePc();
    await fakeBrowser.storage.session.set({ run: { tabs: [null, 'x'], last: 5, opened: { length: -1 } } });
    await pc.fail('1', RESET);
    expect(await pc.badge()).toBe('!');
    expect(Object.keys((await pc.run()).tabs ?? {})).toEqual(['1']);
  });

  test('[SEC-90] tabs that are gone are forgotten', async () => {
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

describe('a page’s report', () => {
  const report = { type: 'signs', status: 400, signs: ['certificate-absent'], restored: false };
  const sender = { id: fakeBrowser.runtime.id, frameId: 0, tab: { id: 1 }, url: `${OFFICE}?q=secret` };

  test('is answered with what to show in the page', async () => {
    const pc = await startFakePc();
    pc.dispatch('onBeforeRequest', { requestId: '1', url: OFFICE });
    pc.dispatch('onResponseStarted', { requestId: '1', url: OFFICE, statusCode: 400 });
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

  test('is taken, but shown in no page, where the banner is switched off', async () => {
    const pc = await startFakePc();
    await fakeBrowser.storage.local.set({ settings: { showBanner: false } });
    expect(await pc.send(report, sender)).toBeNull();
    expect((await pc.run()).last).toHaveProperty('office');
  });

  test('of a healthy page that has come back needs no banner', async () => {
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
    ['text for a sign', { ...report, signs: '証明書' }, sender],
    ['an impossible status', { ...report, status: 4000 }, sender],
    ['no message at all', null, sender],
    ['another message', { type: 'other' }, sender],
  ])('from or with %s is not taken', async (_what, message, from) => {
    const pc = await startFakePc();
    expect(await pc.send(message, from)).toBeNull();
    expect(await pc.run()).toBeUndefined();
  });
});
