import { isSecure, systemOfAddress } from '../catalog/address.ts';
import type { Facts } from '../catalog/facts.ts';
import { maintenanceAt, serviceState } from '../catalog/service.ts';
import { asksForCertificate, PORTAL, type System } from '../catalog/systems.ts';
import { type Attempt, duration, hasEnded, type Probe } from './attempt.ts';
import { type CertificateEvidence, certificateOnPc } from './certificate-evidence.ts';
import { trueTime } from './clock.ts';
import { type NetErrorKind, netErrorKind } from './net-errors.ts';
import type { Sign } from './signs/signs.ts';

/** The resemblance of a failure to a missing or refused certificate, from certain to possible. */
export type CertificateFailure =
  /** The page states that there was no certificate. */
  | 'stated'
  /** The server refused in TLS: it got no certificate, or does not accept the one it got. */
  | 'refused-in-tls'
  /** The connection broke off: with a certificate, for lack of one, or for the server's reasons. */
  | 'broken-off'
  /** An error status without any sign. */
  | 'bare-status';

/** A load with everything that the rules read, each value derived once. */
export interface Case {
  attempt: Attempt;
  facts: Facts;
  system: System | undefined;
  isPending: boolean;
  isSecure: boolean;
  /** Opening the address can bring up the certificate dialog. */
  asksForCertificate: boolean;
  /** The kind of its net error; `undefined` without a net error, or if it says nothing about the cause. */
  kind: NetErrorKind | undefined;
  /** The outcome as evidence. */
  outcome: 'error' | 'status';
  hasSign: (sign: Sign) => boolean;
  /** The probes of its system and of the portal. */
  systemProbe: Probe | undefined;
  portalProbe: Probe | undefined;
  /** Time from the request to the end, or until now while the load is pending; in ms. */
  elapsed: number;
  /** The end of the load, or now while it is pending, by the servers' clock if the PC's is off; ms since the epoch. */
  at: number;
  /** Whether `at` lies in the service hours. */
  isOpen: boolean;
  /** Whether `at` lies in announced maintenance of the system. */
  isAnnounced: boolean;
  /** Evidence of the certificate on this PC, apart from the load itself. */
  certificate: CertificateEvidence | undefined;
  /** Why the certificate may be the cause; `undefined` if it has no part in the outcome. */
  failure: CertificateFailure | undefined;
}

/** Derives the facts of an attempt. `now`: ms since the epoch. */
export function createCase(attempt: Attempt, facts: Facts, now: number): Case {
  const system = systemOfAddress(attempt.address, facts);
  const kind = netErrorKind(attempt.netError);
  const at = trueTime(attempt.endedAt ?? now, attempt.clockOffset);
  return {
    attempt,
    facts,
    system,
    isPending: !hasEnded(attempt),
    isSecure: isSecure(attempt.address),
    asksForCertificate: isSecure(attempt.address) && asksForCertificate(system),
    kind,
    outcome: attempt.netError === undefined ? 'status' : 'error',
    hasSign: (sign) => attempt.signs?.includes(sign) ?? false,
    systemProbe: system && attempt.probes?.[system.id],
    portalProbe: attempt.probes?.[PORTAL],
    elapsed: duration(attempt, now),
    at,
    isOpen: serviceState(at, facts).open,
    isAnnounced: system !== undefined && maintenanceAt(system.id, at, facts) !== undefined,
    certificate: certificateOnPc(attempt, system?.id),
    failure: certificateFailure(attempt, system, kind),
  };
}

/** Whether the failure leaves no doubt that the certificate is the cause. */
export function isCertain(failure: CertificateFailure | undefined): boolean {
  return failure === 'stated' || failure === 'refused-in-tls';
}

function certificateFailure(
  attempt: Attempt,
  system: System | undefined,
  kind: NetErrorKind | undefined,
): CertificateFailure | undefined {
  // Without TLS no server asks for a certificate, and anyone on the line can have written the page.
  if (!isSecure(attempt.address)) return undefined;
  const failure = resemblance(attempt, system, kind);
  // The system opened earlier in this run with a certificate: only a certain failure can be the certificate's.
  return attempt.earlier === 'opened' && !isCertain(failure) ? undefined : failure;
}

/** Statuses that may mean a missing certificate: nginx has 495 and 496, but sends 400; other servers send 403. */
const BARE_STATUSES: readonly (number | undefined)[] = [400, 403, 495, 496];

function resemblance(
  { netError, signs, status }: Attempt,
  system: System | undefined,
  kind: NetErrorKind | undefined,
): CertificateFailure | undefined {
  if (signs?.includes('certificate-absent')) return 'stated';
  if (!asksForCertificate(system)) return undefined;
  if (kind === 'client-certificate' || kind === 'cut-off') return 'refused-in-tls';
  if (kind === 'broken-off') return 'broken-off';
  const isBare = netError === undefined && !signs?.length && BARE_STATUSES.includes(status);
  return isBare ? 'bare-status' : undefined;
}
