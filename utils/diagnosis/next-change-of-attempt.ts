import { systemOfAddress } from '../catalog/address.ts';
import type { Facts } from '../catalog/facts.ts';
import { type Attempt, dialogSeenAt, endOf, hasEnded, reportPatience } from './attempt.ts';
import { clockCorrection } from './clock.ts';
import { PATIENCES, PROBE_PATIENCE, PROBE_PAUSE } from './patience.ts';

/**
 * Returns the next moment after `now` at which time alone can change the diagnosis or call for a new probe. Returns
 * `undefined` if there is none. Both in ms since the epoch. A moment may turn out to change nothing.
 */
export function nextChangeOfAttempt(attempt: Attempt, facts: Facts, now: number): number | undefined {
  const moments = hasEnded(attempt) ? momentsOfEnded(attempt) : momentsOfPending(attempt, facts);
  const next = Math.min(...[...moments, ...momentsOfProbes(attempt)].filter((moment) => moment > now));
  return Number.isFinite(next) ? next : undefined;
}

/** A page with an error status may report its signs until this moment. */
function momentsOfEnded(attempt: Attempt): number[] {
  const patience = reportPatience(attempt);
  return patience === undefined ? [] : edges(endOf(attempt), patience);
}

function momentsOfPending({ address, askedAt, startedAt, clockOffset, probes }: Attempt, facts: Facts): number[] {
  const system = systemOfAddress(address, facts);
  const maintenance = facts.maintenance
    .filter(({ systems }) => system && (systems?.includes(system.id) ?? true))
    .flatMap(({ from, to }) => [from, to]);
  // The servers' clock decides about maintenance: the PC's clock shows that moment earlier or later.
  const correction = clockCorrection(clockOffset);
  // The server's time to answer begins when the certificate dialog closes.
  const dialogAt = dialogSeenAt({ probes }, system);
  return [
    ...[askedAt ?? startedAt, ...(dialogAt === undefined ? [] : [dialogAt])].flatMap((begin) =>
      PATIENCES.map((patience) => begin + patience),
    ),
    ...maintenance.map((moment) => moment - correction),
  ];
}

/** An open probe is due until PROBE_PATIENCE. After PROBE_PAUSE it may be sent again, like any of a pending load. */
function momentsOfProbes(attempt: Attempt): number[] {
  return Object.values(attempt.probes ?? {}).flatMap((probe) => {
    if (!probe) return [];
    const isOpen = probe.endedAt === undefined;
    return [
      ...(isOpen ? edges(probe.askedAt, PROBE_PATIENCE) : []),
      ...(isOpen || !hasEnded(attempt) ? edges(probe.askedAt, PROBE_PAUSE) : []),
    ];
  });
}

/** The moments at which `|now - at| < patience` changes, in whole ms. The clock can be set back to before `at`. */
function edges(at: number, patience: number): number[] {
  return [at - patience + 1, at + patience];
}
