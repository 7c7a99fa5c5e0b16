import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type FakePc, startFakePc } from './fake-pc.ts';

const { local, session } = fakeBrowser.storage;
const KENSA = 'https://kensa.mamoris-net.jp/';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Removes the state that Chromium removes when it unloads the extension. */
async function unload({ tabs }: FakePc): Promise<void> {
  fakeBrowser.runtime.onInstalled.removeAllListeners();
  fakeBrowser.runtime.onStartup.removeAllListeners();
  await session.clear();
  for (const tabId of tabs.keys()) await fakeBrowser.action.setBadgeText({ tabId, text: '' });
}

/** Updates the extension while the browser runs. */
async function update(pc: FakePc): Promise<void> {
  await unload(pc);
  await pc.startWorker();
  await fakeBrowser.runtime.onInstalled.trigger({ reason: 'update', previousVersion: '0.1.0' });
  await pc.settle();
}

/** Restarts the browser with one tab, which gets a new id. */
async function restart(pc: FakePc): Promise<void> {
  await unload(pc);
  pc.tabs.clear();
  pc.tabs.set(60, { id: 60, windowId: 59, active: true, status: 'complete', url: '' });
  await pc.startWorker();
}

/** Opens a surface. Surfaces and worker share nothing but storage. */
async function surface() {
  vi.resetModules();
  const [{ readStoredRun }, { readRunId }] = await Promise.all([
    import('@/utils/run/run-store.ts'),
    import('@/utils/run/run-id.ts'),
  ]);
  return { readStoredRun, readRunId };
}

async function startWithFailure(): Promise<FakePc> {
  const pc = await startFakePc();
  await pc.fail('1', 'net::ERR_CONNECTION_RESET');
  expect(await pc.badge()).toBe('!');
  return pc;
}

describe('an update within a browser run', () => {
  test('keeps the failure of a tab that version 0.1.0 has stored', async () => {
    const pc = await startFakePc();
    await pc.settle();
    Object.assign(pc.tabs.get(1) ?? {}, { url: KENSA, title: 'kensa.mamoris-net.jp' });
    const [startedAt, endedAt] = [Date.now() - 500, Date.now() - 400];
    const failed = { requestId: '1', tabId: 1, address: KENSA, startedAt, endedAt, netError: 'ERR_CONNECTION_RESET' };
    await unload(pc);
    const old = { last: { kensa: failed }, opened: [], probes: {}, tabs: { 1: { shown: failed } } };
    await local.set({ 'run-copy': { marks: [1, 2], value: old } });
    await pc.startWorker();
    await fakeBrowser.runtime.onInstalled.trigger({ reason: 'update', previousVersion: '0.1.0' });
    await pc.settle();
    expect(await pc.badge()).toBe('!');
    const { attempts } = await (await surface()).readStoredRun();
    expect(Object.values(attempts)).toMatchObject([{ requestId: '1', netError: 'ERR_CONNECTION_RESET' }]);
  });

  test('restores badges, tabs and systems after an update', async () => {
    const pc = await startWithFailure();
    const before = await pc.run();
    await update(pc);
    expect(await pc.badge()).toBe('!');
    expect(await pc.run()).toEqual(before);
  });

  test('lets a surface read the run after an update, before the worker starts', async () => {
    const pc = await startWithFailure();
    const { readStoredRun, readRunId } = await surface();
    const [id, before] = [await readRunId(), await readStoredRun()];
    await pc.settle();
    await unload(pc);
    const after = await surface();
    expect(await after.readStoredRun()).toEqual(before);
    expect(await after.readRunId()).toBe(id);
  });

  test('opens no popup after an update for the browser’s retry of the same page', async () => {
    const pc = await startWithFailure();
    expect(pc.openPopup).toHaveBeenCalledTimes(1);
    await update(pc);
    await pc.fail('2', 'net::ERR_CONNECTION_RESET');
    expect(pc.openPopup).toHaveBeenCalledTimes(1);
  });

  test('keeps a load that begins before the event of the update', async () => {
    const pc = await startWithFailure();
    await unload(pc);
    await pc.startWorker();
    await pc.fail('2', 'net::ERR_CONNECTION_RESET', 'https://kizon.mamoris-net.jp/', 2);
    await fakeBrowser.runtime.onInstalled.trigger({ reason: 'update', previousVersion: '0.1.0' });
    await pc.settle();
    expect([await pc.badge(1), await pc.badge(2)]).toEqual(['!', '!']);
    expect(Object.keys((await pc.run()).last ?? {})).toEqual(['kensa', 'kizon']);
  });

  test('ignores an outdated copy of the run', async () => {
    const pc = await startWithFailure();
    const before = await pc.run();
    await local.set({ 'run-copy': { value: {}, marks: [1] } });
    await fakeBrowser.runtime.onInstalled.trigger({ reason: 'browser_update' as never });
    await pc.settle();
    expect(await pc.run()).toEqual(before);
  });

  test('keeps a load under way over an update', async () => {
    const pc = await startFakePc();
    Object.assign(pc.tabs.get(1) ?? {}, { status: 'loading' });
    pc.emit('onBeforeRequest', { requestId: '1', url: KENSA });
    await pc.settle();
    await fakeBrowser.alarms.clearAll();
    await update(pc);
    expect((await fakeBrowser.alarms.getAll()).map(({ name }) => name).sort()).toEqual(['wake']);
    pc.emit('onErrorOccurred', { requestId: '1', url: KENSA, error: 'net::ERR_CONNECTION_RESET' });
    await pc.settle();
    expect(await pc.badge()).toBe('!');
  });

  test('restores the run after a kill of the worker during the update', async () => {
    const pc = await startWithFailure();
    const before = await pc.run();
    await unload(pc);
    await pc.startWorker();
    const set = vi.spyOn(session, 'set').mockImplementation(() => new Promise(() => {}));
    await fakeBrowser.runtime.onInstalled.trigger({ reason: 'update', previousVersion: '0.1.0' });
    await pc.settle();
    expect(set).toHaveBeenCalled();
    set.mockRestore();
    await update(pc);
    expect(await pc.badge()).toBe('!');
    expect(await pc.run()).toEqual(before);
  });

  test.each([[7], [null], [{}], [{ marks: 'x' }], [{ marks: [1], value: 7 }], [{ marks: [{}], value: {} }]])(
    'ignores %o as the copy of the run',
    async (copy) => {
      const pc = await startWithFailure();
      await local.set({ 'run-copy': copy, 'run-id-copy': copy });
      await update(pc);
      expect(await pc.badge()).toBe('');
      const { readStoredRun, readRunId } = await surface();
      expect((await readStoredRun()).last).toEqual({});
      expect(await readRunId()).toMatch(/^[0-9a-f-]{36}$/);
    },
  );
});

