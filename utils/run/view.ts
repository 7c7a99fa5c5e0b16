import { currentFacts } from '../catalog/facts.ts';
import type { Attempt } from '../diagnosis/attempt.ts';
import { isClockOff } from '../diagnosis/clock.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { MINUTE } from '../time.ts';
import type { RunState } from './run-state.ts';

/**
 * Whether after a step the browser shows an error page in this tab that the user has not been told of. The browser loads an
 * error page again by itself, after 1 s, 5 s, 30 s and so on (`net_error_auto_reloader.cc`), and one cause has many errors:
 * what goes wrong in place, for the same reason or for one that is not known yet, is the same failure.
 */
export function isNewFailure(before: RunState, after: RunState, tabId: number, now: number): boolean {
  const shown = after.tabs[tabId]?.shown;
  if (!shown || !hasBrowsersPage(shown)) return false;
  const { cause, isChecking } = diagnose(shown, currentFacts(), now);
  if (cause === 'none') return false;
  const previous = before.tabs[tabId]?.shown;
  if (!previous || !hasBrowsersPage(previous)) return true;
  // Told already; what was tried since was stopped.
  if (previous.requestId === shown.requestId) return false;
  if (previous.isRetried || previous.address !== shown.address) return true;
  return !shown.isReload || (!isChecking && diagnose(previous, currentFacts(), now).cause !== cause);
}

/** Whether the browser shows a page of its own: for an error, and for an error status without a page. */
export function hasBrowsersPage(attempt: Attempt): boolean {
  return attempt.netError !== undefined || ((attempt.status ?? 0) >= 400 && !attempt.isReported);
}

/** What a tab stands for: a load under way says more than what it will replace, once it has something to say. */
export function attemptOfTab(state: RunState, tabId: number, now: number): Attempt | undefined {
  const tab = state.tabs[tabId];
  if (tab?.pending && (!tab.shown || diagnose(tab.pending, currentFacts(), now).cause !== 'none')) return tab.pending;
  return tab?.shown;
}

/**
 * The latest load that went wrong and has not been mended by a later load of the same system, or that waits for its user
 * in a tab which is not in front. `now`: ms since the epoch.
 */
export function latestFailure(state: RunState, now: number): Attempt | undefined {
  const timeOf = ({ endedAt, startedAt }: Attempt) => endedAt ?? startedAt;
  return [...Object.values(state.last), ...pendingAttempts(state, now)]
    .filter((attempt) => diagnose(attempt, currentFacts(), now).cause !== 'none')
    .sort((a, b) => timeOf(b) - timeOf(a))[0];
}

/** A load that is silent for longer than this is taken for one whose end was missed. */
const LONGEST_WAIT = 30 * MINUTE;

/** Loads that have neither answer nor error yet. `now`: ms since the epoch. */
export function pendingAttempts(state: RunState, now: number): Attempt[] {
  return Object.values(state.tabs).flatMap(({ pending }) =>
    pending && Math.abs(now - pending.startedAt) < LONGEST_WAIT ? [pending] : [],
  );
}

/** How long a clock that is right is taken to stay so. */
const CLOCK_TRUST = 10 * MINUTE;

/**
 * How far the servers' clock is ahead of the PC's, in ms, if that is still known at `now` (ms since the epoch). A clock that is put
 * right jumps by as much as it was wrong; what was told before that does not hold any more.
 */
export function clockOffsetAt({ clockOffset, clockToldAt }: RunState, now: number): number | undefined {
  if (clockOffset === undefined || clockToldAt === undefined) return undefined;
  const trust = isClockOff(clockOffset) ? Math.abs(clockOffset) / 2 : CLOCK_TRUST;
  return Math.abs(now - clockToldAt) < trust ? clockOffset : undefined;
}
