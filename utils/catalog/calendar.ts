import { DAY } from '../time.ts';
import { JAPAN_OFFSET, japanMidnight } from './hours.ts';

/** Converts `at` (ms since the epoch) to Japan time. `weekday`: 0 is Sunday. An invalid time gives `NaN` everywhere. */
export function japanTime(at: number) {
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
