import type { Attempt } from '@/utils/diagnosis/attempt.ts';
import { duration } from '@/utils/diagnosis/attempt.ts';
import type { Diagnosis } from '@/utils/diagnosis/diagnose.ts';
import { SECOND } from '@/utils/manual/hours.ts';
import { keyPart, text } from '@/utils/text.ts';
import { clockTrouble } from './format.ts';

/** What a diagnosis rests on, in plain lines. `now`: ms since the epoch. */
export function explain(attempt: Attempt, { because }: Diagnosis, now: number): string[] {
  const values = {
    code: attempt.netError ?? attempt.status ?? '',
    seconds: Math.floor(duration(attempt, now) / SECOND),
    clock: attempt.clockOffset === undefined ? '' : clockTrouble(attempt.clockOffset),
  };
  return because.map((evidence) => text(`evidence.${keyPart(evidence)}`, values));
}
