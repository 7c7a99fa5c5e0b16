import { isSecure, systemOfAddress } from '../../catalog/address.ts';
import type { Facts } from '../../catalog/facts.ts';
import { asksForCertificate, type System, type SystemId } from '../../catalog/systems.ts';
import { SECOND } from '../../time.ts';
import { type Attempt, duration, type Probe } from '../attempt.ts';
import type { Evidence } from '../evidence.ts';
import type { Finding } from '../finding.ts';
import { CERTIFICATE_NEEDED, netErrorKind } from '../net-errors.ts';
import type { Sign } from '../signs/signs.ts';

/**
 * How long a load of a system that asks for certificates may be silent before the selection dialog is the likely reason:
 * without a usable certificate the browser goes on at once, and no dialog comes up. Long enough not to be a slow line.
 */
export const DIALOG_PATIENCE = 4 * SECOND;
/** Nobody sees, reads and answers a dialog in less than this. */
const AT_ONCE = SECOND;

/** The check site: it asks for a certificate only to show whether it is there (M10), and so can be asked without a user. */
export const CHECK_SITE: SystemId = 'clientcheck';

/** How a failed load looks like one that failed for the certificate, from certain to possible. */
type Face =
  /** The page says that there was none. */
  | 'said'
  /** The server refused in TLS. It does not say whether there was none, or one that it does not accept. */
  | 'refused-in-tls'
  /** The conversation broke off: with a certificate, or for want of one, or for reasons of the server's own. */
  | 'broken-off'
  /** An error status without a word about certificates. */
  | 'bare-status';

/** nginx has 495 and 496 for certificates, but sends 400; sites of their own send 403. */
const BARE_STATUSES: readonly (number | undefined)[] = [400, 403, 495, 496];

/**
 * What the certificate has to do with a load that has ended badly; `undefined` if nothing. A finding with the cause `none` is
 * no diagnosis: the load may have failed for the certificate, but what is known so far does not say so.
 */
export function findInCertificate(attempt: Attempt, system: System | undefined, facts: Facts): Finding | undefined {
  // Without TLS nobody asks for a certificate, and anyone on the way may have written the page.
  if (!isSecure(attempt.address)) return undefined;
  const says = (sign: Sign) => attempt.signs?.includes(sign) ?? false;
  const kind = attempt.netError === undefined ? undefined : netErrorKind(attempt.netError);
  if (says('certificate-refused')) return { cause: 'certificate-rejected', because: ['said-refused'] };
  if (kind === 'client-key') return { cause: 'certificate-key', because: ['error'] };
  const face = faceOf(attempt, system);
  if (!face) return undefined;

  const fact: Evidence = face === 'said' ? 'said-absent' : attempt.netError === undefined ? 'status' : 'error';
  const isCertain = face === 'said' || face === 'refused-in-tls';
  const known = certificateOnPc(attempt, facts);
  if (attempt.earlier === 'opened') {
    if (!isCertain) return undefined;
    if (known?.is === 'refused' && face === 'refused-in-tls')
      return { cause: 'certificate-rejected', because: [fact, known.because] };
    const wasAskedAgain = hadDialog(attempt, facts);
    return wasAskedAgain
      ? { cause: 'certificate-not-chosen', or: 'certificate-lost', because: [fact, 'opened-earlier', 'took-long'] }
      : { cause: 'certificate-lost', because: [fact, 'opened-earlier'] };
  }
  switch (known?.is) {
    case 'absent':
      // A certificate that was installed since is not known to a check site that the browser shows none.
      return {
        ...{ cause: 'certificate-missing', because: [fact, known.because] },
        ...(hadDialog(attempt, facts) && { or: 'certificate-not-chosen' }),
      };
    case 'refused':
      return {
        cause: face === 'said' ? 'certificate-not-chosen' : 'certificate-rejected',
        because: [fact, known.because],
      };
    case 'usable':
    case 'accepted':
      return findWithCertificate(attempt, face, fact, known, facts);
    default:
      return isCertain
        ? guess(attempt, fact, system, facts)
        : { cause: 'none', because: [], decisive: witnesses(attempt, system) };
  }
}

function faceOf(attempt: Attempt, system: System | undefined): Face | undefined {
  if (attempt.signs?.includes('certificate-absent')) return 'said';
  if (!asksForCertificate(system)) return undefined;
  const kind = attempt.netError === undefined ? undefined : netErrorKind(attempt.netError);
  if (kind === 'client-certificate' || kind === 'cut-off') return 'refused-in-tls';
  if (kind === 'broken-off') return 'broken-off';
  const isBare = attempt.netError === undefined && !attempt.signs?.length && BARE_STATUSES.includes(attempt.status);
  return isBare ? 'bare-status' : undefined;
}

/** There is a certificate on this PC that could be used. */
function findWithCertificate(
  attempt: Attempt,
  face: Face,
  fact: Evidence,
  known: CertificateKnowledge,
  facts: Facts,
): Finding {
  const because = [fact, known.because];
  if (face === 'said') return { cause: 'certificate-not-chosen', because };
  if (face === 'refused-in-tls') {
    // Chosen by policy, or earlier: then this system has got it.
    const wasSent = known.is === 'accepted' && !attempt.noDialog && duration(attempt, 0) < AT_ONCE;
    return wasSent
      ? { cause: 'certificate-rejected', or: 'certificate-not-chosen', because: [...because, 'at-once'] }
      : { cause: 'certificate-not-chosen', or: 'certificate-rejected', because };
  }
  // Only a dialog that someone has answered can have to do with it.
  const evidence = attempt.wasUnchosen
    ? 'remembered'
    : hasAnsweredDialog(attempt, known, facts)
      ? 'took-long'
      : undefined;
  if (!evidence) return { cause: 'none', because: [known.because] };
  const or = face === 'broken-off' ? 'server-unreachable' : 'server-error';
  return { cause: 'certificate-not-chosen', or, because: [...because, evidence] };
}

