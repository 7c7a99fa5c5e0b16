import type { Facts } from '../catalog/facts.ts';
import { maintenanceAt } from '../catalog/schedule.ts';
import { type Attempt, duration, systemOfAttempt } from '../diagnosis/attempt.ts';
import { trueTime } from '../diagnosis/clock.ts';
import type { Evidence } from '../diagnosis/evidence.ts';
import { SECOND } from '../time.ts';
import { clockTrouble, dateName, timeSpan } from './format.ts';
import { keyPart, text } from './text.ts';

/** The reasons for a diagnosis, as plain lines. `now`: ms since the epoch. */
export function explain(attempt: Attempt, because: readonly Evidence[], facts: Facts, now: number): string[] {
  const at = trueTime(attempt.endedAt ?? now, attempt.clockOffset);
  const system = systemOfAttempt(attempt, facts);
  const maintenance = system && maintenanceAt(system.id, at, facts);
  const values = {
    code: attempt.netError ?? attempt.status ?? '',
    seconds: Math.floor(duration(attempt, facts, now) / SECOND),
    clock: attempt.clockOffset === undefined ? '' : clockTrouble(attempt.clockOffset),
    maintenance: maintenance ? [timeSpan(maintenance), maintenance.note].filter(Boolean).join(' ') : '',
    renewal: facts.renewal ? dateName(facts.renewal.at) : '',
  };
  return because.map((evidence) => text(`evidence.${keyPart(evidence)}`, values));
}
