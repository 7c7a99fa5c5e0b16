import type { Facts } from '@/utils/catalog/facts.ts';
import { isClockOff } from '@/utils/diagnosis/clock.ts';
import { causeTitle } from '@/utils/i18n/advice.ts';
import { clockTrouble } from '@/utils/i18n/format.ts';
import { systemName } from '@/utils/i18n/system-name.ts';
import { text } from '@/utils/i18n/text.ts';
import type { Verdict } from '@/utils/run/self-check-verdicts.ts';

/** The name of the layer or system that a verdict is about. */
export function verdictLabel(verdict: Verdict, facts: Facts): string {
  return verdict.system ? systemName(verdict.system, facts) : text(`check.layer.${verdict.layer}`);
}

/** The verdict as a sentence. `clockOffset`: as in the result of the check. */
export function verdictText(verdict: Verdict, clockOffset: number | undefined): string {
  if (verdict.state !== 'bad') return text(`check.words.${verdict.words}`);
  if (verdict.layer === 'clock' && isClockOff(clockOffset)) return clockTrouble(clockOffset);
  return causeTitle(verdict.cause);
}
