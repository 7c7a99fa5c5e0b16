/** Builders of attempts, probes and runs, and the lists of systems that tests need: each exists once, here. */
import { systemOfAddress } from '../../utils/catalog/address.ts';
import { MANUAL } from '../../utils/catalog/facts.ts';
import { SYSTEMS, type SystemId } from '../../utils/catalog/systems.ts';
import type { Attempt, Probe, Probes } from '../../utils/diagnosis/attempt.ts';
import { CAUSES, type Cause } from '../../utils/diagnosis/causes.ts';
import { attemptByKey, EMPTY_RUN, type RunState } from '../../utils/run/run-state.ts';

/** A Tuesday within service hours: 10:00 in Japan; ms since the epoch. */
export const DAY_TIME = Date.parse('2026-11-24T10:00:00+09:00');
/** The same day outside service hours: 23:00 in Japan; ms since the epoch. */
export const NIGHT_TIME = Date.parse('2026-11-24T23:00:00+09:00');
/** The `now` at which nothing can still arrive. */
export const IN_THE_END = Number.POSITIVE_INFINITY;

/** All causes, in the order of their table. */
export const CAUSE_CODES = Object.keys(CAUSES) as Cause[];
/** The manual's host names. */
export const HOSTS = SYSTEMS.map(({ address }) => new URL(address).hostname);

/** The address of a system by its id; any other host name below the domain gets an address, too. */
export function addressOf(system: SystemId): string {
  return SYSTEMS.find(({ id }) => id === system)?.address ?? `https://${system}.mamoris-net.jp/`;
}

/**
 * Builds a load that ended, by default at `DAY_TIME` after 100 ms. `place`: the id of a system, a host name below the
 * domain, or an address. The outcome can set every field.
 */
export function attempt(place: string, outcome: Partial<Attempt> = {}): Attempt {
  const { endedAt = DAY_TIME } = outcome;
  const address = place.includes(':') ? place : addressOf(place);
  return { requestId: '1', tabId: 1, address, startedAt: endedAt - 100, endedAt, ...outcome };
}

/** A load under way since `DAY_TIME`. */
export function pendingAttempt(place: string, fields: Partial<Attempt> = {}): Attempt {
  const { endedAt: _endedAt, ...load } = attempt(place, { startedAt: DAY_TIME, ...fields });
  return load;
}

/** A probe that was answered 50 ms after `askedAt`. */
export function probe(result: Partial<Probe>, askedAt: number = DAY_TIME): Probe {
  return { askedAt, endedAt: askedAt + 50, ...result };
}

/** The result of a probe if the PC has a usable certificate and none is chosen yet. */
export const CERTIFICATE_USABLE = { netError: 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED' } as const;
/** The answer of the check site to a PC without a certificate. */
export const CERTIFICATE_ABSENT = { status: 200, signs: ['certificate-absent'] } satisfies Partial<Probe>;

/** What a run holds beside its loads. `probes`: the latest of each system. */
type RunFields = Partial<Omit<RunState, 'attempts' | 'tabs' | 'last' | 'probes'>> & { probes?: Probes };

/** A run in which each of these loads is in its tab, and the last one of its system. */
export function runWith(attempts: readonly Attempt[], { probes = {}, ...fields }: RunFields = {}): RunState {
  const run: RunState = { ...EMPTY_RUN, attempts: {}, tabs: {}, last: {}, probes: {}, ...fields };
  const known = attempts.flatMap((load) => Object.entries(load.probes ?? {}));
  for (const [id, result] of [...known, ...Object.entries(probes)]) {
    const others = (run.probes[id] ?? []).filter(({ askedAt }) => askedAt !== result.askedAt);
    run.probes[id] = [...others, result];
  }
  for (const [index, { probes, ...load }] of attempts.entries()) {
    const key = String(index + 1);
    const sent = probes && Object.fromEntries(Object.entries(probes).map(([id, { askedAt }]) => [id, [askedAt]]));
    run.attempts[key] = { ...load, ...(sent && { probes: sent }) };
    run.tabs[load.tabId] = load.endedAt === undefined ? { pending: key } : { shown: key };
    if (load.endedAt !== undefined) run.last[systemOfAddress(load.address, MANUAL)?.id ?? ''] = key;
  }
  return run;
}

/** The attempts of a tab, with their probes. */
export function tabOf(run: RunState, tabId: number): { shown: Attempt | undefined; pending: Attempt | undefined } {
  const { shown, pending } = run.tabs[tabId] ?? {};
  return { shown: attemptByKey(run, shown, MANUAL), pending: attemptByKey(run, pending, MANUAL) };
}
