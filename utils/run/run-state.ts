import { systemOfAddress } from '../catalog/address.ts';
import { type Facts, requiresCertificate } from '../catalog/facts.ts';
import type { SystemId } from '../catalog/systems.ts';
import type { Attempt, Probe } from '../diagnosis/attempt.ts';
import { isClockOff } from '../diagnosis/clock.ts';
import { CERTIFICATE_NEEDED, failedOnTheWay } from '../diagnosis/net-errors.ts';
import { MINUTE } from '../time.ts';

/** More tabs than anyone keeps open; beyond it the oldest are forgotten, so that storage stays bounded. */
export const MAX_TABS = 200;

/** The key of an attempt in `RunState.attempts`. */
export type AttemptKey = string;

/**
 * An attempt as it is stored. In place of each probe it has the time of sending. Up to three count, newest first: the
 * latest probe, the last answered probe, and the last probe at which the certificate dialog was open.
 */
export type StoredAttempt = Omit<Attempt, 'probes'> & { probes?: Record<SystemId, readonly number[]> | undefined };

/** The attempt that a tab shows, and the attempt under way. A load that the user stops leaves `shown` as it was. */
export interface TabState {
  shown?: AttemptKey | undefined;
  pending?: AttemptKey | undefined;
}

/** Everything that is remembered of a browser run. An immutable value; each attempt and each probe is stored once. */
export interface RunState {
  attempts: Record<AttemptKey, StoredAttempt>;
  /** By tab id. */
  tabs: Record<string, TabState>;
  /** The last attempt that ended, by system id (`""`: an address of no system). */
  last: Record<SystemId | '', AttemptKey>;
  /** Systems that opened well at least once. */
  opened: readonly SystemId[];
  /** The probes of each system that attempts refer to, and its latest one, which is last. */
  probes: Record<SystemId, readonly Probe[]>;
  /** How far the servers' clock is ahead of the PC's, in ms, by the latest answer with a date. */
  clockOffset?: number | undefined;
  /** The time of that answer by the PC's clock; ms since the epoch. */
  clockReadAt?: number | undefined;
}

export const EMPTY_RUN: RunState = { attempts: {}, tabs: {}, last: {}, opened: [], probes: {} };

/** Resolves the probes of a stored attempt. A load whose end was missed has the outcome of its system's probe. */
export function resolveAttempt(run: RunState, stored: StoredAttempt, facts: Facts): Attempt {
  const { probes: sent, ...attempt } = stored;
  if (!sent) return attempt;
  const isContradicted = hasOpenedWithCertificate(run, facts);
  const probes: Record<SystemId, Probe> = {};
  for (const [id, times] of Object.entries(sent)) {
    const probe = resolveProbe(run.probes[id] ?? [], times, attempt.endedAt);
    if (probe) probes[id] = isContradicted ? withoutAbsence(probe) : probe;
  }
  const outcomeProbe = attempt.isMissed ? probes[systemOfAddress(attempt.address, facts)?.id ?? ''] : undefined;
  if (outcomeProbe?.endedAt === undefined) return { ...attempt, probes };
  const { netError: _, ...unknown } = attempt;
  const { askedAt: _sentAt, endedAt: _endedAt, ...outcome } = outcomeProbe;
  return { ...unknown, ...outcome, probes };
}

/**
 * Whether a system that requires a certificate has opened in this run (M11). The PC has a certificate then, and a probe
 * that shows none is a contradiction. Chromium may have stopped to send certificates with probes: a comment in
 * `ssl_client_socket_impl.cc` plans that for requests in privacy mode.
 */
export function hasOpenedWithCertificate({ opened }: RunState, facts: Facts): boolean {
  return opened.some((id) => requiresCertificate(id, facts));
}

function withoutAbsence(probe: Probe): Probe {
  if (!probe.signs?.includes('certificate-absent')) return probe;
  return { ...probe, signs: probe.signs.filter((sign) => sign !== 'certificate-absent') };
}

/**
 * Resolves what a load knows from its probes of a system: the latest answer, and when the dialog was seen last.
 * `times`: when they were sent, newest first. `endedAt`: the end of the load; absent while it is pending.
 */
function resolveProbe(
  probes: readonly Probe[],
  [latest, ...older]: readonly number[],
  endedAt = Number.POSITIVE_INFINITY,
): Probe | undefined {
  if (latest === undefined) return undefined;
  const probe = probes.find(({ askedAt }) => askedAt === latest);
  const earlier = resolveProbe(probes, older, endedAt);
  if (!probe || !earlier) return probe ?? earlier;
  if (probe.endedAt === undefined) return { ...earlier, askedAt: probe.askedAt };
  const isAtDialog = earlier.netError === CERTIFICATE_NEEDED;
  // A probe that failed on its way does not show whether the dialog has closed.
  const showsNothing = failedOnTheWay(probe.netError) && probe.askedAt < endedAt;
  if (isAtDialog && showsNothing) return { ...earlier, askedAt: probe.askedAt };
  const dialogAt = isAtDialog ? earlier.endedAt : earlier.dialogAt;
  return dialogAt === undefined ? probe : { ...probe, dialogAt };
}

