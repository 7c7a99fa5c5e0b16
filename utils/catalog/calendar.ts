import { DAY, HOUR } from '../time.ts';

/** Japan has had no daylight saving time since 1951: Japan time is always UTC + 9 h. The PC's zone does not matter. */
export const JAPAN_OFFSET = 9 * HOUR;

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

/** Returns the midnight in Japan that begins the day of `at`. Both in ms since the epoch. */
export function japanMidnight(at: number): number {
  return Math.floor((at + JAPAN_OFFSET) / DAY) * DAY - JAPAN_OFFSET;
}

/** Counts the Japanese calendar days from `earlier` to `later` (0: the same day). Both in ms since the epoch. */
export function daysBetween(earlier: number, later: number): number {
  return (japanMidnight(later) - japanMidnight(earlier)) / DAY;
}
