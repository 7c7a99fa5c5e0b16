import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { versionedItem } from '@/utils/browser/versioned-item.ts';
import { NO_PROGRESS, type SetupProgress } from '@/utils/run/setup-progress.ts';
import { setupItem } from '@/utils/run/setup-store.ts';
import { changeSettings, readConfig, watchConfig } from '@/utils/settings/config.ts';
import { parseSettings, type Settings } from '@/utils/settings/settings-schema.ts';

const { local } = fakeBrowser.storage;

beforeEach(() => fakeBrowser.reset());
afterEach(() => vi.restoreAllMocks());

async function stored(key: string): Promise<unknown> {
  return (await local.get(key))[key];
}

async function readSettings(): Promise<Settings> {
  return (await readConfig()).settings;
}

const DEFAULTS = parseSettings({});

/** The settings that version 0.1.0 stores, without any default. */
const SETTINGS_0_1_0 = {
  openPopup: false,
  showBanner: false,
  useProbes: false,
  mySystems: ['office', 'kensa'],
  closingMinutes: [30 as const],
  language: 'en' as const,
  version: 1,
};

describe('settings of version 0.1.0', () => {
  const { version: _, ...settings } = SETTINGS_0_1_0;
  beforeEach(() => local.set({ settings: SETTINGS_0_1_0 }));

  test('this version reads all settings of version 0.1.0', async () => {
    expect(await readSettings()).toEqual({ ...DEFAULTS, ...settings });
  });

  test('a change of one setting leaves the other settings of version 0.1.0', async () => {
    await changeSettings({ language: 'ja' });
    expect(await readSettings()).toEqual({ ...DEFAULTS, ...settings, language: 'ja' });
    expect(await stored('settings')).toEqual({ ...SETTINGS_0_1_0, language: 'ja' });
  });

  test('a read drops only a damaged value', async () => {
    for (const name of Object.keys(SETTINGS_0_1_0) as (keyof typeof SETTINGS_0_1_0)[]) {
      await local.set({ settings: { ...SETTINGS_0_1_0, [name]: { broken: true } } });
      const { [name as keyof Settings]: _lost, ...rest } = settings;
      expect(await readSettings()).toEqual({ ...DEFAULTS, ...rest });
    }
  });
});

const RUN = '0d2a9f0e-6f0b-4a52-9f43-0c4a4e7c7f11';

/** The progress that version 0.1.0 stores: by hand, half way, and just begun. */
const SETUP_0_1_0: [string, SetupProgress][] = [
  [
    'with systems and a check',
    {
      source: 'office',
      done: { systems: { by: 'hand', run: RUN }, check: { by: 'opened', run: RUN, system: 'office' } },
    },
  ],
  ['with one step and no source', { done: { get: { by: 'hand', run: RUN } } }],
];

describe.each(SETUP_0_1_0)('progress of version 0.1.0 %s', (_, progress) => {
  beforeEach(() => local.set({ setup: { ...progress, version: 2 } }));

  test('this version reads all steps of version 0.1.0', async () => {
    expect(await setupItem.read()).toEqual(progress);
  });

  test('a new step is added to the steps of version 0.1.0', async () => {
    const next = { ...progress, done: { ...progress.done, install: { by: 'hand' as const, run: RUN } } };
    await setupItem.change(() => next);
    expect(await setupItem.read()).toEqual(next);
    expect(await stored('setup')).toEqual({ ...next, version: 2 });
  });

  test('a reset clears the progress of version 0.1.0', async () => {
    await setupItem.change(() => NO_PROGRESS);
    expect(await setupItem.read()).toEqual(NO_PROGRESS);
  });

  test('an open surface gets a change of the progress', async () => {
    const onChange = vi.fn();
    const stopWatching = setupItem.watch(onChange);
    await local.set({ setup: { ...progress, source: 'mail' } });
    expect(onChange).toHaveBeenCalledExactlyOnceWith({ ...progress, source: 'mail' });
    stopWatching();
  });

  test('a read drops only a damaged step', async () => {
    for (const step of Object.keys(progress.done) as (keyof SetupProgress['done'])[]) {
      await local.set({ setup: { ...progress, done: { ...progress.done, [step]: { by: 7 } }, version: 2 } });
      const { [step]: _lost, ...rest } = progress.done;
      expect(await setupItem.read()).toEqual({ ...progress, done: rest });
    }
  });
});