/** Whether someone has answered the selection dialog during this load, well or not. */
function hasAnsweredDialog(attempt: Attempt, { is, because }: CertificateKnowledge, facts: Facts): boolean {
  if (isSeenWithoutDialog(attempt, facts)) return false;
  // A certificate that is accepted though nobody was asked has been chosen by policy: no dialog ever comes.
  if (because === 'accepted-here' && !attempt.noDialog) return false;
  // One that is usable, and of which the browser has no choice yet, brings the dialog up as soon as a system asks.
  if (is === 'usable' && !attempt.noDialog) return duration(attempt, 0) >= AT_ONCE;
  return hadDialog(attempt, facts);
}

/** Nothing is known of the certificate on this PC: what is left is how long the load took, and what a probe might say. */
function guess(attempt: Attempt, fact: Evidence, system: System | undefined, facts: Facts): Finding {
  const decisive = witnesses(attempt, system);
  if (hadDialog(attempt, facts))
    return { cause: 'certificate-not-chosen', or: 'certificate-missing', because: [fact, 'took-long'], decisive };
  if (attempt.wasUnchosen)
    return { cause: 'certificate-not-chosen', or: 'certificate-missing', because: [fact, 'remembered'], decisive };
  if (attempt.noDialog)
    return { cause: 'certificate-missing', or: 'certificate-not-chosen', because: [fact, 'remembered'], decisive };
  if (fact === 'said-absent' && isTimed(attempt) && duration(attempt, 0) < AT_ONCE)
    return { cause: 'certificate-missing', because: [fact, 'at-once'], decisive };
  return { cause: 'certificate-missing', or: 'certificate-not-chosen', because: [fact], decisive };
}

/** Whether the selection dialog was open during the load, as far as its duration tells. */
function hadDialog(attempt: Attempt, facts: Facts): boolean {
  if (isSeenWithoutDialog(attempt, facts)) return false;
  return duration(attempt, 0) >= DIALOG_PATIENCE && (!attempt.noDialog || attempt.earlier === 'opened');
}

/** Whether the system was probed while the load went on, and the browser asked for no choice. */
function isSeenWithoutDialog(attempt: Attempt, facts: Facts): boolean {
  const own = attempt.probes?.[systemOfAddress(attempt.address, facts)?.id ?? CHECK_SITE];
  return own?.endedAt !== undefined && own.askedAt < (attempt.endedAt ?? 0) && own.netError !== CERTIFICATE_NEEDED;
}

/** Whether it is known when the load began: not so of a page that came back from memory. */
function isTimed(attempt: Attempt): boolean {
  return attempt.requestId !== '';
}

/**
 * Whom to ask whether a usable certificate is on this PC: the check site; or else, where the browser forgets the decision with
 * the refusal, the system itself.
 */
function witnesses(attempt: Attempt, system: System | undefined): SystemId[] {
  const forgets = attempt.netError !== undefined && netErrorKind(attempt.netError) === 'client-certificate';
  const candidates: SystemId[] = system?.id === CHECK_SITE ? [] : [CHECK_SITE];
  return forgets && system ? [...candidates, system.id] : candidates;
}

export interface CertificateKnowledge {
  /** `usable`: it is there, but none was chosen yet. */
  is: 'usable' | 'accepted' | 'refused' | 'absent';
  because: Evidence;
}

/** What is known of the certificate on this PC besides the load itself. */
export function certificateOnPc(attempt: Attempt, facts: Facts): CertificateKnowledge | undefined {
  const own = systemOfAddress(attempt.address, facts)?.id;
  const found = Object.entries(attempt.probes ?? {})
    .map(([id, probe]) => {
      const knowledge = probe && readProbe(probe);
      // Of a system whose decision it remembers, the browser only shows that again.
      return id === own && attempt.noDialog && knowledge?.is === 'absent' ? undefined : knowledge;
    })
    .find((knowledge) => knowledge !== undefined);
  // A certificate that was there does not vanish; that a probe has none may be the browser's memory of a cancelled dialog.
  if (found && (found.is !== 'absent' || !attempt.earlier) && found.is !== attempt.earlier) return found;
  switch (attempt.earlier) {
    case 'accepted':
      return { is: 'accepted', because: 'accepted-earlier' };
    case 'refused':
      return { is: 'refused', because: 'refused-earlier' };
    case 'present':
      return { is: 'usable', because: 'present-earlier' };
    default:
      return found;
  }
}

/** What the answer to a probe says of the certificate on this PC; `undefined` if nothing. */
export function readProbe(probe: Probe): CertificateKnowledge | undefined {
  if (probe.netError === CERTIFICATE_NEEDED) return { is: 'usable', because: 'usable-here' };
  if (probe.signs?.includes('certificate-refused')) return { is: 'refused', because: 'refused-here' };
  if (probe.signs?.includes('certificate-present')) return { is: 'accepted', because: 'accepted-here' };
  if (probe.signs?.includes('certificate-absent')) return { is: 'absent', because: 'absent-here' };
  return undefined;
}
