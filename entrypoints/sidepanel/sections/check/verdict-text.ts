import { isClockOff } from '@/utils/diagnosis/clock.ts';
import { clockTrouble } from '@/utils/i18n/format.ts';
import { systemName } from '@/utils/i18n/system-name.ts';
import { keyPart, text } from '@/utils/i18n/text.ts';
import type { Verdict } from '@/utils/run/judge.ts';
import type { CheckResult } from '@/utils/run/self-check.ts';

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
