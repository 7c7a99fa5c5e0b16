import { isPrivate } from '@/utils/browser/private.ts';
import { serviceState } from '@/utils/catalog/service.ts';
import { CAUSES } from '@/utils/diagnosis/causes.ts';
import { forgetsDecision } from '@/utils/diagnosis/certificate-history.ts';
import { trueTime } from '@/utils/diagnosis/clock.ts';
import type { Evidence } from '@/utils/diagnosis/evidence.ts';
import { causeTitle, isFromMemory, RESTART_ADDRESS, rightAddress, stepsFor } from '@/utils/i18n/advice.ts';
import { explain } from '@/utils/i18n/explain.ts';
import { clockTime, pcClock } from '@/utils/i18n/format.ts';
import { systemName } from '@/utils/i18n/system-name.ts';
import { keyPart, text } from '@/utils/i18n/text.ts';
import { hasPage } from '@/utils/run/view.ts';
import { Button } from './controls.tsx';
import { useKept } from './hooks/use-kept.ts';
import type { SurfaceActions, SurfaceState } from './hooks/use-view.ts';
import { StepButton } from './step-button.tsx';

/** The cause of a failure, the steps that mend it, and the evidence; without a failure, that nothing is wrong. */
export function DiagnosisCard({ state, ...actions }: { state: SurfaceState } & SurfaceActions) {
  const { load, view } = state;
  const [isEvidenceOpen = false, setEvidenceOpen] = useKept('isEvidenceOpen');
  const { facts, now } = view;
  const attempt = load?.attempt;
  const { cause, system, or, isChecking, because } = load?.diagnosis ?? NO_DIAGNOSIS;
  const { tone, section } = CAUSES[cause];
  const isFailure = attempt !== undefined && cause !== 'none';
  // Refers to this page only: the table shows failures of others.
  const hasOpened = load !== undefined && hasPage(load);
  const values = {
    system: systemName(system, facts),
    address: RESTART_ADDRESS,
    // Computed only for texts that use it: formatting costs the browser 15 ms.
    get clock() {
      return pcClock(now);
    },
  };
  const code = attempt?.netError ?? attempt?.status;
  const hasForgotten = attempt !== undefined && forgetsDecision(attempt);
  const steps = isChecking ? [] : stepsFor(cause, attempt);
  // The last step says the same, and it is possible wherever a certificate is missing.
  const hasStepForOther = or === 'tls-intercepted' && steps.some(({ action }) => action === 'copyExclusions');
  const isOpen = serviceState(trueTime(now, attempt?.clockOffset), facts).open;
  const explanation = attempt ? explain(attempt, because, facts, now) : [];
  const immediate = explanation.filter((_, index) => IMMEDIATE_EVIDENCE.includes(because[index]));
  return (
    <section
      class="card"
      data-cause={cause}
      data-system={system}
      data-tone={isChecking ? 'checking' : tone}
      data-checking={isChecking ? '' : undefined}
      aria-labelledby="diagnosis"
    >
      {attempt && (isFailure || hasOpened) && (
        <p class="about">
          <span>{values.system}</span>
          <span>{text('popup.time', { time: clockTime(attempt.endedAt ?? attempt.startedAt) })}</span>
        </p>
      )}
      <h2 id="diagnosis" aria-live="polite">
        {isChecking ? text('popup.checking') : hasOpened ? text('popup.opened') : causeTitle(cause)}
      </h2>
      {attempt && steps.length > 0 && (
        <ol aria-label={text('popup.next')}>
          {steps.map((step) => (
            <li key={`${cause} ${step.words}`}>
              <div>
                {step.action === 'openSystem' ? rightAddress(attempt.address, facts).words : text(step.words, values)}{' '}
                {step.action && <StepButton action={step.action} attempt={attempt} view={view} {...actions} />}
              </div>
            </li>
          ))}
        </ol>
      )}
      {!hasOpened && (
        <p class="reason">
          {isChecking ? text('popup.checkingReason', values) : text(`cause.${keyPart(cause)}.reason`, values)}{' '}
          {isFailure && code !== undefined && (
            <span class="code">{text(attempt.netError ? 'popup.error' : 'popup.status', { code })}</span>
          )}
        </p>
      )}
      {immediate.map((line) => (
        <p key={line} class="reason">
          {line}
        </p>
      ))}
      {isFromMemory(cause) && !hasForgotten && (
        <p class="reason">{text(isPrivate() ? 'private.remembered' : 'popup.remembered')}</p>
      )}
      {!isOpen && cause !== 'none' && cause !== 'outside-hours' && <p class="reason">{text('popup.closedNow')}</p>}
      {or && !hasStepForOther && <p class="reason">{text('popup.or', { cause: causeTitle(or) })}</p>}
      {isFailure && !isChecking && (
        <details
          class="because"
          open={isEvidenceOpen}
          onToggle={({ currentTarget }) => currentTarget.open !== isEvidenceOpen && setEvidenceOpen(currentTarget.open)}
        >
          <summary>{text('popup.because')}</summary>
          <ul>
            {explanation.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
      {isFailure && !isChecking && !steps.some(({ action }) => action === 'openSetup') && (
        <p class="more">
          <Button
            label={text('popup.more', { place: text(`place.${section}`) })}
            onClick={() => actions.openSection(section)}
          />
        </p>
      )}
    </section>
  );
}

const NO_DIAGNOSIS = { cause: 'none', system: '', or: undefined, isChecking: false, because: [] } as const;

/** Evidence that explains the failure by itself, so that the card shows it without a click. */
const IMMEDIATE_EVIDENCE: readonly (Evidence | undefined)[] = ['announced', 'renewed'];
