import { currentFacts } from '../catalog/facts.ts';
import { serviceState } from '../catalog/service.ts';
import type { Overrides } from '../i18n/overrides.ts';
import { DAY, HOUR, MINUTE } from '../time.ts';

/** What a page is to say of closing time, and when it is to ask again. Spans of time, because a page does not know whether its clock is right. */
export interface ClosingAnswer extends Overrides {
  /** How long the systems stay open, in ms; absent if there is nothing to say now. */
  closesIn?: number | undefined;
  /** When there may be something to say again, in ms from now; absent: never. */
  askIn?: number | undefined;
  /** Certificates are to be renewed (see `renewalAhead`), and that is to be said now. */
  isRenewalNear?: boolean;
}

/** From so far ahead at most a notice can have been told by a better clock; in ms. */
const KNOWN_AHEAD = 30 * MINUTE;

interface ClosingFacts {
  now: number;
  shownAt: number;
  minutes: readonly number[];
}

/**
 * Whether someone who works with a system is to be told now that it closes (M15). `now`: ms since the epoch, by a clock that is
 * right. `minutes`: how long before closing time; none: never. `shownAt`: when that was last told, by the same clock; `NaN` if
 * it was not; one from the future is of a clock that was wrong, and does not count. Each moment is told once, and only the latest
 * that has passed. An invalid `now` is told nothing.
 */
export function closingNotice({ now, shownAt, minutes }: ClosingFacts): ClosingAnswer {
  const { open, changesAt } = serviceState(now);
  const { from, to } = currentFacts().serviceHours;
  const closesAt = open ? changesAt : changesAt + (to - from) * HOUR;
  const moments = minutes.map((each) => closesAt - each * MINUTE);
  const latest = Math.max(...moments.filter((moment) => moment <= now));
  // A clock of which it was known how wrong it was, and no more is, lies behind what was told by it.
  const isTold = latest <= shownAt && shownAt <= now + KNOWN_AHEAD;
  const next = Math.min(...moments.map((moment) => (moment > now ? moment : moment + DAY)));
  return {
    ...(Number.isFinite(latest) && !isTold ? { closesIn: closesAt - now } : {}),
    ...(Number.isFinite(next) ? { askIn: next - now } : {}),
  };
}

/** Whole minutes that are left, begun ones counting. `closesIn` in ms. */
export function minutesLeft(closesIn: number): number {
  return Math.ceil(closesIn / MINUTE);
}
