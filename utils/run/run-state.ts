import { isSameHost, isSecure, plainAddress, systemOfAddress } from '../catalog/address.ts';
import { currentFacts } from '../catalog/facts.ts';
import type { SystemId } from '../catalog/systems.ts';
import type { Attempt, Probe, Probes } from '../diagnosis/attempt.ts';
import { certificateFromHistory, forgetsDecision, hasOpened, remembersDecision } from '../diagnosis/certificate.ts';
import { type Diagnosis, diagnose } from '../diagnosis/diagnose.ts';
import { netErrorKind, netErrorName } from '../diagnosis/net-errors.ts';
import type { Sign } from '../diagnosis/signs/signs.ts';
import { SECOND } from '../time.ts';
import { clockOffsetAt, pendingAttempts } from './view.ts';

/** More tabs than anyone keeps open; beyond it the oldest attempts are forgotten, so that storage stays bounded. */
export const MAX_TABS = 200;

/** What a tab shows, and what it is loading on top of that. A load that the user stops leaves `shown` as it was. */
export interface TabState {
  shown?: Attempt | undefined;
  pending?: Attempt | undefined;
}

/** All that is remembered of a browser run. A value: every step makes a new one. */
export interface RunState {
  /** By tab id. */
  tabs: Record<string, TabState>;
  /** The last load that ended, by system id (`""`: an address of no system). */
  last: Record<SystemId, Attempt>;
  /** Systems that opened well at least once. */
  opened: SystemId[];
  /** The last probe of each system. */
  probes: Probes;
  /** How far the servers' clock is ahead of the PC's, in ms, by the latest answer that told. */
  clockOffset?: number | undefined;
  /** When it told, by the PC's clock; in ms since the epoch. */
  clockToldAt?: number | undefined;
}

export const EMPTY_RUN: RunState = { tabs: {}, last: {}, opened: [], probes: {} };

/** Returns the last attempt of each system that ended, and the last one of no system. */
export function lastAttempts(run: RunState): Attempt[] {
  return Object.values(run.last);
}

/** Returns the last attempt of a system that ended (`""`: of no system). */
export function lastAttempt(run: RunState, id: SystemId | ''): Attempt | undefined {
  return run.last[id];
}

/** Returns the latest probe of a system. */
export function latestProbe(run: RunState, id: SystemId): Probe | undefined {
  return run.probes[id];
}

/** What the browser reports, reduced to what matters. `at`: ms since the epoch. Addresses may be anything at all. */
export type WatchEvent =
  /** `tabUrl`: what the tab shows so far; `""` for any other site's address, which is hidden; absent if it isn't known. */
  | { type: 'request'; tabId: number; requestId: string; url: string; tabUrl?: string | undefined; at: number }
  | { type: 'redirect'; tabId: number; requestId: string; to: string }
  /** `date`: the server's clock, if it told. */
  | {
      type: 'answer';
      tabId: number;
      requestId: string;
      url: string;
      status: number;
      date?: number | undefined;
      isFromCache?: boolean | undefined;
      at: number;
    }
  | {
      type: 'error';
      tabId: number;
      requestId: string;
      url: string;
      error: unknown;
      /** The browser's own word of it was missed (see `missed.ts`). */
      isMissed?: boolean | undefined;
      at: number;
    }
  /** The user asks for the load that failed in this tab to be tried again. */
  | { type: 'retry'; tabId: number }
  /** A page's own report. `restored`: it came back without a request (back/forward cache, prerendering). */
  | {
      type: 'signs';
      tabId: number;
      url: string;
      status?: number | undefined;
      signs: Sign[];
      restored: boolean;
      at: number;
    };

/** Chromium's ids are short numbers; a longer one is cut, so that storage stays bounded. */
const MAX_ID = 40;

/**
 * The next state after an event. Total: events in any order, twice, or with gaps lead to a state that says what is known,
 * and an event that says nothing new returns the very same object.
 */
