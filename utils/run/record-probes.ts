import type { SystemId } from '../catalog/systems.ts';
import type { Probe } from '../diagnosis/attempt.ts';
import { CERTIFICATE_NEEDED } from '../diagnosis/net-errors.ts';
import { type AttemptKey, latestProbe, type RunState, withoutUnused } from './run-state.ts';

/** A probe that an attempt needs. */
export interface PlannedProbe {
  /** `""`: no attempt needs it, but the user. */
  key: AttemptKey | '';
  system: SystemId;
  /** The probe that serves: answered, or under way. Absent: a new one is to be sent. */
  known?: Probe;
}

/** Returns the run in which these probes are under way. `now`: ms since the epoch. */
export function withProbes(run: RunState, planned: readonly PlannedProbe[], now: number): RunState {
  const attempts = { ...run.attempts };
  const probes = { ...run.probes };
  for (const { key, system, known } of planned) {
    if (!known) probes[system] = [...(run.probes[system] ?? []), { askedAt: now }];
    const attempt = attempts[key];
    if (!attempt) continue;
    // While the system is probed again, its earlier answers count.
    const answers = (attempt.probes?.[system] ?? [])
      .flatMap((time) => run.probes[system]?.find(({ askedAt }) => askedAt === time) ?? [])
      .filter(({ endedAt }) => endedAt !== undefined);
    const withDialog = answers.find(({ netError }) => netError === CERTIFICATE_NEEDED);
    const earlier = [answers[0], withDialog].flatMap((answer) => answer?.askedAt ?? []);
    const sent = [...new Set([known?.askedAt ?? now, ...earlier])];
    attempts[key] = { ...attempt, probes: { ...attempt.probes, [system]: sent } };
  }
  return withoutUnused({ ...run, attempts, probes });
}

/** Returns the run with the answer to a probe: for all loads that wait for it, and for later ones. */
export function withAnswer(run: RunState, system: SystemId, answer: Probe, clockOffset: number | undefined): RunState {
  const others = (run.probes[system] ?? []).filter(({ askedAt }) => askedAt !== answer.askedAt);
  const isLatest = (latestProbe(run, system)?.askedAt ?? answer.askedAt) === answer.askedAt;
  const probes = { ...run.probes, [system]: isLatest ? [...others, answer] : [answer, ...others] };
  if (clockOffset === undefined) return { ...run, probes };
  const attempts = Object.entries(run.attempts).map(([key, attempt]) => {
    const isForIt = attempt.probes?.[system]?.[0] === answer.askedAt;
    return [key, isForIt ? { ...attempt, clockOffset } : attempt] as const;
  });
  return {
    ...run,
    attempts: Object.fromEntries(attempts),
    probes,
    clockOffset,
    ...(answer.endedAt !== undefined && { clockReadAt: answer.endedAt }),
  };
}
