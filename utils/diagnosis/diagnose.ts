import { isSecure, plainAddress, systemOfAddress } from '../manual/address.ts';
import { SECOND, serviceState } from '../manual/hours.ts';
import { asksForCertificate, type System, type SystemId } from '../manual/systems.ts';
import { type Attempt, hasEnded } from './attempt.ts';
import type { Cause } from './causes.ts';
import { type NetErrorKind, netErrorKind } from './net-errors.ts';
import type { Sign } from './signs.ts';

/**
 * How long a load of a system that asks for certificates may be silent before the selection dialog is the likely reason:
 * without a usable certificate the browser goes on at once, and no dialog comes up. Long enough not to be a slow line.
 */
export const DIALOG_PATIENCE = 4 * SECOND;
/** How long any other load may be silent before it counts as stuck. */
export const ANSWER_PATIENCE = 20 * SECOND;

/** A cause, and what it is about. */
export interface Diagnosis {
  cause: Cause;
  /** `""` where no system fits. */
  system: SystemId | '';
}

/**
 * From evidence to a diagnosis. Total: any attempt gives a cause, `unknown` where nothing fits. Pure: the clock comes in
 * as `now` (ms since the epoch) and matters only to a load that is still pending; one that has ended is judged by the hour
 * at which it ended.
 */
export function diagnose(attempt: Attempt, now: number): Diagnosis {
  const system = systemOfAddress(attempt.address);
  return { cause: findCause(attempt, system, now), system: system?.id ?? '' };
}

/** Certificate evidence beats the hour; the hour beats server trouble; a precise sign beats a status. */
function findCause(attempt: Attempt, system: System | undefined, now: number): Cause {
  if (!hasEnded(attempt)) return causeOfWaiting(attempt, system, now);

  const says = (sign: Sign) => attempt.signs?.includes(sign) ?? false;
  const error = attempt.netError === undefined ? undefined : netErrorKind(attempt.netError);
  if (error === 'aborted') return 'none';

  if (says('certificate-refused')) return 'certificate-rejected';
  if (says('certificate-absent')) return causeOfAbsence(attempt);
  if (error === 'client-key') return 'certificate-key';
  // With TLS 1.3 the refusal comes after the handshake, and what is left of it is a socket that is no longer connected.
  if (error === 'client-certificate' || (error === 'cut-off' && asksForCertificate(system))) {
    // The refusal of TLS does not say whether there was a certificate; one that was refused elsewhere is refused here, too.
    return attempt.earlier === 'refused' ? 'certificate-rejected' : causeOfAbsence(attempt);
  }

  const elsewhere = error && CAUSE_OUTSIDE_THE_SERVER[error];
  if (elsewhere) return elsewhere;
  if (attempt.status === 407 || attempt.status === 511 || says('proxy')) return 'proxy-problem';

  const isOpen = serviceState(attempt.endedAt ?? now).open;
  if (says('maintenance')) return 'maintenance';
  if (says('closed')) return isOpen ? 'maintenance' : 'outside-hours';

  // Applications answer with 4xx to what is typed into them, too.
  const isError = (attempt.status ?? 0) >= (says('at-work') ? 500 : 400);
  const failed = attempt.netError !== undefined || isError;
  if (!failed) return 'none';
  if (error === 'name' && system) return 'name-not-found';
  if (isWrongAddress(attempt, system)) return 'wrong-address';
  if (attempt.netError !== undefined && error === undefined) return 'unknown';
  if (!isOpen) return 'outside-hours';
  if (error === 'unreachable' || error === 'cut-off') return 'server-unreachable';
  return attempt.status === 503 ? 'maintenance' : 'server-error';
}

/** Why a system has got no certificate. Where this PC is known to have one, the browser went on without it. */
function causeOfAbsence(attempt: Attempt): Cause {
  if (attempt.earlier === 'opened') return 'certificate-lost';
  const hadDialog = !attempt.noDialog && (attempt.endedAt ?? 0) - askedAt(attempt) >= DIALOG_PATIENCE;
  return attempt.earlier || hadDialog ? 'certificate-not-chosen' : 'certificate-missing';
}

function askedAt(attempt: Attempt): number {
  return attempt.askedAt ?? attempt.startedAt;
}

/** Errors that arise on the PC or on the way, so that neither the hour nor the server has a part in them. */
const CAUSE_OUTSIDE_THE_SERVER: Partial<Record<NetErrorKind, Cause>> = {
  offline: 'offline',
  proxy: 'proxy-problem',
  blocked: 'blocked',
  clock: 'clock-wrong',
  intercepted: 'tls-intercepted',
  tls: 'tls-unsupported',
};

function causeOfWaiting(attempt: Attempt, system: System | undefined, now: number): Cause {
  const waited = now - askedAt(attempt);
  if (asksForCertificate(system) && !attempt.noDialog)
    return waited >= DIALOG_PATIENCE ? 'certificate-waiting' : 'none';
  return waited >= ANSWER_PATIENCE ? 'load-stuck' : 'none';
}

/** No such system; a path that the system does not have (annex has only its /contact/, M13); plain http. */
function isWrongAddress(attempt: Attempt, system: System | undefined): boolean {
  if (system === undefined) return true;
  if (!isSecure(attempt.address)) return true;
  if (attempt.netError !== undefined) return netErrorKind(attempt.netError) === 'address';
  const isBelowItsAddress = plainAddress(attempt.address)?.startsWith(system.address) ?? false;
  return attempt.status === 404 || attempt.status === 410 || (!isBelowItsAddress && (attempt.status ?? 0) < 500);
}