export function reduce(state: RunState, told: WatchEvent): RunState {
  const event = 'requestId' in told ? { ...told, requestId: told.requestId.slice(0, MAX_ID) } : told;
  const tab = state.tabs[event.tabId] ?? {};
  switch (event.type) {
    case 'request': {
      const hasLeft = event.tabUrl !== undefined && plainAddress(event.tabUrl) === null;
      return withTab(state, event.tabId, { shown: hasLeft ? undefined : tab.shown, pending: begin(state, event) });
    }
    case 'redirect': {
      const { pending } = tab;
      if (pending?.requestId !== event.requestId) return state;
      // The load that goes on to another site is no longer ours.
      const goesOn = plainAddress(event.to) !== null && { ...pending, redirects: (pending.redirects ?? 0) + 1 };
      return withTab(state, event.tabId, { ...tab, pending: goesOn || undefined });
    }
    case 'answer': {
      const attempt = loadOf(state, tab, event);
      if (!attempt) return state;
      const { signs, ...rest } = event.isFromCache ? { ...attempt, isFromCache: true } : attempt;
      // What a page has said belongs to its own status.
      const said = signs && attempt.status === event.status ? { signs } : {};
      const clock = event.date === undefined ? {} : { clockOffset: event.date - event.at, clockToldAt: event.at };
      return settle(
        { ...state, ...clock },
        { ...rest, ...said, endedAt: attempt.endedAt ?? event.at, status: event.status },
      );
    }
    case 'error':
      return reduceError(state, tab, event);
    case 'retry':
      return tab.shown ? withTab(state, event.tabId, { ...tab, shown: { ...tab.shown, isRetried: true } }) : state;
    case 'signs':
      return reducePage(state, tab, event);
  }
}

/** Chromium follows 20 redirects (`net/url_request/url_request.cc`) and then tells extensions of an abort, people of a loop. */
const MAX_REDIRECTS = 20;

function reduceError(state: RunState, tab: TabState, event: WatchEvent & { type: 'error' }): RunState {
  const isLoop = tab.pending?.requestId === event.requestId && (tab.pending.redirects ?? 0) >= MAX_REDIRECTS;
  const netError = isLoop ? 'ERR_TOO_MANY_REDIRECTS' : netErrorName(event.error);
  if (netErrorKind(netError) === 'aborted') {
    // The user stopped the load, closed the tab, or went elsewhere: what was shown before still is.
    if (tab.pending?.requestId !== event.requestId) return state;
    return withTab(state, event.tabId, { ...tab, pending: undefined });
  }
  const attempt = loadOf(state, tab, event);
  if (!attempt) return state;
  const ended = { ...attempt, endedAt: attempt.endedAt ?? event.at, netError };
  return settle(state, event.isMissed ? { ...ended, ...asMissed(attempt, event.at) } : ended);
}

/** What is not known of a load whose end was missed. */
function asMissed({ address, probes = {} }: Attempt, at: number) {
  // What its system has met while the load went on does not tell how it ended; it is asked once more.
  const { [systemOfAddress(address)?.id ?? '']: _, ...others } = probes;
  // Nor is it known how long it took, which must not be taken for someone at a dialog.
  return { isMissed: true, startedAt: at, askedAt: at, probes: others };
}

function reducePage(state: RunState, tab: TabState, event: WatchEvent & { type: 'signs' }): RunState {
  const address = plainAddress(event.url);
  if (address === null) return state;
  const report = {
    isReported: true,
    ...(event.status === undefined ? {} : { status: event.status }),
    ...(event.signs.length > 0 ? { signs: [...new Set(event.signs)] } : {}),
  };
  if (!event.restored) {
    // Mostly the page is the one that is shown. A report can overtake the browser's own "answered", and then belongs to the
    // load that is still pending; but so can a reload overtake the report of the page before, which its status tells.
    const known = [tab.pending, tab.shown].filter((load) => load && isSameHost(load.address, address));
    const attempt = known.find((load) => load?.status === event.status) ?? known[0];
    if (attempt) return settle(state, { ...asTold(attempt), endedAt: attempt.endedAt ?? event.at, ...report });
  }
  const restored = begin(state, { ...event, requestId: '' });
  return restored ? settle(state, { ...restored, endedAt: event.at, ...report }) : state;
}

