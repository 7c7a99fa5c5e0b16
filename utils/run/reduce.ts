import { isSameHost, isSecure, plainAddress, systemOfAddress } from '../catalog/address.ts';
import type { Facts } from '../catalog/facts.ts';
import { nearestSystem } from '../catalog/nearest.ts';
import type { SystemId } from '../catalog/systems.ts';
import type { Attempt } from '../diagnosis/attempt.ts';
import {
  certificateFromHistory,
  forgetsDecision,
  hasOpened,
  remembersDecision,
} from '../diagnosis/certificate-history.ts';
import { type Diagnosis, diagnose } from '../diagnosis/diagnose.ts';
import { FORM_AGAIN, netErrorKind, netErrorName } from '../diagnosis/net-errors.ts';
import { SECOND } from '../time.ts';
import type { BeginMessage, SignsMessage } from './messages.ts';
import {
  type AttemptKey,
  attemptOf,
  clockOffsetAt,
  hasOpenedWithCertificate,
  newKey,
  pendingKeys,
  type RunState,
  resolveAttempt,
  type StoredAttempt,
  type TabState,
  withAttempt,
  withoutUnused,
  withTab,
} from './run-state.ts';

/** An event of a load in the browser. `at`: ms since the epoch. The address may be anything at all. */
interface BrowserEvent {
  tabId: number;
  requestId: string;
  url: string;
  at: number;
}

/** Everything that can happen to loads, reduced to what matters. */
export type LoadEvent =
  /**
   * `tabUrl`: the address that the tab shows; `""`: another site's, which is hidden; absent: unknown.
   * `isPost`: it sends something.
   */
  | (BrowserEvent & { type: 'request'; tabUrl?: string | undefined; isPost?: boolean | undefined })
  | (Pick<BrowserEvent, 'tabId' | 'requestId'> & { type: 'redirect'; to: string })
  /**
   * `date`: the server's clock, if the answer has a date. `asksForPassword`: in place of the answer the browser shows
   * its own question for a user name and a password.
   */
  | (BrowserEvent & {
      type: 'answer';
      status: number;
      date?: number | undefined;
      isFromCache?: boolean | undefined;
      asksForPassword?: boolean | undefined;
    })
  /** `isMissed`: the browser's own event was missed (see `missed.ts`). */
  | (BrowserEvent & { type: 'error'; error: unknown; isMissed?: boolean | undefined })
  /** The page of an error status has begun to load. */
  | (BeginMessage & Pick<BrowserEvent, 'tabId' | 'url'>)
  /** The user wants the failed load of this tab to be tried again. */
  | { type: 'retry'; tabId: number }
  | (SignsMessage & Omit<BrowserEvent, 'requestId'>);

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
      const shown = loadAt(run, tab.shown);
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

/** A stored attempt and its key. */
interface Load {
  key: AttemptKey;
  attempt: StoredAttempt;
}

function loadAt(run: RunState, key: AttemptKey | undefined): Load | undefined {
  const attempt = key === undefined ? undefined : run.attempts[key];
  return key !== undefined && attempt ? { key, attempt } : undefined;
}

function pendingWithId(run: RunState, tab: TabState, requestId: string): Load | undefined {
  const pending = loadAt(run, tab.pending);
  return pending?.attempt.requestId === requestId ? pending : undefined;
}

function reduceRequest(run: RunState, tab: TabState, event: EventOf<'request'>, facts: Facts): RunState {
  const hasLeft = event.tabUrl !== undefined && plainAddress(event.tabUrl) === null;
  const shown = hasLeft ? undefined : tab.shown;
  const attempt = createAttempt(run, event, facts);
  if (!attempt) return withTab(run, event.tabId, { shown });
  const key = pendingWithId(run, tab, event.requestId)?.key ?? newKey(run);
  return withTab(withAttempt(run, key, attempt), event.tabId, { shown, pending: key });
}

function reduceAnswer(run: RunState, tab: TabState, event: EventOf<'answer'>, facts: Facts): RunState {
  const load = loadForEvent(run, tab, event, facts);
  if (!load) return run;
  const { signs, ...attempt } = event.isFromCache ? { ...load.attempt, isFromCache: true } : load.attempt;
  // What a page has said belongs to its own status.
  const kept = signs && attempt.status === event.status ? { signs } : {};
  const shown = loadAt(run, tab.shown)?.attempt;
  const isAgain = shown?.passwordPrompt !== undefined && isSameHost(shown.address, attempt.address);
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
    .flatMap((key) => loadAt(run, key) ?? [])
    .filter(({ attempt }) => isSameHost(attempt.address, url));
  return known.find(({ attempt }) => attempt.status === status) ?? known[0];
}

