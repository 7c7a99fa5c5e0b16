import { isSecure, systemOfAddress } from '../catalog/address.ts';
import { type Facts, systemIds } from '../catalog/facts.ts';
import { asksForCertificate, CHECK_SITE, PORTAL, type SystemId } from '../catalog/systems.ts';
import type { Attempt } from '../diagnosis/attempt.ts';
import { type NetErrorKind, netErrorKind } from '../diagnosis/net-errors.ts';
import { checkSiteVisitFailed, isAbsenceKnown, isProbedLately } from './probe-plan.ts';
import { attemptByKey, lastAttempts, latestProbe, type RunState } from './run-state.ts';

/** Returns the systems that the user has tried to open in this browser run; `counts`: which loads count. */
export function triedSystems(run: RunState, facts: Facts, counts = (_load: Attempt) => true): SystemId[] {
  const pending = Object.values(run.tabs).flatMap((tab) => attemptByKey(run, tab.pending, facts) ?? []);
  const tried = [...lastAttempts(run, facts), ...pending]
    .filter((load) => isSecure(load.address) && counts(load))
    .map((load) => systemOfAddress(load.address, facts)?.id);
  return systemIds(facts).filter((id) => tried.includes(id));
}

/** Kinds of errors that arise where the certificate is asked for, or later. */
const AT_THE_SYSTEM: readonly (NetErrorKind | undefined)[] = [
  'client-certificate',
  'client-key',
  'socket-gone',
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
export function systemsToCheck(run: RunState, facts: Facts, now: number): SystemId[] {
  const tried = triedSystems(run, facts, (load) => hasReachedSystem(load, facts));
  const isKnown = isAbsenceKnown(latestProbe(run, CHECK_SITE), now);
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
  return (isLost || !isProbedLately(previous, now)) && systemsToCheck(run, facts, now).includes(id);
}
