import { systemOfAddress } from '../manual/address.ts';
import type { Attempt } from './attempt.ts';
import type { Cause } from './causes.ts';
import { diagnose } from './diagnose.ts';

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
  const latestFirst = [...attempts].sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
  for (const attempt of latestFirst) {
    const { cause } = diagnose(attempt, attempt.endedAt ?? attempt.startedAt);
    // M11, M65: a system that requires a certificate has opened, so there is one.
    const hasOpened = cause === 'none' && systemOfAddress(attempt.address)?.certificate === 'required';
    const told = hasOpened ? 'present' : TELLS[cause];
    if (told) return told;
  }
  return 'unknown';
}