function createAttempt(
  run: RunState,
  event: BrowserEvent & { tabUrl?: string | undefined; isPost?: boolean | undefined },
  facts: Facts,
): StoredAttempt | undefined {
  const address = plainAddress(event.url);
  if (address === null) return undefined;
  // A redirect inside the domain goes on with the same request.
  const pending = pendingWithId(run, run.tabs[event.tabId] ?? {}, event.requestId)?.attempt;
  const system = systemOfAddress(address, facts);
  const lastKey = system && run.last[system.id];
  const last = attemptOf(run, lastKey, facts);
  const isSure = !isInGracePeriod(last, event.tabId, event.at);
  const isOpened = isSure && system !== undefined && run.opened.includes(system.id);
  const wasUnchosen =
    last && !forgetsDecision(last) && diagnose(last, facts, event.at).cause === 'certificate-not-chosen';
  const history = Object.values(run.last).flatMap((key) =>
    isSure || key !== lastKey ? (attemptOf(run, key, facts) ?? []) : [],
  );
  const opened = isSure ? run.opened : run.opened.filter((id) => id !== system?.id);
  const earlier = evidenceForLoad({ ...run, opened }, system?.id, history, facts, event.at);
  // A host that has redirected the load to itself has had its certificate already.
  const hasAnswered = pending && isSecure(pending.address) && isSameHost(pending.address, address);
  const from = pending && (pending.from ?? systemOfAddress(pending.address, facts)?.id);
  const isReload = pending ? pending.isReload : plainAddress(event.tabUrl) === address;
  return {
    requestId: event.requestId,
    tabId: event.tabId,
    address,
    startedAt: pending?.startedAt ?? event.at,
    ...(pending && { askedAt: event.at }),
    ...(from && from !== system?.id && { from }),
    ...(earlier && { earlier }),
    ...(wasUnchosen && { wasUnchosen }),
    ...((hasAnswered || (last && remembersDecision(last, isOpened))) && { noDialog: true }),
    ...(pending?.redirects && { redirects: pending.redirects }),
    ...(isReload && { isReload }),
    ...(event.isPost && { isPost: true }),
  };
}

/**
 * Returns the evidence of this run for a load of a system. `history`: the last loads of the systems. The latest
 * evidence decides: a refusal counts more than an earlier success.
 */
export function evidenceForLoad(
  run: RunState,
  system: SystemId | undefined,
  history: readonly Attempt[],
  facts: Facts,
  now: number,
): Attempt['earlier'] {
  const fromHistory = certificateFromHistory(history, facts, now);
  if (fromHistory === 'refused') return fromHistory;
  if (system !== undefined && run.opened.includes(system)) return 'opened';
  return fromHistory ?? (hasOpenedWithCertificate(run, facts) ? 'present' : undefined);
}

/** A load counts as opened after this time, in which its page may report an error (later: `retractFalseSuccess`). */
const REPORT_GRACE = SECOND / 2;
/** The same in the tab of the load, where the page may lead on to an error page. */
const REDIRECT_GRACE = 2 * SECOND;

/** Whether a system counts as opened only by a load that has just ended. */
function isInGracePeriod(last: Attempt | undefined, tabId: number, now: number): boolean {
  if (last === undefined || last.earlier === 'opened') return false;
  return Math.abs(now - (last.endedAt ?? now)) < (last.tabId === tabId ? REDIRECT_GRACE : REPORT_GRACE);
}

/** The load that an outcome belongs to; created from the event if its beginning was missed. */
function loadForEvent(run: RunState, tab: TabState, event: BrowserEvent, facts: Facts): Load | undefined {
  const pending = pendingWithId(run, tab, event.requestId);
  if (pending) return pending;
  const shown = loadAt(run, tab.shown);
  if (shown?.attempt.requestId === event.requestId)
    return { key: shown.key, attempt: dropMissedOutcome(shown.attempt) };
  // A newer load is under way; this is the echo of a load that it has replaced.
  const attempt = tab.pending === undefined ? createAttempt(run, event, facts) : undefined;
  return attempt && { key: newKey(run), attempt };
}

/** The real outcome arrived after all: the placeholder goes. */
function dropMissedOutcome(attempt: StoredAttempt): StoredAttempt {
  const { isMissed, netError: _, status: _status, signs: _signs, ...rest } = attempt;
  return isMissed ? rest : attempt;
}

