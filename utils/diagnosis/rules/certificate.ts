/** Rules for the client certificate. They come before all others that judge a failure. */

import { isRenewed } from '../../catalog/service.ts';
import { CHECK_SITE, type SystemId } from '../../catalog/systems.ts';
import { SECOND } from '../../time.ts';
import { type Case, isCertain } from '../case.ts';
import type { Evidence } from '../evidence.ts';
import type { Finding, Rule } from '../finding.ts';
import { CERTIFICATE_NEEDED } from '../net-errors.ts';
import { DIALOG_PATIENCE } from '../patience.ts';

/** A person needs at least this long to read and answer the selection dialog. */
const MIN_DIALOG_TIME = SECOND;

function statedRefusal(c: Case): Finding | undefined {
  return c.isSecure && c.hasSign('certificate-refused') ? rejected(c, ['said-refused']) : undefined;
}

function unusableKey({ isSecure, kind }: Case): Finding | undefined {
  return isSecure && kind === 'client-key' ? { cause: 'certificate-key', because: ['error'] } : undefined;
}

/** The system opened earlier in this run, and a probe shows that the certificate is refused now. */
function refusedAfterOpening(c: Case): Finding | undefined {
  const { attempt, certificate, failure } = c;
  if (attempt.earlier !== 'opened' || failure !== 'refused-in-tls' || certificate?.is !== 'refused') return undefined;
  return rejected(c, ['error', certificate.because]);
}

/** The system opened earlier in this run, and the browser asked again. */
function dialogAfterOpening(c: Case): Finding | undefined {
  if (c.attempt.earlier !== 'opened' || !c.failure || !hadDialog(c)) return undefined;
  const because: Evidence[] = [evidenceOf(c), 'opened-earlier', 'took-long'];
  return { cause: 'certificate-not-chosen', or: 'certificate-lost', because };
}

/** M67: the system opened earlier in this run, and something removes the certificate on the way now. */
function lostAfterOpening(c: Case): Finding | undefined {
  if (c.attempt.earlier !== 'opened' || !c.failure) return undefined;
  return { cause: 'certificate-lost', because: [evidenceOf(c), 'opened-earlier'] };
}

function knownAbsent(c: Case): Finding | undefined {
  const { certificate, failure } = c;
  if (!failure || certificate?.is !== 'absent') return undefined;
  const because = [evidenceOf(c), certificate.because];
  // The probe of the check site misses a certificate that was installed after its decision.
  return { cause: 'certificate-missing', because, ...(hadDialog(c) && { or: 'certificate-not-chosen' }) };
}

function knownRefused(c: Case): Finding | undefined {
  const { certificate, failure } = c;
  if (!failure || certificate?.is !== 'refused') return undefined;
  const because = [evidenceOf(c), certificate.because];
  return failure === 'stated' ? { cause: 'certificate-not-chosen', because } : rejected(c, because);
}

/** The PC has a usable certificate, but the page got none. */
function presentButNotSent(c: Case): Finding | undefined {
  if (c.failure !== 'stated' || !c.certificate) return undefined;
  return { cause: 'certificate-not-chosen', because: [evidenceOf(c), c.certificate.because] };
}

/** The PC has a usable certificate, but the server refused in TLS. */
function presentButRefused(c: Case): Finding | undefined {
  const { attempt, certificate, elapsed, failure } = c;
  if (failure !== 'refused-in-tls' || !certificate) return undefined;
  const because = [evidenceOf(c), certificate.because];
  // A policy or an earlier choice answers at once: then the browser sent it.
  const isSent = certificate.is === 'accepted' && !attempt.noDialog && elapsed < MIN_DIALOG_TIME;
  return isSent
    ? rejected(c, [...because, 'at-once'], 'certificate-not-chosen')
    : { cause: 'certificate-not-chosen', or: 'certificate-rejected', because };
}

/** The PC has a usable certificate, and the load failed after a dialog, or after a load without a choice. */
function presentButNotChosen(c: Case): Finding | undefined {
  const { attempt, certificate, failure } = c;
  if (!failure || !certificate) return undefined;
  const evidence = attempt.wasUnchosen ? 'remembered' : hadAnsweredDialog(c) ? 'took-long' : undefined;
  if (!evidence) return undefined;
  const or = failure === 'broken-off' ? 'server-unreachable' : 'server-error';
  return { cause: 'certificate-not-chosen', or, because: [evidenceOf(c), certificate.because, evidence] };
}

