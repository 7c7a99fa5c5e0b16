import { describe, expect, test } from 'vitest';
import { parseRun } from '@/utils/run/parse-run.ts';
import { EMPTY_RUN, type RunState } from '@/utils/run/run-state.ts';
import { parseSettings } from '@/utils/settings/settings-schema.ts';

const GARBAGE = [
  undefined,
  null,
  0,
  'x',
  true,
  [],
  [[]],
  {},
  { attempts: 7, tabs: 1, last: 'x', opened: {}, probes: [] },
  new Date(0),
  Number.NaN,
];

const good = {
  requestId: '1',
  tabId: 7,
  address: 'https://office.mamoris-net.jp/',
  startedAt: 1,
  endedAt: 2,
  status: 400,
  signs: ['certificate-absent' as const],
  probes: { clientcheck: [3, 1], portal: [2] },
  clockOffset: 3,
};

describe('parsing the stored run', () => {
  test.each(GARBAGE)('parses %o as an empty run', (value) => {
    expect(parseRun(value)).toEqual(EMPTY_RUN);
  });

  test('parses a sound run unchanged', () => {
    const state: RunState = {
      attempts: { 4: good },
      tabs: { 7: { shown: '4', pending: undefined } },
      last: { office: '4' },
      opened: ['office'],
      probes: {
        clientcheck: [{ askedAt: 1, endedAt: 2, status: 200, signs: ['certificate-absent'] }, { askedAt: 3 }],
        portal: [{ askedAt: 2, endedAt: 3, netError: 'ERR_TIMED_OUT' }],
      },
      clockOffset: -400_000,
      clockReadAt: 7,
    };
    expect(parseRun(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });

  test.each([
    ['requestId', 'x'.repeat(41)],
    ['requestId', 5],
    ['tabId', 1.5],
    ['address', 'javascript:alert(1)'],
    ['address', `https://${'x'.repeat(400)}`],
    ['startedAt', 'yesterday'],
    ['endedAt', Number.POSITIVE_INFINITY],
    ['endedAt', 1e300],
    ['startedAt', Number.MAX_VALUE],
    ['tabId', 70],
    ['status', 99],
    ['status', '400'],
    ['netError', '<b>'],
    ['signs', ['gossip']],
    ['earlier', 'later'],
    ['probes', { clientcheck: {} }],
    ['probes', { clientcheck: ['now'] }],
    ['clockOffset', 'fast'],
  ])('drops only the attempt with %s %o', (key, value) => {
    const state = parseRun({
      attempts: { 1: { ...good, [key]: value }, 2: { ...good, tabId: 8 }, 3: good },
      tabs: { 7: { shown: '1' }, 8: { shown: '2' } },
      last: { office: '3' },
    });
    expect(state.tabs).toEqual({ 8: { shown: '2' } });
    expect(state.last).toEqual({ office: '3' });
    expect(state.attempts).toEqual({ 2: { ...good, tabId: 8 }, 3: good });
  });

  test.each([{ probes: 7 }, { probes: { office: 'x' } }, { clockOffset: 'x' }])(
    'drops only the wrong field of %o',
    (value) => {
      const run = { attempts: { 1: good }, last: { office: '1' } };
      expect(parseRun({ ...run, ...value })).toEqual({ ...EMPTY_RUN, ...run });
    },
  );

  test('drops unknown keys', () => {
    const value = JSON.parse(
      `{"attempts":{"1":${JSON.stringify(good)},"__proto__":{}},"tabs":{"__proto__":{"shown":"1"},"x":{"shown":"1"}},"last":{"constructor":"1"},"opened":["office","office","toString",1]}`,
    );
    expect(parseRun(value)).toEqual({ ...EMPTY_RUN, opened: ['office'] });
  });
});

const DEFAULTS = {
  openPopup: true,
  showBanner: true,
  useProbes: true,
  mySystems: [],
  closingMinutes: [15, 5],
  language: 'auto',
};

describe('parsing stored settings', () => {
  test.each([...GARBAGE, { openPopup: 'no', showBanner: 0, useProbes: 'often' }])(
    'parses %o as the default settings',
    (value) => {
      expect(parseSettings(value)).toEqual(DEFAULTS);
    },
  );
  test('replaces only a wrong value by its default', () => {
    expect(parseSettings({ openPopup: false, showBanner: 'x' })).toEqual({ ...DEFAULTS, openPopup: false });
    const lists = { mySystems: ['office', 'A B', 5], closingMinutes: [5, 7, '15'] };
    expect(parseSettings(lists)).toEqual({ ...DEFAULTS, mySystems: ['office'], closingMinutes: [5] });
  });
});
