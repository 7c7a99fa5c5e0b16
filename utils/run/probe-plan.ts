import { isSecure, systemOfAddress } from '../catalog/address.ts';
import { currentFacts, systemById, systemIds } from '../catalog/facts.ts';
import { asksForCertificate, CHECK_SITE, PORTAL, type SystemId } from '../catalog/systems.ts';
import { type Attempt, hasEnded, type Probe } from '../diagnosis/attempt.ts';
import { remembersDecision } from '../diagnosis/certificate.ts';
import { readProbe } from '../diagnosis/certificate-evidence.ts';
import { diagnose, isPending } from '../diagnosis/diagnose.ts';
import { type NetErrorKind, netErrorKind } from '../diagnosis/net-errors.ts';
import { PROBE_PAUSE } from '../diagnosis/patience.ts';
import { MINUTE } from '../time.ts';
import { mapAttempts, type RunState } from './run-state.ts';

/** One failure makes us ask this many systems at most. */
const MAX_PROBES = 3;
/** A failure older than this is not asked about any more. */
const LONGEST_INTEREST = 2 * MINUTE;

/** A probe that an attempt is to have. */
export interface PlannedProbe {
  tabId: number;
  requestId: string;
  system: SystemId;
  /** What came of it, or is under way already; the system is to be asked if this is absent. */
  known?: Probe;
}

/**
 * Which probes would tell apart why loads have failed, or what they wait for; and of these, which may be sent.
 *
 * A probe has the browser decide about the certificate as a load would, and where there is none, that is remembered until
 * the browser ends. Hence a system that asks for certificates is never asked before the user has tried it in this browser
 * run; except the check site, and that only after a failure that may be the certificate.
 * @param mayAsk false while offline, or where probes are switched off: then only what is known already is used
 * @param now ms since the epoch
 */
export function planProbes(state: RunState, now: number, mayAsk: boolean): PlannedProbe[] {
  const planned: PlannedProbe[] = [];
  for (const { pending, shown } of Object.values(state.tabs)) {
    for (const attempt of [pending, shown]) {
      if (!attempt || Math.abs(now - (attempt.endedAt ?? now)) > LONGEST_INTEREST) continue;
      const isOpen = (id: SystemId) => !isSettled(attempt, id, now);
      const plan = (id: SystemId) => {
        const known = knownAnswer(state, attempt, id, now);
        const isAsked = planned.some(({ system }) => system === id);
        if (!known && !isAsked && !(mayAsk && mayBeAsked(state, attempt, id, now))) return false;
        planned.push({ tabId: attempt.tabId, requestId: attempt.requestId, system: id, ...(known && { known }) });
        return true;
      };
      const { decisive = [], helpful = [] } = diagnose(attempt, currentFacts(), now);
      // One that tells something decides; whoever has told nothing leaves it to the next.
      const saysNothing = (id: SystemId) => {
        const probe = attempt.probes?.[id];
        return probe?.endedAt !== undefined && !readProbe(probe);
      };
      if (decisive.every((id) => isOpen(id) || saysNothing(id))) decisive.filter(isOpen).some(plan);
      helpful.filter(isOpen).forEach(plan);
    }
  }
  return planned;
}

/**
 * The state with all the probes that it calls for, and the systems that are to be asked for it. What is known already may call for
 * the next one at once, and nothing else would come to ask for that.
 */
export function withPlannedProbes(state: RunState, now: number, mayAsk: boolean) {
  const asked = new Set<SystemId>();
  let next = state;
  for (let round = 0; round < MAX_PROBES; round += 1) {
    const planned = planProbes(next, now, mayAsk);
    if (planned.length === 0) break;
    for (const { system, known } of planned) if (!known) asked.add(system);
    next = withProbes(next, planned, now);
  }
  return { state: next, asked: [...asked] };
}

/** Whether this system needs no more asking for this attempt. */
function isSettled(attempt: Attempt, id: SystemId, now: number): boolean {
  const probe = attempt.probes?.[id];
  if (probe?.endedAt === undefined) return isPending(probe, now);
  // A load that still goes on may have come to the dialog since, or have left it behind.
  return hasEnded(attempt) || Math.abs(now - probe.askedAt) < PROBE_PAUSE;
}

/** An answer that this run has already got, and that holds for this attempt. */
function knownAnswer(state: RunState, attempt: Attempt, id: SystemId, now: number): Probe | undefined {
  const probe = state.probes[id];
  if (!probe || isPending(probe, now)) return probe;
  if (probe.endedAt === undefined) return undefined;
  // What a load waits for is not told by what was there before it.
  if (!hasEnded(attempt) && probe.askedAt < attempt.startedAt) return undefined;
  // The browser remembers that it had no certificate, and would only say so again.
  const isRemembered = readProbe(probe)?.is === 'absent';
  return isRemembered || Math.abs(now - probe.askedAt) < PROBE_PAUSE ? probe : undefined;
}

function mayBeAsked(state: RunState, attempt: Attempt, id: SystemId, now: number): boolean {
  if (isAskedLately(state.probes[id], now)) return false;
  if (Object.keys({ ...attempt.probes, [id]: true }).length > MAX_PROBES) return false;
  if (!asksForCertificate(systemById(id))) return true;
  if (systemOfAddress(attempt.address)?.id === id) return true;
  return id === CHECK_SITE && !wasThereInVain(state);
}

