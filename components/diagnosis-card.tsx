import { isPrivate } from '@/utils/browser/private.ts';
import { systemById } from '@/utils/catalog/facts.ts';
import { serviceState } from '@/utils/catalog/service.ts';
import { CAUSES } from '@/utils/diagnosis/causes.ts';
import { forgetsDecision } from '@/utils/diagnosis/certificate-history.ts';
import { trueTime } from '@/utils/diagnosis/clock.ts';
import type { Evidence } from '@/utils/diagnosis/evidence.ts';
import {
  causeTitle,
  failureTitle,
  inBrowser,
  isFromMemory,
  rightAddress,
  type Step,
  stepsFor,
  stepText,
} from '@/utils/i18n/advice.ts';
import { explain } from '@/utils/i18n/explain.ts';
import { momentName } from '@/utils/i18n/format.ts';
import { nameOf, systemName } from '@/utils/i18n/system-name.ts';
import { keyPart, type TextKey, text } from '@/utils/i18n/text.ts';
import type { PanelSection } from '@/utils/panel-sections.ts';
import { isJustRestarted } from '@/utils/run/restart.ts';
import { hasPage } from '@/utils/run/view.ts';
import { Button, LinkButton } from './controls.tsx';
import { useKept } from './hooks/use-kept.ts';
import { isTimeUnsure, type SurfaceActions, type SurfaceState } from './hooks/use-view.ts';
import { StepButton } from './step-button.tsx';

/** The cause of a failure, the steps that mend it, and the evidence; without a failure, that nothing is wrong. */
export function DiagnosisCard({ state, ...actions }: { state: SurfaceState } & SurfaceActions) {
  const { load, view, restarted } = state;
  const [isEvidenceOpen = false, setEvidenceOpen] = useKept('isEvidenceOpen');
  const { facts, now } = view;
  const attempt = load?.attempt;
  const { cause, system, or, isChecking, because } = load?.diagnosis ?? NO_DIAGNOSIS;
  const { tone, section, hasRoads, isReasonFirst, hasDetail } = CAUSES[cause];
  const isFailure = attempt !== undefined && cause !== 'none';
  if (!isFailure && !isChecking && isJustRestarted(view, restarted)) return <RestartedCard state={state} />;
  // Refers to this page only: the table shows failures of others.
  const hasOpened = load !== undefined && hasPage(load);
  const code = attempt?.netError ?? attempt?.status;
  const hasForgotten = attempt !== undefined && forgetsDecision(attempt);
  const isOpen = serviceState(trueTime(now, attempt?.clockOffset), facts).open;
  const steps = isChecking ? [] : stepsFor(cause, attempt, isOpen);
  // The first button that may mend it stands out; the report does only if it is the first step.
  const main = steps.findIndex(({ action }) => action !== null);
  // A step says the same, and it is possible wherever a certificate is missing.
  const hasStepForOther = or === 'tls-intercepted' && steps.some(({ action }) => action === 'copyExclusions');
  const explanation = attempt ? explain(attempt, because, facts, now) : [];
  const immediate = explanation.filter((_, index) => IMMEDIATE_EVIDENCE.includes(because[index]));
  const wordsOf = (step: Step) =>
    step.action === 'openSystem' && attempt
      ? rightAddress(attempt.address, facts).words
      : stepText(step, cause, facts, now);
  const isClosedNow = !isOpen && isFailure && cause !== 'outside-hours' && !isTimeUnsure(state);
  const List = hasRoads ? 'ul' : 'ol';
  const hasNothing = cause === 'none' && !isChecking && steps.length === 0;
  // Nothing is known to be well before a system has opened.
  const isUntried = hasNothing && !hasOpened && !Object.values(view.systems).some(hasPage);
  const special = isChecking ? 'checking' : hasOpened ? 'opened' : isUntried ? 'untried' : undefined;
  const causeWords = attempt ? failureTitle(cause, attempt, isOpen) : causeTitle(cause);
  const title = special ? text(`popup.${special}`) : causeWords;
  const moreLabel = MORE_LABELS[section];
  const reason = !hasOpened && (
    <p class="reason">
      {text(
        special === 'checking' || special === 'untried' ? `popup.${special}Reason` : `cause.${keyPart(cause)}.reason`,
      )}{' '}
      <span class={hasRoads && 'next'}>
        {hasRoads && text('popup.roads')}{' '}
        {isFailure && code !== undefined && (
          <span class="code">{text(attempt.netError ? 'popup.error' : 'popup.status', { code })}</span>
        )}
      </span>
    </p>
  );
  return (
    <section
      class="card"
      data-cause={cause}
      data-system={system}
      data-tone={isChecking ? 'checking' : isUntried ? 'closed' : tone}
      data-checking={isChecking ? '' : undefined}
      aria-labelledby="diagnosis"
    >
      {attempt && (isFailure || hasOpened) && (
        <p class="about">
          <span>{systemName(system, facts)}</span>
          <span>{text('popup.time', { time: momentName(attempt.endedAt ?? attempt.startedAt, now) })}</span>
        </p>
      )}
      <h2 id="diagnosis" aria-live="polite">
        {title}
      </h2>
      {(isReasonFirst || hasRoads) && reason}
      {cause === 'server-error' && attempt?.netError?.startsWith('ERR_CERT') && (
        <p>{text('cause.server_error.warning')}</p>
      )}
      {load && steps.length > 0 && (
        <List class="steps" aria-label={text('popup.next')}>
          {steps.map((step, index) => (
            <li key={`${cause} ${step.words}`} class={index === main && !isLast(step) ? 'main' : undefined}>
              <div>
                {step.road && <b class="road">{text(step.road)}</b>} {wordsOf(step)}{' '}
                {step.action && <StepButton action={step.action} load={load} view={view} {...actions} />}{' '}
                {step.also && <StepButton action={step.also} load={load} view={view} {...actions} />}
              </div>
            </li>
          ))}
        </List>
      )}
      {!isReasonFirst && !hasRoads && reason}
      {immediate.map((line) => (
        <p key={line} class="reason">
          {line}
        </p>
      ))}
      {isClosedNow && <p class="reason">{text('popup.closedNow')}</p>}
      {or && !hasStepForOther && <p class="reason">{text('popup.or', { cause: text(`popup.also.${keyPart(or)}`) })}</p>}
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
            {hasDetail && <li>{text(`cause.${keyPart(cause)}.detail` as TextKey)}</li>}
            {isFromMemory(cause) && !hasForgotten && (
              <li>
                {text(isPrivate() ? 'restart.rememberedInPrivate' : 'popup.remembered', {
                  window: inBrowser('window'),
                })}
              </li>
            )}
          </ul>
        </details>
      )}
      {isFailure && !isChecking && moreLabel && (
        <p class="more">
          <Button label={text(moreLabel)} onClick={() => actions.openSection(section)} />
        </p>
      )}
    </section>
  );
}

