import { isSecure, systemOfAddress } from '../catalog/address.ts';
import { type Facts, systemById, systemIds } from '../catalog/facts.ts';
import { asksForCertificate, CHECK_SITE, PORTAL, type SystemId } from '../catalog/systems.ts';
import { type Attempt, hasEnded, type Probe } from '../diagnosis/attempt.ts';
import { readProbe } from '../diagnosis/certificate-evidence.ts';
import { forgetsDecision, remembersDecision } from '../diagnosis/certificate-history.ts';
import { diagnose, isProbePending } from '../diagnosis/diagnose.ts';
import { CERTIFICATE_NEEDED, type NetErrorKind, netErrorKind } from '../diagnosis/net-errors.ts';
import { PROBE_PAUSE } from '../diagnosis/patience.ts';
import { MINUTE } from '../time.ts';
import {
  type AttemptKey,
  attemptOf,
  lastAttempt,
  lastAttempts,
  latestProbe,
  type RunState,
  withoutUnused,
} from './run-state.ts';

/** Most systems that one failure probes. */
const MAX_PROBES = 3;
/** Age from which a failure is not probed any more; in ms. */
const LONGEST_INTEREST = 2 * MINUTE;

/** A probe that an attempt needs. */
interface PlannedProbe {
  key: AttemptKey;
  system: SystemId;
  /** The probe that serves: answered, or under way. Absent: a new one is to be sent. */
  known?: Probe;
}

/**
 * Plans the probes that would distinguish why loads have failed, or what they wait for.
 *
 * A probe makes the browser decide about the certificate, as a load does. The browser remembers until it ends that
 * there was none. So a system that asks for certificates is never probed before the user has tried it in this browser
 * run; except the check site, and that only after a failure that may be the certificate.
 * @param maySend false while offline, or if probes are switched off: only known answers serve then
 * @param now ms since the epoch
 */
export function planProbes(run: RunState, facts: Facts, now: number, maySend: boolean): PlannedProbe[] {
  const planned: PlannedProbe[] = [];
  for (const key of Object.values(run.tabs).flatMap(({ pending, shown }) => [pending, shown])) {
    const attempt = attemptOf(run, key, facts);
    if (key === undefined || !attempt || Math.abs(now - (attempt.endedAt ?? now)) > LONGEST_INTEREST) continue;
    const isOpen = (id: SystemId) => !isSettled(attempt, id, now);
    const plan = (id: SystemId) => {
      const known = knownAnswer(run, attempt, id, facts, now);
      const isPlanned = planned.some(({ system }) => system === id);
      if (!known && !isPlanned && !(maySend && mayBeProbed(run, attempt, id, facts, now))) return false;
      planned.push({ key, system: id, ...(known && { known }) });
      return true;
    };
    const { decisive = [], helpful = [] } = diagnose(attempt, facts, now);
    // The first answer that shows something decides; after an answer without news the next system is probed.
    const showedNothing = (id: SystemId) => {
      const probe = attempt.probes?.[id];
      return probe?.endedAt !== undefined && !readProbe(probe);
    };
    if (decisive.every((id) => isOpen(id) || showedNothing(id))) decisive.filter(isOpen).some(plan);
    helpful.filter(isOpen).forEach(plan);
  }
  return planned;
}

/**
 * Adds all probes that the run needs, and returns the systems to send them to. A known answer may call for the next
 * probe at once, and no event would come to plan that.
 */
export function withPlannedProbes(run: RunState, facts: Facts, now: number, maySend: boolean) {
  const systems = new Set<SystemId>();
  let next = run;
  for (let round = 0; round < MAX_PROBES; round += 1) {
    const planned = planProbes(next, facts, now, maySend);
    if (planned.length === 0) break;
    for (const { system, known } of planned) if (!known) systems.add(system);
    next = withProbes(next, planned, now);
  }
  return { run: next, systems: [...systems] };
}

