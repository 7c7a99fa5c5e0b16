import type { Facts } from '../catalog/facts.ts';
import type { OpeningState } from '../catalog/hours.ts';
import { serviceState } from '../catalog/schedule.ts';
import { NO_SYSTEM, type SystemId } from '../catalog/systems.ts';
import { type Attempt, endOf, hasEnded, isAskingForPassword } from '../diagnosis/attempt.ts';
import { type CertificateState, certificateState } from '../diagnosis/certificate-history.ts';
import { trueTime } from '../diagnosis/clock.ts';
import { type Diagnosis, diagnose } from '../diagnosis/diagnose.ts';
import {
  type AttemptKey,
  clockOffsetAt,
  lastAttempts,
  pendingKeys,
  type RunState,
  resolveAttempt,
} from './run-state.ts';

/** An attempt with its diagnosis. */
export interface LoadView {
  attempt: Attempt;
  diagnosis: Diagnosis;
}

export type BadgeText = '' | '!' | '?' | '閉';

/** A tab with its badge: the load that it shows, the load under way, and the one of both that the tab stands for. */
interface TabView {
  shown: LoadView | undefined;
  pending: LoadView | undefined;
  current: LoadView | undefined;
  badge: BadgeText;
}

/** Everything that badge, automatic popup, banner and surfaces show, computed once per change. */
export interface RunView {
  /** By the PC's clock; ms since the epoch. */
  now: number;
  /** The same by the servers' clock, where the PC's is known to be wrong. */
  trueNow: number;
  /** How far the servers' clock is ahead of the PC's, in ms; `undefined`: unknown. */
  clockOffset: number | undefined;
  facts: Facts;
  /** Whether the systems can be used now (M15), and when that changes, by the true time. */
  service: OpeningState;
  /** By tab id. */
  tabs: Record<string, TabView>;
  /** The last load of each system that ended; `""`: an address of no system. */
  systems: Record<SystemId | '', LoadView>;
  /** Loads under way. The diagnosis says whether the certificate dialog may be open. */
  pending: LoadView[];
  certificate: CertificateState;
  /** The latest load that went wrong and was not mended by a later one, or that waits for its user. */
  latestFailure: LoadView | undefined;
}

/** Computes everything that there is to show of a run. Pure and total. `now`: ms since the epoch. */
export function viewOf(run: RunState, facts: Facts, now: number): RunView {
  const loads = new Map<AttemptKey, LoadView>();
  for (const [key, stored] of Object.entries(run.attempts)) {
    const attempt = resolveAttempt(run, stored, facts);
    loads.set(key, { attempt, diagnosis: diagnose(attempt, facts, now) });
  }
  const load = (key: AttemptKey | undefined) => (key === undefined ? undefined : loads.get(key));
  const clockOffset = clockOffsetAt(run, now);
  const trueNow = trueTime(now, clockOffset);
  const systems: RunView['systems'] = {};
  for (const [id, key] of Object.entries(run.last)) {
    const last = load(key);
    if (last) systems[id] = last;
  }
  const pending = pendingKeys(run, now).flatMap((key) => load(key) ?? []);
  const service = serviceState(trueNow, facts);
  const tabs = Object.entries(run.tabs).map(([tabId, tab]) => [
    tabId,
    tabView(load(tab.shown), load(tab.pending), service.open),
  ]);
  return {
    now,
    trueNow,
    clockOffset,
    facts,
    service,
    tabs: Object.fromEntries(tabs),
    systems,
    pending,
    certificate: certificateState(lastAttempts(run, facts), facts, now),
    latestFailure: latestFailure([...Object.values(systems), ...pending]),
  };
}

function tabView(shown: LoadView | undefined, pending: LoadView | undefined, isOpen: boolean): TabView {
  // A load under way says more than the page that it will replace, once it has something to say.
  const isPendingFirst = pending && (!shown || pending.diagnosis.cause !== 'none');
  const current = isPendingFirst ? pending : shown;
  return { shown, pending, current, badge: badgeOf(current, isOpen) };
}

/** `isOpen`: whether the systems can be used now. */
function badgeOf(load: LoadView | undefined, isOpen: boolean): BadgeText {
  if (!load) return '';
  const { cause, system } = load.diagnosis;
  if (cause === 'certificate-waiting') return '?';
  // What failed outside the hours can be tried again once the systems are open.
  if (cause === 'outside-hours') return isOpen ? '!' : '閉';
  if (cause !== 'none') return '!';
  return !isOpen && system !== NO_SYSTEM ? '閉' : '';
}

/** The badge of a tab; `""` for an unknown one. */
export function badgeIn({ tabs }: RunView, tabId: number): BadgeText {
  return tabs[tabId]?.badge ?? '';
}

function latestFailure(loads: readonly LoadView[]): LoadView | undefined {
  return loads
    .filter(({ diagnosis }) => diagnosis.cause !== 'none')
    .sort((a, b) => endOf(b.attempt) - endOf(a.attempt))[0];
}

/**
 * The load that a surface beside this tab is about: the tab's own; else the latest that went wrong. `isOnSystem`: the
 * tab shows an address of the systems; other sites' addresses are hidden.
 * @param bareTabs tabs of systems in windows without a toolbar: a surface elsewhere speaks for their newer failures
 */
export function loadToShow(
  view: RunView,
  tab: { id: number; isOnSystem: boolean } | undefined,
  bareTabs: readonly number[] = [],
): LoadView | undefined {
  const known = tab && view.tabs[tab.id];
  const current = known && (tab.isOnSystem || known.pending) ? known.current : undefined;
  const bare = latestFailure(bareTabs.flatMap((id) => view.tabs[id]?.current ?? []));
  if (bare && current?.diagnosis.cause === 'none' && endOf(bare.attempt) > endOf(current.attempt)) return bare;
  return current ?? view.latestFailure;
}

/** Whether a load has opened its page; not where the browser asks something instead, or its end was missed. */
export function hasPage({ attempt, diagnosis: { cause, isChecking } }: LoadView): boolean {
  const isKnown = hasEnded(attempt) && cause === 'none' && !isChecking;
  return isKnown && attempt.netError === undefined && !attempt.isMissed && !isAskingForPassword(attempt);
}

/** Whether the browser shows a page of its own: for an error, and for an error status without a page. */
export function hasBrowserErrorPage(attempt: Attempt): boolean {
  return attempt.netError !== undefined || ((attempt.status ?? 0) >= 400 && !attempt.hasBegun && !attempt.isReported);
}
