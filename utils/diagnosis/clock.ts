import { MINUTE } from '../time.ts';

/** A smaller difference breaks nothing, and may be the delay of the line. */
const TOLERANCE = 5 * MINUTE;

/** Whether the PC's clock is wrong. `offset`: lead of the servers' clock in ms; an unknown one counts as right. */
export function isClockOff(offset: number | undefined): offset is number {
  return offset !== undefined && Math.abs(offset) > TOLERANCE;
}

/** Converts a time of the PC's clock to the servers' clock if the PC's is wrong. Both in ms since the epoch. */
export function trueTime(at: number, offset: number | undefined): number {
  return at + clockCorrection(offset);
}

/** Returns how far a wrong clock of the PC is to be corrected, in ms; 0 for a right one. */
export function clockCorrection(offset: number | undefined): number {
  return isClockOff(offset) ? offset : 0;
}

/**
 * Reads a server's clock from its `Date` header (RFC 9110, 6.6.1), in ms since the epoch. Returns `undefined` without a
 * valid date, and for an answer with an `Age`: a cache on the way sends an old date.
 */
export function readServerClock(date: string | null | undefined, age: string | null | undefined): number | undefined {
  const time = date && !age ? Date.parse(date) : Number.NaN;
  return Number.isFinite(time) ? time : undefined;
}
