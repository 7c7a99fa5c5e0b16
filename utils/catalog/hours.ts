import { DAY, HOUR } from '../time.ts';

/**
 * Service hours of the systems (M15), in Japan time. Japan has had no daylight saving time since 1951, so Japan time is
 * UTC + 9 h in every computation here, whatever the PC's own zone is.
 */

export const JAPAN_OFFSET = 9 * HOUR;

/** Opening times of one day, in hours of Japan time (22.5: half past ten): open from `from` (inclusive) to `to` (exclusive). */
export interface OpeningHours {
  from: number;
  to: number;
}

/** M15: 7:00–22:00 every day. */
export const SERVICE_HOURS: OpeningHours = { from: 7, to: 22 };

/** Whether something is open now, and when that changes next. */
export interface OpeningState {
  open: boolean;
  /** The next change, in ms since the epoch. `NaN` if the given time was no valid time. */
  changesAt: number;
}

/** Midnight in Japan of the day that `at` falls on, in ms since the epoch. */
export function japanMidnight(at: number): number {
  return Math.floor((at + JAPAN_OFFSET) / DAY) * DAY - JAPAN_OFFSET;
}

/**
 * Whether `hours` include `at` (ms since the epoch) and when that changes next. The boundaries are exact: open at `from`
 * sharp, closed at `to` sharp. `isOpenDay` is asked for a moment of each day. An invalid time gives "closed" and `NaN`.
 */
export function openingState(hours: OpeningHours, at: number, isOpenDay = (_day: number) => true): OpeningState {
  if (!Number.isFinite(at)) return { open: false, changesAt: Number.NaN };
  const midnight = japanMidnight(at);
  // The longest run of closed days, the New Year and Golden Week included, is far below 30.
  for (let days = 0; days <= 30; days += 1) {
    const day = midnight + days * DAY;
    if (!isOpenDay(day)) continue;
    const opens = day + hours.from * HOUR;
    const closes = day + hours.to * HOUR;
    if (at < opens) return { open: false, changesAt: opens };
    if (at < closes) return { open: true, changesAt: closes };
  }
  return { open: false, changesAt: Number.NaN };
}

/** A time of day as people write it: `22.5` is "22:30". */
export function timeOfDay(hours: number): string {
  const minutes = Math.round(hours * 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
