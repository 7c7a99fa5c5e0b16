import { isSecure, systemOfAddress } from '../manual/address.ts';
import type { Attempt } from './attempt.ts';
import type { Cause } from './causes.ts';
import { diagnose } from './diagnose.ts';
import { netErrorKind } from './net-errors.ts';

export type CertificateState = 'present' | 'absent' | 'unknown';

const TELLS: Partial<Record<Cause, CertificateState>> = {
  'certificate-missing': 'absent',
  'certificate-rejected': 'present',
  'certificate-not-chosen': 'present',
  'certificate-key': 'present',
  'certificate-lost': 'present',
};

/** What the loads that ended in this browser run say about the certificate on this PC; the latest one that says something counts. */
export function certificateState(attempts: readonly Attempt[]): CertificateState {
  return latest(attempts, (attempt, cause) => (hasAccepted(attempt, cause) ? 'present' : TELLS[cause])) ?? 'unknown';
}

/**
 * Whether a system has accepted or refused the certificate of this PC, as the latest load says that tells (one that
 * is lost had been accepted); else `undefined`.
 */
export function certificateAnswer(attempts: readonly Attempt[]): 'accepted' | 'refused' | undefined {
  return latest(attempts, (attempt, cause) => {
    if (hasAccepted(attempt, cause) || cause === 'certificate-lost') return 'accepted';
    return cause === 'certificate-rejected' ? 'refused' : undefined;
  });
}

/** M11, M65: a system that requires a certificate has opened, so there is one. */
function hasAccepted(attempt: Attempt, cause: Cause): boolean {
  return cause === 'none' && isSecure(attempt.address) && systemOfAddress(attempt.address)?.certificate === 'required';
}

/**
 * Whether the browser will bring up no certificate dialog for a system whose last load was this one. It remembers a choice,
 * and that there was none, per host and until it ends; but not where the server has refused the handshake itself
 * (`net/http/http_network_transaction.cc`: ERR_BAD_SSL_CLIENT_AUTH_CERT and the errors of the key).
 */
export function remembersDecision(last: Attempt, hasOpened: boolean): boolean {
  const kind = last.netError === undefined ? undefined : netErrorKind(last.netError);
  if (kind === 'client-certificate' || kind === 'client-key') return false;
  return hasOpened || kind === 'cut-off' || (last.netError === undefined && isSecure(last.address));
}

function latest<Told>(
  attempts: readonly Attempt[],
  tell: (attempt: Attempt, cause: Cause) => Told | undefined,
): Told | undefined {
  const endOf = (attempt: Attempt) => attempt.endedAt ?? attempt.startedAt;
  const latestFirst = [...attempts].sort((a, b) => endOf(b) - endOf(a));
  for (const attempt of latestFirst) {
    const told = tell(attempt, diagnose(attempt, endOf(attempt)).cause);
    if (told !== undefined) return told;
  }
  return undefined;
}
