import { MINUTE } from '../time.ts';

/** Less than this is no trouble to anyone, and may be the line's. */
const TOLERANCE = 5 * MINUTE;

/** Whether the PC's clock is wrong. `offset`: how far the servers' clock is ahead, in ms; unknown offsets are right. */
export function isClockOff(offset: number | undefined): offset is number {
  return offset !== undefined && Math.abs(offset) > TOLERANCE;
}

/** The time by the servers' clock, where the PC's is wrong. `at` and the result: ms since the epoch. */
export function trueTime(at: number, offset: number | undefined): number {
  return isClockOff(offset) ? at + offset : at;
}

/**
 * A server's clock as its answer tells it (RFC 9110, 6.6.1), in ms since the epoch; `undefined` if it does not tell, or if
 * the answer comes from a cache on the way (it then has an `Age`) and its date is an old one.
 */
export function readServerClock(date: string | null | undefined, age: string | null | undefined): number | undefined {
  const time = date && !age ? Date.parse(date) : Number.NaN;
  return Number.isFinite(time) ? time : undefined;
}
