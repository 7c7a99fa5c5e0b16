import { isSecure } from '../catalog/address.ts';
import type { Facts } from '../catalog/facts.ts';
import { maintenanceAt, serviceState } from '../catalog/schedule.ts';
import { asksForCertificate, PORTAL, type System, type SystemId } from '../catalog/systems.ts';
import { type Attempt, dialogSeenAt, duration, hasEnded, systemOfAttempt } from './attempt.ts';
import type { Cause } from './causes.ts';
import { certificateOnPc } from './certificate-evidence.ts';
import { trueTime } from './clock.ts';
import type { Evidence } from './evidence.ts';
import { type NetErrorKind, netErrorKind } from './net-errors.ts';
import type { Sign } from './signs/signs.ts';

/** Causes that a rule can name as the second likeliest: each has a text `popup.also.<cause>`. */
export type SecondCause = Extract<
  Cause,
  | `certificate-${'missing' | 'not-chosen' | 'rejected' | 'lost'}`
  | ('clock-wrong' | 'load-stuck' | 'server-error' | 'server-unreachable' | 'tls-intercepted')
>;

/** The conclusion of a rule, its evidence, and the probes that could add to it. */
export interface Finding {
  cause: Cause;
  /** The second likeliest cause, if the evidence is thin. */
  or?: SecondCause | undefined;
  because: readonly Evidence[];
  /** Systems whose probe could change the cause: the diagnosis waits for their answers. */
  decisive?: readonly SystemId[];
  /** Systems whose probe could only add evidence. */
  helpful?: readonly SystemId[];
}

/** Decides a case, or leaves it to the next rule. */
export type Rule = (c: Case) => Finding | undefined | false;

/** An attempt with every value that rules read, each derived once. */
export type Case = ReturnType<typeof createCase>;

/** Derives the case of an attempt. `now`: ms since the epoch. */
export function createCase(attempt: Attempt, facts: Facts, now: number) {
  const system = systemOfAttempt(attempt, facts);
  const kind = netErrorKind(attempt.netError);
  const at = trueTime(attempt.endedAt ?? now, attempt.clockOffset);
  const pageOutcome: Evidence = attempt.signs?.includes('server-error') ? 'said-error' : 'status';
  const outcome: Evidence = attempt.netError === undefined ? pageOutcome : 'error';
  return {
    ...attempt,
    facts,
    system,
    /** The kind of its net error; `undefined` without a net error, or if it has no bearing on the cause. */
    kind,
    /** The end of the load, or now while it is pending, in ms; by the servers' clock if the PC's is off. */
    at,
    /** The outcome as evidence. */
    outcome,
    isPending: !hasEnded(attempt),
    isSecure: isSecure(attempt.address),
    /** Opening the address can bring up the certificate dialog. */
    asksForCertificate: isSecure(attempt.address) && asksForCertificate(system),
    hasSign: (sign: Sign) => attempt.signs?.includes(sign) ?? false,
    systemProbe: system && attempt.probes?.[system.id],
    portalProbe: attempt.probes?.[PORTAL],
    /** How long the server may have been silent since the dialog closed; in ms. */
    silence: silenceOf(attempt, system, facts, now),
    /** Time from the request to the end, or until now while the load is pending; in ms. */
    elapsed: duration(attempt, facts, now),
    /** Whether `at` lies in the service hours. */
    isOpen: serviceState(at, facts).open,
    /** Whether `at` lies in announced maintenance of the system. */
    isAnnounced: system !== undefined && maintenanceAt(system.id, at, facts) !== undefined,
    /** Evidence of the certificate on this PC, apart from the load itself. */
    certificate: certificateOnPc(attempt, system?.id),
    /** Why the certificate may be the cause; `undefined` if it has no part in the outcome. */
    failure: certificateFailure(attempt, system, kind),
  };
}

function silenceOf(attempt: Attempt, system: System | undefined, facts: Facts, now: number): number {
  const elapsed = duration(attempt, facts, now);
  const dialogAt = dialogSeenAt(attempt, system);
  return dialogAt === undefined ? elapsed : Math.min(elapsed, now - dialogAt);
}

/** Adds the answer of the portal, or wants a probe of it: it separates trouble of one system from trouble of all. */
export function withPortal({ system, portalProbe }: Case, because: Evidence[]): Pick<Finding, 'because' | 'helpful'> {
  if (system === undefined || system.id === PORTAL) return { because };
  if (portalProbe?.endedAt === undefined) return { because, helpful: [PORTAL] };
  return { because: [...because, (portalProbe.status ?? 500) < 500 ? 'portal-opens' : 'portal-fails'] };
}

/** How surely a failure is about the certificate, the surest first. */
type CertificateFailure =
  /** The page states that there was no certificate. */
  | 'stated'
  /** The server refused in TLS: it got no certificate, or does not accept the one it got. */
  | 'refused-in-tls'
  /** The connection broke off: with a certificate, for lack of one, or for the server's reasons. */
  | 'broken-off'
  /** An error status without any sign. */
  | 'bare-status';

/** Whether the failure leaves no doubt that the certificate is the cause. */
export function isCertain(failure: CertificateFailure | undefined): boolean {
  return failure === 'stated' || failure === 'refused-in-tls';
}

/** Statuses that may mean a missing certificate: nginx has 495 and 496, but sends 400; other servers send 403. */
const BARE_STATUSES: readonly (number | undefined)[] = [400, 403, 495, 496];

function certificateFailure(
  { address, netError, signs, status }: Attempt,
  system: System | undefined,
  kind: NetErrorKind | undefined,
): CertificateFailure | undefined {
  // Without TLS no server asks for a certificate, and anyone on the line can have written the page.
  if (!isSecure(address)) return undefined;
  if (signs?.includes('certificate-absent')) return 'stated';
  if (!asksForCertificate(system)) return undefined;
  if (kind === 'client-certificate' || kind === 'socket-gone') return 'refused-in-tls';
  if (kind === 'broken-off') return 'broken-off';
  const isBare = netError === undefined && !signs?.length && BARE_STATUSES.includes(status);
  return isBare ? 'bare-status' : undefined;
}