/** Returns the attempt with this key; `undefined` where there is none. */
export function attemptByKey(run: RunState, key: AttemptKey | undefined, facts: Facts): Attempt | undefined {
  const stored = key === undefined ? undefined : run.attempts[key];
  return stored && resolveAttempt(run, stored, facts);
}

/** A stored attempt and its key. */
export interface KeyedAttempt {
  key: AttemptKey;
  attempt: StoredAttempt;
}

export function keyedAttempt(run: RunState, key: AttemptKey | undefined): KeyedAttempt | undefined {
  const attempt = key === undefined ? undefined : run.attempts[key];
  return key !== undefined && attempt ? { key, attempt } : undefined;
}

export function pendingWithId(run: RunState, tab: TabState, requestId: string): KeyedAttempt | undefined {
  const pending = keyedAttempt(run, tab.pending);
  return pending?.attempt.requestId === requestId ? pending : undefined;
}

/** Returns the last attempt of each system that ended, and the last one of no system. */
export function lastAttempts(run: RunState, facts: Facts): Attempt[] {
  return Object.values(run.last).flatMap((key) => attemptByKey(run, key, facts) ?? []);
}

/** Returns the last attempt of a system that ended (`""`: of no system). */
export function lastAttempt(run: RunState, id: SystemId | '', facts: Facts): Attempt | undefined {
  return attemptByKey(run, run.last[id], facts);
}

/** Returns the latest probe of a system. */
export function latestProbe(run: RunState, id: SystemId): Probe | undefined {
  return run.probes[id]?.at(-1);
}

/** A load that is silent for longer than this counts as one whose end was missed. */
export const MAX_WAIT = 30 * MINUTE;

/** Returns the keys of loads that have neither answer nor error yet. `now`: ms since the epoch. */
export function pendingKeys(run: RunState, now: number): AttemptKey[] {
  return Object.values(run.tabs).flatMap(({ pending }) => {
    const attempt = pending === undefined ? undefined : run.attempts[pending];
    return pending !== undefined && attempt && Math.abs(now - attempt.startedAt) < MAX_WAIT ? [pending] : [];
  });
}

/** How long the reading of a right clock holds; in ms. */
const CLOCK_TRUST = 10 * MINUTE;

/** How long a reading of the servers' clock holds, in ms: a wrong clock that is corrected jumps by as much. */
function clockTrust(offset: number): number {
  return isClockOff(offset) ? Math.abs(offset) / 2 : CLOCK_TRUST;
}

/** Returns how far the servers' clock is ahead of the PC's. `undefined`: unknown at `now`; all in ms. */
export function clockOffsetAt({ clockOffset, clockReadAt }: RunState, now: number): number | undefined {
  if (clockOffset === undefined || clockReadAt === undefined) return undefined;
  return Math.abs(now - clockReadAt) < clockTrust(clockOffset) ? clockOffset : undefined;
}

/** Returns when the latest reading of the servers' clock expires; ms since the epoch. */
export function clockReadingEndsAt({ clockOffset, clockReadAt }: RunState): number | undefined {
  return clockOffset === undefined || clockReadAt === undefined ? undefined : clockReadAt + clockTrust(clockOffset);
}

/** Returns the run with an attempt changed or added. */
export function withAttempt(run: RunState, key: AttemptKey, attempt: StoredAttempt): RunState {
  return { ...run, attempts: { ...run.attempts, [key]: attempt } };
}

/** Returns a key that no attempt has. */
export function newKey({ attempts }: RunState): AttemptKey {
  return String(1 + Math.max(0, ...Object.keys(attempts).map(Number)));
}

/** Returns the run with another state of a tab, the oldest tabs beyond `MAX_TABS` forgotten. */
export function withTab(run: RunState, tabId: number, tab: TabState): RunState {
  const { [tabId]: _previous, ...others } = run.tabs;
  if (tab.pending === undefined && tab.shown === undefined) return withoutUnused({ ...run, tabs: others });
  const kept = Object.entries(others);
  if (kept.length >= MAX_TABS) {
    const startOf = ({ pending, shown }: TabState) => run.attempts[pending ?? shown ?? '']?.startedAt ?? 0;
    kept.sort(([, a], [, b]) => startOf(b) - startOf(a)).length = MAX_TABS - 1;
  }
  return withoutUnused({ ...run, tabs: { ...Object.fromEntries(kept), [tabId]: tab } });
}

/** Returns the run without attempts and probes that nothing refers to. */
export function withoutUnused(run: RunState): RunState {
  const used = new Set([
    ...Object.values(run.tabs).flatMap(({ shown, pending }) => [shown, pending]),
    ...Object.values(run.last),
  ]);
  const attempts = Object.fromEntries(Object.entries(run.attempts).filter(([key]) => used.has(key)));
  const isSent = (id: SystemId, time: number) =>
    Object.values(attempts).some(({ probes }) => probes?.[id]?.includes(time));
  const probes = Object.fromEntries(
    Object.entries(run.probes).map(([id, sent]) => [
      id,
      sent.filter((probe, index) => index === sent.length - 1 || isSent(id, probe.askedAt)),
    ]),
  );
  return { ...run, attempts, probes };
}
