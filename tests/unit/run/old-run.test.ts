import { describe, expect, test } from 'vitest';
import { MANUAL } from '@/utils/catalog/facts.ts';
import { fromOldRun } from '@/utils/run/old-run.ts';
import { parseRun } from '@/utils/run/parse-run.ts';
import { EMPTY_RUN } from '@/utils/run/run-state.ts';
import { viewOf } from '@/utils/run/view.ts';

const AT = 1_795_482_002_074;
const PROBE = { askedAt: AT - 200, endedAt: AT, status: 200, signs: ['certificate-absent'] };
const FAILED = {
  ...{ address: 'https://office.mamoris-net.jp/', requestId: '2', tabId: 7, isReported: true, status: 400 },
  ...{ startedAt: AT - 500, endedAt: AT - 300, signs: ['certificate-absent'], probes: { clientcheck: PROBE } },
};
/** What 0.1.0 stored after a failure of office and a success of kensa. */
const OLD = {
  ...{
    clockOffset: -1074,
    ...Object.fromEntries([['clockToldAt', AT]]),
    opened: ['kensa'],
    probes: { clientcheck: PROBE },
  },
  last: { office: FAILED },
  tabs: { 7: { shown: FAILED } },
};

describe('the run of version 0.1.0', () => {
  test('keeps its loads, probes and memory of opened systems', () => {
    const run = parseRun(fromOldRun(OLD));
    expect(run).toMatchObject({ opened: ['kensa'], clockOffset: -1074, clockReadAt: AT });
    expect(Object.keys(run.attempts)).toHaveLength(1);
    const { tabs, systems } = viewOf(run, MANUAL, AT + 1000);
    expect(tabs[7]?.shown?.attempt).toEqual(FAILED);
    expect(systems.office?.diagnosis).toMatchObject({ cause: 'certificate-missing', system: 'office' });
  });

  test.each([
    ['a run of today', EMPTY_RUN],
    ['nothing', undefined],
    ['a mark for no copy', null],
    ['a list', [1]],
  ])('%s stays as it is', (_what, value) => {
    expect(fromOldRun(value)).toBe(value);
  });

  test.each([
    { tabs: 3, last: [1] },
    { tabs: { 7: 1 }, last: { office: 2 } },
    { tabs: { 7: { shown: { probes: { x: 1 } } } } },
  ])('damaged parts are left out: %j', (value) => {
    expect(parseRun(fromOldRun(value))).toEqual(EMPTY_RUN);
  });
});