describe('an extension that is disabled and enabled again', () => {
  test('has its badges and its alarm again, without any event of the browser', async () => {
    const pc = await startWithFailure();
    const before = await pc.run();
    await unload(pc);
    await fakeBrowser.alarms.clearAll();
    await pc.startWorker();
    await pc.settle();
    expect(await pc.badge()).toBe('!');
    expect(await pc.run()).toEqual(before);
    expect((await fakeBrowser.alarms.getAll()).map(({ name }) => name)).toEqual(['wake']);
  });

  test('keeps the name of the run though all windows of its last use are closed', async () => {
    const pc = await startFakePc();
    const id = await (await surface()).readRunId();
    await pc.settle();
    pc.tabs.clear();
    pc.tabs.set(60, { id: 60, windowId: 59, active: true, status: 'complete', url: '' });
    // The next load of a system, minutes or hours later, sets the alarm.
    await pc.fail('1', 'net::ERR_CONNECTION_RESET', KENSA, 60);
    await vi.advanceTimersByTimeAsync(30_000);
    await pc.alarm('wake');
    await pc.settle();
    await unload(pc);
    expect(await (await surface()).readRunId()).toBe(id);
  });
});

describe('a restart of the browser', () => {
  test('[SEC-81] a restart of the browser clears the run before, on disk as well', async () => {
    const pc = await startWithFailure();
    const id = await (await surface()).readRunId();
    await pc.settle();
    await restart(pc);
    await fakeBrowser.runtime.onStartup.trigger();
    await pc.settle();
    expect(await local.get()).toEqual({});
    const { readStoredRun, readRunId } = await surface();
    expect((await readStoredRun()).last).toEqual({});
    expect(await readRunId()).not.toBe(id);
  });

  test('clears the run after a restart with an update', async () => {
    const pc = await startWithFailure();
    await restart(pc);
    await pc.fail('1', 'net::ERR_CONNECTION_RESET', 'https://kizon.mamoris-net.jp/', 60);
    await Promise.all([
      fakeBrowser.runtime.onInstalled.trigger({ reason: 'update', previousVersion: '0.1.0' }),
      fakeBrowser.runtime.onStartup.trigger(),
    ]);
    await pc.settle();
    expect(Object.keys((await pc.run()).last ?? {})).toEqual(['kizon']);
    expect(JSON.stringify(await local.get('run-copy'))).not.toContain('kensa');
  });
});

test('a surface shows nothing of private windows that have closed', async () => {
  const pc = await startFakePc();
  vi.resetModules();
  vi.spyOn(fakeBrowser.extension, 'inIncognitoContext', 'get').mockReturnValue(true);
  const { runWith, attempt } = await import('@/tests/support/builders.ts');
  const { saveRun, readStoredRun } = await import('@/utils/run/run-store.ts');
  const run = runWith([attempt('office', { status: 200 })], { opened: ['office'] });
  await saveRun(run);
  expect((await readStoredRun()).opened).toEqual(['office']);
  pc.tabs.clear();
  pc.tabs.set(60, { id: 60, windowId: 59, active: true, status: 'complete', url: '' });
  expect(await readStoredRun()).toEqual({ attempts: {}, tabs: {}, last: {}, opened: [], probes: {} });
});

test('[SEC-80] the run of private windows is never written to the disk', async () => {
  await startFakePc();
  vi.resetModules();
  vi.spyOn(fakeBrowser.extension, 'inIncognitoContext', 'get').mockReturnValue(true);
  const { saveRun, restoreRun, readStoredRun } = await import('@/utils/run/run-store.ts');
  await saveRun({ ...(await readStoredRun()), opened: ['office'] });
  await restoreRun();
  await vi.advanceTimersByTimeAsync(100);
  expect(await local.get()).toEqual({});
  expect(await session.get()).toMatchObject({ 'run-private': { opened: ['office'] } });
});
