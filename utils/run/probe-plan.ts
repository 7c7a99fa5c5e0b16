import { systemOfAddress } from '../catalog/address.ts';
import { type Facts, systemById } from '../catalog/facts.ts';
import { asksForCertificate, CHECK_SITE, type SystemId } from '../catalog/systems.ts';
import { type Attempt, endOf, hasEnded, type Probe } from '../diagnosis/attempt.ts';
import { readProbe } from '../diagnosis/certificate-evidence.ts';
import { forgetsDecision, remembersDecision } from '../diagnosis/certificate-history.ts';
import { diagnose, isProbePending } from '../diagnosis/diagnose.ts';
import { CERTIFICATE_NEEDED, failedOnTheWay, netErrorKind } from '../diagnosis/net-errors.ts';
import { ABSENCE_TRUST, PROBE_PAUSE } from '../diagnosis/patience.ts';
import { MINUTE } from '../time.ts';
import { type PlannedProbe, withProbes } from './record-probes.ts';
import { attemptByKey, lastAttempt, latestProbe, type RunState } from './run-state.ts';

/** Maximum number of systems that one failure probes. */
const MAX_PROBES = 3;
/** Age from which a failure is not probed any more; in ms. */
const MAX_INTEREST = 2 * MINUTE;

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
    const attempt = attemptByKey(run, key, facts);
    if (key === undefined || !attempt || Math.abs(now - (attempt.endedAt ?? now)) > MAX_INTEREST) continue;
    const isOpen = (id: SystemId) => !isSettled(attempt, id, now);
    const plan = (id: SystemId) => {
      const known = reusableProbe(run, attempt, id, facts, now);
      if (known !== undefined && known.askedAt === attempt.probes?.[id]?.askedAt) return false;
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
function reusableProbe(run: RunState, attempt: Attempt, id: SystemId, facts: Facts, now: number): Probe | undefined {
  const probe = latestProbe(run, id);
  if (!probe || isProbePending(probe, now)) return probe;
  if (probe.endedAt === undefined) return undefined;
  // An answer from before the load serves only if the browser had decided, or if nothing answered.
  const isOld = !hasEnded(attempt) && probe.askedAt < attempt.startedAt;
  const excludesDialog =
    netErrorKind(probe.netError) === 'unreachable' ||
    (probe.status !== undefined && !hasForgotten(run, id, probe, facts));
  if (isOld && !excludesDialog) return undefined;
  // Where no other may be sent, the last answer holds.
  const isLast = !hasEnded(attempt) && asksForCertificate(systemById(id, facts)) && mayPrompt(run, id, facts);
  return isAbsenceKnown(probe, now) || isLast || isProbedLately(probe, now) ? probe : undefined;
}

/**
 * Whether this answer shows that there is no certificate, so that no other is needed. The browser remembers that it had
 * none, and would only repeat it; but not what an inspection of TLS on another line has shown.
 */
export function isAbsenceKnown(answer: Probe | undefined, now: number): boolean {
  return answer !== undefined && readProbe(answer)?.is === 'absent' && Math.abs(now - answer.askedAt) < ABSENCE_TRUST;
}

/** Whether a load since this probe made the browser forget its decision, so that a dialog can open again. */
function hasForgotten(run: RunState, id: SystemId, { askedAt }: Probe, facts: Facts): boolean {
  const last = lastAttempt(run, id, facts);
  return last !== undefined && forgetsDecision(last) && endOf(last) >= askedAt;
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
 * that would open the certificate dialog, or that failed on its way, has used no key.
 */
function mayPrompt(run: RunState, id: SystemId, facts: Facts): boolean {
  const probe = latestProbe(run, id);
  if (!probe || probe.netError === CERTIFICATE_NEEDED || failedOnTheWay(probe.netError)) return false;
  return Object.values(run.tabs).some((tab) => {
    const load = attemptByKey(run, tab.pending, facts);
    return load && systemOfAddress(load.address, facts)?.id === id && probe.askedAt >= load.startedAt;
  });
}

/** Whether a system was probed less than `PROBE_PAUSE` ago. `now`: ms since the epoch. */
export function isProbedLately(previous: Probe | undefined, now: number): boolean {
  return previous !== undefined && Math.abs(now - previous.askedAt) < PROBE_PAUSE;
}

/** Whether the user's visit to the check site failed: the browser would only repeat its remembered decision. */
export function checkSiteVisitFailed(run: RunState, facts: Facts): boolean {
  const visit = lastAttempt(run, CHECK_SITE, facts);
  return visit !== undefined && !run.opened.includes(CHECK_SITE) && remembersDecision(visit, false);
}
