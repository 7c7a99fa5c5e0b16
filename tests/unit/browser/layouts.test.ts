import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { keptItem, type Migration, migrated } from '@/utils/browser/versioned-item.ts';
import { EMPTY_RUN } from '@/utils/run/run-state.ts';
import { parseRun } from '@/utils/run/run-store.ts';
import { NO_PROGRESS, parseSetup, type SetupProgress } from '@/utils/run/setup-progress.ts';
import { readSetup, watchSetup, writeSetup } from '@/utils/run/setup-store.ts';
import { changeSettings, readSettings, type Settings, watchSettings } from '@/utils/settings/settings.ts';

const local = fakeBrowser.storage.local;

beforeEach(() => fakeBrowser.reset());
afterEach(() => vi.restoreAllMocks());

/** What is in storage under a key. */
async function stored(key: string): Promise<unknown> {
  return (await local.get(key))[key];
}

const DEFAULTS: Settings = {
  ...{ openPopup: true, showBanner: true, useProbes: true },
  ...{ mySystems: [], closingMinutes: [15, 5], language: 'auto' },
};

/** Each layout of the settings that there ever was, by the commit it came with; with values that are nobody's defaults. */
const SETTINGS_LAYOUTS: [string, object, Partial<Settings>][] = [
  ['9b3dda2', { openPopup: false, showBanner: true }, { openPopup: false }],
  ['c62c970', { openPopup: true, showBanner: false, useProbes: false }, { showBanner: false, useProbes: false }],
  [
    '3ae7ce8',
    {
      ...{ openPopup: false, showBanner: false, useProbes: true },
      ...{ mySystems: ['office', 'kensa'], closingMinutes: [30], language: 'en' },
    },
    {
      ...{ openPopup: false, showBanner: false },
      ...{ mySystems: ['office', 'kensa'], closingMinutes: [30], language: 'en' },
    },
  ],
  ['ab8b77e', { closingMinutes: [], version: 1 }, { closingMinutes: [] }],
];

describe.each(SETTINGS_LAYOUTS)('settings as of %s', (_, layout, set) => {
  beforeEach(() => local.set({ settings: layout }));

  test('are all there', async () => {
    expect(await readSettings()).toEqual({ ...DEFAULTS, ...set });
  });

  test('stay when one is changed', async () => {
    await changeSettings({ language: 'ja' });
    expect(await readSettings()).toEqual({ ...DEFAULTS, ...set, language: 'ja' });
    expect(await stored('settings')).toEqual({ ...layout, language: 'ja', version: 1 });
  });
});

const RUN = '0d2a9f0e-6f0b-4a52-9f43-0c4a4e7c7f11';

/** The same for the progress of the first setup. */
const SETUP_LAYOUTS: [string, object, SetupProgress][] = [
  [
    'e10181b',
    {
      source: 'mail',
      done: {
        systems: { by: 'hand', at: 1_795_478_000_000 },
        get: { by: 'certificate', at: 1_795_478_100_000 },
        check: { by: 'opened', at: 1_795_478_200_000, system: 'jimu' },
      },
    },
    {
      source: 'mail',
      done: {
        systems: { by: 'hand', run: '' },
        get: { by: 'certificate', run: '' },
        check: { by: 'opened', run: '', system: 'jimu' },
      },
    },
  ],
  [
    '3208452',
    {
      source: 'office',
      done: { systems: { by: 'hand', run: RUN }, check: { by: 'opened', run: RUN, system: 'office' } },
    },
    {
      source: 'office',
      done: { systems: { by: 'hand', run: RUN }, check: { by: 'opened', run: RUN, system: 'office' } },
    },
  ],
  ['ab8b77e', { done: { get: { by: 'hand', run: RUN } }, version: 2 }, { done: { get: { by: 'hand', run: RUN } } }],
];

describe.each(SETUP_LAYOUTS)('progress as of %s', (_, layout, progress) => {
  beforeEach(() => local.set({ setup: layout }));

  test('is all there', async () => {
    expect(await readSetup()).toEqual(progress);
  });

  test('stays when a step is done, and is numbered then', async () => {
    const next = { ...progress, done: { ...progress.done, install: { by: 'hand' as const, run: RUN } } };
    await writeSetup(next);
    expect(await readSetup()).toEqual(next);
    expect(await stored('setup')).toMatchObject({ version: 2, done: { install: { by: 'hand', run: RUN } } });
  });

  test('can be cleared', async () => {
    await writeSetup(NO_PROGRESS);
    expect(await readSetup()).toEqual(NO_PROGRESS);
  });

  test('reaches a surface that was open before', async () => {
    const told = vi.fn();
    const stop = watchSetup(told);
    await local.set({ setup: { ...layout, source: 'office' } });
    expect(told).toHaveBeenCalledExactlyOnceWith({ ...progress, source: 'office' });
    stop();
  });
});

