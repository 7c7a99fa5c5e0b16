import { isClockOff } from '@/utils/diagnosis/clock.ts';
import type { Verdict } from '@/utils/self-check/judge.ts';
import type { CheckResult } from '@/utils/self-check/self-check.ts';
import { systemName } from '@/utils/system-name.ts';
import { keyPart, text } from '@/utils/text.ts';
import { clockTrouble } from '../format.ts';

let last: CheckResult | undefined;

/** The latest result on this surface, for its other parts; it goes with the surface. */
export function lastCheck(): CheckResult | undefined {
  return last;
}

export function keepCheck(result: CheckResult): void {
  last = result;
}

/** What a verdict is about. */
export function verdictLabel(verdict: Verdict): string {
  return verdict.system ? systemName(verdict.system) : text(`check.layer.${verdict.layer}`);
}

/** What it says. `clockOffset`: as in the result. */
export function verdictWords(verdict: Verdict, clockOffset: number | undefined): string {
  if (verdict.state !== 'bad') return text(`check.words.${verdict.words}`);
  if (verdict.layer === 'clock' && isClockOff(clockOffset)) return clockTrouble(clockOffset);
  return text(`cause.${keyPart(verdict.cause)}.title`);
}
