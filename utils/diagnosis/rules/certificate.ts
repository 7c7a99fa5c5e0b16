/** Rules for the client certificate. They come before all others that judge a failure. */
import { isRenewed } from '../../catalog/schedule.ts';
import { CHECK_SITE, type SystemId } from '../../catalog/systems.ts';
import { type Case, type Finding, isCertain, type Rule, type SecondCause, withPortal } from '../case.ts';
import type { CertificateEvidence } from '../certificate-evidence.ts';
import type { Evidence } from '../evidence.ts';
import { CERTIFICATE_NEEDED, failedOnTheWay, netErrorKind } from '../net-errors.ts';
import { DIALOG_PATIENCE, MIN_DIALOG_TIME } from '../patience.ts';

export const CERTIFICATE_RULES: readonly Rule[] = [
  (c) => c.isSecure && c.hasSign('certificate-refused') && rejected(c, ['said-refused']),
  ({ isSecure, kind }) => isSecure && kind === 'client-key' && { cause: 'certificate-key', because: ['error'] },
  // The server could not verify the signature by the certificate's key (RFC 8446, 6.2).
  ({ asksForCertificate, netError }) =>
    asksForCertificate &&
    netError === 'ERR_SSL_DECRYPT_ERROR_ALERT' && {
      cause: 'certificate-key',
      or: 'certificate-rejected',
      because: ['error'],
    },
  failedAfterOpening,
  failedWithEvidence,
  failedWithoutEvidence,
];

/**
 * The system opened earlier in this run with a certificate. The certificate may have ended since: it expired, it was
 * revoked, or its renewal has come. A refusal by the check site shows that; if it accepts one, that may be a newer one.
 */
function failedAfterOpening(c: Case): Finding | undefined {
  const { certificate, earlier, failure } = c;
  if (earlier !== 'opened' || !failure || isBrokenEverywhere(c)) return undefined;
  if (failure !== 'stated' && certificate?.is === 'refused') return refused(c, [c.outcome, certificate.because]);
  // Most likely the server broke off, or forbids this page.
  if (!isCertain(failure)) return undefined;
  const because: Evidence[] = [evidenceOf(c), 'opened-earlier'];
  // The browser asked again.
  if (hadDialog(c))
    return { cause: 'certificate-not-chosen', or: 'certificate-lost', because: [...because, 'took-long'] };
  // M67: something removes the certificate on the way.
  const lost = { cause: 'certificate-lost', because } as const;
  if (failure === 'stated') return lost;
  // A refusal in TLS does not show which certificate the server got: the browser may remember an old one.
  if (certificate?.is === 'accepted')
    return { ...lost, or: 'certificate-rejected', because: [...because, certificate.because] };
  const decisive = probeCandidates(c);
  if (isRenewed(c.at, c.facts)) return { ...rejected(c, because, 'certificate-lost'), decisive };
  return { ...lost, or: 'certificate-rejected', decisive };
}

/** Evidence shows whether the certificate is on this PC. */
function failedWithEvidence(c: Case): Finding | undefined {
  const { certificate, earlier, failure } = c;
  if (!failure || !certificate || earlier === 'opened' || isBrokenEverywhere(c)) return undefined;
  // A certificate may have been installed since the earlier load: the evidence of this load counts more.
  const isAbsentEarlier = certificate.because === 'absent-earlier';
  if (isAbsentEarlier && (isCertain(failure) || hadDialog(c))) return undefined;
  // The check site does not see a certificate that was installed after the browser's decision.
  if (certificate.is === 'absent') {
    const because = [evidenceOf(c), certificate.because];
    const finding = missing(c, because, hadDialog(c) ? 'certificate-not-chosen' : undefined);
    return isAbsentEarlier ? { ...finding, decisive: probeCandidates(c) } : finding;
  }
  return failure === 'stated' ? missedByServer(c, certificate) : failedWithCertificate(c, certificate, failure);
}

/** The page states that no certificate came, although there is one on this PC. */
function missedByServer(c: Case, certificate: CertificateEvidence): Finding {
  const because = [evidenceOf(c), certificate.because];
  const isEnded = isRenewed(c.at, c.facts) && isFromBefore(certificate.because) && !c.noDialog && wasAtOnce(c);
  // There was no dialog: the browser had no certificate to offer any more.
  if (isEnded)
    return { ...missing(c, [...because, 'at-once'], 'certificate-not-chosen'), decisive: probeCandidates(c) };
  // Without a dialog, something took the certificate away (M29, M67), or this system does not take that one.
  const isUnasked = wasAtOnce(c) && !c.wasUnchosen;
  const isUnproven =
    certificate.because === 'usable-here' || (certificate.because === 'present-earlier' && c.earlier === 'installed');
  const or = isUnproven ? 'certificate-missing' : 'certificate-lost';
  return { cause: 'certificate-not-chosen', ...(isUnasked && { or }), because };
}