const LOAD = { requestId: '1', tabId: 7, address: 'https://kizon.mamoris-net.jp/', startedAt: 1 };
const FAILED = { ...LOAD, endedAt: 2, netError: 'ERR_CONNECTION_REFUSED' };

/** A browser run can see an update, too: each layout of its state, and what is known of it today. */
const RUN_LAYOUTS: [string, object, object][] = [
  [
    '9b3dda2',
    { tabs: { 7: { shown: { ...FAILED, openedEarlier: true } } }, last: { kizon: FAILED }, opened: ['office'] },
    { tabs: { 7: { shown: FAILED } }, last: { kizon: FAILED }, opened: ['office'] },
  ],
  [
    '58bfa94',
    { tabs: {}, last: { kizon: { ...FAILED, earlier: 'accepted' } }, opened: [] },
    { last: { kizon: { ...FAILED, earlier: 'accepted' } } },
  ],
  [
    '8798fb9',
    { tabs: { 7: { pending: { ...LOAD, askedAt: 1, noDialog: true, redirects: 1, isReload: true } } }, last: {} },
    { tabs: { 7: { pending: { ...LOAD, askedAt: 1, noDialog: true, redirects: 1, isReload: true } } } },
  ],
  [
    'c62c970: the time of an offset was not noted, and it might be long ago',
    { tabs: {}, last: {}, opened: [], probes: { portal: { askedAt: 1, endedAt: 2, status: 200 } }, clockOffset: 5 },
    { probes: { portal: { askedAt: 1, endedAt: 2, status: 200 } } },
  ],
  [
    '3904dbf',
    {
      ...{
        tabs: {},
        last: { kizon: { ...FAILED, wasUnchosen: true, isFromCache: true, isReported: true } },
        opened: [],
      },
      ...{ probes: {}, clockOffset: 5, clockToldAt: 6 },
    },
    {
      last: { kizon: { ...FAILED, wasUnchosen: true, isFromCache: true, isReported: true } },
      clockOffset: 5,
      clockToldAt: 6,
    },
  ],
];

test.each(RUN_LAYOUTS)('a run as of %s', (_, layout, known) => {
  expect(parseRun(layout)).toEqual({ ...EMPTY_RUN, ...known });
});

describe('an older version that meets a newer layout', () => {
  const newer = {
    settings: { openPopup: false, language: 'fr', showTips: ['new'], version: 9 },
    setup: {
      ...{
        source: 'cloud',
        done: { systems: { by: 'hand', run: RUN, note: 'x' }, get: { by: 'magic' }, fly: { by: 'hand' } },
      },
      ...{ mood: 7, version: 9 },
    },
  };
  const systems = { by: 'hand', run: RUN } as const;
  beforeEach(() => local.set(structuredClone(newer)));

  test('uses what it knows', async () => {
    expect(await readSettings()).toEqual({ ...DEFAULTS, openPopup: false });
    expect(await readSetup()).toEqual({ done: { systems } });
  });

  test('keeps the rest, whatever it changes', async () => {
    await changeSettings({ showBanner: false });
    await writeSetup({ done: { systems, install: systems } });
    expect(await local.get()).toEqual({
      settings: { ...newer.settings, showBanner: false },
      setup: { ...newer.setup, done: { ...newer.setup.done, install: systems } },
    });
    await writeSetup({ done: { install: systems } });
    expect(await stored('setup')).toEqual({
      ...newer.setup,
      done: { get: { by: 'magic' }, fly: { by: 'hand' }, install: systems },
    });
  });

  test('changes what the user changes', async () => {
    await changeSettings({ language: 'en' });
    expect(await stored('settings')).toEqual({ ...newer.settings, language: 'en' });
  });
});

