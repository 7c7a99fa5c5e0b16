import { DAY } from '../time.ts';
import { JAPAN_OFFSET, japanMidnight } from './hours.ts';

/** A moment on the clock and the calendar of Japan. `weekday`: 0 is Sunday. */
export interface JapanTime {
  year: number;
  month: number;
  day: number;
  weekday: number;
  hour: number;
  minute: number;
}

/** Converts `at` (ms since the epoch) to Japan time. Every field is `NaN` for an invalid time. */
export function japanTime(at: number): JapanTime {
  const shifted = new Date(at + JAPAN_OFFSET);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    weekday: shifted.getUTCDay(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
  };
}

/** Counts the Japanese calendar days from `earlier` to `later` (0: the same day). Both in ms since the epoch. */
export function daysBetween(earlier: number, later: number): number {
  return (japanMidnight(later) - japanMidnight(earlier)) / DAY;
}
