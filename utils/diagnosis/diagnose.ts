import type { Facts } from '../catalog/facts.ts';
import { NO_SYSTEM, type SystemId } from '../catalog/systems.ts';
import { type Attempt, endOf, hasEnded, isAskingForPassword, type Probe, reportPatience } from './attempt.ts';
import { type Case, createCase, type Finding, type Rule } from './case.ts';
import { PROBE_PATIENCE } from './patience.ts';
import { CERTIFICATE_RULES, withSuspicion } from './rules/certificate.ts';
import { PENDING_RULES } from './rules/pending.ts';
import { SERVER_RULES } from './rules/server.ts';

/** A cause, its system, and its evidence. */
export interface Diagnosis extends Finding {
  /** `""` if no system matches the address. */
  system: SystemId | '';
  /**
   * The cause can still change: a report or a decisive probe is due. Until then: `none` if the load may be well, else
   * `unknown`. It takes seconds at most.
   */
  isChecking: boolean;
}

/** All rules in order of precedence: the certificate beats the hour, the hour beats server trouble. */
const RULES: readonly Rule[] = [
  ...PENDING_RULES.map(
    (rule): Rule =>
      (c) =>
        c.isPending && rule(c),
  ),
  // The user stopped the load.
  ({ kind }) => kind === 'aborted' && { cause: 'none', because: [] },
  // The user is asked for a password: only a refusal of it, or none, is a failure.
  (c) => isAskingForPassword(c) && { cause: 'none', because: [] },
  // The worker missed how the load failed; a probe of the system shows it.
  ({ isMissed, system, systemProbe }) => {
    const isUnknown = isMissed && systemProbe?.endedAt === undefined;
    return isUnknown && system && { cause: 'unknown', because: [], decisive: [system.id] };
  },
  ...CERTIFICATE_RULES,
  ...SERVER_RULES.map(withSuspicion),
];

/**
 * Diagnoses an attempt by the first rule that decides. Total: every attempt has a cause, `unknown` if nothing fits.
 * Pure: `now` (ms since the epoch) matters only while a load is pending, or a probe or a report is due. `Infinity`
 * gives the final diagnosis. The hour at which a load ended decides, not the present one.
 */
export function diagnose(attempt: Attempt, facts: Facts, now: number): Diagnosis {
  const c = createCase(attempt, facts, now);
  const system = c.system?.id ?? NO_SYSTEM;
  if (awaitsReport(attempt, now)) return { system, cause: 'none', because: [], isChecking: true };
  const finding = findCause(c);
  const isChecking = finding.decisive?.some((id) => isProbePending(attempt.probes?.[id], now)) ?? false;
  if (!isChecking) return { system, ...finding, isChecking };
  const provisional = c.isPending ? ({ cause: 'none', because: [] } as const) : ({ cause: 'unknown' } as const);
  return { system, ...finding, ...provisional, or: undefined, isChecking };
}

function findCause(c: Case): Finding {
  for (const rule of RULES) {
    const finding = rule(c);
    if (finding) return finding;
  }
  return { cause: 'unknown', because: [] };
}

/** Whether the answer to a probe is still due. `now`: ms since the epoch. */
export function isProbePending(probe: Probe | undefined, now: number): boolean {
  return probe !== undefined && probe.endedAt === undefined && Math.abs(now - probe.askedAt) < PROBE_PATIENCE;
}

/** Whether the page of an error status may still report its signs. */
function awaitsReport(attempt: Attempt, now: number): boolean {
  return hasEnded(attempt) && Math.abs(now - endOf(attempt)) < (reportPatience(attempt) ?? 0);
}
