/**
 * Rules for the line, the statements of the page, the address, the hour, and last the server. The hour beats server
 * trouble, a precise sign beats a status. The last rule always decides.
 */
import { plainAddress } from '../../catalog/address.ts';
import type { Case } from '../case.ts';
import type { Cause } from '../causes.ts';
import { isClockOff } from '../clock.ts';
import type { Evidence } from '../evidence.ts';
import type { Finding, Rule } from '../finding.ts';
import type { NetErrorKind } from '../net-errors.ts';
import { withPortal } from './with-portal.ts';

function brokenPc({ kind }: Case): Finding | undefined {
  return kind === 'offline' || kind === 'blocked' ? { cause: kind, because: ['error'] } : undefined;
}

/** Errors that arise between the PC and the server: neither the hour nor the server matters. */
const LINE_CAUSES: Partial<Record<NetErrorKind, Cause>> = {
  proxy: 'proxy-problem',
  intercepted: 'tls-intercepted',
  tls: 'tls-unsupported',
};

function brokenLine(c: Case): Finding | undefined {
  const isProtocolError = c.attempt.netError === 'ERR_SSL_PROTOCOL_ERROR';
  const cause = isProtocolError ? 'tls-unsupported' : c.kind && LINE_CAUSES[c.kind];
  return cause && { cause, ...withPortal(c, ['error']) };
}

function statedProxy({ hasSign }: Case): Finding | undefined {
  return hasSign('proxy') ? { cause: 'proxy-problem', because: ['said-proxy'] } : undefined;
}

function proxyStatus({ attempt: { status } }: Case): Finding | undefined {
  return status === 407 || status === 511 ? { cause: 'proxy-problem', because: ['status'] } : undefined;
}

function statedMaintenance({ hasSign }: Case): Finding | undefined {
  return hasSign('maintenance') ? { cause: 'maintenance', because: ['said-maintenance'] } : undefined;
}

function statedClosed(c: Case): Finding | undefined {
  if (!c.hasSign('closed')) return undefined;
  if (c.isAnnounced) return { cause: 'maintenance', because: ['announced', 'said-closed'] };
  if (c.isOpen) return { cause: 'maintenance', because: ['said-closed'] };
  return { cause: 'outside-hours', because: ['said-closed', ...hourEvidence(c)] };
}

function opened({ attempt: { netError, status = 0 }, hasSign }: Case): Finding | undefined {
  // Applications also answer input with 4xx.
  const isError = status >= (hasSign('interactive') ? 500 : 400);
  return netError === undefined && !isError ? { cause: 'none', because: [] } : undefined;
}

function unresolvedName(c: Case): Finding | undefined {
  return c.kind === 'name' && c.system ? { cause: 'name-not-found', ...withPortal(c, [c.outcome]) } : undefined;
}

function noSuchSystem({ system, outcome }: Case): Finding | undefined {
  return system ? undefined : { cause: 'wrong-address', because: [outcome, 'no-such-system'] };
}

function plainHttp({ isSecure, outcome }: Case): Finding | undefined {
  return isSecure ? undefined : { cause: 'wrong-address', because: [outcome, 'plain-http'] };
}

/** The system has no page at this path; annex has only its /contact/ (M13). */
function noSuchPage({ attempt: { address, netError, status = 0 }, kind, system, outcome }: Case): Finding | undefined {
  const isUnderSystem = system !== undefined && (plainAddress(address)?.startsWith(system.address) ?? false);
  const isMissing = status === 404 || status === 410 || (!isUnderSystem && status < 500);
  const isWrong = netError === undefined ? isMissing : kind === 'address';
  return isWrong ? { cause: 'wrong-address', because: [outcome] } : undefined;
}

function unknownError({ attempt: { netError }, kind, outcome }: Case): Finding | undefined {
  return netError !== undefined && kind === undefined ? { cause: 'unknown', because: [outcome] } : undefined;
}

function announcedMaintenance({ isAnnounced, outcome }: Case): Finding | undefined {
  return isAnnounced ? { cause: 'maintenance', because: ['announced', outcome] } : undefined;
}

function outsideHours(c: Case): Finding | undefined {
  return c.isOpen ? undefined : { cause: 'outside-hours', because: [...hourEvidence(c), c.outcome] };
}

function unreachable(c: Case): Finding | undefined {
  const isUnreachable = c.kind === 'unreachable' || c.kind === 'cut-off' || c.kind === 'broken-off';
  return isUnreachable ? { cause: 'server-unreachable', ...withPortal(c, [c.outcome]) } : undefined;
}

function serverError({ attempt: { status }, outcome }: Case): Finding {
  return { cause: status === 503 ? 'maintenance' : 'server-error', because: [outcome] };
}

function hourEvidence({ attempt }: Case): Evidence[] {
  return isClockOff(attempt.clockOffset) ? ['hour', 'clock-off'] : ['hour'];
}

export const SERVER_RULES: readonly Rule[] = [
  brokenPc,
  brokenLine,
  statedProxy,
  proxyStatus,
  statedMaintenance,
  statedClosed,
  opened,
  unresolvedName,
  noSuchSystem,
  plainHttp,
  noSuchPage,
  unknownError,
  announcedMaintenance,
  outsideHours,
  unreachable,
  serverError,
];