function recordOutcome(before: RunState, { key, attempt }: Load, facts: Facts): RunState {
  const clockOffset = clockOffsetAt(before, attempt.endedAt ?? attempt.startedAt);
  const ended = clockOffset === undefined ? attempt : { ...attempt, clockOffset };
  const resolved = resolveAttempt(before, ended, facts);
  const diagnosis = diagnose(resolved, facts, Number.POSITIVE_INFINITY);
  const { cause, system } = diagnosis;
  const run = withAttempt(retractFalseSuccess(before, ended, diagnosis, facts), key, ended);
  const last = { ...run.last, [system]: key };
  // The user has found the right system, in the same tab or by our link to it.
  const wrong = loadAt(run, last[''])?.attempt;
  const isMended = wrong && (wrong.tabId === ended.tabId || nearestSystem(wrong.address, facts)?.id === system);
  if (cause === 'none' && system !== '' && isMended) delete last[''];
  const pending = before.tabs[ended.tabId]?.pending;
  const isDone = loadAt(before, pending)?.attempt.requestId === ended.requestId;
  return withTab({ ...run, last, opened: openedAfter(run, resolved, diagnosis) }, ended.tabId, {
    shown: key,
    pending: isDone ? undefined : pending,
  });
}

/**
 * Files loads that have ended under the systems of these facts: a policy can become known after the first loads.
 * Returns the same object if all are filed rightly.
 */
export function refileLoads(run: RunState, facts: Facts): RunState {
  const loads = Object.values(run.tabs)
    .flatMap(({ shown }) => loadAt(run, shown) ?? [])
    .filter(({ attempt }) => {
      const system = systemOfAddress(attempt.address, facts);
      const last = system && loadAt(run, run.last[system.id])?.attempt;
      return system !== undefined && endOf(attempt) > (last ? endOf(last) : Number.NEGATIVE_INFINITY);
    })
    .sort((a, b) => endOf(a.attempt) - endOf(b.attempt));
  const { '': unknown, ...last } = run.last;
  const isRefiled = loads.some(({ key }) => key === unknown);
  return loads.reduce((next, load) => recordOutcome(next, load, facts), isRefiled ? { ...run, last } : run);
}

function endOf({ startedAt, endedAt = startedAt }: StoredAttempt): number {
  return endedAt;
}

/** A page counted as opened, and reports an error late: other loads must not take it as proof of a certificate. */
function retractFalseSuccess(run: RunState, attempt: StoredAttempt, { cause }: Diagnosis, facts: Facts): RunState {
  const shown = run.tabs[attempt.tabId]?.shown;
  const previous = attemptOf(run, shown, facts);
  const isRetracted = previous?.requestId === attempt.requestId && cause.startsWith('certificate-');
  if (!isRetracted || diagnose(previous, facts, Number.POSITIVE_INFINITY).cause !== 'none') return run;
  const attempts = Object.entries(run.attempts).map(([key, { earlier, ...rest }]): [AttemptKey, StoredAttempt] => {
    const isConcluded = earlier === 'opened' ? isSameHost(rest.address, attempt.address) : earlier !== 'refused';
    const isMistaken = isConcluded && rest.startedAt >= previous.startedAt;
    return [key, earlier && !isMistaken ? { ...rest, earlier } : rest];
  });
  return { ...run, attempts: Object.fromEntries(attempts) };
}

function openedAfter(run: RunState, attempt: Attempt, { system, cause }: Diagnosis): readonly SystemId[] {
  if (system === '' || !isSecure(attempt.address)) return run.opened;
  if (cause === 'none') {
    const isNew = hasOpened(attempt, cause) && !run.opened.includes(system);
    return isNew ? [...run.opened, system] : run.opened;
  }
  // A page with a status of success counted as opened until it reported an error.
  const isRetracted = cause.startsWith('certificate-') && attempt.earlier !== 'opened';
  return isRetracted ? run.opened.filter((id) => id !== system) : run.opened;
}

/** Drops closed tabs and loads whose end was missed; the same object if there are none. `now`: ms since the epoch. */
export function prune(run: RunState, openTabs: ReadonlySet<string>, now: number): RunState {
  const pending = new Set(pendingKeys(run, now));
  const tabs = Object.entries(run.tabs)
    .filter(([tabId]) => openTabs.has(tabId))
    .map(([tabId, tab]) => {
      const isMissed = tab.pending !== undefined && !pending.has(tab.pending);
      return [tabId, isMissed ? { shown: tab.shown } : tab] as const;
    });
  // A reading of a clock that was corrected since may seem to hold again, hours later.
  const isClockOld = run.clockOffset !== undefined && clockOffsetAt(run, now) === undefined;
  // A closed tab has no address to mend.
  const { '': wrong, ...systems } = run.last;
  const wrongTab = loadAt(run, wrong)?.attempt.tabId;
  const last = wrongTab === undefined || openTabs.has(String(wrongTab)) ? run.last : systems;
  const isSame =
    !isClockOld &&
    last === run.last &&
    tabs.length === Object.keys(run.tabs).length &&
    tabs.every(([tabId, tab]) => run.tabs[tabId] === tab);
  if (isSame) return run;
  const { clockOffset, clockReadAt, ...rest } = run;
  return withoutUnused({
    ...rest,
    ...(!isClockOld && clockOffset !== undefined && { clockOffset, clockReadAt }),
    last,
    tabs: Object.fromEntries(tabs),
  });
}
