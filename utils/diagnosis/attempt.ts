import * as v from 'valibot';
import { systemOfAddress } from '../catalog/address.ts';
import { type Facts, systemById } from '../catalog/facts.ts';
import { SystemIdSchema } from '../catalog/system-id.ts';
import { asksForCertificate, type System, type SystemId } from '../catalog/systems.ts';
import { CERTIFICATE_NEEDED } from './net-errors.ts';
import { BEGUN_PATIENCE, REPORT_PATIENCE } from './patience.ts';
import { SIGNS } from './signs/signs.ts';

/** A moment in ms since the epoch, in the range of `Date` (ECMA-262, 21.4.1.1). */
export const MomentSchema = v.custom<number>(
  (value) => Number.isSafeInteger(value) && Math.abs(Number(value)) <= 8.64e15,
);
const wholeNumber = v.custom<number>(Number.isSafeInteger);

const matching = (pattern: RegExp) => v.custom<string>((value) => typeof value === 'string' && pattern.test(value));

/** An HTTP status. */
export const StatusSchema = v.custom<number>(
  (value) => Number.isInteger(value) && Number(value) >= 100 && Number(value) <= 599,
);

/** Chromium's error, `ERR_…`. */
const errorName = matching(/^ERR_[A-Z0-9_]{1,80}$/);
const signList = v.array(v.picklist(SIGNS));

/** A silent request of the worker to a system, and its result. */
export const ProbeSchema = v.object({
  askedAt: MomentSchema,
  /** Absent while the probe is open; if the browser stopped the worker meanwhile, for ever. */
  endedAt: v.optional(MomentSchema),
  status: v.optional(StatusSchema),
  netError: v.optional(errorName),
  signs: v.optional(signList),
  /** When a probe before this one showed that the load waited for the certificate dialog. Derived, never stored. */
  dialogAt: v.optional(MomentSchema),
});
export type Probe = v.InferOutput<typeof ProbeSchema>;

/** The latest probe of each system. */
export const ProbesSchema = v.record(SystemIdSchema, ProbeSchema);
export type Probes = Record<string, Probe>;

/** Lead of the servers' clock over the PC's, in ms (negative: behind). */
export const ClockOffsetSchema = wholeNumber;

/**
 * One main-frame load of a system, from request to outcome, with all its evidence. `diagnose` derives everything that
 * surfaces show; nothing stores a diagnosis.
 */
export const AttemptSchema = v.object({
  /** The request id of `webRequest`; `""` for a page without a request (back/forward cache, prerendering). */
  requestId: matching(/^.{0,40}$/),
  tabId: wholeNumber,
  /** Address without query, fragment and credentials (see `plainAddress`). */
  address: matching(/^https?:.{1,300}$/),
  startedAt: MomentSchema,
  /** The system that a redirect led here from, if it is another one. */
  from: v.optional(SystemIdSchema),
  /** Time of the request to this address, if a redirect led here. */
  askedAt: v.optional(MomentSchema),
  /** Time of the answer or the error; absent while the load is pending. */
  endedAt: v.optional(MomentSchema),
  status: v.optional(StatusSchema),
  netError: v.optional(errorName),
  /** The statements of the page itself. */
  signs: v.optional(signList),
  /**
   * The history of this browser run before the load. `opened`: this system opened with a certificate (M67). `accepted`,
   * `refused`: another system did that with the certificate. `present`: other evidence shows it.
   * `installed`: the browser has one to offer, which no system has accepted so far. `absent`: it has none.
   */
  earlier: v.optional(v.picklist(['opened', 'accepted', 'refused', 'present', 'installed', 'absent'])),
  /** No certificate dialog can open: the browser remembers a decision, or the host has answered this load before. */
  noDialog: v.optional(v.boolean()),
  /** In its last load, this system did not get the installed certificate: the user chose none. */
  wasUnchosen: v.optional(v.boolean()),
  /** Probes that show why the load failed, or what it waits for. */
  probes: v.optional(ProbesSchema),
  clockOffset: v.optional(ClockOffsetSchema),
  /** The answer is from the browser's cache: no evidence of the server, nor of the certificate. */
  isFromCache: v.optional(v.boolean()),
  /** Number of redirects on the way. */
  redirects: v.optional(wholeNumber),
  /** The tab showed this address before: the user or the browser reloads it. */
  isReload: v.optional(v.boolean()),
  /** The load sends something: a form, an upload. Trying it again could send it a second time. */
  isPost: v.optional(v.boolean()),
  /** An earlier load sent something, and a redirect from it led here. Trying this load again sends nothing. */
  hasSent: v.optional(v.boolean()),
  /**
   * In place of this answer, the browser asked for a user name and a password. The page below is empty. `again`: it had
   * asked in this tab before, and got a wrong answer or none.
   */
  passwordPrompt: v.optional(v.picklist(['first', 'again'])),
  /** The page of this error status has begun to load, and has not sent its signs yet. */
  hasBegun: v.optional(v.boolean()),
  /** The page has sent its signs: the tab shows a page of the server, not an error page of the browser. */
  isReported: v.optional(v.boolean()),
  /** The worker missed how the load failed; a probe of the system replaces the event. */
  isMissed: v.optional(v.boolean()),
  /** The user has started the next try of this load on a surface of the extension. */
  isRetried: v.optional(v.boolean()),
});

