/**
 * The servers and the network as a PC meets them. The world knows the truth: each reaction has its accepted causes.
 */
import type { Cause } from '../../utils/diagnosis/causes.ts';
import { HOUR, SECOND } from '../../utils/time.ts';
import { ADDED_SYSTEM, type Calendar, findAt, type Outage, type SystemTrouble, WORK_SYSTEMS } from './calendar.ts';
import { Dice } from './dice.ts';
import type { Certificate, Institution, PcTraits } from './institution.ts';
import { PAGES, type Page, type PageKind } from './pages.ts';

/** The accepted causes of an outcome. */
export interface Truth {
  /** Each of these is accepted: the PC cannot distinguish them, or all are true. */
  causes: readonly Cause[];
  /** The evidence is thin: the second likeliest cause is accepted too. */
  isThin?: boolean;
  /** The certificate of this PC is of no use: the setup guide must not call it usable. */
  isUseless?: boolean;
}

/** What the other side does with a request. `after`: ms until then. */
export type Reaction =
  | { is: 'error'; error: string; after: number; truth: Truth }
  | { is: 'page'; page: Page; after: number; truth: Truth }
  | { is: 'silence'; truth: Truth }
  /** The proxy wants a password. */
  | { is: 'prompt'; truth: Truth };

/** A request, with what the PC is like at that moment. */
export interface Request {
  pc: PcTraits;
  url: URL;
  /** Ms since the epoch, by the servers' clock. */
  at: number;
  dice: Dice;
  isProbe: boolean;
  isPost: boolean;
  /** The PC's clock is wrong by more than the life of a server's certificate. */
  isClockWrong: boolean;
  hasPassword: boolean;
  /** The certificates on the PC. */
  certificates: readonly Certificate[];
  /** This system has opened earlier in this browser run. */
  hasOpened: boolean;
  /** A system has refused the certificate in this browser run. */
  wasRefused: boolean;
}

/** How a system judges certificates; `bare`: by a page without a word about them. */
type Style = 'page' | 'tls12' | 'tls13' | 'bare';

interface Server {
  certificate: 'required' | 'asked' | 'none';
  style: Style;
  /** Its request for a certificate names the authorities that it accepts. */
  namesAuthorities: boolean;
  /** How it behaves while the systems are closed. */
  atNight: 'closed' | 'refused' | 'error503' | 'works';
  pages: Record<PageKind, Page>;
  isUntitled: boolean;
}

/** Trouble that stops a system. */
type Stop = Exclude<SystemTrouble, { is: 'slow' }>;

const REQUIRED: readonly string[] = ['office', 'jimu', 'hojinkensa', 'reform', 'annex', ADDED_SYSTEM];
/** Outages that end a connection as servers do for want of a certificate. */
const BREAKS: readonly string[] = ['reset', 'reset-late', 'empty'];
const GOOD: Truth = { causes: ['none'] };
const truth = (...causes: Cause[]): Truth => ({ causes });
const thin = (...causes: Cause[]): Truth => ({ causes, isThin: true });

export class World {
  readonly #servers = new Map<string, Server>();
  readonly #calendar: Calendar;

