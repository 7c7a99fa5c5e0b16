import { currentFacts, type Facts } from '../catalog/facts.ts';
import type { OpeningState } from '../catalog/hours.ts';
import { serviceState } from '../catalog/service.ts';
import type { SystemId } from '../catalog/systems.ts';
import type { Attempt } from '../diagnosis/attempt.ts';
import { type CertificateState, certificateState } from '../diagnosis/certificate.ts';
import { isClockOff, trueTime } from '../diagnosis/clock.ts';
import { type Diagnosis, diagnose } from '../diagnosis/diagnose.ts';
import { MINUTE } from '../time.ts';
import type { RunState } from './run-state.ts';

/** An attempt with its diagnosis. */
export interface LoadView {
  attempt: Attempt;
  diagnosis: Diagnosis;
}

/** A tab: the load that it shows, the load under way, and the one of both that the tab stands for. */
export interface TabView {
  shown: LoadView | undefined;
  pending: LoadView | undefined;
  current: LoadView | undefined;
}

/** Everything that badge, automatic popup, banner and surfaces show, computed once per change. */
export interface RunView {
  /** By the PC's clock; ms since the epoch. */
  now: number;
  /** The same by the servers' clock, where the PC's is known to be wrong. */
  trueNow: number;
  /** How far the servers' clock is ahead of the PC's, in ms, if that is known. */
  clockOffset: number | undefined;
  facts: Facts;
  /** Whether the systems can be used now (M15), and when that changes, by the true time. */
  service: OpeningState;
  /** By tab id. */
  tabs: Record<string, TabView>;
  /** The last load of each system that ended; `""`: an address of no system. */
  systems: Record<SystemId | '', LoadView>;
  /** Loads under way, and whether the certificate dialog may be open for them. */
  pending: LoadView[];
  certificate: CertificateState;
  /** The latest load that went wrong and was not mended by a later one, or that waits for its user. */
  latestFailure: LoadView | undefined;
}

/** What there is to show of a run. Pure and total. `now`: ms since the epoch. */
export function viewOf(run: RunState, facts: Facts, now: number): RunView {
  const views = new Map<Attempt, LoadView>();
  const see = (attempt: Attempt): LoadView => {
    const view = views.get(attempt) ?? { attempt, diagnosis: diagnose(attempt, facts, now) };
    views.set(attempt, view);
    return view;
  };
  const clockOffset = clockOffsetAt(run, now);
  const trueNow = trueTime(now, clockOffset);
  const systems = Object.fromEntries(Object.entries(run.last).map(([id, attempt]) => [id, see(attempt)]));
  const pending = pendingAttempts(run, now).map(see);
  return {
    now,
    trueNow,
    clockOffset,
    facts,
    service: serviceState(trueNow, facts),
    tabs: Object.fromEntries(
      Object.keys(run.tabs)
        .map(Number)
        .map((tabId) => [tabId, viewOfTab(run, tabId, see)]),
    ),
    systems,
    pending,
    certificate: certificateState(Object.values(run.last), facts, now),
    latestFailure: latestOf([...Object.values(systems), ...pending]),
  };
}

function viewOfTab(run: RunState, tabId: number, see: (attempt: Attempt) => LoadView): TabView {
  const attempts = run.tabs[tabId] ?? {};
  const shown = attempts.shown && see(attempts.shown);
  const pending = attempts.pending && see(attempts.pending);
  // A load under way says more than the page that it will replace, once it has something to say.
  const isPendingFirst = pending && (!shown || pending.diagnosis.cause !== 'none');
  return { shown, pending, current: isPendingFirst ? pending : shown };
}

function latestOf(loads: readonly LoadView[]): LoadView | undefined {
  const timeOf = ({ attempt }: LoadView) => attempt.endedAt ?? attempt.startedAt;
  return loads.filter(({ diagnosis }) => diagnosis.cause !== 'none').sort((a, b) => timeOf(b) - timeOf(a))[0];
}

/**
 * The load that a surface beside this tab is about: the tab's own; else the latest that went wrong. `isOnSystem`: the tab shows an
 * address of the systems; other sites' addresses are hidden.
 */
export function focusOf(view: RunView, tab: { id: number; isOnSystem: boolean } | undefined): LoadView | undefined {
  const known = tab && view.tabs[tab.id];
  return (known && (tab.isOnSystem || known.pending) ? known.current : undefined) ?? view.latestFailure;
}

export type BadgeText = '' | '!' | '?' | '閉';

/** The badge of a tab. */
export function badgeOf({ tabs, service }: RunView, tabId: number): BadgeText {
  const load = tabs[tabId]?.current;
  if (!load) return '';
  const { cause } = load.diagnosis;
  if (cause === 'certificate-waiting') return '?';
  // What failed outside the hours can be tried again once the systems are open.
  if (cause === 'outside-hours') return service.open ? '!' : '閉';
  if (cause !== 'none') return '!';
  return !service.open && load.diagnosis.system !== '' ? '閉' : '';
}

/**
 * Whether a change brought an error page of the browser's that the user has not been warned of. The browser reloads an error page
 * by itself after 1 s, 5 s, 30 s and so on (`net_error_auto_reloader.cc`), and one cause has many errors: a failure in place, for
 * the same reason or for one not known yet, is the same failure.
 */
export function isNewFailureIn(before: RunView, after: RunView, tabId: number): boolean {
  const shown = after.tabs[tabId]?.shown;
  if (!shown || !hasBrowserErrorPage(shown.attempt)) return false;
  const { attempt, diagnosis } = shown;
  if (diagnosis.cause === 'none') return false;
  const previous = before.tabs[tabId]?.shown;
  if (!previous || !hasBrowserErrorPage(previous.attempt)) return true;
  // The user was warned already; a later try was stopped.
  if (previous.attempt.requestId === attempt.requestId) return false;
  if (previous.attempt.isRetried || previous.attempt.address !== attempt.address) return true;
  return !attempt.isReload || (!diagnosis.isChecking && previous.diagnosis.cause !== diagnosis.cause);
}

/** Whether the browser shows a page of its own: for an error, and for an error status without a page. */
export function hasBrowserErrorPage(attempt: Attempt): boolean {
  return attempt.netError !== undefined || ((attempt.status ?? 0) >= 400 && !attempt.isReported);
}

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
