/**
 * The servers and the network as a PC meets them. The world knows the truth: each reaction has its accepted causes.
 */
import type { Cause } from '../../utils/diagnosis/causes.ts';
import { SECOND } from '../../utils/time.ts';
import type { Calendar } from './calendar.ts';
import { type Certificate, isOpen } from './institution.ts';
import { Outages } from './outages.ts';
import type { PageKind } from './pages.ts';
import { GOOD, type Reaction, type Request, type Truth, thin, truth } from './reaction.ts';
import { inspectionOf, isAccepted, refuse, withoutCertificate } from './refusal.ts';
import { createServers, type Server } from './servers.ts';

export class World {
  readonly #servers: ReadonlyMap<string, Server>;
  readonly #calendar: Calendar;
  readonly #outages: Outages;

  constructor(seed: number, calendar: Calendar) {
    this.#calendar = calendar;
    this.#servers = createServers(seed);
    this.#outages = new Outages(calendar);
  }

  /** Finds the server at an address. */
  serverAt({ hostname }: URL): Server | undefined {
    return this.#servers.get(hostname);
  }

  /** What happens before a server sees a certificate; `undefined`: the connection stands. */
  connect(request: Request): Reaction | undefined {
    const { pc, server, at, dice, hasPassword, isClockWrong } = request;
    const { line } = pc.institution;
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
      // The portal meets it as well; during announced maintenance of all systems it would do so anyway. An address that
      // no system has is wrong, too.
      if (fault === 'proxy-refuses') {
        const others: Cause[] = server ? this.#outages.announced(request) : ['wrong-address'];
        return error('TUNNEL_CONNECTION_FAILED', 60, truth('proxy-problem', ...others));
      }
      if (line === 'proxy-with-password' && !hasPassword) return { is: 'prompt', truth: truth('proxy-problem') };
      // The proxy answers 502, 503 or 504.
      if (fault) {
        const after = dice.between(300, 4000);
        const isUnknown = !server && { causes: ['wrong-address', 'proxy-problem', 'server-unreachable'] as const };
        return error(
          'TUNNEL_CONNECTION_FAILED',
          after,
          isUnknown || this.#outages.outside(request, 'proxy-problem', 'server-unreachable'),
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
          this.#outages.outside(request, 'server-unreachable'),
        );
      }
      if (!server) return error('NAME_NOT_RESOLVED', dice.between(5, 300), truth('wrong-address'));
    }
    const broken = this.#outages.brokenConnection(request);
    if (broken) return broken;
    if (isClockWrong) return error('CERT_DATE_INVALID', 80, truth('clock-wrong'));
    if (inspectionOf(request) === 'distrusted') return error('CERT_AUTHORITY_INVALID', 80, truth('tls-intercepted'));
    return undefined;
  }

  /** What a server does that got this certificate. `chosen`: a person has just chosen or cancelled in the dialog. */
  serve(request: Request, certificate: Certificate | undefined, { hadDialog }: { hadDialog: boolean }): Reaction {
    const { url, server, at, pc, dice } = request;
    if (!server) throw new Error(`No server at ${url}`);
    const answer = (kind: PageKind, right: Truth, after = dice.between(60, 700)): Reaction => ({
      is: 'page',
      page: server.pages[kind],
      after,
      truth: right,
    });
    const stop = this.#outages.stop(request);
    const accepted = isAccepted(request, certificate);
    // In TLS a server judges the certificate before anything else.
    if (
      server.certificate === 'required' &&
      !accepted &&
      !(stop && server.style !== 'tls12' && server.style !== 'tls13')
    )
      return refuse(request, server, certificate, hadDialog);
    if (url.hostname.startsWith('clientcheck')) {
      if (accepted) return answer('checkPresent', GOOD);
      if (certificate) return answer('checkRefused', truth('certificate-rejected'));
      return answer('checkAbsent', withoutCertificate(request, hadDialog));
    }
    if (stop?.is === 'maintenance') {
      const isKnown = this.#outages.announced(request).length > 0;
      if (stop.how === 'error503' || stop.how === 'error502')
        return answer(
          stop.how,
          this.#outages.behind(
            request,
            isKnown,
            'maintenance',
            ...(stop.how === 'error502' ? ['server-error' as const] : []),
          ),
        );
      if (stop.how === 'maintenance') return answer('maintenance', truth('maintenance'));
      return answer(
        'closed',
        isOpen(pc.institution, at) ? truth('maintenance') : truth('outside-hours', 'maintenance'),
      );
    }
    if (stop?.is === 'outage') {
      // It may have begun since the connection, while the dialog was open.
      const broken = this.#outages.brokenConnection(request);
      if (broken) return broken;
      if (stop.how === 'bare403-late') {
        // After a dialog it looks like a cancelled one.
        const right = { ...this.#outages.likeNoCertificate(request, 'server-error'), isThin: true };
        return answer('bare403', right, dice.between(1100, 2500));
      }
      const causes: Cause[] = stop.how === 'error503' ? ['maintenance', 'server-error'] : ['server-error'];
      return answer(stop.how as PageKind, this.#outages.outside(request, ...causes));
    }
    if (!isOpen(pc.institution, at) && server.atNight !== 'works') {
      if (server.atNight === 'error503') return answer('error503', truth('outside-hours'));
      return answer('closed', truth('outside-hours'));
    }
    // M13: the inquiry system has no other page.
    if (url.hostname.startsWith('annex') && !url.pathname.startsWith('/contact'))
      return answer('notFound', truth('wrong-address'));
    if (url.pathname.endsWith('/refused')) return answer('loginRefused', GOOD);
    const slowness = request.isProbe ? 0 : this.#outages.slowness(request);
    const after = dice.between(60, 700) + (slowness > 0 ? dice.between(slowness, 2 * slowness) : 0);
    return answer(
      request.isPost ? 'done' : url.pathname.endsWith('/login') ? 'login' : server.isUntitled ? 'untitled' : 'work',
      GOOD,
      after,
    );
  }
}
