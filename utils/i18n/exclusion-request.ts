import { exclusions, type Facts } from '../catalog/facts.ts';
import { type Attempt, endOf } from '../diagnosis/attempt.ts';
import { trueTime } from '../diagnosis/clock.ts';
import type { Diagnosis } from '../diagnosis/diagnose.ts';
import { clockTime, dateName } from './format.ts';
import { systemName } from './system-name.ts';
import { text } from './text.ts';

/**
 * Formats the whole request to exclude addresses from inspection (M14, M29, M67), which the institution's IT staff can
 * act on. `load`: what failed, if anything; its system is among the addresses.
 */
export function exclusionRequest(
  facts: Facts,
  load?: { attempt: Attempt; diagnosis: Pick<Diagnosis, 'system'> },
): string {
  const system = load?.diagnosis.system;
  return text('request.exclusions', {
    addresses: exclusions(facts, system).join('\n'),
    seen: load ? seenLine(load.attempt, systemName(system, facts)) : '',
  });
}

function seenLine(attempt: Attempt, system: string): string {
  const at = trueTime(endOf(attempt), attempt.clockOffset);
  const code = attempt.netError ?? attempt.status ?? text('report.noError');
  return text('request.seen', { system, code, time: `${dateName(at)} ${clockTime(at)}` });
}