function isAskedLately(previous: Probe | undefined, now: number): boolean {
  return previous !== undefined && Math.abs(now - previous.askedAt) < PROBE_PAUSE;
}

/** Whether the user has been at the check site in vain: the browser would only repeat what it remembers. */
function wasThereInVain(state: RunState): boolean {
  const visit = state.last[CHECK_SITE];
  const hasOpened = state.opened.includes(CHECK_SITE);
  return visit !== undefined && !hasOpened && remembersDecision(visit, hasOpened);
}

/** The systems that the user has tried to open in this browser run, as far as such a load counts. */
export function triedSystems(state: RunState, counts = (_load: Attempt) => true): SystemId[] {
  const loads = [...Object.values(state.last), ...Object.values(state.tabs).map(({ pending }) => pending)];
  const tried = loads.map(
    (load) => load && isSecure(load.address) && counts(load) && systemOfAddress(load.address)?.id,
  );
  return systemIds().filter((id) => tried.includes(id));
}

/** Kinds of errors that arise where the certificate is asked for, or later. */
const AT_THE_SYSTEM: readonly (NetErrorKind | undefined)[] = [
  'client-certificate',
  'client-key',
  'cut-off',
  'broken-off',
];

/**
 * Whether a load has got as far as to the question for a certificate, so that the browser has decided about it already. A system
 * that asks for none has nothing to be decided about.
 */
function hasMetSystem({ address, status, netError, isFromCache, endedAt }: Attempt): boolean {
  if (endedAt === undefined || !asksForCertificate(systemOfAddress(address))) return true;
  if (isFromCache) return false;
  return status !== undefined || (netError !== undefined && AT_THE_SYSTEM.includes(netErrorKind(netError)));
}

/**
 * The systems that may be asked because the user wants to know how things are: the portal; those that the user has tried in this
 * browser run; and the check site, unless it could only repeat itself.
 */
export function systemsToCheck(state: RunState): SystemId[] {
  const tried = triedSystems(state, hasMetSystem);
  const told = state.probes[CHECK_SITE];
  const isTold = told !== undefined && readProbe(told)?.is === 'absent';
  return systemIds().filter((id) =>
    id === CHECK_SITE ? !isTold && !wasThereInVain(state) : id === PORTAL || tried.includes(id),
  );
}

/**
 * Whether one of them is to be asked now; otherwise what it has answered lately counts. `isAwaited`: a probe that is under way
 * can still be answered; one that the worker was stopped before is asked again.
 */
export function mayBeChecked(state: RunState, id: SystemId, now: number, isAwaited: boolean): boolean {
  const previous = state.probes[id];
  const isLost = previous?.endedAt === undefined && !isAwaited;
  return (isLost || !isAskedLately(previous, now)) && systemsToCheck(state).includes(id);
}

/** Whether a probe was sent for a failure and is still without an answer: the worker may have been stopped before it. */
export function hasOpenProbes(state: RunState, now: number): boolean {
  const attempts = Object.values(state.tabs).flatMap(({ shown }) => (shown ? [shown] : []));
  return attempts.some(
    ({ endedAt = now, probes = {} }) =>
      Math.abs(now - endedAt) < LONGEST_INTEREST &&
      Object.values(probes).some((probe) => probe && probe.endedAt === undefined),
  );
}

/** The state in which these probes are under way. `now`: ms since the epoch. */
export function withProbes(state: RunState, planned: readonly PlannedProbe[], now: number): RunState {
  const asked = Object.fromEntries(planned.flatMap(({ system, known }) => (known ? [] : [[system, { askedAt: now }]])));
  const next = mapAttempts(state, (attempt) => {
    const mine = planned.filter(({ tabId, requestId }) => tabId === attempt.tabId && requestId === attempt.requestId);
    if (mine.length === 0) return attempt;
    // What is asked anew is held to be as it was until the answer is there.
    const probes = Object.fromEntries(
      mine.map(({ system, known }) => [system, known ?? { ...attempt.probes?.[system], askedAt: now }]),
    );
    return withMissedEnd({ ...attempt, probes: { ...attempt.probes, ...probes } });
  });
  return { ...next, probes: { ...state.probes, ...asked } };
}

/** What a probe has met: for all loads that wait for it, and for those that come later. */
export function withAnswer(
  state: RunState,
  system: SystemId,
  answer: Probe,
  clockOffset: number | undefined,
): RunState {
  const clock = clockOffset === undefined ? {} : { clockOffset };
  const toldAt = clockOffset === undefined ? {} : { clockToldAt: answer.endedAt };
  const next = mapAttempts(state, (attempt) => {
    const asked = attempt.probes?.[system];
    if (asked?.askedAt !== answer.askedAt) return attempt;
    return withMissedEnd({ ...attempt, ...clock, probes: { ...attempt.probes, [system]: answer } });
  });
  return { ...next, ...clock, ...toldAt, probes: { ...state.probes, [system]: answer } };
}

/** A load whose end was missed has ended as a probe of its system does. */
function withMissedEnd(attempt: Attempt): Attempt {
  const own = attempt.isMissed && attempt.probes?.[systemOfAddress(attempt.address)?.id ?? ''];
  if (!own || own.endedAt === undefined) return attempt;
  const { netError: _, ...rest } = attempt;
  const { status, netError, signs } = own;
  return { ...rest, ...(status && { status }), ...(netError && { netError }), ...(signs && { signs }) };
}