/** Whether an attempt needs no more probes of a system. */
function isSettled(attempt: Attempt, id: SystemId, now: number): boolean {
  const probe = attempt.probes?.[id];
  if (probe?.endedAt === undefined) return isProbePending(probe, now);
  // A load that still goes on may have reached the dialog since, or have left it.
  return hasEnded(attempt) || Math.abs(now - probe.askedAt) < PROBE_PAUSE;
}

/** A probe that this run has already, and that serves for this attempt. */
function knownAnswer(run: RunState, attempt: Attempt, id: SystemId, facts: Facts, now: number): Probe | undefined {
  const probe = latestProbe(run, id);
  if (!probe || isProbePending(probe, now)) return probe;
  if (probe.endedAt === undefined) return undefined;
  // An older answer shows what a load waits for only if it proves that the browser has decided.
  const isOld = !hasEnded(attempt) && probe.askedAt < attempt.startedAt;
  if (isOld && (probe.status === undefined || hasForgotten(run, id, probe, facts))) return undefined;
  // The browser remembers that it had no certificate, and would only repeat that.
  const isRemembered = readProbe(probe)?.is === 'absent';
  return isRemembered || Math.abs(now - probe.askedAt) < PROBE_PAUSE ? probe : undefined;
}

/** Whether a load since this probe made the browser forget its decision, so that a dialog can open again. */
function hasForgotten(run: RunState, id: SystemId, { askedAt }: Probe, facts: Facts): boolean {
  const last = lastAttempt(run, id, facts);
  return last !== undefined && forgetsDecision(last) && (last.endedAt ?? last.startedAt) >= askedAt;
}

function mayBeProbed(run: RunState, attempt: Attempt, id: SystemId, facts: Facts, now: number): boolean {
  if (isProbedLately(latestProbe(run, id), now)) return false;
  if (Object.keys({ ...attempt.probes, [id]: true }).length > MAX_PROBES) return false;
  if (!asksForCertificate(systemById(id, facts))) return true;
  if (mayPrompt(run, id, facts)) return false;
  if (systemOfAddress(attempt.address, facts)?.id === id) return true;
  return id === CHECK_SITE && !checkSiteVisitFailed(run, facts);
}

/**
 * Whether another probe could bring up a prompt of Windows while a load of the system waits. A key on a card or with
 * strong protection asks for a PIN at each use: the load may wait for that, and every probe would ask again. A probe
 * that would open the certificate dialog has used no key.
 */
function mayPrompt(run: RunState, id: SystemId, facts: Facts): boolean {
  const probe = latestProbe(run, id);
  if (!probe || probe.netError === CERTIFICATE_NEEDED) return false;
  return Object.values(run.tabs).some((tab) => {
    const load = attemptOf(run, tab.pending, facts);
    return load && systemOfAddress(load.address, facts)?.id === id && probe.askedAt >= load.startedAt;
  });
}

function isProbedLately(previous: Probe | undefined, now: number): boolean {
  return previous !== undefined && Math.abs(now - previous.askedAt) < PROBE_PAUSE;
}

/** Whether the user's visit to the check site failed: the browser would only repeat its remembered decision. */
function checkSiteVisitFailed(run: RunState, facts: Facts): boolean {
  const visit = lastAttempt(run, CHECK_SITE, facts);
  const hasOpened = run.opened.includes(CHECK_SITE);
  return visit !== undefined && !hasOpened && remembersDecision(visit, hasOpened);
}

/** Returns the systems that the user has tried to open in this browser run; `counts`: which loads count. */
export function triedSystems(run: RunState, facts: Facts, counts = (_load: Attempt) => true): SystemId[] {
  const pending = Object.values(run.tabs).flatMap((tab) => attemptOf(run, tab.pending, facts) ?? []);
  const tried = [...lastAttempts(run, facts), ...pending]
    .filter((load) => isSecure(load.address) && counts(load))
    .map((load) => systemOfAddress(load.address, facts)?.id);
  return systemIds(facts).filter((id) => tried.includes(id));
}

/** Kinds of errors that arise where the certificate is asked for, or later. */
const AT_THE_SYSTEM: readonly (NetErrorKind | undefined)[] = [
  'client-certificate',
  'client-key',
  'cut-off',
  'broken-off',
];

