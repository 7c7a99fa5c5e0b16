import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type FakePc, startFakePc } from './fake-pc.ts';

const OFFICE = 'https://office.mamoris-net.jp/';
const KENSA = 'https://kensa.mamoris-net.jp/';
const RESET = 'net::ERR_CONNECTION_RESET';

afterEach(() => {
  vi.useRealTimers();
});

/** Begins a load that can open a certificate dialog, in the front tab of a second window. */
function beginLoadInOtherWindow(pc: FakePc): void {
  Object.assign(pc.tabs.get(2) ?? {}, { windowId: 2, active: true });
  pc.emit('onBeforeRequest', { tabId: 2, requestId: '9', url: OFFICE });
}

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

  test('opens the popup if the tab may have been elsewhere since the failure, and the worker starts late', async () => {
    const pc = await startFakePc();
    await pc.fail('1', RESET);
    await vi.advanceTimersByTimeAsync(40 * 60_000);
    await pc.startWorker();
    Object.assign(pc.tabs.get(1) ?? {}, { status: 'loading' });
    await pc.fail('2', RESET);
    expect(pc.openPopup).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(40 * 60_000);
    await pc.startWorker();
    // The tab is complete before the worker has read it.
    await pc.fail('3', RESET);
    expect(pc.openPopup).toHaveBeenCalledTimes(2);
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

  test('opens for an error page that the tab shows only later, in place of another site', async () => {
    const pc = await startFakePc();
    Object.assign(pc.tabs.get(1) ?? {}, { url: '', status: 'loading' });
    pc.emit('onBeforeRequest', { requestId: '1', url: KENSA });
    pc.emit('onErrorOccurred', { requestId: '1', url: KENSA, error: RESET });
    await vi.advanceTimersByTimeAsync(300);
    await pc.commit(KENSA);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(pc.openPopup).toHaveBeenCalledOnce();
  });

  test('does not open over another site to which the user has gone at once after an error', async () => {
    const pc = await startFakePc();
    pc.emit('onBeforeRequest', { requestId: '1', url: KENSA });
    pc.emit('onErrorOccurred', { requestId: '1', url: KENSA, error: RESET });
    await pc.commit('https://example.jp/');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(pc.openPopup).not.toHaveBeenCalled();
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
