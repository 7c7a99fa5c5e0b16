import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MANUAL } from '@/utils/catalog/facts.ts';
import type { Attempt } from '@/utils/diagnosis/attempt.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import { nextChangeOfAttempt } from '@/utils/diagnosis/next-change-of-attempt.ts';
import {
  ANSWER_PATIENCE,
  DIALOG_PATIENCE,
  PROBE_PATIENCE,
  PROBE_PAUSE,
  REPORT_PATIENCE,
  SENDING_PATIENCE,
  SLOW_PAGE_PATIENCE,
  UNPROBED_DIALOG_PATIENCE,
} from '@/utils/diagnosis/patience.ts';
import { DAY, HOUR, MINUTE } from '@/utils/time.ts';
import { attempt, DAY_TIME, pendingAttempt } from '../../support/builders.ts';
import { distance, randomAttempt, randomFacts } from '../../support/random-attempts.ts';

/** Collects all changes from this moment on, as times after `DAY_TIME`. */
function changesOf(load: Attempt, facts = MANUAL, start = DAY_TIME): number[] {
  const changes: number[] = [];
  for (let now = nextChangeOfAttempt(load, facts, start); now; now = nextChangeOfAttempt(load, facts, now))
    changes.push(now - DAY_TIME);
  return changes;
}

const WAITS = [DIALOG_PATIENCE, UNPROBED_DIALOG_PATIENCE, ANSWER_PATIENCE, SLOW_PAGE_PATIENCE, SENDING_PATIENCE];

describe('nextChangeOfAttempt', () => {
  test('a diagnosis stays the same until the next change', () => {
    const parts = fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(randomAttempt, randomFacts, distance, parts, (load, facts, after, parts) => {
        const now = (load.endedAt ?? load.startedAt) + after;
        const next = nextChangeOfAttempt(load, facts, now) ?? now + 3 * DAY;
        expect(next).toBeGreaterThan(now);
        const diagnosis = diagnose(load, facts, now);
        const moments = [next - 1, ...parts.map((part) => now + Math.floor((part * (next - now)) / 1000))];
        for (const moment of moments) expect(diagnose(load, facts, moment)).toEqual(diagnosis);
      }),
      { numRuns: 1000 },
    );
  });

  test('a load that has ended well never changes', () => {
    expect(changesOf(attempt('office', { status: 200 }), MANUAL, DAY_TIME + REPORT_PATIENCE)).toEqual([]);
  });

  test('a pending load changes after each of the waiting times', () => {
    expect(changesOf(pendingAttempt('office'))).toEqual(WAITS);
    expect(changesOf(pendingAttempt('office', { askedAt: DAY_TIME + 500 }))).toEqual(WAITS.map((wait) => wait + 500));
  });

  test('a page with an error status may report until REPORT_PATIENCE', () => {
    expect(changesOf(attempt('office', { status: 403 }))).toEqual([REPORT_PATIENCE]);
  });

  test('an open probe is due until PROBE_PATIENCE and may be sent again after PROBE_PAUSE', () => {
    const failed = attempt('office', {
      netError: 'ERR_CONNECTION_RESET',
      probes: { clientcheck: { askedAt: DAY_TIME } },
    });
    expect(changesOf(failed, MANUAL, DAY_TIME + REPORT_PATIENCE)).toEqual([PROBE_PATIENCE, PROBE_PAUSE]);
  });

  test('only a pending load may have an answered probe sent again', () => {
    const probes = { office: { askedAt: DAY_TIME, endedAt: DAY_TIME + 50, status: 200 } };
    expect(changesOf(attempt('office', { netError: 'ERR_FAILED', probes }), MANUAL, DAY_TIME + MINUTE)).toEqual([]);
    expect(changesOf(pendingAttempt('office', { probes }))).toContain(PROBE_PAUSE);
  });

  test('maintenance starts and ends for a pending load of its systems, by the servers’ clock', () => {
    const maintenance = [{ from: DAY_TIME + HOUR, to: DAY_TIME + 2 * HOUR, systems: ['office'] }];
    const facts = { ...MANUAL, maintenance };
    expect(changesOf(pendingAttempt('office'), facts)).toEqual([...WAITS, HOUR, 2 * HOUR]);
    expect(changesOf(pendingAttempt('kensa'), facts)).toEqual(WAITS);
    expect(changesOf(attempt('office', { status: 503, isReported: true }), facts, DAY_TIME + MINUTE)).toEqual([]);
    const late = pendingAttempt('office', { clockOffset: 10 * MINUTE });
    expect(changesOf(late, facts)).toEqual([...WAITS, 50 * MINUTE, 110 * MINUTE]);
  });
});
