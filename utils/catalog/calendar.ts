import { DAY } from '../time.ts';
import { JAPAN_OFFSET, japanMidnight } from './hours.ts';

/** A moment as people in Japan read it off a clock and a calendar. `weekday`: 0 is Sunday. */
export interface JapanTime {
  year: number;
  month: number;
  day: number;
  weekday: number;
  hour: number;
  minute: number;
}

/** `at`: ms since the epoch. Every field is `NaN` if `at` is no valid time. */
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

/** How many Japanese calendar days `later` lies after `earlier` (0: the same day). Both in ms since the epoch. */
export function daysBetween(earlier: number, later: number): number {
  return (japanMidnight(later) - japanMidnight(earlier)) / DAY;
}
