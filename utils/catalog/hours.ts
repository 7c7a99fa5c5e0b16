import { DAY, HOUR } from '../time.ts';
import { japanMidnight } from './calendar.ts';

/**
 * Opening times of one day, in hours of Japan time (22.5: half past ten); `from` is inclusive, `to` exclusive. `to` is
 * at most 24 h after `from`: 26 is 2:00 on the next day.
 */
export interface OpeningHours {
  from: number;
  to: number;
}

/** M15: 7:00–22:00 every day. */
export const SERVICE_HOURS: OpeningHours = { from: 7, to: 22 };

export interface OpeningState {
  open: boolean;
  /** The next change, in ms since the epoch. `Infinity`: open all the time. `NaN` for an invalid time. */
  changesAt: number;
}

/** Computes whether `hours` include `at` (ms since the epoch). `isOpenDay` gets the midnight that begins a day. */
export function openingState(hours: OpeningHours, at: number, isOpenDay = (_day: number) => true): OpeningState {
  if (!Number.isFinite(at)) return { open: false, changesAt: Number.NaN };
  if (hours.to - hours.from >= 24) return { open: true, changesAt: Number.POSITIVE_INFINITY };
  const midnight = japanMidnight(at);
  // The longest series of closed days (New Year, Golden Week) is far below 30.
  // The opening of the day before can last beyond midnight.
  for (let days = -1; days <= 30; days += 1) {
    const day = midnight + days * DAY;
    if (!isOpenDay(day)) continue;
    const opens = day + hours.from * HOUR;
    const closes = day + hours.to * HOUR;
    if (at < opens) return { open: false, changesAt: opens };
    if (at < closes) return { open: true, changesAt: closes };
  }
  return { open: false, changesAt: Number.NaN };
}

/** Formats a time of day: `22.5` is "22:30", 26 is "2:00". */
export function timeOfDay(hours: number): string {
  const minutes = Math.round((hours > 24 ? hours - 24 : hours) * 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