function begin(
  state: RunState,
  event: { tabId: number; requestId: string; url: string; tabUrl?: string | undefined; at: number },
): Attempt | undefined {
  const address = plainAddress(event.url);
  if (address === null) return undefined;
  const known = state.tabs[event.tabId]?.pending;
  // A redirect inside the domain goes on with the same request.
  const pending = known?.requestId === event.requestId ? known : undefined;
  const system = systemOfAddress(address);
  const last = system && state.last[system.id];
  const isSure = !isFresh(last, event.tabId, event.at);
  const isOpened = isSure && system !== undefined && state.opened.includes(system.id);
  const wasUnchosen =
    last && !forgetsDecision(last) && diagnose(last, currentFacts(), event.at).cause === 'certificate-not-chosen';
  const others = Object.values(state.last).filter((each) => isSure || each !== last);
  const earlier = isOpened ? 'opened' : certificateFromHistory(others, currentFacts(), event.at);
  // A host that has sent the load on to itself has had its certificate already.
  const hasAnswered = pending && isSecure(pending.address) && isSameHost(pending.address, address);
  const isReload = pending ? pending.isReload : plainAddress(event.tabUrl) === address;
  return {
    requestId: event.requestId,
    tabId: event.tabId,
    address,
    startedAt: pending?.startedAt ?? event.at,
    ...(pending ? { askedAt: event.at } : {}),
    ...(earlier ? { earlier } : {}),
    ...(wasUnchosen ? { wasUnchosen } : {}),
    ...(hasAnswered || (last && remembersDecision(last, isOpened)) ? { noDialog: true } : {}),
    ...(pending?.redirects ? { redirects: pending.redirects } : {}),
    ...(isReload ? { isReload } : {}),
  };
}

/** How long a page has to say that it is none after all (one whose report comes later is taken back, see `withoutMistaken`), … */
const REPORT_TIME = SECOND / 2;
/** … or to send its user on to one that says so. */
const FORWARDING_TIME = 2 * SECOND;

/** Whether a system counts as opened for one load alone, which has only just ended. */
function isFresh(last: Attempt | undefined, tabId: number, now: number): boolean {
  if (last === undefined || last.earlier === 'opened') return false;
  return Math.abs(now - (last.endedAt ?? now)) < (last.tabId === tabId ? FORWARDING_TIME : REPORT_TIME);
}

/** The attempt that an outcome belongs to; made up from the event itself if its beginning was missed. */
function loadOf(
  state: RunState,
  tab: TabState,
  event: { tabId: number; requestId: string; url: string; at: number },
): Attempt | undefined {
  if (tab.pending?.requestId === event.requestId) return tab.pending;
  if (tab.shown?.requestId === event.requestId) return asTold(tab.shown);
  // A newer load is under way; this is the echo of one that it has replaced.
  return tab.pending ? undefined : begin(state, event);
}

/** A load whose end was taken for missed, and is told after all: what was made up of it is no more. */
function asTold(attempt: Attempt): Attempt {
  const { isMissed, netError: _, status: _status, signs: _signs, ...rest } = attempt;
  return isMissed ? rest : attempt;
}

function settle(state: RunState, attempt: Attempt): RunState {
  const tab = state.tabs[attempt.tabId] ?? {};
  const clockOffset = clockOffsetAt(state, attempt.endedAt ?? attempt.startedAt);
  const shown = clockOffset === undefined ? attempt : { ...attempt, clockOffset };
  const diagnosis = diagnose(shown, currentFacts(), Number.POSITIVE_INFINITY);
  const { cause, system } = diagnosis;
  const known = withoutMistaken(state, shown, diagnosis);
  const last = { ...known.last, [system]: shown };
  // Whoever mistyped an address and then came to a system has found the way.
  if (cause === 'none' && last['']?.tabId === shown.tabId && system !== '') delete last[''];
  return withTab({ ...known, last, opened: openedWith(state, shown, diagnosis) }, shown.tabId, {
    shown,
    pending: tab.pending?.requestId === shown.requestId ? undefined : tab.pending,
  });
}