/**
 * Whether a load has reached the request for a certificate, so that the browser has decided about it already. A system
 * that asks for none leaves nothing to decide.
 */
function hasReachedSystem({ address, status, netError, isFromCache, endedAt }: Attempt, facts: Facts): boolean {
  if (endedAt === undefined || !asksForCertificate(systemOfAddress(address, facts))) return true;
  if (isFromCache) return false;
  return status !== undefined || (netError !== undefined && AT_THE_SYSTEM.includes(netErrorKind(netError)));
}

/**
 * Returns the systems that a check by the user may probe: the portal; those that the user has tried in this browser
 * run; and the check site, unless it could only repeat itself.
 */
export function systemsToCheck(run: RunState, facts: Facts): SystemId[] {
  const tried = triedSystems(run, facts, (load) => hasReachedSystem(load, facts));
  const answer = latestProbe(run, CHECK_SITE);
  const isKnown = answer !== undefined && readProbe(answer)?.is === 'absent';
  return systemIds(facts).filter((id) =>
    id === CHECK_SITE ? !isKnown && !checkSiteVisitFailed(run, facts) : id === PORTAL || tried.includes(id),
  );
}

/**
 * Whether a check by the user may probe a system now; otherwise its latest answer serves. `isAwaited`: this worker
 * awaits the answer to the latest probe; without that, an unanswered probe is lost and may be sent again.
 */
export function mayBeChecked(run: RunState, id: SystemId, facts: Facts, now: number, isAwaited: boolean): boolean {
  const previous = latestProbe(run, id);
  const isLost = previous?.endedAt === undefined && !isAwaited;
  return (isLost || !isProbedLately(previous, now)) && systemsToCheck(run, facts).includes(id);
}

/** Returns the run in which these probes are under way. `now`: ms since the epoch. */
export function withProbes(run: RunState, planned: readonly PlannedProbe[], now: number): RunState {
  const attempts = { ...run.attempts };
  const probes = { ...run.probes };
  for (const { key, system, known } of planned) {
    if (!known) probes[system] = [...(run.probes[system] ?? []), { askedAt: now }];
    const attempt = attempts[key];
    if (!attempt) continue;
    // While the system is probed again, its earlier answer counts.
    const answers = run.probes[system]?.filter(({ endedAt }) => endedAt !== undefined).map(({ askedAt }) => askedAt);
    const answered = attempt.probes?.[system]?.find((time) => answers?.includes(time));
    const sent = known ? [known.askedAt] : [now, ...(answered === undefined ? [] : [answered])];
    attempts[key] = { ...attempt, probes: { ...attempt.probes, [system]: sent } };
  }
  return withoutUnused({ ...run, attempts, probes });
}

/** Returns the run in which a system is probed for no attempt: for a check by the user. */
export function withCheck(run: RunState, system: SystemId, now: number): RunState {
  return withProbes(run, [{ key: '', system }], now);
}

/** Returns the run with the answer to a probe: for all loads that wait for it, and for later ones. */
export function withAnswer(run: RunState, system: SystemId, answer: Probe, clockOffset: number | undefined): RunState {
  const others = (run.probes[system] ?? []).filter(({ askedAt }) => askedAt !== answer.askedAt);
  const isLatest = (latestProbe(run, system)?.askedAt ?? answer.askedAt) === answer.askedAt;
  const probes = { ...run.probes, [system]: isLatest ? [...others, answer] : [answer, ...others] };
  if (clockOffset === undefined) return { ...run, probes };
  const attempts = Object.entries(run.attempts).map(([key, attempt]) => {
    const isForIt = attempt.probes?.[system]?.[0] === answer.askedAt;
    return [key, isForIt ? { ...attempt, clockOffset } : attempt] as const;
  });
  return {
    ...run,
    attempts: Object.fromEntries(attempts),
    probes,
    clockOffset,
    ...(answer.endedAt !== undefined && { clockReadAt: answer.endedAt }),
  };
}
