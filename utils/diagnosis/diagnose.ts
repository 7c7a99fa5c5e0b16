import { isSecure, plainAddress, systemOfAddress } from '../catalog/address.ts';
import type { Facts } from '../catalog/facts.ts';
import { isRenewed, maintenanceAt, serviceState } from '../catalog/service.ts';
import { asksForCertificate, type System, type SystemId } from '../catalog/systems.ts';
import { SECOND } from '../time.ts';
import { type Attempt, duration, hasEnded, type Probe } from './attempt.ts';
import type { Cause } from './causes.ts';
import { isClockOff, trueTime } from './clock.ts';
import type { Evidence } from './evidence.ts';
import type { Finding } from './finding.ts';
import { CERTIFICATE_NEEDED, type NetErrorKind, netErrorKind } from './net-errors.ts';
import { DIALOG_PATIENCE, findInCertificate } from './rules/certificate-rules.ts';
import type { Sign } from './signs/signs.ts';

/** From when on a silent load is taken to wait for the dialog even without a probe that says so. */
const UNPROBED_DIALOG_PATIENCE = DIALOG_PATIENCE + SECOND;
/** How long any load may be silent before it counts as stuck. */
const ANSWER_PATIENCE = 20 * SECOND;
/** The same where the system answers others meanwhile: then the page is a slow one. */
const SLOW_PAGE_PATIENCE = 60 * SECOND;
/** After how long, in ms, a load that goes on may be judged differently, or call for a probe. */
export const PATIENCES = [DIALOG_PATIENCE, UNPROBED_DIALOG_PATIENCE, ANSWER_PATIENCE, SLOW_PAGE_PATIENCE] as const;
/** How long a probe may be under way; an answer that comes later is not waited for. */
export const PROBE_PATIENCE = 3.5 * SECOND;
/** How long a page with an error status has for its own report: it may be one that can be worked with. */
export const REPORT_PATIENCE = SECOND;

/** The system that can be asked any time: it asks for no certificate (M12). */
export const PORTAL: SystemId = 'portal';

/** A cause, what it is about, and what it rests on. */
export interface Diagnosis extends Finding {
  /** `""` where no system fits. */
  system: SystemId | '';
  /** The cause is not known yet: a probe that can change it is under way, or the page's own report. It takes seconds at most. */
  isChecking: boolean;
}

/**
 * From evidence to a diagnosis. Total: any attempt gives a cause, `unknown` where nothing fits. Pure: the clock comes in
 * as `now` (ms since the epoch) and matters only as long as something may still come: `Infinity` gives what is said in the
 * end. A load that has ended is judged by the hour at which it ended.
 */
export function diagnose(attempt: Attempt, facts: Facts, now: number): Diagnosis {
  const system = systemOfAddress(attempt.address, facts);
  const about = { system: system?.id ?? ('' as const), isChecking: false };
  if (!hasEnded(attempt)) {
    const finding = findInWaiting(attempt, system, facts, now);
    // Nothing is said of a load that goes on before the probe has told whether it waits for the dialog.
    return isUnderWay(attempt, finding.decisive, now)
      ? { ...about, ...finding, ...NOTHING, isChecking: true }
      : { ...about, ...finding };
  }
  if (awaitsReport(attempt, now)) return { ...about, ...NOTHING, isChecking: true };
  const finding = find(attempt, system, facts);
  return isUnderWay(attempt, finding.decisive, now)
    ? { ...about, ...finding, cause: 'unknown', or: undefined, isChecking: true }
    : { ...about, ...finding };
}

const NOTHING: Finding = { cause: 'none', because: [], or: undefined };

/** Whether a probe of one of these systems has been sent and can still be answered. */
function isUnderWay(attempt: Attempt, systems: readonly SystemId[] = [], now: number): boolean {
  return systems.some((id) => isPending(attempt.probes?.[id], now));
}

/** Whether a probe can still be answered. `now`: ms since the epoch. */
export function isPending(probe: Probe | undefined, now: number): boolean {
  return probe !== undefined && probe.endedAt === undefined && Math.abs(now - probe.askedAt) < PROBE_PATIENCE;
}

function awaitsReport(attempt: Attempt, now: number): boolean {
  const isErrorPage = attempt.netError === undefined && (attempt.status ?? 0) >= 400 && !attempt.isReported;
  return isErrorPage && !attempt.isMissed && Math.abs(now - (attempt.endedAt ?? now)) < REPORT_PATIENCE;
}

