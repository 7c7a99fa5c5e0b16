import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { startFakePc } from './fake-pc.ts';

type FakePc = Awaited<ReturnType<typeof startFakePc>>;

const { local, session } = fakeBrowser.storage;
const KENSA = 'https://kensa.mamoris-net.jp/';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What goes when the extension is unloaded. */
async function unload({ tabs }: FakePc): Promise<void> {
  fakeBrowser.runtime.onInstalled.removeAllListeners();
  fakeBrowser.runtime.onStartup.removeAllListeners();
  await session.clear();
  for (const tabId of tabs.keys()) await fakeBrowser.action.setBadgeText({ tabId, text: '' });
}

/** Another version takes the place of this one while the browser runs. */
async function update(pc: FakePc): Promise<void> {
  await unload(pc);
  await pc.startWorker();
  await fakeBrowser.runtime.onInstalled.trigger({ reason: 'update', previousVersion: '0.1.0' });
  await pc.settle();
}

/** The browser ends and starts again with one tab, which it gives another id. */
async function restart(pc: FakePc): Promise<void> {
  await unload(pc);
  pc.tabs.clear();
  pc.tabs.set(60, { id: 60, windowId: 59, active: true, status: 'complete', url: '' });
  await pc.startWorker();
}

/** A surface's own look at what is known. Surfaces and worker share nothing but storage. */
async function surface() {
  vi.resetModules();
  const [{ readRun }, { readRunId }] = await Promise.all([
    import('@/utils/run/run-store.ts'),
    import('@/utils/run/run-id.ts'),
  ]);
  return { readRun, readRunId };
}

async function startWithFailure(): Promise<FakePc> {
  const pc = await startFakePc();
  await pc.fail('1', 'net::ERR_CONNECTION_RESET');
  expect(await pc.badge()).toBe('!');
  return pc;
}

describe('an update within a browser run', () => {
  test('gives back badges, and what is known of tabs and systems', async () => {
    const pc = await startWithFailure();
    const before = await pc.run();
    await update(pc);
    expect(await pc.badge()).toBe('!');
    expect(await pc.run()).toEqual(before);
  });

  test('hides nothing from a surface that is there before the worker', async () => {
    const pc = await startWithFailure();
    const { readRun, readRunId } = await surface();
    const [id, before] = [await readRunId(), await readRun()];
    await pc.settle();
    await unload(pc);
    const after = await surface();
    expect(await after.readRun()).toEqual(before);
    expect(await after.readRunId()).toBe(id);
  });

  test('does not make the browser’s next try at the same page a new failure', async () => {
    const pc = await startWithFailure();
    expect(pc.openPopup).toHaveBeenCalledTimes(1);
    await update(pc);
    await pc.fail('2', 'net::ERR_CONNECTION_RESET');
    expect(pc.openPopup).toHaveBeenCalledTimes(1);
  });

  test('loses no load that comes before the worker has heard of it', async () => {
    const pc = await startWithFailure();
    await unload(pc);
    await pc.startWorker();
    await pc.fail('2', 'net::ERR_CONNECTION_RESET', 'https://kizon.mamoris-net.jp/', 2);
    await fakeBrowser.runtime.onInstalled.trigger({ reason: 'update', previousVersion: '0.1.0' });
    await pc.settle();
    expect([await pc.badge(1), await pc.badge(2)]).toEqual(['!', '!']);
    expect(Object.keys((await pc.run()).last ?? {})).toEqual(['kensa', 'kizon']);
  });

  test('takes nothing from a copy that is behind', async () => {
    const pc = await startWithFailure();
    const before = await pc.run();
    await local.set({ 'run-copy': { value: {}, marks: [1] } });
    await fakeBrowser.runtime.onInstalled.trigger({ reason: 'browser_update' as never });
    await pc.settle();
    expect(await pc.run()).toEqual(before);
  });

  test('goes on waiting for a load that is under way', async () => {
    const pc = await startFakePc();
    Object.assign(pc.tabs.get(1) ?? {}, { status: 'loading' });
    pc.dispatch('onBeforeRequest', { requestId: '1', url: KENSA });
    await pc.settle();
    await fakeBrowser.alarms.clearAll();
    await update(pc);
    expect((await fakeBrowser.alarms.getAll()).map(({ name }) => name).sort()).toEqual(['wake']);
    pc.dispatch('onErrorOccurred', { requestId: '1', url: KENSA, error: 'net::ERR_CONNECTION_RESET' });
    await pc.settle();
    expect(await pc.badge()).toBe('!');
  });

  test('is over whenever the worker is stopped at it', async () => {
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
    'is not misled by %o where the copy should be',
    async (copy) => {
      const pc = await startWithFailure();
      await local.set({ 'run-copy': copy, 'run-id-copy': copy });
      await update(pc);
      expect(await pc.badge()).toBe('');
      const { readRun, readRunId } = await surface();
      expect((await readRun()).last).toEqual({});
      expect(await readRunId()).toMatch(/^[0-9a-f-]{36}$/);
    },
  );
});

describe('a browser that is started again', () => {
  test('[SEC-81] forgets the run before, on disk as well', async () => {
    const pc = await startWithFailure();
    const id = await (await surface()).readRunId();
    await pc.settle();
    await restart(pc);
    await fakeBrowser.runtime.onStartup.trigger();
    await pc.settle();
    expect(await local.get()).toEqual({});
    const { readRun, readRunId } = await surface();
    expect((await readRun()).last).toEqual({});
    expect(await readRunId()).not.toBe(id);
  });

  test('and updated at that, forgets it as well', async () => {
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

test('[SEC-80] of private windows no run is written to the disk', async () => {
  await startFakePc();
  vi.resetModules();
  vi.spyOn(fakeBrowser.extension, 'inIncognitoContext', 'get').mockReturnValue(true);
  const { saveRun, restoreRun, readRun } = await import('@/utils/run/run-store.ts');
  await saveRun({ ...(await readRun()), opened: ['office'] });
  await restoreRun();
  await vi.advanceTimersByTimeAsync(100);
  expect(await local.get()).toEqual({});
  expect(await session.get()).toMatchObject({ 'run-private': { opened: ['office'] } });
});