/** The server refused or broke off without a statement, and there is a certificate on this PC. */
function failedWithCertificate(
  c: Case,
  certificate: CertificateEvidence,
  failure: NonNullable<Case['failure']>,
): Finding | undefined {
  const { elapsed, noDialog, system } = c;
  const because = [evidenceOf(c), certificate.because];
  const notChosen = {
    cause: 'certificate-not-chosen',
    or: isCertain(failure) ? 'certificate-rejected' : serverCause(c),
  } as const;
  // The browser repeats that no certificate was chosen, even if other systems have seen one.
  if (c.wasUnchosen && noDialog) return { ...notChosen, ...withPortalIfBrokenOff(c, [...because, 'remembered']) };
  if (certificate.is === 'refused') return refused(c, because);
  if (failure === 'refused-in-tls') {
    // A policy or an earlier choice answers at once: then the browser sent it.
    const isSent = certificate.is === 'accepted' && !noDialog && elapsed < MIN_DIALOG_TIME;
    if (isSent) return rejected(c, [...because, 'at-once'], 'certificate-not-chosen');
    return { cause: 'certificate-not-chosen', or: 'certificate-rejected', because };
  }
  // The load failed after a load without a choice, or after a dialog.
  if (c.wasUnchosen) return { ...notChosen, because: [...because, 'remembered'] };
  if (!hadAnsweredDialog(c)) return undefined;
  const afterDialog: Finding = { ...notChosen, because: [...because, 'took-long'] };
  // Chromium has another error for a handshake that fails for lack of a certificate (`ssl_client_socket_impl.cc`).
  if (isProtocolError(c)) return { ...afterDialog, or: 'certificate-rejected' };
  return system ? { ...afterDialog, decisive: [system.id] } : afterDialog;
}

/** Without evidence of the certificate on this PC, the duration of the load and the browser's memory decide. */
function failedWithoutEvidence(c: Case): Finding | undefined {
  if (!isCertain(c.failure)) return undefined;
  const fact = evidenceOf(c);
  const decisive = probeCandidates(c);
  const notChosen = { cause: 'certificate-not-chosen', or: 'certificate-missing', decisive } as const;
  if (hadDialog(c)) return { ...notChosen, because: [fact, 'took-long'] };
  if (c.wasUnchosen) return { ...notChosen, because: [fact, 'remembered'] };
  if (c.noDialog) return { ...missing(c, [fact, 'remembered'], 'certificate-not-chosen'), decisive };
  return c.failure === 'stated' && wasAtOnce(c)
    ? { ...missing(c, [fact, 'at-once']), decisive }
    : { ...missing(c, [fact], 'certificate-not-chosen'), decisive };
}

/**
 * Lets a later rule decide a case that may also be the certificate's fault. Adds the evidence of the certificate, or
 * the probes that would decide. The certificate stays the second likeliest cause unless the portal fails as well.
 */
export function withSuspicion(rule: Rule): Rule {
  return (c) => {
    const finding = rule(c);
    if (!finding || finding.cause === 'none' || !c.failure) return finding;
    // The system opened before: only a refusal at the check site would make it the certificate's fault.
    if (c.earlier === 'opened') return { ...finding, decisive: probeCandidates(c) };
    if (c.certificate && c.certificate.because !== 'absent-earlier')
      return { ...finding, because: [...finding.because, c.certificate.because] };
    const decisive = probeCandidates(c);
    return finding.because.includes('portal-fails')
      ? { ...finding, decisive }
      : { ...finding, or: suspectedCause(c), decisive };
  };
}

/** What may be wrong with the certificate if the server is not at fault. */
function suspectedCause(c: Case): SecondCause {
  if (isProtocolError(c)) return 'certificate-rejected';
  return hadDialog(c) ? 'certificate-not-chosen' : 'certificate-missing';
}

/** A failure after a refusal by another system. A connection that breaks off may be the server's fault. */
function refused(c: Case, because: Evidence[]): Finding {
  // A refusal in TLS does not show whether the certificate was sent this time.
  const isUnsure = c.failure === 'refused-in-tls' && because.includes('refused-earlier');
  const mayBeUnchosen = isUnsure && (c.noDialog || hadAnsweredDialog(c));
  if (isCertain(c.failure)) return rejected(c, because, mayBeUnchosen ? 'certificate-not-chosen' : undefined);
  return { ...rejected(c, because, serverCause(c)), ...withPortalIfBrokenOff(c, [...because, ...renewal(c)]) };
}

/** Adds the portal after a break-off: it asks for no certificate, so it shows whether all connections break off. */
function withPortalIfBrokenOff(c: Case, because: Evidence[]): Pick<Finding, 'because' | 'helpful'> {
  return c.failure === 'broken-off' ? withPortal(c, because) : { because };
}