/**
 * A page that says late that it is none after all has counted as opened until then: what other loads took from that does not hold. (Its
 * report comes late where the worker was stopped.)
 */
function withoutMistaken(state: RunState, attempt: Attempt, { cause }: Diagnosis): RunState {
  const previous = state.tabs[attempt.tabId]?.shown;
  const isTakenBack = previous?.requestId === attempt.requestId && cause.startsWith('certificate-');
  if (!isTakenBack || diagnose(previous, currentFacts(), Number.POSITIVE_INFINITY).cause !== 'none') return state;
  return mapAttempts(state, ({ earlier, ...rest }) => {
    const isOfIt = earlier === 'opened' ? isSameHost(rest.address, attempt.address) : earlier !== 'refused';
    const isMistaken = isOfIt && rest.startedAt >= previous.startedAt;
    return earlier && !isMistaken ? { ...rest, earlier } : rest;
  });
}

function openedWith(state: RunState, attempt: Attempt, { system, cause }: Diagnosis): SystemId[] {
  if (system === '' || !isSecure(attempt.address)) return state.opened;
  if (cause === 'none') {
    return hasOpened(attempt, cause) && !state.opened.includes(system) ? [...state.opened, system] : state.opened;
  }
  // A page with a status of success counted as opened until its own words said otherwise.
  const isTakenBack = cause.startsWith('certificate-') && attempt.earlier !== 'opened';
  return isTakenBack ? state.opened.filter((id) => id !== system) : state.opened;
}

/** The state with every load changed in the same way, wherever it is kept; the same objects where nothing changes. */
export function mapAttempts(state: RunState, change: (attempt: Attempt) => Attempt): RunState {
  const changed = (attempt: Attempt | undefined) => attempt && change(attempt);
  return {
    ...state,
    tabs: Object.fromEntries(
      Object.entries(state.tabs).map(([id, tab]) => [id, { shown: changed(tab.shown), pending: changed(tab.pending) }]),
    ),
    last: Object.fromEntries(Object.entries(state.last).map(([id, attempt]) => [id, change(attempt)])),
  };
}

function withTab(state: RunState, tabId: number, tab: TabState): RunState {
  const { [tabId]: _previous, ...others } = state.tabs;
  if (!tab.pending && !tab.shown) return { ...state, tabs: others };
  const kept = Object.entries(others);
  if (kept.length >= MAX_TABS) {
    const age = (entry: TabState) => (entry.pending ?? entry.shown)?.startedAt ?? 0;
    kept.sort(([, a], [, b]) => age(b) - age(a)).length = MAX_TABS - 1;
  }
  return { ...state, tabs: { ...Object.fromEntries(kept), [tabId]: tab } };
}

/** The state without the tabs that are gone, and without loads whose end was missed; the very same one if there are none. */
export function prune(state: RunState, openTabs: ReadonlySet<string>, now: number): RunState {
  const pending = new Set(pendingAttempts(state, now));
  const tabs = Object.entries(state.tabs)
    .filter(([tabId]) => openTabs.has(tabId))
    .map(([tabId, tab]) => [tabId, tab.pending && !pending.has(tab.pending) ? { shown: tab.shown } : tab] as const);
  // What a clock said that was put right since may seem to hold again, hours later.
  const isClockOld = state.clockOffset !== undefined && clockOffsetAt(state, now) === undefined;
  const clock = isClockOld ? { clockOffset: undefined, clockToldAt: undefined } : {};
  const isSame =
    !isClockOld &&
    tabs.length === Object.keys(state.tabs).length &&
    tabs.every(([tabId, tab]) => state.tabs[tabId] === tab);
  return isSame ? state : { ...state, ...clock, tabs: Object.fromEntries(tabs) };
}
