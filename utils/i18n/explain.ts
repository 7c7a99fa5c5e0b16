import { systemOfAddress } from '@/utils/catalog/address.ts';
import { currentFacts } from '@/utils/catalog/facts.ts';
import { maintenanceAt } from '@/utils/catalog/service.ts';
import type { Attempt } from '@/utils/diagnosis/attempt.ts';
import { duration } from '@/utils/diagnosis/attempt.ts';
import { trueTime } from '@/utils/diagnosis/clock.ts';
import type { Diagnosis } from '@/utils/diagnosis/diagnose.ts';
import { SECOND } from '@/utils/time.ts';
import { clockTrouble, dateName, timeSpan } from './format.ts';
import { keyPart, text } from './text.ts';

/** What a diagnosis rests on, in plain lines. `now`: ms since the epoch. */
export function explain(attempt: Attempt, { because }: Pick<Diagnosis, 'because'>, now: number): string[] {
  const { renewal } = currentFacts();
  const values = {
    code: attempt.netError ?? attempt.status ?? '',
    seconds: Math.floor(duration(attempt, now) / SECOND),
    clock: attempt.clockOffset === undefined ? '' : clockTrouble(attempt.clockOffset),
    maintenance: announcedAt(attempt, now),
    renewal: renewal ? dateName(renewal.at) : '',
  };
  return because.map((evidence) => text(`evidence.${keyPart(evidence)}`, values));
}

/** The maintenance that an administrator has announced for this load's time, with what they have said of it. */
function announcedAt({ address, endedAt, clockOffset }: Attempt, now: number): string {
  const system = systemOfAddress(address);
  const announced = system && maintenanceAt(system.id, trueTime(endedAt ?? now, clockOffset));
  return announced ? [timeSpan(announced), announced.note].filter(Boolean).join(' ') : '';
}
