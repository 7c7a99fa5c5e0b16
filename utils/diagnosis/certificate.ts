import { isSecure, systemOfAddress } from '../catalog/address.ts';
import type { Facts } from '../catalog/facts.ts';
import type { Attempt } from './attempt.ts';
import type { Cause } from './causes.ts';
import { type Diagnosis, diagnose } from './diagnose.ts';
import { netErrorKind } from './net-errors.ts';
import { certificateOnPc } from './rules/certificate-rules.ts';

export type CertificateState = 'present' | 'absent' | 'unknown';

const TELLS: Partial<Record<Cause, CertificateState>> = {
  'certificate-missing': 'absent',
  'certificate-rejected': 'present',
  'certificate-not-chosen': 'present',
  'certificate-key': 'present',
  'certificate-lost': 'present',
};

/**
 * What the loads that ended in this browser run say about the certificate on this PC; the latest one that says something
 * counts. `now`: ms since the epoch.
 */
export function certificateState(attempts: readonly Attempt[], facts: Facts, now: number): CertificateState {
  return (
    latest(attempts, facts, now, (attempt, { cause, or }) => {
      if (hasAccepted(attempt, facts, cause)) return 'present';
      const known = certificateOnPc(attempt, facts);
      if (known) return known.is === 'absent' ? 'absent' : 'present';
      return or === undefined || TELLS[or] === TELLS[cause] ? TELLS[cause] : undefined;
    }) ?? 'unknown'
  );
}

/**
 * What the loads so far tell of the certificate, for one that comes later: a system has accepted or refused it, as the latest
 * load says that tells; or else it is present, at least. `undefined`: nothing, or that it is absent.
 */
export function certificateFromHistory(
  attempts: readonly Attempt[],
  facts: Facts,
  now: number,
): 'accepted' | 'refused' | 'present' | undefined {
  const answer = latest(attempts, facts, now, (attempt, { cause, or }) => {
    if (hasAccepted(attempt, facts, cause)) return 'accepted';
    if (cause === 'certificate-lost') return 'present';
    return cause === 'certificate-rejected' && !or ? 'refused' : undefined;
  });
  return answer ?? (certificateState(attempts, facts, now) === 'present' ? 'present' : undefined);
}

/** Whether a load has opened its system: neither out of the browser's cache nor with an error, though that may be well enough. */
export function hasOpened(attempt: Attempt, cause: Cause): boolean {
  return cause === 'none' && isSecure(attempt.address) && !attempt.isFromCache && (attempt.status ?? 0) < 400;
}

/** M11, M65: a system that requires a certificate has opened, so there is one; or the check site says so (M10). */
function hasAccepted(attempt: Attempt, facts: Facts, cause: Cause): boolean {
  if (!hasOpened(attempt, cause)) return false;
  return (
    systemOfAddress(attempt.address, facts)?.certificate === 'required' ||
    !!attempt.signs?.includes('certificate-present')
  );
}

/**
 * Whether the browser will bring up no certificate dialog for a system whose last load was this one. It remembers a choice,
 * and that there was none, per host and until it ends; but not where the server has refused the handshake itself
 * (`net/http/http_network_transaction.cc`: ERR_BAD_SSL_CLIENT_AUTH_CERT and the errors of the key).
 */
export function remembersDecision(last: Attempt, isOpened: boolean): boolean {
  const kind = last.netError === undefined ? undefined : netErrorKind(last.netError);
  if (forgetsDecision(last)) return false;
  return isOpened || kind === 'cut-off' || (last.netError === undefined && isSecure(last.address));
}

/** Whether the browser forgets what was decided for a load with the refusal that it ended in. */
export function forgetsDecision({ netError }: Attempt): boolean {
  const kind = netError === undefined ? undefined : netErrorKind(netError);
  return kind === 'client-certificate' || kind === 'client-key';
}

function latest<Told>(
  attempts: readonly Attempt[],
  facts: Facts,
  now: number,
  tell: (attempt: Attempt, diagnosis: Diagnosis) => Told | undefined,
): Told | undefined {
  const endOf = (attempt: Attempt) => attempt.endedAt ?? attempt.startedAt;
  const latestFirst = [...attempts].sort((a, b) => endOf(b) - endOf(a));
  for (const attempt of latestFirst) {
    const diagnosis = diagnose(attempt, facts, now);
    const told = diagnosis.isChecking ? undefined : tell(attempt, diagnosis);
    if (told !== undefined) return told;
  }
  return undefined;
}
