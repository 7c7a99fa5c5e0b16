import { japanTime } from './calendar.ts';
import { type OpeningHours, type OpeningState, openingState } from './hours.ts';

/** M18: the call centre answers 9:00–17:00 on weekdays, except national holidays. */
const HOURS: OpeningHours = { from: 9, to: 17 };

const holidays = new Set(__JAPANESE_HOLIDAYS__);

/** Whether the day of `at` (ms since the epoch) in Japan is Monday to Friday and no national holiday. */
export function isWorkday(at: number): boolean {
  const { year, month, day, weekday } = japanTime(at);
  return weekday >= 1 && weekday <= 5 && !holidays.has(year * 10000 + month * 100 + day);
}

/** Returns whether the call centre answers at `at` (ms since the epoch), and the next change. */
export function callCentreState(at: number): OpeningState {
  return openingState(HOURS, at, isWorkday);
}