export type Attempt = v.InferOutput<typeof AttemptSchema>;

/**
 * Returns the system that a load is about: that of its address. A page about certificates at a system without any
 * speaks for the system that has led to it. `undefined` if there is none.
 */
export function systemOfAttempt(
  { address, from, signs = [] }: Omit<Attempt, 'probes'>,
  facts: Facts,
): System | undefined {
  const isAboutCertificate = signs.includes('certificate-absent') || signs.includes('certificate-refused');
  return isAboutCertificate ? certificateSystem(address, from, facts) : systemOfAddress(address, facts);
}

/**
 * Returns the system whose certificates a load is about: that of its address, or that which has led to it (`from`) if
 * only that one asks for certificates.
 */
export function certificateSystem(address: string, from: SystemId | undefined, facts: Facts): System | undefined {
  const system = systemOfAddress(address, facts);
  const origin = systemById(from ?? '', facts);
  return asksForCertificate(origin) && !asksForCertificate(system) ? origin : system;
}

/** Whether the page of a load speaks for the system that has led to it. */
export function isForOther(attempt: Omit<Attempt, 'probes'>, facts: Facts): boolean {
  return attempt.from !== undefined && systemOfAttempt(attempt, facts)?.id === attempt.from;
}

/** Whether the load has ended, well or not. */
export function hasEnded(attempt: Attempt): boolean {
  return attempt.endedAt !== undefined;
}

/** When a load ended; while it is pending, when it began. In ms since the epoch. */
export function endOf({ startedAt, endedAt = startedAt }: Pick<Attempt, 'startedAt' | 'endedAt'>): number {
  return endedAt;
}

/** How long after its end the page of an error status may still report its signs, in ms; `undefined`: not at all. */
export function reportPatience({ netError, status = 0, hasBegun, isReported, isMissed }: Attempt): number | undefined {
  if (netError !== undefined || status < 400 || isReported || isMissed) return undefined;
  return hasBegun ? BEGUN_PATIENCE : REPORT_PATIENCE;
}

/**
 * Whether a reload of its tab repeats this load and nothing else. While it is pending the tab still shows the page
 * before; a form would be sent again; what was typed would be lost; a page about an error that a redirect has led to
 * would only be shown again. The method of a page without a request is unknown.
 */
export function mayReload(attempt: Attempt): boolean {
  const { requestId, isPost, isMissed, netError, redirects, signs } = attempt;
  const isKnown = hasEnded(attempt) && requestId !== '' && !isMissed;
  const isErrorPage = redirects !== undefined && netError === undefined;
  return isKnown && !isPost && !isErrorPage && !signs?.includes('interactive');
}

/** Whether something may have been sent, though this load itself is not known to send (`isPost`). */
export function mayHaveSent({ requestId, isMissed, hasSent }: Attempt): boolean {
  return hasSent === true || isMissed === true || requestId === '';
}

/** Whether the browser's question for a password may still be open: no page, and nothing that came after. */
export function isAskingForPassword({ passwordPrompt, isReported }: Attempt): boolean {
  return passwordPrompt === 'first' && !isReported;
}

/**
 * Returns the time from the request to this address until the end, or until `now` while pending; in ms. If the page
 * speaks for the system that has led to it, the time until it led there counts.
 */
export function duration(attempt: Attempt, facts: Facts, now: number): number {
  const { startedAt, askedAt = startedAt, endedAt = now } = attempt;
  return isForOther(attempt, facts) ? askedAt - startedAt : endedAt - askedAt;
}

/** When a probe has last shown that a load waits for the certificate dialog, in ms since the epoch. */
export function dialogSeenAt({ probes }: Pick<Attempt, 'probes'>, system: System | undefined): number | undefined {
  const probe = system && probes?.[system.id];
  return probe?.netError === CERTIFICATE_NEEDED ? probe.endedAt : probe?.dialogAt;
}
