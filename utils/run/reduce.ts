import { isSameHost, plainAddress, systemOfAddress } from '../catalog/address.ts';
import type { Facts } from '../catalog/facts.ts';
import { endOf } from '../diagnosis/attempt.ts';
import { FORM_AGAIN, netErrorKind, netErrorName } from '../diagnosis/net-errors.ts';
import { MINUTE } from '../time.ts';
import { createAttempt } from './create-attempt.ts';
import type { BrowserEvent, LoadEvent } from './load-event.ts';
import { recordOutcome } from './record-outcome.ts';
import {
  type KeyedAttempt,
  keyedAttempt,
  newKey,
  pendingWithId,
  type RunState,
  type StoredAttempt,
  type TabState,
  withAttempt,
  withTab,
} from './run-state.ts';

type EventOf<Type extends LoadEvent['type']> = Extract<LoadEvent, { type: Type }>;

/** Chromium's request ids are short numbers; a longer one is cut, so that storage stays bounded. */
const MAX_ID = 40;

/**
 * Returns the next run after an event. Total: events can come in any order, twice, or with gaps; the run holds what is
 * known. An event without news returns the same object.
 */
export function reduce(run: RunState, reported: LoadEvent, facts: Facts): RunState {
  const event = 'requestId' in reported ? { ...reported, requestId: reported.requestId.slice(0, MAX_ID) } : reported;
  const tab = run.tabs[event.tabId] ?? {};
  switch (event.type) {
    case 'request':
      return reduceRequest(run, tab, event, facts);
    case 'redirect': {
      const pending = pendingWithId(run, tab, event.requestId);
      if (!pending) return run;
      // The load that goes on to another site is no longer ours.
      if (plainAddress(event.to) === null) return withTab(run, event.tabId, { ...tab, pending: undefined });
      return withAttempt(run, pending.key, { ...pending.attempt, redirects: (pending.attempt.redirects ?? 0) + 1 });
    }
    case 'answer':
      return reduceAnswer(run, tab, event, facts);
    case 'error':
      return reduceError(run, tab, event, facts);
    case 'retry': {
      const shown = keyedAttempt(run, tab.shown);
      return shown ? withAttempt(run, shown.key, { ...shown.attempt, isRetried: true }) : run;
    }
    case 'begin': {
      const load = loadOfPage(run, tab, event);
      const isKnown = load?.attempt.status === undefined || load.attempt.status === event.status;
      return load && isKnown ? withAttempt(run, load.key, { ...load.attempt, hasBegun: true }) : run;
    }
    case 'signs':
      return reduceSigns(run, tab, event, facts);
  }
}

function reduceRequest(run: RunState, tab: TabState, event: EventOf<'request'>, facts: Facts): RunState {
  const hasLeft = event.tabUrl !== undefined && plainAddress(event.tabUrl) === null;
  const shown = hasLeft ? undefined : tab.shown;
  // The tab may have been elsewhere before this load, of which the worker has seen only the end.
  const isUnseen = event.isOver && isLongAgo(keyedAttempt(run, shown)?.attempt, event.at);
  const attempt = createAttempt(run, isUnseen ? { ...event, tabUrl: undefined } : event, facts);
  if (!attempt) return withTab(run, event.tabId, { shown });
  const key = pendingWithId(run, tab, event.requestId)?.key ?? newKey(run);
  return withTab(withAttempt(run, key, attempt), event.tabId, { shown, pending: key });
}

/**
 * The age (ms) of a failure from which a late worker assumes that the tab was elsewhere meanwhile. The browser tries
 * an error page again after at most 30 min (`net_error_auto_reloader.cc`). It does not while the tab is hidden.
 */
const STAY_TIME = 35 * MINUTE;

/** The same (ms) of a question for a password, which the browser does not ask again by itself. */
const PROMPT_STAY_TIME = 15 * MINUTE;

function isLongAgo(last: StoredAttempt | undefined, now: number): boolean {
  if (last === undefined) return false;
  const stayTime = last.passwordPrompt === undefined ? STAY_TIME : PROMPT_STAY_TIME;
  return Math.abs(now - endOf(last)) >= stayTime;
}

function reduceAnswer(run: RunState, tab: TabState, event: EventOf<'answer'>, facts: Facts): RunState {
  const load = loadForEvent(run, tab, event, facts);
  if (!load) return run;
  const { signs, ...attempt } = event.isFromCache ? { ...load.attempt, isFromCache: true } : load.attempt;
  // Signs stay only if the status is the same.
  const kept = signs && attempt.status === event.status ? { signs } : {};
  const shown = keyedAttempt(run, tab.shown)?.attempt;
  const isSamePrompt = shown?.passwordPrompt !== undefined && isSameHost(shown.address, attempt.address);
  // Otherwise a late worker may have missed that the tab was elsewhere.
  const isSeen = attempt.isReload || load.key === tab.shown;
  const isAgain = isSamePrompt && (isSeen || !isLongAgo(shown, event.at));
  const prompt = event.asksForPassword ? ({ passwordPrompt: isAgain ? 'again' : 'first' } as const) : {};
  const clock = event.date === undefined ? {} : { clockOffset: event.date - event.at, clockReadAt: event.at };
  const ended = { ...attempt, ...kept, ...prompt, endedAt: attempt.endedAt ?? event.at, status: event.status };
  return recordOutcome({ ...run, ...clock }, { key: load.key, attempt: ended }, facts);
}

