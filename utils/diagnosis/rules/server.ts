/**
 * Rules for the clock, the line, the statements of the page, the address, the hour, and last the server. The hour beats
 * server trouble, a precise sign beats a status. The last rule always decides.
 */
import { plainAddress } from '../../catalog/address.ts';
import { maintenanceAt } from '../../catalog/schedule.ts';
import { PORTAL } from '../../catalog/systems.ts';
import { type Case, type Finding, type Rule, withPortal } from '../case.ts';
import type { Cause } from '../causes.ts';
import { isClockOff } from '../clock.ts';
import type { Evidence } from '../evidence.ts';
import { type NetErrorKind, netErrorKind } from '../net-errors.ts';

/** Errors that arise between the PC and the server. But for a tunnel, neither the hour nor the server matters. */
const LINE_CAUSES: Partial<Record<NetErrorKind, Cause>> = {
  proxy: 'proxy-problem',
  tunnel: 'proxy-problem',
  intercepted: 'tls-intercepted',
  tls: 'tls-unsupported',
};

export const SERVER_RULES: readonly Rule[] = [
  outOfDate,

  // The PC and the line.
  ({ kind }) => (kind === 'offline' || kind === 'blocked') && { cause: kind, because: ['error'] },
  (c) => {
    const cause = lineCause(c);
    return (
      cause && (c.kind === 'proxy' || isSameAtPortal(c)) && { cause, ...orAllSystems(c), ...withPortal(c, ['error']) }
    );
  },
  // A name that no server has: servers and proxies answer with any error, also in TLS.
  ({ netError, system }) => {
    const isUnknown = netError !== undefined && !system;
    return isUnknown && { cause: 'wrong-address', because: ['error', 'no-such-system'] };
  },
  (c) => {
    const cause = lineCause(c);
    return cause && c.kind !== 'tunnel' && { cause, ...withPortal(c, ['error']) };
  },
  (c) => c.kind === 'server-certificate' && { cause: 'server-error', ...withPortal(c, ['error']) },

  // The statements of the page.
  ({ hasSign }) => hasSign('proxy') && { cause: 'proxy-problem', because: ['said-proxy'] },
  ({ status }) => (status === 407 || status === 511) && { cause: 'proxy-problem', because: ['status'] },
  ({ hasSign }) => hasSign('maintenance') && { cause: 'maintenance', because: ['said-maintenance'] },
  (c) => {
    if (!c.hasSign('closed')) return undefined;
    if (c.isAnnounced) return { cause: 'maintenance', because: ['announced', 'said-closed'] };
    if (c.isOpen) return { cause: 'maintenance', because: ['said-closed'] };
    return { cause: 'outside-hours', because: ['said-closed', ...hourEvidence(c)] };
  },
  // The page opened. Applications also answer input with 4xx; servers in trouble may answer with 200.
  ({ netError, status = 0, hasSign }) => {
    const isWell = status < (hasSign('interactive') ? 500 : 400) && !hasSign('server-error');
    return netError === undefined && isWell && { cause: 'none', because: [] };
  },

  // The address.
  (c) => c.kind === 'name' && c.system && { cause: 'name-not-found', ...withPortal(c, [c.outcome]) },
  ({ system, outcome }) => !system && { cause: 'wrong-address', because: [outcome, 'no-such-system'] },
  ({ isSecure, outcome }) => !isSecure && { cause: 'wrong-address', because: [outcome, 'plain-http'] },
  // The system has no page at this path; annex has only its /contact/ (M13). Its own address is never wrong.
  ({ address, netError, status = 0, kind, system, outcome }) => {
    const path = plainAddress(address);
    const isUnderSystem = system !== undefined && (path?.startsWith(system.address) ?? false);
    const isMissing = status === 404 || status === 410 || (!isUnderSystem && status >= 400 && status < 500);
    const isWrong = netError === undefined ? isMissing && path !== system?.address : kind === 'address';
    return isWrong && { cause: 'wrong-address', because: [outcome] };
  },
  ({ netError, kind, outcome }) => netError !== undefined && !kind && { cause: 'unknown', because: [outcome] },

  // The hour, then the server.
  ({ isAnnounced, outcome }) => isAnnounced && { cause: 'maintenance', because: ['announced', outcome] },
  (c) => !c.isOpen && { cause: 'outside-hours', because: [...hourEvidence(c), c.outcome] },
  // The proxy refused this system, or could not reach it.
  (c) => c.kind === 'tunnel' && { cause: 'proxy-problem', or: 'server-unreachable', ...withPortal(c, ['error']) },
  (c) => {
    const isUnreachable = c.kind === 'unreachable' || c.kind === 'socket-gone' || c.kind === 'broken-off';
    return isUnreachable && { cause: 'server-unreachable', ...withPortal(c, [c.outcome]) };
  },
  ({ status, outcome }) => ({ cause: status === 503 ? 'maintenance' : 'server-error', because: [outcome] }),
];

function lineCause({ kind, netError }: Case): Cause | undefined {
  return netError === 'ERR_SSL_PROTOCOL_ERROR' ? 'tls-unsupported' : kind && LINE_CAUSES[kind];
}

/**
 * Whether the portal meets the same trouble: it is the line's, whatever the hour and the address. A tunnel to each of
 * them fails during announced maintenance of both as well.
 */
function isSameAtPortal({ at, facts, isAnnounced, kind, portalProbe }: Case): boolean {
  const atPortal = netErrorKind(portalProbe?.netError);
  if (kind === 'tunnel' && isAnnounced && maintenanceAt(PORTAL, at, facts)) return atPortal === 'proxy';
  return atPortal === kind || (kind === 'tunnel' && atPortal === 'proxy');
}

/** No tunnel can be made to any system: the proxy's fault, or all systems are down. */
function orAllSystems({ kind, portalProbe }: Case): Pick<Finding, 'or'> {
  return kind === 'tunnel' && netErrorKind(portalProbe?.netError) === 'tunnel' ? { or: 'server-unreachable' } : {};
}

/** A server certificate out of date by the PC's clock: it or the clock is wrong. The clock of any server decides. */
function outOfDate(c: Case): Finding | undefined {
  if (c.kind !== 'clock') return undefined;
  if (isClockOff(c.clockOffset)) return { cause: 'clock-wrong', because: ['error', 'clock-off'] };
  if (c.clockOffset !== undefined) return c.system && { cause: 'server-error', because: ['error', 'clock-right'] };
  const { because, helpful } = withPortal(c, ['error']);
  // The portal's certificate is in date by the same clock.
  if (c.portalProbe?.status !== undefined) return c.system && { cause: 'server-error', or: 'clock-wrong', because };
  if (netErrorKind(c.portalProbe?.netError) === 'clock') return { cause: 'clock-wrong', because };
  return { cause: 'clock-wrong', or: 'server-error', because, ...(helpful && { decisive: helpful }) };
}

function hourEvidence({ clockOffset }: Case): Evidence[] {
  return isClockOff(clockOffset) ? ['hour', 'clock-off'] : ['hour'];
}