/** The next step after a restart of the browser that the user has prepared on a card like this one. */
function RestartedCard({ state: { view, restarted } }: { state: SurfaceState }) {
  const system = systemById(restarted ?? '', view.facts);
  const name = system && nameOf(system);
  // The browser restores its tab, where the dialog may be open.
  const isOpening = view.pending.some(({ diagnosis }) => diagnosis.system === restarted);
  return (
    <section class="card" data-cause="none" data-restarted="" data-tone="waiting" aria-labelledby="diagnosis">
      <h2 id="diagnosis">{text('restart.done.title')}</h2>
      <ul class="steps">
        <li>
          <div>
            {name ? text('restart.done.next', { name }) : text('restart.done.nextOfAny')}{' '}
            {system && name && !isOpening && (
              <LinkButton label={text('action.openSystem', { name })} address={system.address} />
            )}
          </div>
        </li>
      </ul>
    </section>
  );
}

const NO_DIAGNOSIS = { cause: 'none', system: '', or: undefined, isChecking: false, because: [] } as const;

/** Sections that no step of the card opens, and that the popup does not have. */
const MORE_LABELS: Partial<Record<PanelSection, TextKey>> = {
  troubles: 'popup.moreTroubles',
  check: 'popup.moreCheck',
};

/** Whether a step only names whom to ask if no other helps. */
function isLast({ words }: Step): boolean {
  return words === 'desk.last' || words === 'cause.outside_hours.step3';
}

/** Evidence that explains the failure by itself, so that the card shows it without a click. */
const IMMEDIATE_EVIDENCE: readonly (Evidence | undefined)[] = ['announced', 'renewed'];
