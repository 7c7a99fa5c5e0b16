/** Certificates in the eyes of the servers: what the browser offers, what they refuse, and the truth about that. */
import type { Cause } from '../../utils/diagnosis/causes.ts';
import { findAt } from './calendar.ts';
import { type Certificate, isOpen } from './institution.ts';
import { type Reaction, type Request, type Truth, thin } from './reaction.ts';
import type { Server } from './servers.ts';

/** The certificates of a PC that the browser offers to this server; `undefined`: it asks for none. */
export function offeredTo(request: Request): readonly Certificate[] | undefined {
  const { server } = request;
  if (server?.certificate === 'none' || !server || inspectionOf(request)) return undefined;
  return request.certificates.filter((kind) => kind !== 'expired' && (kind !== 'foreign' || !server.namesAuthorities));
}

/** Whether the systems accept this certificate. */
export function isAccepted(request: Request, certificate: Certificate | undefined): boolean {
  return certificate === 'good' || (certificate === 'old' && !isRenewed(request));
}

/** Whether this PC has no certificate that the systems accept. */
export function isUseless(request: Request): boolean {
  return !request.certificates.some((kind) => isAccepted(request, kind));
}

function isRenewed({ pc, at }: Request): boolean {
  return at >= (pc.institution.renewal?.at ?? Number.POSITIVE_INFINITY);
}

/** The inspection of TLS on this PC, if there is one now. */
export function inspectionOf({ pc, at }: Request): 'trusted' | 'distrusted' | undefined {
  const found = findAt(pc.inspections, at);
  return found && (found.isTrusted ? 'trusted' : 'distrusted');
}

/** The truth about a server that got no certificate. */
export function withoutCertificate(request: Request, hadDialog: boolean): Truth {
  const { certificates, hasOpened } = request;
  const has = (...kinds: Certificate[]) => certificates.some((kind) => kinds.includes(kind));
  if (inspectionOf(request))
    return hasOpened
      ? thin('certificate-lost')
      : thin('certificate-lost', 'tls-intercepted', ...(has('good', 'old') ? [] : ['certificate-missing' as const]));
  // Someone has cancelled the dialog, now or earlier in this browser run; or the certificate was installed since.
  if (has('good') || (has('old') && !isRenewed(request)))
    return {
      causes: hadDialog ? ['certificate-not-chosen'] : ['certificate-not-chosen', 'certificate-missing'],
      isThin: !hadDialog,
    };
  // An expired certificate is never offered, and so looks like none. Cancelling among useless ones changes nothing.
  const others: Cause[] = has('expired', 'old') ? ['certificate-rejected'] : [];
  const cancelled: Cause[] = offeredTo(request)?.length ? ['certificate-not-chosen'] : [];
  // The check site may offer one for other purposes that this system does not take: then one seems to be there.
  return { causes: ['certificate-missing', ...others, ...cancelled], isThin: has('foreign'), isUseless: true };
}

/** What a server does that refuses this certificate, or that needs one and got none. */
export function refuse(
  request: Request,
  server: Server,
  certificate: Certificate | undefined,
  hadDialog: boolean,
): Reaction {
  const { dice, pc } = request;
  const foreign: Cause[] = certificate === 'foreign' ? ['certificate-missing', 'certificate-not-chosen'] : [];
  const right: Truth = certificate
    ? { causes: ['certificate-rejected', ...foreign], isThin: foreign.length > 0, isUseless: isUseless(request) }
    : withoutCertificate(request, hadDialog);
  if (server.style === 'page')
    return {
      is: 'page',
      page: server.pages[certificate ? 'refused' : 'absent'],
      ...(server.sendsAway && { at: 'https://www.mamoris-net.jp/certificate/' }),
      after: dice.between(60, 700),
      truth: right,
    };
  if (server.style === 'bare') {
    const causes: Cause[] = isOpen(pc.institution, request.at) ? ['server-error'] : ['outside-hours'];
    // Nor does it show whether a certificate came at all: a choice and a cancelled dialog look the same.
    const cancelled: Cause[] = certificate ? ['certificate-not-chosen'] : [];
    return {
      is: 'page',
      page: server.pages.bare403,
      after: dice.between(60, 700),
      truth: { ...right, causes: [...right.causes, ...causes, ...cancelled] },
    };
  }
  if (inspectionOf(request)) {
    // The program in between gets the refusal, and closes the connection in turn.
    return {
      is: 'error',
      error: 'net::ERR_CONNECTION_CLOSED',
      after: dice.between(60, 400),
      truth: { ...right, causes: [...right.causes, 'server-unreachable', 'outside-hours'] },
    };
  }
  const names =
    server.style === 'tls12'
      ? ['BAD_SSL_CLIENT_AUTH_CERT', 'BAD_SSL_CLIENT_AUTH_CERT', 'SOCKET_NOT_CONNECTED']
      : ['SOCKET_NOT_CONNECTED', 'SOCKET_NOT_CONNECTED', 'BAD_SSL_CLIENT_AUTH_CERT'];
  // In TLS a refused certificate looks like a cancelled dialog.
  return {
    is: 'error',
    error: `net::ERR_${dice.pick(names)}`,
    after: dice.between(40, 300),
    truth: { ...right, isThin: true },
  };
}