/** No evidence of the certificate on this PC: the duration of the load and the browser's memory decide. */
function unknownCertificate(c: Case): Finding | undefined {
  const { attempt, elapsed, failure } = c;
  if (!isCertain(failure)) return undefined;
  const fact = evidenceOf(c);
  const decisive = probeCandidates(c);
  const missing = { cause: 'certificate-missing', or: 'certificate-not-chosen', decisive } as const;
  const notChosen = { cause: 'certificate-not-chosen', or: 'certificate-missing', decisive } as const;
  if (hadDialog(c)) return { ...notChosen, because: [fact, 'took-long'] };
  if (attempt.wasUnchosen) return { ...notChosen, because: [fact, 'remembered'] };
  if (attempt.noDialog) return { ...missing, because: [fact, 'remembered'] };
  // A page without a request (back/forward cache, prerendering) has no known start.
  const isTimed = attempt.requestId !== '';
  if (failure === 'stated' && isTimed && elapsed < MIN_DIALOG_TIME)
    return { cause: 'certificate-missing', because: [fact, 'at-once'], decisive };
  return { ...missing, because: [fact] };
}

export const CERTIFICATE_RULES: readonly Rule[] = [
  statedRefusal,
  unusableKey,
  refusedAfterOpening,
  dialogAfterOpening,
  lostAfterOpening,
  knownAbsent,
  knownRefused,
  presentButNotSent,
  presentButRefused,
  presentButNotChosen,
  unknownCertificate,
];

/**
 * Lets a later rule decide a case that may also be the certificate's fault. Adds the evidence of the certificate, or
 * the probes that would decide. The certificate stays the second likeliest cause unless the portal fails as well.
 */
export function withSuspicion(rule: Rule): Rule {
  return (c) => {
    const finding = rule(c);
    if (!finding || finding.cause === 'none' || !c.failure) return finding;
    if (c.certificate) return { ...finding, because: [...finding.because, c.certificate.because] };
    const decisive = probeCandidates(c);
    return finding.because.includes('portal-fails')
      ? { ...finding, decisive }
      : { ...finding, or: 'certificate-missing', decisive };
  };
}

/** A refused certificate; after the day of a renewal, probably an old one. */
function rejected({ at, facts }: Case, because: readonly Evidence[], or?: Finding['or']): Finding {
  const renewed: Evidence[] = isRenewed(at, facts) ? ['renewed'] : [];
  return { cause: 'certificate-rejected', because: [...because, ...renewed], ...(or && { or }) };
}

function evidenceOf({ failure, outcome }: Case): Evidence {
  return failure === 'stated' ? 'said-absent' : outcome;
}

/** Whether the selection dialog was open during the load, by its duration. */
function hadDialog(c: Case): boolean {
  const { noDialog, earlier } = c.attempt;
  return !isProbedWithoutDialog(c) && c.elapsed >= DIALOG_PATIENCE && (!noDialog || earlier === 'opened');
}

/** Whether the user answered the selection dialog during the load, with or without a choice. */
function hadAnsweredDialog(c: Case): boolean {
  const { attempt, certificate, elapsed } = c;
  if (isProbedWithoutDialog(c)) return false;
  // The server accepts a certificate that the user never chose: a policy chose it, and no dialog appears.
  if (certificate?.because === 'accepted-here' && !attempt.noDialog) return false;
  // The browser opens the dialog as soon as a system asks for a usable certificate without a choice.
  if (certificate?.is === 'usable' && !attempt.noDialog) return elapsed >= MIN_DIALOG_TIME;
  return hadDialog(c);
}

/** Whether a probe of the system during the load shows that the browser had no choice to ask for. */
function isProbedWithoutDialog({ attempt, system }: Case): boolean {
  const probe = attempt.probes?.[system?.id ?? CHECK_SITE];
  if (probe?.endedAt === undefined || attempt.endedAt === undefined) return false;
  return probe.askedAt < attempt.endedAt && probe.netError !== CERTIFICATE_NEEDED;
}

/**
 * Systems whose probe shows whether a usable certificate is on this PC: the check site, and the system itself if the
 * browser forgets its decision with the refusal.
 */
function probeCandidates({ kind, system }: Case): SystemId[] {
  const candidates: SystemId[] = system?.id === CHECK_SITE ? [] : [CHECK_SITE];
  return kind === 'client-certificate' && system ? [...candidates, system.id] : candidates;
}