describe('damage', () => {
  test.each([
    undefined,
    null,
    0,
    'x',
    true,
    [],
    [1],
    { version: 'x' },
    { version: -1 },
    { version: 1.5 },
    { done: [7] },
  ])('%o in storage is as nothing, and can be written over', async (value) => {
    await local.set({ settings: value, setup: value });
    expect(await readSettings()).toEqual(DEFAULTS);
    expect(await readSetup()).toEqual(NO_PROGRESS);
    await changeSettings({ useProbes: false });
    await writeSetup({ source: 'mail', done: {} });
    expect(await readSettings()).toEqual({ ...DEFAULTS, useProbes: false });
    expect(await readSetup()).toEqual({ source: 'mail', done: {} });
  });

  test('in one value costs that value alone, in every layout', async () => {
    for (const [, layout, set] of SETTINGS_LAYOUTS) {
      for (const name of Object.keys(layout) as (keyof Settings | 'version')[]) {
        await local.set({ settings: { ...layout, [name]: { broken: true } } });
        const { [name as keyof Settings]: _lost, ...rest } = { ...DEFAULTS, ...set };
        expect(await readSettings()).toEqual({ ...DEFAULTS, ...rest });
      }
    }
    for (const [, layout, progress] of SETUP_LAYOUTS) {
      const { done } = layout as { done: object };
      for (const step of Object.keys(done) as (keyof SetupProgress['done'])[]) {
        await local.set({ setup: { ...layout, done: { ...done, [step]: { by: 7 } } } });
        const { [step]: _lost, ...rest } = progress.done;
        expect(await readSetup()).toEqual({ ...progress, done: rest });
      }
    }
  });

  test('in the number of a layout brings nothing back', async () => {
    await local.set({ setup: { done: { get: { by: 'hand', at: 1, run: RUN } }, version: 'x' } });
    expect(await readSetup()).toEqual({ done: { get: { by: 'hand', run: RUN } } });
  });

  test('storage that can’t be read is not written over', async () => {
    await local.set({ settings: { openPopup: false } });
    const get = vi.spyOn(local, 'get').mockRejectedValue(new Error('IO error'));
    expect((await readSettings()).openPopup).toBe(true);
    await expect(changeSettings({ language: 'ja' })).rejects.toThrow('IO error');
    get.mockRestore();
    expect(await stored('settings')).toEqual({ openPopup: false });
    // One that has failed does not stand in the way of the next.
    await changeSettings({ language: 'ja' });
    expect(await readSettings()).toEqual({ ...DEFAULTS, openPopup: false, language: 'ja' });
  });
});

describe('layouts that are to come', () => {
  const secondsNotMinutes: Migration = ({ minutes, ...rest }) => ({
    ...rest,
    ...(typeof minutes === 'number' ? { seconds: minutes * 60 } : {}),
  });
  const inAList: Migration = ({ seconds, ...rest }) => ({
    ...rest,
    ...(seconds === undefined ? {} : { times: [seconds] }),
  });
  const parse = (value: unknown) => ({ times: Object(value).times ?? [] }) as { times: number[] };
  const item = () => keptItem('times', [secondsNotMinutes, inAList], parse);

  test.each([
    [{ minutes: 2 }, [120]],
    [{ minutes: 2, version: 1 }, [120]],
    [{ seconds: 90, version: 2 }, [90]],
    [{ times: [1, 2], version: 3 }, [1, 2]],
    [{ times: [1, 2], dates: [], version: 4 }, [1, 2]],
  ])('%o is brought to the newest, over all in between', async (layout, times) => {
    await local.set({ times: layout });
    expect(await item().read()).toEqual({ times });
  });

  test('a worker that is stopped between reading and writing has changed nothing, and the next does it all again', async () => {
    await local.set({ times: { minutes: 2 } });
    const set = vi.spyOn(local, 'set').mockImplementation(() => new Promise(() => {}));
    void item().change(({ times }) => ({ times: [...times, 7] }));
    await vi.waitFor(() => expect(set).toHaveBeenCalledTimes(1));
    set.mockRestore();
    expect(await stored('times')).toEqual({ minutes: 2 });
    await item().change(({ times }) => ({ times: [...times, 8] }));
    expect(await stored('times')).toEqual({ times: [120, 8], version: 3 });
  });

  test('twice is once: what is of the newest layout already is left as it is', () => {
    for (const [, layout] of SETUP_LAYOUTS) {
      const steps: Migration[] = [secondsNotMinutes, inAList];
      const once = migrated(layout, steps);
      expect(migrated(once, steps)).toEqual(once);
      expect(parseSetup(once)).toEqual(parseSetup(layout));
    }
  });

  test('a layout is never taken for an older one than it says', () => {
    const doubled: Migration = ({ count }) => ({ count: Number(count) * 2 });
    expect(migrated({ count: 1 }, [doubled, doubled])).toMatchObject({ count: 4 });
    expect(migrated({ count: 1, version: 2 }, [doubled, doubled])).toMatchObject({ count: 2 });
    expect(migrated({ count: 1, version: 3 }, [doubled, doubled])).toMatchObject({ count: 1 });
    expect(migrated({ count: 1, version: 4 }, [doubled, doubled])).toMatchObject({ count: 1 });
  });

  test('reading writes nothing', async () => {
    await local.set({ times: { minutes: 2 } });
    const set = vi.spyOn(local, 'set');
    await item().read();
    expect(set).not.toHaveBeenCalled();
  });

  test('changes are made one after another', async () => {
    const times = item();
    await Promise.all([1, 2, 3].map((each) => times.change((value) => ({ times: [...value.times, each] }))));
    expect(await times.read()).toEqual({ times: [1, 2, 3] });
  });
});

test('whoever watches the settings gets them whole, of whichever layout', async () => {
  const told = vi.fn();
  const stop = watchSettings(told);
  await local.set({ settings: { openPopup: false } });
  await vi.waitFor(() => expect(told).toHaveBeenCalledWith({ ...DEFAULTS, openPopup: false }));
  stop();
});
