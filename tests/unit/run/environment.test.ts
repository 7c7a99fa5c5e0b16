import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { readEnvironment } from '@/utils/browser/read-environment.ts';
import { CHROMIUM_RELEASES } from '@/utils/catalog/chromium-releases.ts';
import type { Cause } from '@/utils/diagnosis/causes.ts';
import { assessEnvironment, chromiumMajor, ENVIRONMENT, type Topic, verdictOf } from '@/utils/run/environment.ts';

const NOW = Date.parse('2026-11-24T10:00:00+09:00');
const brands = (version: string, ...names: string[]) => [
  { brand: 'Not(A:Brand', version: '99' },
  ...names.map((brand) => ({ brand, version })),
];
const CHROME = brands('157', 'Chromium', 'Google Chrome');
const SOUND = { platform: 'Windows', platformVersion: '15.0.0', brands: CHROME, causes: [] as Cause[] };

function answerTo(topic: Topic, facts: Partial<typeof SOUND>, now = NOW): string | undefined {
  return assessEnvironment({ ...SOUND, ...facts }, now).find((row) => row.topic === topic)?.answer;
}

test.each([
  ['Windows', '19.0.0', 'eleven'],
  ['Windows', '13.0.0', 'eleven'],
  ['Windows', '10.0.0', 'ten'],
  ['Windows', '1.0.0', 'ten'],
  ['Windows', '0.3', 'older'],
  ['Windows', '0', 'older'],
  ['Windows', '', 'untold'],
  ['Windows', 'eleven', 'untold'],
  ['macOS', '15.1.0', 'other'],
  ['Linux', '', 'other'],
  ['Unknown', '', 'untold'],
  ['', '', 'untold'],
])('Windows: %s %s', (platform, platformVersion, expected) => {
  expect(answerTo('windows', { platform, platformVersion })).toBe(expected);
});

test.each([
  [CHROME, 'supported', 'elsewhere'],
  [brands('157', 'Microsoft Edge', 'Chromium'), 'supported', 'inEdge'],
  [brands('157', 'Chromium'), 'other', 'elsewhere'],
  [brands('157', 'Chromium', 'Opera'), 'other', 'elsewhere'],
  [[], 'untold', 'elsewhere'],
])('browser: %j', (which, browser, additions) => {
  expect(answerTo('browser', { brands: which })).toBe(browser);
  expect(answerTo('additions', { brands: which })).toBe(additions);
});

describe('how old the browser is', () => {
  test.each([
    ['157', '2026-11-24', 'recent'],
    ['153', '2026-11-24', 'recent'], // 8 weeks of an extended stable, and some
    ['152', '2026-11-03', 'recent'],
    ['151', '2026-11-24', 'old'],
    ['143', '2026-11-24', 'old'],
    ['127', '2026-11-24', 'old'],
    // What came out after the table was written is not guessed at.
    ['158', '2026-11-24', 'recent'],
    ['157', '2027-01-26', 'recent'],
    ['157', '2027-01-27', 'untold'],
    ['170', '2027-06-01', 'untold'],
    ['152', '2027-06-01', 'untold'],
    ['151', '2027-06-01', 'old'],
    // A PC whose clock is years behind.
    ['157', '2020-01-01', 'recent'],
    ['143', '2020-01-01', 'old'],
    ['', '2026-11-24', 'untold'],
    ['x', '2026-11-24', 'untold'],
  ])('%s on %s', (version, day, expected) => {
    expect(answerTo('version', { brands: brands(version, 'Chromium', 'Google Chrome') }, Date.parse(day))).toBe(
      expected,
    );
  });

  test('the table goes on without a gap', () => {
    const majors = CHROMIUM_RELEASES.map(([major]) => major);
    expect(majors).toEqual(majors.map((_, index) => (majors[0] ?? 0) + index));
    const days = CHROMIUM_RELEASES.map(([, day]) => Date.parse(day));
    expect(days).toEqual(days.toSorted((a, b) => a - b));
    expect(days).not.toContain(Number.NaN);
  });
});

test.each<[Cause[], string, string]>([
  [[], 'untold', 'untold'],
  [['none', 'server-error'], 'untold', 'untold'],
  [['none', 'proxy-problem'], 'failed', 'untold'],
  [['tls-intercepted'], 'untold', 'seen'],
  [['certificate-lost', 'proxy-problem'], 'failed', 'seen'],
])('what has failed: %j', (causes, proxy, inspection) => {
  expect(answerTo('proxy', { causes })).toBe(proxy);
  expect(answerTo('inspection', { causes })).toBe(inspection);
});

test('every topic is looked at, once, and what can’t be known is never called fine', () => {
  const rows = assessEnvironment({ platform: '', platformVersion: '', brands: [], causes: [] }, NOW);
  expect(rows.map(({ topic }) => topic)).toEqual(Object.keys(ENVIRONMENT));
  expect(new Set(rows.map(verdictOf))).toEqual(new Set(['unknown']));
});

test('every answer has its words, and every word its answer', async () => {
  const keys = (await parseMessagesFile('locales/ja.yml')).map(({ key }) => key);
  const expected = Object.entries(ENVIRONMENT).flatMap(([topic, answers]) =>
    ['label', ...Object.keys(answers)].map((part) => `environment.${topic}.${part}`),
  );
  const present = keys.filter(([room, topic = '']) => room === 'environment' && topic in ENVIRONMENT);
  expect(present.map((key) => key.join('.')).toSorted()).toEqual(
    [...expected, 'environment.browser.chrome'].toSorted(),
  );
});

describe('what the browser tells', () => {
  afterEach(() => vi.unstubAllGlobals());

  const told = { platform: 'Windows', brands: CHROME };
  test.each([
    [{ ...told, getHighEntropyValues: async () => ({ platformVersion: '15.0.0' }) }, '15.0.0'],
    [{ ...told, getHighEntropyValues: async () => ({}) }, ''],
    [{ ...told, getHighEntropyValues: () => Promise.reject(new Error('NotAllowedError')) }, ''],
  ])('%#', async (userAgentData, platformVersion) => {
    vi.stubGlobal('navigator', { userAgentData });
    expect(await readEnvironment()).toEqual({ ...told, platformVersion });
  });

  test('nothing', async () => {
    vi.stubGlobal('navigator', {});
    expect(await readEnvironment()).toEqual({ platform: '', platformVersion: '', brands: [] });
  });
});

test('the version is that of Chromium', () => {
  expect(chromiumMajor(SOUND)).toBe(157);
  expect(chromiumMajor({ ...SOUND, brands: [] })).toBeUndefined();
});
