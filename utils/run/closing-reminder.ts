import type { Facts } from '../catalog/facts.ts';
import { serviceState } from '../catalog/schedule.ts';
import type { BannerText } from '../i18n/banner-text.ts';
import { DAY, HOUR, MINUTE } from '../time.ts';

/** The reminder that a page shows, and when it asks again; durations in ms, because the PC's clock may be wrong. */
export interface ReminderAnswer {
  /** Until the systems close; absent: no closing reminder now. */
  closesIn?: number | undefined;
  /** Until the page asks again; absent: never. */
  askIn?: number | undefined;
  /** The reminder of closing time, or else of a renewal of certificates; absent: none. */
  banner?: BannerText;
}

/** Ignores a `shownAt` further in the future than this (ms): the clock was corrected since. */
const MAX_AHEAD = 30 * MINUTE;

interface ReminderInput {
  /** By the true clock; ms since the epoch. An invalid `now` gives no reminder. */
  now: number;
  /** When the user last saw a reminder, by the same clock; `NaN`: never. */
  shownAt: number;
  /** How many minutes before closing time to remind; empty: never. */
  minutes: readonly number[];
  facts: Facts;
}

/**
 * Decides whether to remind the user of closing time (M15) now. Each moment gives one reminder; of several moments in
 * the past only the latest counts.
 */
export function closingReminder({ now, shownAt, minutes, facts }: ReminderInput): ReminderAnswer {
  const { open, changesAt } = serviceState(now, facts);
  const { from, to } = facts.serviceHours;
  const closesAt = open ? changesAt : changesAt + (to - from) * HOUR;
  const moments = minutes.map((before) => closesAt - before * MINUTE);
  const latest = Math.max(...moments.filter((moment) => moment <= now));
  // `shownAt` may be slightly ahead: the true clock was known then and is not now.
  const isShown = latest <= shownAt && shownAt <= now + MAX_AHEAD;
  const next = Math.min(...moments.map((moment) => (moment > now ? moment : moment + DAY)));
  return {
    ...(Number.isFinite(latest) && !isShown ? { closesIn: closesAt - now } : {}),
    ...(Number.isFinite(next) ? { askIn: next - now } : {}),
  };
}

/** The remaining whole minutes, rounded up. `closesIn` in ms. */
export function minutesLeft(closesIn: number): number {
  return Math.ceil(closesIn / MINUTE);
}
