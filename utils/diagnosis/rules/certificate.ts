/** Rules for the client certificate. They come before all others that judge a failure. */
import { isRenewed } from '../../catalog/service.ts';
import { CHECK_SITE, type SystemId } from '../../catalog/systems.ts';
import { SECOND } from '../../time.ts';
import { type Case, type Finding, isCertain, type Rule } from '../case.ts';
import type { Evidence } from '../evidence.ts';
import { CERTIFICATE_NEEDED } from '../net-errors.ts';
import { DIALOG_PATIENCE } from '../patience.ts';

/** A person needs at least this long to read and answer the selection dialog. */
const MIN_DIALOG_TIME = SECOND;

export const CERTIFICATE_RULES: readonly Rule[] = [
  (c) => c.isSecure && c.hasSign('certificate-refused') && rejected(c, ['said-refused']),
  ({ isSecure, kind }) => isSecure && kind === 'client-key' && { cause: 'certificate-key', because: ['error'] },
  failedAfterOpening,
  failedWithEvidence,
  failedWithoutEvidence,
];

/** The system opened earlier in this run with a certificate. */
function failedAfterOpening(c: Case): Finding | undefined {
  const { certificate, earlier, failure } = c;
  if (earlier !== 'opened' || !failure) return undefined;
  if (failure === 'refused-in-tls' && certificate?.is === 'refused') return rejected(c, ['error', certificate.because]);
  const because: Evidence[] = [evidenceOf(c), 'opened-earlier'];
  // The browser asked again.
  if (hadDialog(c))
    return { cause: 'certificate-not-chosen', or: 'certificate-lost', because: [...because, 'took-long'] };
  // M67: something removes the certificate on the way.
  return { cause: 'certificate-lost', because };
}

/** Evidence shows whether the certificate is on this PC. */
function failedWithEvidence(c: Case): Finding | undefined {
  const { certificate, elapsed, failure, noDialog, wasUnchosen } = c;
  if (!failure || !certificate) return undefined;
  const because = [evidenceOf(c), certificate.because];
  // The probe of the check site misses a certificate that was installed after its decision.
  if (certificate.is === 'absent')
    return { cause: 'certificate-missing', because, ...(hadDialog(c) && { or: 'certificate-not-chosen' }) };
  if (failure === 'stated') return { cause: 'certificate-not-chosen', because };
  if (certificate.is === 'refused') return rejected(c, because);
  if (failure === 'refused-in-tls') {
    // A policy or an earlier choice answers at once: then the browser sent it.
    const isSent = certificate.is === 'accepted' && !noDialog && elapsed < MIN_DIALOG_TIME;
    if (isSent) return rejected(c, [...because, 'at-once'], 'certificate-not-chosen');
    return { cause: 'certificate-not-chosen', or: 'certificate-rejected', because };
  }
  // The load failed after a dialog, or after a load without a choice.
  const evidence = wasUnchosen ? 'remembered' : hadAnsweredDialog(c) ? 'took-long' : undefined;
  if (!evidence) return undefined;
  const or = failure === 'broken-off' ? 'server-unreachable' : 'server-error';
  return { cause: 'certificate-not-chosen', or, because: [...because, evidence] };
}

/** Without evidence of the certificate on this PC, the duration of the load and the browser's memory decide. */
function failedWithoutEvidence(c: Case): Finding | undefined {
  if (!isCertain(c.failure)) return undefined;
  const fact = evidenceOf(c);
  const decisive = probeCandidates(c);
  const missing = { cause: 'certificate-missing', or: 'certificate-not-chosen', decisive } as const;
  const notChosen = { cause: 'certificate-not-chosen', or: 'certificate-missing', decisive } as const;
  if (hadDialog(c)) return { ...notChosen, because: [fact, 'took-long'] };
  if (c.wasUnchosen) return { ...notChosen, because: [fact, 'remembered'] };
  if (c.noDialog) return { ...missing, because: [fact, 'remembered'] };
  // A page without a request (back/forward cache, prerendering) has no known start.
  const wasAtOnce = c.failure === 'stated' && c.requestId !== '' && c.elapsed < MIN_DIALOG_TIME;
  return wasAtOnce
    ? { cause: 'certificate-missing', because: [fact, 'at-once'], decisive }
    : { ...missing, because: [fact] };
}

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
  if (isProbedWithoutDialog(c)) return false;
  // The server accepts a certificate that the user never chose: a policy chose it, and no dialog appears.
  if (certificate?.because === 'accepted-here' && !noDialog) return false;
  // The browser opens the dialog as soon as a system asks for a usable certificate without a choice.
  if (certificate?.is === 'usable' && !noDialog) return elapsed >= MIN_DIALOG_TIME;
  return hadDialog(c);
}

/** Whether a probe of the system during the load shows that the browser had no choice to ask for. */
function isProbedWithoutDialog({ endedAt, probes, system }: Case): boolean {
  const probe = probes?.[system?.id ?? CHECK_SITE];
  if (probe?.endedAt === undefined || endedAt === undefined) return false;
  return probe.askedAt < endedAt && probe.netError !== CERTIFICATE_NEEDED;
}

/**
 * Systems whose probe shows whether a usable certificate is on this PC: the check site, and the system itself if the
 * browser forgets its decision with the refusal.
 */
function probeCandidates({ kind, system }: Case): SystemId[] {
  const candidates: SystemId[] = system?.id === CHECK_SITE ? [] : [CHECK_SITE];
  return kind === 'client-certificate' && system ? [...candidates, system.id] : candidates;
}
