import { isSecure, systemOfAddress } from '../catalog/address.ts';
import type { Facts } from '../catalog/facts.ts';
import { asksForCertificate } from '../catalog/systems.ts';
import { type Attempt, endOf } from './attempt.ts';
import { CAUSES, type Cause } from './causes.ts';
import { type CertificateEvidence, certificateOnPc } from './certificate-evidence.ts';
import { type Diagnosis, diagnose } from './diagnose.ts';
import { netErrorKind } from './net-errors.ts';

export type CertificateState = 'present' | 'absent' | 'unknown';

/**
 * Derives the state of the certificate on this PC from the loads of this browser run; the latest load with evidence
 * decides. `now`: ms since the epoch.
 */
export function certificateState(attempts: readonly Attempt[], facts: Facts, now: number): CertificateState {
  const state = findLatest(attempts, facts, now, (attempt, { cause, or, system }) => {
    if (hasAccepted(attempt, facts, cause)) return 'present';
    const evidence = certificateOnPc(attempt, system);
    if (evidence) return evidence.is === 'absent' ? 'absent' : 'present';
    const { certificate } = CAUSES[cause];
    if (certificate === undefined || certificate === 'undecided') return undefined;
    // An inspection of TLS is always possible; it leaves the state as it seems.
    const isSure = or === undefined || or === 'tls-intercepted' || CAUSES[or].certificate === certificate;
    return isSure ? certificate : undefined;
  });
  return state ?? 'unknown';
}

/**
 * Derives the evidence for a new load from earlier ones. `accepted`, `refused`: a system did that with the certificate
 * (the latest load with evidence decides). `present`: other evidence shows it. `installed`: the browser has one to
 * offer. `absent`: it has none. Returns `undefined` without evidence.
 */
export function certificateFromHistory(
  attempts: readonly Attempt[],
  facts: Facts,
  now: number,
): Exclude<Attempt['earlier'], 'opened'> {
  const answer = findLatest(attempts, facts, now, (attempt, { cause, or, system }) => {
    if (hasAccepted(attempt, facts, cause)) return 'accepted';
    if (cause === 'certificate-lost') return 'present';
    const evidence = certificateOnPc(attempt, system);
    if (isRefusal(cause, or, evidence)) return 'refused';
    return evidence?.because === 'accepted-here' ? 'present' : undefined;
  });
  const BY_STATE = { present: 'installed', absent: 'absent', unknown: undefined } as const;
  return answer ?? BY_STATE[certificateState(attempts, facts, now)];
}

/** Whether the latest load that shows it found the certificate refused, or its key unusable. */
export function isCertificateUnusable(attempts: readonly Attempt[], facts: Facts, now: number): boolean {
  const answer = findLatest(attempts, facts, now, (attempt, { cause, or, system }) => {
    if (hasAccepted(attempt, facts, cause)) return false;
    return cause === 'certificate-key' || isRefusal(cause, or, certificateOnPc(attempt, system)) || undefined;
  });
  return answer ?? false;
}

/**
 * Whether a server has refused the certificate, unless the browser may never have sent it. What a load knew of an
 * earlier refusal stays known after it: the browser tries a failed load again and again.
 */
function isRefusal(cause: Cause, or: Cause | undefined, evidence: CertificateEvidence | undefined): boolean {
  return cause === 'certificate-rejected' && (or !== 'certificate-not-chosen' || evidence?.is === 'refused');
}

/** Whether a load opened its system: not from the browser's cache, and without an error status, even a harmless one. */
export function hasOpened(attempt: Attempt, cause: Cause): boolean {
  return cause === 'none' && isSecure(attempt.address) && !attempt.isFromCache && (attempt.status ?? 0) < 400;
}

/** M11, M65: a system that requires a certificate opened, or the check site confirms it (M10). */
function hasAccepted(attempt: Attempt, facts: Facts, cause: Cause): boolean {
  if (!hasOpened(attempt, cause)) return false;
  const system = systemOfAddress(attempt.address, facts);
  if (system?.certificate === 'required') return true;
  // A system that asks for no certificate can only speak of certificates in general.
  return asksForCertificate(system) && (attempt.signs?.includes('certificate-present') ?? false);
}

/**
 * Whether the browser opens no certificate dialog for a system after this load of it. The browser remembers a choice,
 * and the lack of one, per host until it ends; but not if the server refused the handshake itself
 * (`net/http/http_network_transaction.cc`: ERR_BAD_SSL_CLIENT_AUTH_CERT and the errors of the key).
 */
export function remembersDecision(last: Attempt, isOpened: boolean): boolean {
  if (forgetsDecision(last)) return false;
  const isSocketGone = netErrorKind(last.netError) === 'socket-gone';
  return isOpened || isSocketGone || (last.netError === undefined && isSecure(last.address));
}

/** Whether the browser forgot its decision about the certificate with the refusal of this load. */
export function forgetsDecision({ netError }: Attempt): boolean {
  const kind = netErrorKind(netError);
  return kind === 'client-certificate' || kind === 'client-key';
}

/** Returns the first result of `read`, latest load first. */
function findLatest<Result>(
  attempts: readonly Attempt[],
  facts: Facts,
  now: number,
  read: (attempt: Attempt, diagnosis: Diagnosis) => Result | undefined,
): Result | undefined {
  for (const attempt of attempts.toSorted((a, b) => endOf(b) - endOf(a))) {
    const diagnosis = diagnose(attempt, facts, now);
    const result = diagnosis.isChecking ? undefined : read(attempt, diagnosis);
    if (result !== undefined) return result;
  }
  return undefined;
}
