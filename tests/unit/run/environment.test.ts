import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { describe, expect, test } from 'vitest';
import { CHROMIUM_RELEASES } from '@/utils/catalog/chromium-releases.ts';
import { MANUAL } from '@/utils/catalog/facts.ts';
import type { Cause } from '@/utils/diagnosis/causes.ts';
import { assessEnvironment, ENVIRONMENT, type Topic, verdictOf } from '@/utils/run/environment.ts';

const NOW = Date.parse('2026-11-24T10:00:00+09:00');
const brands = (version: string, ...names: string[]) => [
  { brand: 'Not(A:Brand', version: '99' },
  ...names.map((brand) => ({ brand, version })),
];
const CHROME = brands('157', 'Chromium', 'Google Chrome');
const SOUND = { platform: 'Windows', platformVersion: '15.0.0', brands: CHROME, causes: [] as Cause[] };

function answerTo(topic: Topic, environment: Partial<typeof SOUND>, now = NOW): string | undefined {
  return assessEnvironment({ ...SOUND, ...environment }, MANUAL, now).find((row) => row.topic === topic)?.answer;
}

test.each([
  ['Windows', '19.0.0', 'eleven'],
  ['Windows', '13.0.0', 'eleven'],
  ['Windows', '10.0.0', 'ten'],
  ['Windows', '1.0.0', 'ten'],
  ['Windows', '0.3', 'older'],
  ['Windows', '0', 'older'],
  ['Windows', '', 'unknown'],
  ['Windows', 'eleven', 'unknown'],
  ['macOS', '15.1.0', 'other'],
  ['Linux', '', 'other'],
  ['Unknown', '', 'unknown'],
  ['', '', 'unknown'],
])('recognises the OS from %s %s: %s', (platform, platformVersion, expected) => {
  expect(answerTo('windows', { platform, platformVersion })).toBe(expected);
});

test.each([
  [CHROME, 'supported', 'elsewhere'],
  [brands('157', 'Microsoft Edge', 'Chromium'), 'supported', 'inEdge'],
  [brands('157', 'Chromium'), 'other', 'elsewhere'],
  [brands('157', 'Chromium', 'Opera'), 'other', 'elsewhere'],
  [[], 'unknown', 'elsewhere'],
])('recognises the browser from %j: %s, %s', (which, browser, additions) => {
  expect(answerTo('browser', { brands: which })).toBe(browser);
  expect(answerTo('additions', { brands: which })).toBe(additions);
});

describe('the age of the browser', () => {
  test.each([
    ['157', '2026-11-24', 'recent'],
    ['153', '2026-11-24', 'recent'], // 8 weeks in the extended stable channel, and a margin
    ['152', '2026-11-03', 'recent'],
    ['151', '2026-11-24', 'old'],
    ['143', '2026-11-24', 'old'],
    ['127', '2026-11-24', 'old'],
    // The table cannot show that a later version is old.
    ['158', '2026-11-24', 'recent'],
    ['157', '2027-01-26', 'recent'],
    ['157', '2027-01-27', 'unknown'],
    ['170', '2027-06-01', 'unknown'],
    ['152', '2027-06-01', 'unknown'],
    ['151', '2027-06-01', 'old'],
    // The clock of this PC is years behind.
    ['157', '2020-01-01', 'recent'],
    ['143', '2020-01-01', 'old'],
    ['', '2026-11-24', 'unknown'],
    ['x', '2026-11-24', 'unknown'],
  ])('judges version %s on %s as %s', (version, day, expected) => {
    expect(answerTo('version', { brands: brands(version, 'Chromium', 'Google Chrome') }, Date.parse(day))).toBe(
      expected,
    );
  });

  test('lists all major versions in the table without a gap', () => {
    const majors = CHROMIUM_RELEASES.map(([major]) => major);
    expect(majors).toEqual(majors.map((_, index) => (majors[0] ?? 0) + index));
    const days = CHROMIUM_RELEASES.map(([, day]) => Date.parse(day));
    expect(days).toEqual(days.toSorted((a, b) => a - b));
    expect(days).not.toContain(Number.NaN);
  });
});

test.each<[Cause[], string, string]>([
  [[], 'unknown', 'unknown'],
  [['none', 'server-error'], 'unknown', 'unknown'],
  [['none', 'proxy-problem'], 'failed', 'unknown'],
  [['tls-intercepted'], 'unknown', 'seen'],
  [['certificate-lost', 'proxy-problem'], 'failed', 'seen'],
])('judges proxy and inspection from the causes %j', (causes, proxy, inspection) => {
  expect(answerTo('proxy', { causes })).toBe(proxy);
  expect(answerTo('inspection', { causes })).toBe(inspection);
});

test('assesses every topic once, and calls no topic fine in an unknown environment', () => {
  const rows = assessEnvironment({ platform: '', platformVersion: '', brands: [], causes: [] }, MANUAL, NOW);
  expect(rows.map(({ topic }) => topic)).toEqual(Object.keys(ENVIRONMENT));
  expect(new Set(rows.map(verdictOf))).toEqual(new Set(['unknown']));
});

test('has a text for every answer and an answer for every text', async () => {
  const keys = (await parseMessagesFile('locales/ja.yml')).map(({ key }) => key);
  const expected = Object.entries(ENVIRONMENT).flatMap(([topic, answers]) =>
    ['label', ...Object.keys(answers)].map((part) => `environment.${topic}.${part}`),
  );
  const present = keys.filter(([group, topic = '']) => group === 'environment' && topic in ENVIRONMENT);
  expect(present.map((key) => key.join('.')).toSorted()).toEqual(
    [...expected, 'environment.browser.chrome'].toSorted(),
  );
});
