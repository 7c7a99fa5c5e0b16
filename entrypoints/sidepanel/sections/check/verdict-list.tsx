import { Button } from '@/components/buttons.tsx';
import type { OpenSection } from '@/components/hooks/use-view.ts';
import type { Facts } from '@/utils/catalog/facts.ts';
import { CAUSES, type Cause } from '@/utils/diagnosis/causes.ts';
import { adviceText, stepsFor } from '@/utils/i18n/advice.ts';
import { text } from '@/utils/i18n/text.ts';
import type { CheckResult } from '@/utils/run/self-check.ts';
import { summarize, type Verdict } from '@/utils/run/self-check-verdicts.ts';
import { verdictLabel, verdictText } from './verdict-text.ts';

type ListProps = { result: CheckResult; facts: Facts; openSection: OpenSection };

/** The result of all verdicts as a sentence. */
export function verdictSummary({ state, first }: ReturnType<typeof summarize>, facts: Facts): string {
  if (first) return text('check.overall.bad', { layer: verdictLabel(first, facts) });
  return text(state === 'unknown' ? 'check.overall.unknown' : 'check.overall.good');
}

/** All verdicts of a check, each cause with its next step. */
export function VerdictList({ result, facts, openSection }: ListProps) {
  const { verdicts, clockOffset, at } = result;
  const { state } = summarize(verdicts);
  // Several verdicts can have one cause; only the first shows the next step.
  const isFirstOfCause = (verdict: Verdict & { state: 'bad' }) =>
    verdicts.find((other) => other.state === 'bad' && other.cause === verdict.cause) === verdict;
  return (
    <ul class="results edged" aria-label={text('check.results')} data-tone={state === 'unknown' ? 'checking' : state}>
      {verdicts.map((verdict) => (
        <li
          key={`${verdict.layer} ${verdict.system ?? ''}`}
          data-layer={verdict.layer}
          data-system={verdict.system}
          data-state={verdict.state}
        >
          <b>{verdictLabel(verdict, facts)}</b>
          <span class="state">{text(`check.state.${verdict.state}`)}</span>
          <p class="note">{verdictText(verdict, clockOffset)}</p>
          {verdict.state === 'bad' && isFirstOfCause(verdict) && (
            <NextStep cause={verdict.cause} facts={facts} now={at} openSection={openSection} />
          )}
        </li>
      ))}
    </ul>
  );
}

type NextStepProps = { cause: Cause; facts: Facts; now: number; openSection: OpenSection };

/** The first step of the advice; if the advice is long, the section of the panel that guides through it. */
function NextStep({ cause, facts, now, openSection }: NextStepProps) {
  const { section } = CAUSES[cause];
  const [step] = stepsFor(cause);
  const name = text(`section.${section}`);
  const isGuided = section === 'setup' || section === 'troubles';
  const isHere = section === 'check' || section === 'systems';
  return (
    <p class="next">
      {!isGuided && step && adviceText(step.words, cause, facts, now)}{' '}
      {!isHere && <Button label={text('check.goOn', { section: name })} onClick={() => openSection(section)} />}
    </p>
  );
}