function isBrokenEverywhere({ failure, portalProbe }: Case): boolean {
  const atPortal = netErrorKind(portalProbe?.netError);
  return failure === 'broken-off' && (atPortal === 'broken-off' || atPortal === 'unreachable');
}

/** A refused certificate; after the day of a renewal, probably an old one. */
function rejected(c: Case, because: readonly Evidence[], or?: Finding['or']): Finding {
  return { cause: 'certificate-rejected', because: [...because, ...renewal(c)], ...(or && { or }) };
}

/**
 * No certificate reached the server; after the day of a renewal, the old one has probably ended. An inspection of TLS
 * whose root the PC trusts looks the same: no system asks the browser for a certificate then (M29, M67).
 */
function missing(c: Case, because: readonly Evidence[], or: Finding['or'] = 'tls-intercepted'): Finding {
  return { cause: 'certificate-missing', or, because: [...because, ...renewal(c)] };
}

function renewal({ at, facts }: Case): Evidence[] {
  return isRenewed(at, facts) ? ['renewed'] : [];
}

/** Whether the evidence is an earlier load's, so that the certificate may have ended since. */
function isFromBefore(evidence: Evidence): boolean {
  return evidence === 'accepted-earlier' || evidence === 'present-earlier';
}

/** Whether the load was too short for a dialog. A page without a request (bfcache, prerender) has no known start. */
function wasAtOnce({ elapsed, requestId }: Case): boolean {
  return requestId !== '' && elapsed < MIN_DIALOG_TIME;
}

function isProtocolError({ netError }: Case): boolean {
  return netError === 'ERR_SSL_PROTOCOL_ERROR';
}

/** The server's part in a failure that may be the certificate's. */
function serverCause({ failure }: Case): SecondCause {
  return failure === 'broken-off' ? 'server-unreachable' : 'server-error';
}

/** Returns the outcome as evidence; the statement of the page is more precise than its status. */
function evidenceOf({ failure, outcome }: Case): Evidence {
  return failure === 'stated' ? 'said-absent' : outcome;
}

/** Whether the selection dialog was open during the load, by its duration. */
function hadDialog(c: Case): boolean {
  const canHaveDialog = !c.noDialog || c.earlier === 'opened';
  return canHaveDialog && c.elapsed >= DIALOG_PATIENCE && !isProbedWithoutDialog(c);
}

/** Whether the user answered the selection dialog during the load, with or without a choice. */
function hadAnsweredDialog(c: Case): boolean {
  const { certificate, elapsed, noDialog } = c;
  if (isProbedWithoutDialog(c) || isProbedAsUnanswered(c)) return false;
  // The server accepts a certificate that the user never chose: a policy chose it, and no dialog appears.
  if (certificate?.because === 'accepted-here' && !noDialog) return false;
  // The browser opens the dialog as soon as a system asks for a usable certificate without a choice.
  if (certificate?.is === 'usable' && !noDialog) return elapsed >= MIN_DIALOG_TIME;
  return hadDialog(c);
}

/**
 * Whether a probe of the system during the load shows that the browser had no choice to ask for. One right before the
 * end may have come after the dialog.
 */
function isProbedWithoutDialog({ endedAt, probes, system }: Case): boolean {
  const probe = probes?.[system?.id ?? CHECK_SITE];
  if (probe?.endedAt === undefined || endedAt === undefined) return false;
  // A probe before it has shown the dialog, or this one shows nothing of it.
  if (probe.dialogAt !== undefined || failedOnTheWay(probe.netError)) return false;
  return probe.askedAt < endedAt - MIN_DIALOG_TIME && probe.netError !== CERTIFICATE_NEEDED;
}

/**
 * Whether a probe of the system after the failure shows that the user did not cancel a dialog: the browser would
 * remember that, and now it would open the dialog, or has a certificate. It forgets after a protocol error
 * (`net/http/http_network_transaction.cc`). No probe waits for a dialog: if it is as slow as the load, the server is.
 */
function isProbedAsUnanswered(c: Case): boolean {
  const { elapsed, endedAt, systemProbe } = c;
  if (systemProbe?.endedAt === undefined || endedAt === undefined || isProtocolError(c)) return false;
  if (systemProbe.askedAt < endedAt) return false;
  const isSlow = elapsed - (systemProbe.endedAt - systemProbe.askedAt) < MIN_DIALOG_TIME;
  return isSlow || systemProbe.netError === CERTIFICATE_NEEDED || (systemProbe.status ?? 500) < 400;
}

/**
 * Systems whose probe shows whether a usable certificate is on this PC: the check site, and the system itself if the
 * browser forgets its decision with the refusal.
 */
function probeCandidates({ kind, system }: Case): SystemId[] {
  const candidates: SystemId[] = system?.id === CHECK_SITE ? [] : [CHECK_SITE];
  return kind === 'client-certificate' && system ? [...candidates, system.id] : candidates;
}
