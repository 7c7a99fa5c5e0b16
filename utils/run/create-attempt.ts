import { isSameHost, isSecure, plainAddress, systemOfAddress } from '../catalog/address.ts';
import { type Facts, systemById } from '../catalog/facts.ts';
import { asksForCertificate, type SystemId } from '../catalog/systems.ts';
import { type Attempt, certificateSystem, duration, isForOther } from '../diagnosis/attempt.ts';
import { certificateFromHistory, forgetsDecision, remembersDecision } from '../diagnosis/certificate-history.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { MIN_DIALOG_TIME } from '../diagnosis/patience.ts';
import { SECOND } from '../time.ts';
import type { BrowserEvent } from './load-event.ts';
import {
  attemptByKey,
  hasOpenedWithCertificate,
  keyedAttempt,
  pendingWithId,
  type RunState,
  type StoredAttempt,
} from './run-state.ts';

/** Creates the attempt of a load that begins, with its history; `undefined` for an address of another site. */
export function createAttempt(
  run: RunState,
  event: BrowserEvent & { tabUrl?: string | undefined; isPost?: boolean | undefined },
  facts: Facts,
): StoredAttempt | undefined {
  const address = plainAddress(event.url);
  if (address === null) return undefined;
  const tab = run.tabs[event.tabId] ?? {};
  const isReload = plainAddress(event.tabUrl) === address;
  const shown = keyedAttempt(run, tab.shown)?.attempt;
  // A redirect inside the domain goes on with the same request.
  const pending = pendingWithId(run, tab, event.requestId)?.attempt;
  if (!pending && !event.isPost && isReload && shown?.address === address && isForOther(shown, facts))
    return repeatOf(shown, event);
  const from = pending && originOf(pending, facts);
  const system = certificateSystem(address, from, facts)?.id;
  const { earlier, wasUnchosen, isDecided } = historyOf(run, event, system, facts);
  // A host that redirects to itself already has the certificate in this load.
  const idOfAddress = systemOfAddress(address, facts)?.id;
  const isSameHostAgain =
    system === idOfAddress && pending && isSecure(pending.address) && isSameHost(pending.address, address);
  return {
    requestId: event.requestId,
    tabId: event.tabId,
    address,
    startedAt: pending?.startedAt ?? event.at,
    ...(pending && { askedAt: event.at }),
    ...(from && from !== idOfAddress && { from }),
    ...(earlier && { earlier }),
    ...(wasUnchosen && { wasUnchosen }),
    ...((isSameHostAgain || isDecided) && { noDialog: true }),
    ...(pending?.redirects && { redirects: pending.redirects }),
    ...((pending ? pending.isReload : isReload) && { isReload: true }),
    ...(event.isPost && { isPost: true }),
    ...((pending?.isPost || pending?.hasSent) && !event.isPost && { hasSent: true }),
  };
}

/** Returns what this run knows of the certificate before a load of a system. */
function historyOf(run: RunState, { tabId, at }: BrowserEvent, system: SystemId | undefined, facts: Facts) {
  const lastKey = system && run.last[system];
  const last = attemptByKey(run, lastKey, facts);
  const isPastGrace = !isInGracePeriod(last, tabId, at);
  const opened = isPastGrace ? run.opened : run.opened.filter((id) => id !== system);
  const history = Object.values(run.last).flatMap((key) =>
    isPastGrace || key !== lastKey ? (attemptByKey(run, key, facts) ?? []) : [],
  );
  return {
    earlier: evidenceForLoad({ ...run, opened }, system, history, facts, at),
    wasUnchosen: last && !forgetsDecision(last) && isUnchosen(last, facts, at),
    isDecided: last && remembersDecision(last, system !== undefined && opened.includes(system)),
  };
}

/**
 * Returns the attempt of a reload of a page that another system has led to. The reload sends no request to that system,
 * so it has the history of the first load.
 */
function repeatOf(shown: StoredAttempt, { requestId, tabId, at }: BrowserEvent): StoredAttempt {
  const { address, from, earlier, noDialog, wasUnchosen, redirects, startedAt, askedAt = startedAt } = shown;
  const times = { startedAt: at - askedAt + startedAt, askedAt: at };
  return { requestId, tabId, address, ...times, from, earlier, noDialog, wasUnchosen, redirects, isReload: true };
}

/** The system that a redirect came from: of a chain the last that asks for certificates, or else the first. */
function originOf({ address, from }: StoredAttempt, facts: Facts): SystemId | undefined {
  const system = systemOfAddress(address, facts);
  return asksForCertificate(system) ? system?.id : (from ?? system?.id);
}

/** Whether the user chose no certificate in this load, or earlier and the browser repeats it. A choice takes time. */
function isUnchosen(last: Attempt, facts: Facts, now: number): boolean {
  const hadTime = last.wasUnchosen || duration(last, facts, now) >= MIN_DIALOG_TIME;
  return hadTime && diagnose(last, facts, now).cause === 'certificate-not-chosen';
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
  // A system without certificates shows none by opening.
  const hasOpened = system !== undefined && run.opened.includes(system);
  if (hasOpened && asksForCertificate(systemById(system, facts))) return 'opened';
  if (fromHistory === 'accepted' || fromHistory === 'present') return fromHistory;
  return hasOpenedWithCertificate(run, facts) ? 'present' : fromHistory;
}

/**
 * How long after its end a load does not count as opened: its page may still report an error. For a later report see
 * `retractFalseSuccess`.
 */
const REPORT_GRACE = SECOND / 2;

/** The same in the tab of the load, where the page may lead on to an error page. */
const REDIRECT_GRACE = 2 * SECOND;

/** Whether a load that has just ended is the only proof that the system opened. */
function isInGracePeriod(last: Attempt | undefined, tabId: number, now: number): boolean {
  if (last === undefined || last.netError !== undefined || last.earlier === 'opened') return false;
  return Math.abs(now - (last.endedAt ?? now)) < (last.tabId === tabId ? REDIRECT_GRACE : REPORT_GRACE);
}