/** Certificate evidence beats the hour; the hour beats server trouble; a precise sign beats a status. */
function find(attempt: Attempt, system: System | undefined, facts: Facts): Finding {
  const kind = attempt.netError === undefined ? undefined : netErrorKind(attempt.netError);
  if (kind === 'aborted') return NOTHING;
  if (attempt.isMissed && system && attempt.probes?.[system.id]?.endedAt === undefined)
    return { cause: 'unknown', because: [], decisive: [system.id] };
  const inCertificate = findInCertificate(attempt, system, facts);
  if (inCertificate && inCertificate.cause !== 'none') return withRenewal(inCertificate, facts, endOf(attempt));
  const finding = findElsewhere(attempt, system, kind, facts);
  if (finding.cause === 'none' || !inCertificate) return finding;
  // It may still be the certificate, unless a probe has told that it is not, or that systems without certificates fail as well.
  const { because, decisive } = inCertificate;
  const mayBe = decisive && !finding.because.includes('portal-fails') ? ({ or: 'certificate-missing' } as const) : {};
  return { ...finding, ...mayBe, because: [...finding.because, ...because], ...(decisive && { decisive }) };
}

/** When the load ended, by a clock that is right as far as is known; ms since the epoch. */
function endOf({ endedAt = 0, clockOffset }: Attempt): number {
  return trueTime(endedAt, clockOffset);
}

/** What is refused after the day of renewal is taken to be an old certificate. */
function withRenewal(finding: Finding, facts: Facts, at: number): Finding {
  if (finding.cause !== 'certificate-rejected' || !isRenewed(at, facts)) return finding;
  return { ...finding, because: [...finding.because, 'renewed'] };
}

function findElsewhere(
  attempt: Attempt,
  system: System | undefined,
  kind: NetErrorKind | undefined,
  facts: Facts,
): Finding {
  const says = (sign: Sign) => attempt.signs?.includes(sign) ?? false;
  if (kind === 'clock') return findInClock(attempt, system);
  if (kind === 'offline' || kind === 'blocked') return { cause: kind, because: ['error'] };
  const elsewhere = kind && CAUSE_OUTSIDE_THE_SERVER[kind];
  if (elsewhere) return { cause: elsewhere, ...withPortal(attempt, system, ['error']) };
  if (attempt.netError === 'ERR_SSL_PROTOCOL_ERROR')
    return { cause: 'tls-unsupported', ...withPortal(attempt, system, ['error']) };
  if (says('proxy')) return { cause: 'proxy-problem', because: ['said-proxy'] };
  if (attempt.status === 407 || attempt.status === 511) return { cause: 'proxy-problem', because: ['status'] };

  const isOpen = serviceState(endOf(attempt), facts).open;
  const isAnnounced = system !== undefined && maintenanceAt(system.id, endOf(attempt), facts) !== undefined;
  const hour: Evidence[] = isClockOff(attempt.clockOffset) ? ['hour', 'clock-off'] : ['hour'];
  if (says('maintenance')) return { cause: 'maintenance', because: ['said-maintenance'] };
  if (says('closed')) {
    if (isAnnounced) return { cause: 'maintenance', because: ['announced', 'said-closed'] };
    return isOpen
      ? { cause: 'maintenance', because: ['said-closed'] }
      : { cause: 'outside-hours', because: ['said-closed', ...hour] };
  }

  // Applications answer with 4xx to what is typed into them, too.
  const isError = (attempt.status ?? 0) >= (says('interactive') ? 500 : 400);
  if (attempt.netError === undefined && !isError) return NOTHING;
  const fact: Evidence = attempt.netError === undefined ? 'status' : 'error';
  if (kind === 'name' && system) return { cause: 'name-not-found', ...withPortal(attempt, system, [fact]) };
  const wrong = wrongAddress(attempt, system);
  if (wrong) return { cause: 'wrong-address', because: [fact, ...wrong] };
  if (attempt.netError !== undefined && kind === undefined) return { cause: 'unknown', because: [fact] };
  if (isAnnounced) return { cause: 'maintenance', because: ['announced', fact] };
  if (!isOpen) return { cause: 'outside-hours', because: [...hour, fact] };
  if (kind === 'unreachable' || kind === 'cut-off' || kind === 'broken-off')
    return { cause: 'server-unreachable', ...withPortal(attempt, system, [fact]) };
  return { cause: attempt.status === 503 ? 'maintenance' : 'server-error', because: [fact] };
}

