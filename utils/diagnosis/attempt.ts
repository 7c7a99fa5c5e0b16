import * as v from 'valibot';
import { SystemIdSchema } from '../catalog/system-id.ts';
import { SIGNS } from './signs/signs.ts';

/** A moment in ms since the epoch, within what a `Date` can hold (ECMA-262, 21.4.1.1). */
export const MomentSchema = v.custom<number>(
  (value) => Number.isSafeInteger(value) && Math.abs(Number(value)) <= 8.64e15,
);
const wholeNumber = v.custom<number>(Number.isSafeInteger);

function matching(pattern: RegExp) {
  return v.custom<string>((value) => typeof value === 'string' && pattern.test(value));
}

/** An HTTP status as servers may send it. */
export const StatusSchema = v.custom<number>(
  (value) => Number.isInteger(value) && Number(value) >= 100 && Number(value) <= 599,
);

/** Chromium's name of an error, `ERR_…`. */
const errorName = matching(/^ERR_[A-Z0-9_]{1,80}$/);
const signList = v.array(v.picklist(SIGNS));

/** A silent request of the worker's to a system, and what came of it. */
const ProbeSchema = v.object({
  askedAt: MomentSchema,
  /** Absent while it is under way; for good, if the worker was stopped meanwhile. */
  endedAt: v.optional(MomentSchema),
  status: v.optional(StatusSchema),
  netError: v.optional(errorName),
  signs: v.optional(signList),
});

export type Probe = v.InferOutput<typeof ProbeSchema>;

/** The latest probe of each system. */
export const ProbesSchema = v.record(SystemIdSchema, ProbeSchema);

export type Probes = Record<string, Probe>;

/** How far the servers' clock is ahead of the PC's, in ms (negative: behind). */
export const ClockOffsetSchema = wholeNumber;

/**
 * One main-frame load of a system, from request to outcome, with all that is known about it: the evidence.
 * Everything shown is derived from it by `diagnose`; nothing derived is stored.
 */
export const AttemptSchema = v.object({
  /** webRequest's id of the load; `""` for a page that came back without a request (back/forward cache, prerendering). */
  requestId: matching(/^.{0,40}$/),
  tabId: wholeNumber,
  /** Address without query, fragment and credentials (see `plainAddress`). */
  address: matching(/^https?:.{1,300}$/),
  startedAt: MomentSchema,
  /** When this address was asked, if the load was sent here by another one. */
  askedAt: v.optional(MomentSchema),
  /** When it got its answer or its error; absent while the load is pending. */
  endedAt: v.optional(MomentSchema),
  status: v.optional(StatusSchema),
  /** Chromium's error, `ERR_…`. */
  netError: v.optional(errorName),
  /** What the page itself says. */
  signs: v.optional(signList),
  /**
   * What had happened in this browser run when the load began: this system had `opened` (so that a certificate was at hand,
   * M67), another one had `accepted` or `refused` the certificate of this PC, or it was known in another way to be `present`.
   */
  earlier: v.optional(v.picklist(['opened', 'accepted', 'refused', 'present'])),
  /** No certificate dialog can come: the browser remembers a decision, or the host has already answered this load. */
  noDialog: v.optional(v.boolean()),
  /** The last load of this system went on without the certificate that was there, which the browser may remember. */
  wasUnchosen: v.optional(v.boolean()),
  /** What probes have met that were sent to find out why it failed, or what it waits for. */
  probes: v.optional(ProbesSchema),
  clockOffset: v.optional(ClockOffsetSchema),
  /** The answer was out of the browser's cache: it says nothing of the server, nor of the certificate. */
  isFromCache: v.optional(v.boolean()),
  /** How often it was sent elsewhere on its way. */
  redirects: v.optional(wholeNumber),
  /** The tab already showed this address: a reload, by the user or by the browser itself. */
  isReload: v.optional(v.boolean()),
  /** The page has reported itself: what the tab shows is the server's own page, not one of the browser's. */
  isReported: v.optional(v.boolean()),
  /** That it failed is seen, but the browser's word of how was missed; a probe of the system takes its place. */
  isMissed: v.optional(v.boolean()),
  /** The user has asked, on one of our surfaces, for the load to be tried again. */
  isRetried: v.optional(v.boolean()),
});

export type Attempt = v.InferOutput<typeof AttemptSchema>;

/** Whether the load has come to an end, good or bad. */
export function hasEnded(attempt: Attempt): boolean {
  return attempt.endedAt !== undefined;
}

/** How long the load took, or has been going on at `now`, since this address was asked; in ms. */
export function duration(attempt: Attempt, now: number): number {
  return (attempt.endedAt ?? now) - (attempt.askedAt ?? attempt.startedAt);
}