describe('an older version that reads a newer layout', () => {
  const newer = {
    settings: { openPopup: false, language: 'fr', showTips: ['new'], version: 9 },
    setup: {
      source: 'cloud',
      done: { systems: { by: 'hand', run: RUN, note: 'x' }, get: { by: 'magic' }, fly: { by: 'hand' } },
      mood: 7,
      version: 9,
    },
  };
  const systems = { by: 'hand', run: RUN } as const;
  beforeEach(() => local.set(structuredClone(newer)));

  test('the older version uses the fields that it knows', async () => {
    expect(await readSettings()).toEqual({ ...DEFAULTS, openPopup: false });
    expect(await setupItem.read()).toEqual({ done: { systems } });
  });

  test('the older version keeps the unknown fields when it changes others', async () => {
    await changeSettings({ showBanner: false });
    await setupItem.change(() => ({ done: { systems, install: systems } }));
    expect(await local.get()).toEqual({
      settings: { ...newer.settings, showBanner: false },
      setup: { ...newer.setup, done: { ...newer.setup.done, install: systems } },
    });
    await setupItem.change(() => ({ done: { install: systems } }));
    expect(await stored('setup')).toEqual({
      ...newer.setup,
      done: { get: { by: 'magic' }, fly: { by: 'hand' }, install: systems },
    });
  });

  test('the older version replaces an unknown value that the user changes', async () => {
    await changeSettings({ language: 'en' });
    expect(await stored('settings')).toEqual({ ...newer.settings, language: 'en' });
  });
});

describe('damaged storage', () => {
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
  ])('%o in storage counts as empty and can be replaced', async (value) => {
    await local.set({ settings: value, setup: value });
    expect(await readSettings()).toEqual(DEFAULTS);
    expect(await setupItem.read()).toEqual(NO_PROGRESS);
    await changeSettings({ useProbes: false });
    await setupItem.change(() => ({ source: 'mail', done: {} }));
    expect(await readSettings()).toEqual({ ...DEFAULTS, useProbes: false });
    expect(await setupItem.read()).toEqual({ source: 'mail', done: {} });
  });

  test('a damaged layout number leaves the rest readable', async () => {
    await local.set({ setup: { done: { get: { by: 'hand', run: RUN } }, version: 'x' } });
    expect(await setupItem.read()).toEqual({ done: { get: { by: 'hand', run: RUN } } });
  });

  test('a failed read never overwrites the stored settings', async () => {
    await local.set({ settings: { openPopup: false } });
    const get = vi.spyOn(local, 'get').mockRejectedValue(new Error('IO error'));
    expect((await readSettings()).openPopup).toBe(true);
    await expect(changeSettings({ language: 'ja' })).rejects.toThrow('IO error');
    get.mockRestore();
    expect(await stored('settings')).toEqual({ openPopup: false });
    // A rejected change does not block the next.
    await changeSettings({ language: 'ja' });
    expect(await readSettings()).toEqual({ ...DEFAULTS, openPopup: false, language: 'ja' });
  });
});

describe('a layout', () => {
  const parse = (value: unknown) => ({ times: Object(value).times ?? [] }) as { times: number[] };
  const item = () => versionedItem('settings', { parse, version: 2 });

  test.each<[before: object, after: object]>([
    [{ times: [1] }, { times: [1, 8], version: 2 }],
    [
      { times: [1], version: 'x' },
      { times: [1, 8], version: 2 },
    ],
    [
      { times: [1], dates: [], version: 4 },
      { times: [1, 8], dates: [], version: 4 },
    ],
  ])('has its number in storage, or that of a newer version: %o', async (before, after) => {
    await local.set({ settings: before });
    await item().change(({ times }) => ({ times: [...times, 8] }));
    expect(await stored('settings')).toEqual(after);
  });

  test('a worker that stops between read and write changes nothing', async () => {
    await local.set({ settings: { times: [1] } });
    const set = vi.spyOn(local, 'set').mockImplementation(() => new Promise(() => {}));
    void item().change(({ times }) => ({ times: [...times, 7] }));
    await vi.waitFor(() => expect(set).toHaveBeenCalledTimes(1));
    set.mockRestore();
    expect(await stored('settings')).toEqual({ times: [1] });
    await item().change(({ times }) => ({ times: [...times, 8] }));
    expect(await stored('settings')).toEqual({ times: [1, 8], version: 2 });
  });

  test('a read writes nothing', async () => {
    await local.set({ settings: { times: [1] } });
    const set = vi.spyOn(local, 'set');
    await item().read();
    expect(set).not.toHaveBeenCalled();
  });

  test('concurrent changes run one after another', async () => {
    const times = item();
    await Promise.all([1, 2, 3].map((time) => times.change((value) => ({ times: [...value.times, time] }))));
    expect(await times.read()).toEqual({ times: [1, 2, 3] });
  });
});

test('a watcher of the configuration gets all settings when storage holds only some', async () => {
  const onChange = vi.fn();
  const stopWatching = watchConfig(({ settings }) => onChange(settings));
  await local.set({ settings: { openPopup: false } });
  await vi.waitFor(() => expect(onChange).toHaveBeenCalledWith({ ...DEFAULTS, openPopup: false }));
  stopWatching();
});