/** Errors that arise on the way, so that neither the hour nor the server has a part in them. */
const CAUSE_OUTSIDE_THE_SERVER: Partial<Record<NetErrorKind, Cause>> = {
  proxy: 'proxy-problem',
  intercepted: 'tls-intercepted',
  tls: 'tls-unsupported',
};

/** A server certificate is out of date: by the PC's clock. A server's own clock, or that of another one, tells which is wrong. */
function findInClock(attempt: Attempt, system: System | undefined): Finding {
  const { because, helpful } = withPortal(attempt, system, ['error']);
  if (attempt.clockOffset !== undefined) {
    return isClockOff(attempt.clockOffset)
      ? { cause: 'clock-wrong', because: ['error', 'clock-off'] }
      : { cause: 'server-error', because: ['error', 'clock-right'] };
  }
  const portal = attempt.probes?.[PORTAL];
  // Its certificate is in date by the same clock.
  if (portal?.status !== undefined) return { cause: 'server-error', or: 'clock-wrong', because };
  const isElsewhereToo = portal?.netError !== undefined && netErrorKind(portal.netError) === 'clock';
  if (isElsewhereToo) return { cause: 'clock-wrong', because };
  return { cause: 'clock-wrong', or: 'server-error', because, ...(helpful && { decisive: helpful }) };
}

/** The same evidence with what the portal has answered; it helps to tell one system's trouble from everyone's. */
function withPortal(
  attempt: Attempt,
  system: System | undefined,
  because: readonly Evidence[],
): Pick<Finding, 'because' | 'helpful'> {
  const portal = attempt.probes?.[PORTAL];
  if (system === undefined || system.id === PORTAL) return { because };
  if (portal?.endedAt === undefined) return { because, helpful: [PORTAL] };
  return { because: [...because, (portal.status ?? 500) < 500 ? 'portal-opens' : 'portal-fails'] };
}

function findInWaiting(attempt: Attempt, system: System | undefined, facts: Facts, now: number): Finding {
  const waited = duration(attempt, now);
  // A clock that was put back makes it negative, and a broken one no number.
  if (!(waited >= DIALOG_PATIENCE)) return NOTHING;
  const own = system && attempt.probes?.[system.id];
  const isAsked = asksForCertificate(system) && isSecure(attempt.address);
  const asks = isAsked && system ? { decisive: [system.id] } : {};
  if (own?.netError === CERTIFICATE_NEEDED)
    return { cause: 'certificate-waiting', because: ['waited', 'asks-for-choice'], ...asks };
  if (isAsked && !attempt.noDialog && own?.endedAt === undefined && waited >= UNPROBED_DIALOG_PATIENCE)
    return { cause: 'certificate-waiting', or: 'load-stuck', because: ['waited'], ...asks };
  const answersOthers = own?.status !== undefined;
  if (waited < (answersOthers ? SLOW_PAGE_PATIENCE : ANSWER_PATIENCE)) return { ...NOTHING, ...asks };
  if (system && maintenanceAt(system.id, trueTime(now, attempt.clockOffset), facts))
    return { cause: 'maintenance', or: 'load-stuck', because: ['announced', 'waited'], ...asks };
  const { because, helpful } = withPortal(attempt, system, ['waited']);
  if (own?.endedAt === undefined) return { cause: 'load-stuck', because, ...(helpful && { helpful }), ...asks };
  return { cause: 'load-stuck', because: [...because, answersOthers ? 'answers-others' : 'answers-nobody'], ...asks };
}

/** No such system; a path that the system does not have (annex has only its /contact/, M13); plain http. */
function wrongAddress(attempt: Attempt, system: System | undefined): Evidence[] | undefined {
  if (system === undefined) return ['no-such-system'];
  if (!isSecure(attempt.address)) return ['plain-http'];
  if (attempt.netError !== undefined) return netErrorKind(attempt.netError) === 'address' ? [] : undefined;
  const isBelowItsAddress = plainAddress(attempt.address)?.startsWith(system.address) ?? false;
  const isMissing =
    attempt.status === 404 || attempt.status === 410 || (!isBelowItsAddress && (attempt.status ?? 0) < 500);
  return isMissing ? [] : undefined;
}