  constructor(seed: number, calendar: Calendar) {
    this.#calendar = calendar;
    for (const id of ['www', 'clientcheck', ...WORK_SYSTEMS, ADDED_SYSTEM]) {
      const dice = new Dice('server', seed, id);
      const entries = Object.entries(PAGES).map(([kind, pages]) => [kind, dice.pick<Page>(pages)]);
      this.#servers.set(`${id}.mamoris-net.jp`, {
        certificate: REQUIRED.includes(id) ? 'required' : id === 'clientcheck' ? 'asked' : 'none',
        style: id === 'clientcheck' ? 'page' : dice.pick(['page', 'page', 'page', 'tls12', 'tls13', 'bare']),
        namesAuthorities: dice.chance(0.6),
        atNight: id === 'clientcheck' || id === 'www' ? 'works' : dice.pick(['closed', 'refused', 'error503', 'works']),
        pages: Object.fromEntries(entries) as Record<PageKind, Page>,
        isUntitled: dice.chance(0.5),
      });
    }
  }

  /** Whether the systems are open for this institution. */
  isOpen({ isAlwaysOpen }: Institution, at: number): boolean {
    const hour = ((at + 9 * HOUR) % (24 * HOUR)) / HOUR;
    return isAlwaysOpen || (hour >= 7 && hour < 22);
  }

  /** The certificates of a PC that the browser offers to this server; `undefined`: it asks for none. */
  offered(request: Request): readonly Certificate[] | undefined {
    const server = this.#servers.get(request.url.hostname);
    if (server?.certificate === 'none' || !server || this.#inspection(request)) return undefined;
    return request.certificates.filter(
      (kind) => kind !== 'expired' && (kind !== 'foreign' || !server.namesAuthorities),
    );
  }

  /** Whether this server needs a certificate to open. */
  needsCertificate({ hostname }: URL): boolean {
    return this.#servers.get(hostname)?.certificate === 'required';
  }

  /** What happens before a server sees a certificate; `undefined`: the connection stands. */
  connect(request: Request): Reaction | undefined {
    const { pc, url, at, dice, hasPassword, isClockWrong } = request;
    const { line } = pc.institution;
    const server = this.#servers.get(url.hostname);
    const error = (name: string, after: number, right: Truth): Reaction => ({
      is: 'error',
      error: `net::ERR_${name}`,
      after,
      truth: right,
    });
    const fault = this.#calendar.lines.find(
      ({ from, to, institution }) => institution === pc.institution.id && from <= at && at < to,
    )?.how;
    if (fault === 'offline') return error('INTERNET_DISCONNECTED', 5, truth('offline'));
    if (line !== 'direct') {
      if (fault === 'proxy-down')
        return error('PROXY_CONNECTION_FAILED', dice.between(5, 2100), truth('proxy-problem'));
      // The portal meets it as well; during announced maintenance of all systems it would do so anyway.
      if (fault === 'proxy-refuses')
        return error('TUNNEL_CONNECTION_FAILED', 60, truth('proxy-problem', ...this.#announced(request)));
      if (line === 'proxy-with-password' && !hasPassword) return { is: 'prompt', truth: truth('proxy-problem') };
      // The proxy answers 502, 503 or 504.
      if (fault) {
        const after = dice.between(300, 4000);
        const isUnknown = !server && { causes: ['wrong-address', 'proxy-problem', 'server-unreachable'] as const };
        return error(
          'TUNNEL_CONNECTION_FAILED',
          after,
          isUnknown || this.#outside(request, 'proxy-problem', 'server-unreachable'),
        );
      }
      if (!server) return error('TUNNEL_CONNECTION_FAILED', dice.between(50, 900), truth('wrong-address'));
    } else {
      if (fault === 'no-names')
        return error(
          'NAME_NOT_RESOLVED',
          dice.between(5, 4000),
          thin('name-not-found', ...(server ? [] : ['wrong-address' as const])),
        );
      if (fault === 'unreachable') {
        if (!server) return error('NAME_NOT_RESOLVED', 30, truth('wrong-address'));
        return error(
          dice.pick(['ADDRESS_UNREACHABLE', 'CONNECTION_TIMED_OUT']),
          21 * SECOND,
          this.#outside(request, 'server-unreachable'),
        );
      }
      if (!server) return error('NAME_NOT_RESOLVED', dice.between(5, 300), truth('wrong-address'));
    }
    const broken = this.#brokenConnection(request);
    if (broken) return broken;
    if (isClockWrong) return error('CERT_DATE_INVALID', 80, truth('clock-wrong'));
    if (this.#inspection(request) === 'distrusted')
      return error('CERT_AUTHORITY_INVALID', 80, truth('tls-intercepted'));
    return undefined;
  }

  /** What a server does that got this certificate. `chosen`: a person has just chosen or cancelled in the dialog. */
  serve(request: Request, certificate: Certificate | undefined, { hadDialog }: { hadDialog: boolean }): Reaction {
    const { url, at, pc, dice } = request;
    const server = this.#servers.get(url.hostname);
    if (!server) throw new Error(`No server at ${url}`);
    const answer = (kind: PageKind, right: Truth, after = dice.between(60, 700)): Reaction => ({
      is: 'page',
      page: server.pages[kind],
      after,
      truth: right,
    });
    const stop = this.#stop(request);
    // In TLS a server judges the certificate before anything else.
    const isAccepted = certificate === 'good' || (certificate === 'old' && !this.#isRenewed(request));
    if (
      server.certificate === 'required' &&
      !isAccepted &&
      !(stop && server.style !== 'tls12' && server.style !== 'tls13')
    )
      return this.#refuse(request, server, certificate, hadDialog);
    if (url.hostname.startsWith('clientcheck')) {
      if (isAccepted) return answer('checkPresent', GOOD);
      if (certificate) return answer('checkRefused', truth('certificate-rejected'));
      return answer('checkAbsent', this.#withoutCertificate(request, hadDialog));
    }
    if (stop?.is === 'maintenance') {
      const isKnown = this.#announced(request).length > 0;
      if (stop.how === 'error503' || stop.how === 'error502')
        return answer(
          stop.how,
          this.#behind(request, isKnown, 'maintenance', ...(stop.how === 'error502' ? ['server-error' as const] : [])),
        );
      if (stop.how === 'maintenance') return answer('maintenance', truth('maintenance'));
      return answer(
        'closed',
        this.isOpen(pc.institution, at) ? truth('maintenance') : truth('outside-hours', 'maintenance'),
      );
    }
    if (stop?.is === 'outage') {
      if (stop.how === 'bare403-late') {
        // After a dialog it looks like a cancelled one.
        const right = { ...this.#outside(request, 'server-error'), isThin: true };
        return answer('bare403', right, dice.between(1100, 2500));
      }
      const causes: Cause[] = stop.how === 'error503' ? ['maintenance', 'server-error'] : ['server-error'];
      return answer(stop.how as PageKind, this.#outside(request, ...causes));
    }
    if (!this.isOpen(pc.institution, at) && server.atNight !== 'works') {
      if (server.atNight === 'error503') return answer('error503', truth('outside-hours'));
      return answer('closed', truth('outside-hours'));
    }
    // M13: the inquiry system has no other page.
    if (url.hostname.startsWith('annex') && !url.pathname.startsWith('/contact'))
      return answer('notFound', truth('wrong-address'));
    if (url.pathname.endsWith('/refused')) return answer('loginRefused', GOOD);
    const slow = findAt(
      this.#calendar.systems.filter((item) => item.is === 'slow'),
      at,
    );
    const isSlow = slow?.systems?.includes(url.hostname.split('.')[0] ?? '');
    const after =
      dice.between(60, 700) + (isSlow && !request.isProbe ? dice.between(slow?.by ?? 0, 2 * (slow?.by ?? 0)) : 0);
    return answer(
      request.isPost ? 'done' : url.pathname.endsWith('/login') ? 'login' : server.isUntitled ? 'untitled' : 'work',
      GOOD,
      after,
    );
  }

  /** The outage or maintenance that stops this system now: of several, the first. */
  #stop(request: Request): Stop | undefined {
    return this.#stops(request)[0];
  }

  #stops({ at, url }: Request): Stop[] {
    const id = url.hostname.split('.')[0] ?? '';
    return this.#calendar.systems.filter(
      (item): item is Stop =>
        item.is !== 'slow' && item.from <= at && at < item.to && (item.systems?.includes(id) ?? id !== 'clientcheck'),
    );
  }

  /** A system that does not even answer in TLS. */
  #brokenConnection(request: Request): Reaction | undefined {
    const { pc, url, at, dice } = request;
    const stop = this.#stop(request);
    const server = this.#servers.get(url.hostname);
    const isClosed = !stop && !this.isOpen(pc.institution, at) && server?.atNight === 'refused';
    const how: Outage | 'maintenance' | 'closed' | undefined = isClosed ? 'refused' : stop?.how;
    const right = this.#outside(request, 'server-unreachable');
    if (how === 'silent') {
      const causes = [...right.causes, 'load-stuck'] as const;
      return { is: 'silence', truth: { causes, isThin: true } };
    }
    const errors: Partial<Record<string, readonly [string, number]>> = {
      refused: ['CONNECTION_REFUSED', dice.between(5, 2100)],
      timeout: ['CONNECTION_TIMED_OUT', 21 * SECOND],
      reset: ['CONNECTION_RESET', dice.between(10, 300)],
      'reset-late': ['CONNECTION_CLOSED', dice.between(1200, 2000)],
      empty: ['EMPTY_RESPONSE', dice.between(10, 300)],
    };
    const [name, after] = errors[how ?? ''] ?? [];
    if (name === undefined || after === undefined) return undefined;
    // A proxy reports all of this as one error.
    const error = pc.institution.line === 'direct' ? name : 'TUNNEL_CONNECTION_FAILED';
    // Nor does the PC know whether the proxy refuses this one system.
    const isThroughProxy = pc.institution.line !== 'direct';
    // After a refusal elsewhere, this looks like one more. Where all systems fail, the portal shows that.
    const isLikeRefusal =
      request.wasRefused && this.needsCertificate(url) && stop?.systems !== undefined && BREAKS.includes(how ?? '');
    const isThin = isThroughProxy || isLikeRefusal;
    return { is: 'error', error: `net::ERR_${error}`, after, truth: { ...right, isThin } };
  }

  /** The truth about a system that cannot be reached, or that fails behind its server. */
  #outside(request: Request, ...causes: Cause[]): Truth {
    return this.#behind(request, this.#announced(request).length > 0, ...causes);
  }

  /** The cause that the policy announces for this system now, if any. */
  #announced(request: Request): Cause[] {
    // Also where an outage comes on top of it.
    const isKnown = this.#stops(request).some((stop) => stop.is === 'maintenance' && stop.isAnnounced);
    return isKnown && request.pc.institution.announces ? ['maintenance'] : [];
  }

  #behind(request: Request, isAnnounced: boolean, ...causes: Cause[]): Truth {
    const { pc, at, url } = request;
    const right: Cause[] = isAnnounced ? ['maintenance'] : this.isOpen(pc.institution, at) ? causes : ['outside-hours'];
    // Without a good certificate this system would not open anyway, and might look exactly like this.
    if (!this.#isUseless(request) || !this.needsCertificate(url)) return { causes: right };
    return { causes: [...right, 'certificate-missing', 'certificate-rejected', 'certificate-not-chosen'] };
  }

  /** Whether this PC has no certificate that the systems accept. */
  #isUseless(request: Request): boolean {
    const isAccepted = (kind: Certificate) => kind === 'good' || (kind === 'old' && !this.#isRenewed(request));
    return !request.certificates.some(isAccepted);
  }

  #isRenewed({ pc, at }: Request): boolean {
    return at >= (pc.institution.renewal?.at ?? Number.POSITIVE_INFINITY);
  }

  #inspection({ pc, at }: Request): 'trusted' | 'distrusted' | undefined {
    const found = findAt(pc.inspections, at);
    return found && (found.isTrusted ? 'trusted' : 'distrusted');
  }

  /** The truth about a server that got no certificate. */
  #withoutCertificate(request: Request, hadDialog: boolean): Truth {
    const { certificates, hasOpened } = request;
    const has = (...kinds: Certificate[]) => certificates.some((kind) => kinds.includes(kind));
    if (this.#inspection(request))
      return hasOpened
        ? thin('certificate-lost')
        : thin('certificate-lost', 'tls-intercepted', ...(has('good', 'old') ? [] : ['certificate-missing' as const]));
    // Someone has cancelled the dialog, now or earlier in this browser run; or the certificate was installed since.
    if (has('good') || (has('old') && !this.#isRenewed(request)))
      return {
        causes: hadDialog ? ['certificate-not-chosen'] : ['certificate-not-chosen', 'certificate-missing'],
        isThin: !hadDialog,
      };
    // An expired certificate is never offered, and so looks like none. Cancelling among useless ones changes nothing.
    const others: Cause[] = has('expired', 'old') ? ['certificate-rejected'] : [];
    const cancelled: Cause[] = this.offered(request)?.length ? ['certificate-not-chosen'] : [];
    // The check site may offer one for other purposes that this system does not take: then one seems to be there.
    return { causes: ['certificate-missing', ...others, ...cancelled], isThin: has('foreign'), isUseless: true };
  }

  #refuse(request: Request, server: Server, certificate: Certificate | undefined, hadDialog: boolean): Reaction {
    const { dice, pc } = request;
    const foreign: Cause[] = certificate === 'foreign' ? ['certificate-missing', 'certificate-not-chosen'] : [];
    const isUseless = this.#isUseless(request);
    const right: Truth = certificate
      ? { causes: ['certificate-rejected', ...foreign], isThin: foreign.length > 0, isUseless }
      : this.#withoutCertificate(request, hadDialog);
    if (server.style === 'page')
      return {
        is: 'page',
        page: server.pages[certificate ? 'refused' : 'absent'],
        after: dice.between(60, 700),
        truth: right,
      };
    if (server.style === 'bare') {
      const causes: Cause[] = this.isOpen(pc.institution, request.at) ? ['server-error'] : ['outside-hours'];
      // Nor does it show whether a certificate came at all: a choice and a cancelled dialog look the same.
      const cancelled: Cause[] = certificate ? ['certificate-not-chosen'] : [];
      return {
        is: 'page',
        page: server.pages.bare403,
        after: dice.between(60, 700),
        truth: { ...right, causes: [...right.causes, ...causes, ...cancelled] },
      };
    }
    if (this.#inspection(request)) {
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
}