/** Chromium follows 20 redirects (`net/url_request/url_request.cc`) and then reports an abort to extensions. */
const MAX_REDIRECTS = 20;

function reduceError(run: RunState, tab: TabState, event: EventOf<'error'>, facts: Facts): RunState {
  const pending = pendingWithId(run, tab, event.requestId);
  const isLoop = (pending?.attempt.redirects ?? 0) >= MAX_REDIRECTS;
  const netError = isLoop ? 'ERR_TOO_MANY_REDIRECTS' : netErrorName(event.error);
  if (netErrorKind(netError) === 'aborted') {
    if (!pending) return run;
    if (netError === FORM_AGAIN) {
      const asked = withAttempt(run, pending.key, { ...pending.attempt, endedAt: event.at, netError });
      return withTab(asked, event.tabId, { shown: pending.key });
    }
    // The user stopped the load, closed the tab, or went elsewhere: the tab shows what it showed before.
    return withTab(run, event.tabId, { ...tab, pending: undefined });
  }
  const load = loadForEvent(run, tab, event, facts);
  if (!load) return run;
  const ended = { ...load.attempt, endedAt: load.attempt.endedAt ?? event.at, netError };
  const attempt = event.isMissed ? { ...ended, ...missedParts(load.attempt, event.at, facts) } : ended;
  return recordOutcome(run, { key: load.key, attempt }, facts);
}

function missedParts({ address, probes = {} }: StoredAttempt, at: number, facts: Facts) {
  // A probe of its system during the load does not show how it ended; the system is probed once more.
  const { [systemOfAddress(address, facts)?.id ?? '']: _, ...others } = probes;
  // Nor is its duration known, which must not count as someone at a dialog.
  return { isMissed: true, startedAt: at, askedAt: at, probes: others };
}

function reduceSigns(run: RunState, tab: TabState, event: EventOf<'signs'>, facts: Facts): RunState {
  const address = plainAddress(event.url);
  if (address === null) return run;
  const page = {
    isReported: true,
    ...(event.status !== undefined && { status: event.status }),
    ...(event.signs.length > 0 && { signs: [...new Set(event.signs)] }),
  };
  if (!event.restored) {
    const load = loadOfPage(run, tab, event);
    if (load) {
      const attempt = { ...dropMissedOutcome(load.attempt), endedAt: load.attempt.endedAt ?? event.at, ...page };
      return recordOutcome(run, { key: load.key, attempt }, facts);
    }
  }
  const restored = createAttempt(run, { ...event, requestId: '' }, facts);
  if (!restored) return run;
  return recordOutcome(run, { key: newKey(run), attempt: { ...restored, endedAt: event.at, ...page } }, facts);
}

/**
 * The load of a page that reports itself. Mostly the tab shows it. The report can arrive before the browser's answer,
 * and then belongs to the pending load; or after a reload has begun: the status decides.
 */
function loadOfPage(run: RunState, tab: TabState, { url, status }: { url: string; status?: number | undefined }) {
  const known = [tab.pending, tab.shown]
    .flatMap((key) => keyedAttempt(run, key) ?? [])
    .filter(({ attempt }) => isSameHost(attempt.address, url));
  return known.find(({ attempt }) => attempt.status === status) ?? known[0];
}

/** The load that an outcome belongs to; created from the event if its beginning was missed. */
function loadForEvent(run: RunState, tab: TabState, event: BrowserEvent, facts: Facts): KeyedAttempt | undefined {
  const pending = pendingWithId(run, tab, event.requestId);
  if (pending) return pending;
  const shown = keyedAttempt(run, tab.shown);
  if (shown?.attempt.requestId === event.requestId)
    return { key: shown.key, attempt: dropMissedOutcome(shown.attempt) };
  // A late event of a load that a newer one replaced.
  const attempt = tab.pending === undefined ? createAttempt(run, event, facts) : undefined;
  return attempt && { key: newKey(run), attempt };
}

/** The real outcome arrived after all: the placeholder goes. */
function dropMissedOutcome(attempt: StoredAttempt): StoredAttempt {
  const { isMissed, netError: _, status: _status, signs: _signs, ...rest } = attempt;
  return isMissed ? rest : attempt;
}
