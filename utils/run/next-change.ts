import type { Facts } from '../catalog/facts.ts';
import { serviceState } from '../catalog/schedule.ts';
import { trueTime } from '../diagnosis/clock.ts';
import { nextChangeOfAttempt } from '../diagnosis/next-change-of-attempt.ts';
import {
  clockOffsetAt,
  clockReadingEndsAt,
  MAX_WAIT,
  pendingKeys,
  type RunState,
  resolveAttempt,
} from './run-state.ts';

/**
 * Returns the next moment after `now` at which `viewOf` or the plan of probes can change only because time passes; both
 * in ms since the epoch. A moment may turn out to change nothing. `Infinity` if there is none.
 */
export function nextChangeAt(run: RunState, facts: Facts, now: number): number {
  const attempts = Object.values(run.attempts).map((stored) => resolveAttempt(run, stored, facts));
  const trueNow = trueTime(now, clockOffsetAt(run, now));
  const moments = [
    ...attempts.map((attempt) => nextChangeOfAttempt(attempt, facts, now)),
    ...pendingKeys(run, now).map((key) => (run.attempts[key]?.startedAt ?? now) + MAX_WAIT),
    serviceState(trueNow, facts).changesAt - trueNow + now,
    clockReadingEndsAt(run),
  ];
  return Math.min(...moments.flatMap((moment) => (moment !== undefined && moment > now ? [moment] : [])));
}
