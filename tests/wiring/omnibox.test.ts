import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { startFakePc } from './fake-pc.ts';

const OFFICE = 'https://office.mamoris-net.jp/';
const PORTAL = 'https://www.mamoris-net.jp/';

const setDefault = vi.fn(async (_suggestion: { description: string }) => {});
const update = vi.fn(async (_change: object) => ({}));
const create = vi.fn(async (_tab: object) => ({}));

beforeEach(() => {
  for (const mock of [setDefault, update, create]) mock.mockClear();
});

afterEach(() => {
  vi.useRealTimers();
});

async function startOmnibox() {
  const pc = await startFakePc();
  vi.spyOn(fakeBrowser.omnibox, 'setDefaultSuggestion').mockImplementation(setDefault);
  vi.spyOn(fakeBrowser.tabs, 'update').mockImplementation(update as never);
  vi.spyOn(fakeBrowser.tabs, 'create').mockImplementation(create as never);
  vi.spyOn(fakeBrowser.i18n, 'getMessage').mockImplementation((key: string) => {
    const names: Record<string, string> = { system_office: 'Office & <Co>', omnibox_words_jimu: 'office2' };
    return names[key] ?? (key === 'omnibox_none' ? 'nothing {address}' : key);
  });
  return {
    ...pc,
    async type(typed: string) {
      const suggest = vi.fn();
      pc.omnibox.type(typed, suggest);
      await pc.settle();
      return suggest.mock.lastCall?.[0] as { content: string; description: string }[];
    },
    async enter(chosen: string, how: string) {
      pc.omnibox.enter(chosen, how);
      await pc.settle();
    },
  };
}

test('[SEC-46] the omnibox suggests the best match first and escapes names', async () => {
  const pc = await startOmnibox();
  const others = await pc.type('Office');
  expect(setDefault).toHaveBeenLastCalledWith({
    description: `Office &#38; &#60;Co&#62; <url>${OFFICE}</url>`,
  });
  expect(others).toEqual([
    {
      content: 'https://jimu.mamoris-net.jp/',
      description: 'system_jimu <url>https://jimu.mamoris-net.jp/</url>',
    },
  ]);
});

test('suggests the portal if no system matches', async () => {
  const pc = await startOmnibox();
  expect(await pc.type('<img src=x>')).toEqual([]);
  expect(setDefault).toHaveBeenLastCalledWith({ description: `nothing ${PORTAL}` });
  await pc.enter('<img src=x>', 'currentTab');
  expect(update).toHaveBeenCalledExactlyOnceWith({ url: PORTAL });
});

test('suggests all systems before the user types', async () => {
  const pc = await startOmnibox();
  expect(await pc.type('')).toHaveLength(9);
});

test.each([
  ['typed text', 'office'],
  ['a suggestion', OFFICE],
])('opens %s in the tab that the user chooses', async (_source, chosen) => {
  const pc = await startOmnibox();
  await pc.enter(chosen, 'currentTab');
  expect(update).toHaveBeenCalledExactlyOnceWith({ url: OFFICE });
  await pc.enter(chosen, 'newForegroundTab');
  expect(create).toHaveBeenLastCalledWith({ url: OFFICE, active: true });
  await pc.enter(chosen, 'newBackgroundTab');
  expect(create).toHaveBeenLastCalledWith({ url: OFFICE, active: false });
  expect(create).toHaveBeenCalledTimes(2);
});

test('[SEC-47] the omnibox opens only addresses of systems', async () => {
  const pc = await startOmnibox();
  for (const chosen of [
    'https://example.com/',
    'javascript:alert(1)',
    'https://office.mamoris-net.jp.example.com/',
    '',
  ])
    await pc.enter(chosen, 'currentTab');
  expect(update.mock.calls.map(([change]) => change)).toEqual(Array(4).fill({ url: PORTAL }));
});
