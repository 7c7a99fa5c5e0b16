/** Outages, maintenance and closed hours: what of them a request meets, and the truth about it. */
import type { Cause } from '../../utils/diagnosis/causes.ts';
import { SECOND } from '../../utils/time.ts';
import { type Calendar, findAt, type Outage, type SystemTrouble } from './calendar.ts';
import { isOpen } from './institution.ts';
import { type Reaction, type Request, type Truth, thin } from './reaction.ts';
import { inspectionOf, isUseless } from './refusal.ts';

/** Trouble that stops a system. */
type Stop = Exclude<SystemTrouble, { is: 'slow' }>;

/** Outages that end a connection as servers do for want of a certificate. */
const BREAKS: readonly string[] = ['reset', 'reset-late', 'empty'];

/** The troubles of a calendar. */
export class Outages {
  readonly #calendar: Calendar;

  constructor(calendar: Calendar) {
    this.#calendar = calendar;
  }

  /** The outage or maintenance that stops this system now: of several, the first. */
  stop(request: Request): Stop | undefined {
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
  brokenConnection(request: Request): Reaction | undefined {
    const { pc, server, at, dice } = request;
    const stop = this.stop(request);
    const isClosed = !stop && !isOpen(pc.institution, at) && server?.atNight === 'refused';
    const how: Outage | 'maintenance' | 'closed' | undefined = isClosed ? 'refused' : stop?.how;
    const mayBreakOff = BREAKS.includes(how ?? '');
    const right = mayBreakOff
      ? this.likeNoCertificate(request, 'server-unreachable')
      : this.outside(request, 'server-unreachable');
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
    const isThin = right.isThin || pc.institution.line !== 'direct';
    // Where all systems fail, the portal shows that.
    const isLikeRefusal = server?.certificate === 'required' && stop?.systems !== undefined && mayBreakOff;
    return { is: 'error', error: `net::ERR_${error}`, after, truth: { ...right, isThin }, isLikeRefusal };
  }

  /** The truth about a system that cannot be reached, or that fails behind its server. */
  outside(request: Request, ...causes: Cause[]): Truth {
    return this.behind(request, this.announced(request).length > 0, ...causes);
  }

  /** The cause that the policy announces for this system now, if any. */
  announced(request: Request): Cause[] {
    // Also where an outage comes on top of it.
    const isKnown = this.#stops(request).some((stop) => stop.is === 'maintenance' && stop.isAnnounced);
    return isKnown && request.pc.institution.announces ? ['maintenance'] : [];
  }

  /** The same, where the caller knows whether the policy announces it. */
  behind(request: Request, isAnnounced: boolean, ...causes: Cause[]): Truth {
    const { pc, at, server } = request;
    const right: Cause[] = isAnnounced ? ['maintenance'] : isOpen(pc.institution, at) ? causes : ['outside-hours'];
    // Without a good certificate this system would not open anyway, and might look exactly like this.
    if (!isUseless(request) || server?.certificate !== 'required') return { causes: right };
    return { causes: [...right, 'certificate-missing', 'certificate-rejected', 'certificate-not-chosen'] };
  }

  /** The truth about a failure that looks like the lack of a certificate, which a trusted inspection causes as well. */
  likeNoCertificate(request: Request, cause: Cause): Truth {
    const right = this.outside(request, cause);
    const isHidden = inspectionOf(request) === 'trusted' && request.server?.certificate === 'required';
    return isHidden ? thin(...right.causes, 'certificate-lost', 'tls-intercepted') : right;
  }

  /** How long a slow server works on a page, in ms: at least this, and at most twice as long. */
  slowness({ url, at }: Request): number {
    const slow = findAt(
      this.#calendar.systems.filter((item) => item.is === 'slow'),
      at,
    );
    return slow?.systems?.includes(url.hostname.split('.')[0] ?? '') ? slow.by : 0;
  }
}
