import { isPrivate } from '@/utils/browser/private-window.ts';
import { systemById } from '@/utils/catalog/facts.ts';
import { endOf } from '@/utils/diagnosis/attempt.ts';
import { CAUSES } from '@/utils/diagnosis/causes.ts';
import { forgetsDecision } from '@/utils/diagnosis/certificate-history.ts';
import { inBrowser, isFromMemory, rightAddress, type Step, stepText } from '@/utils/i18n/advice.ts';
import { momentName } from '@/utils/i18n/format.ts';
import { nameOf, systemName } from '@/utils/i18n/system-name.ts';
import { keyPart, type TextKey, text } from '@/utils/i18n/text.ts';
import type { PanelSection } from '@/utils/panel-sections.ts';
import { isJustRestarted } from '@/utils/run/restart.ts';
import type { LoadView } from '@/utils/run/view.ts';
import { Button, LinkButton } from './buttons.tsx';
import { type CardContent, cardContent } from './card-content.ts';
import { useKept } from './hooks/use-kept.ts';
import type { SurfaceActions, SurfaceState } from './hooks/use-view.ts';
import { StepButton } from './step-button.tsx';

/** The cause of a failure, the steps that mend it, and the evidence; without a failure, that nothing is wrong. */
export function DiagnosisCard({ state, ...actions }: { state: SurfaceState } & SurfaceActions) {
  const { load, view, restarted } = state;
  const content = cardContent(state);
  const kept = useKept('isEvidenceOpen');
  const { cause, isChecking, isFailure } = content;
  if (!isFailure && !isChecking && isJustRestarted(view, restarted)) return <RestartedCard state={state} />;
  const { section, hasRoads, isReasonFirst } = CAUSES[cause];
  const moreLabel = MORE_LABELS[section];
  const isAbove = isReasonFirst || hasRoads;
  return (
    <section
      class="card"
      data-cause={cause}
      data-system={content.system}
      data-tone={content.tone}
      data-checking={isChecking ? '' : undefined}
      aria-labelledby="diagnosis"
    >
      {load && (isFailure || content.hasOpened) && <About load={load} content={content} state={state} />}
      <h2 id="diagnosis" aria-live="polite">
        {content.title}
      </h2>
      {isAbove && <Reason content={content} />}
      {cause === 'server-error' && load?.attempt.netError?.startsWith('ERR_CERT') && (
        <p>{text('cause.server_error.warning')}</p>
      )}
      {load && content.steps.length > 0 && <Steps load={load} content={content} state={state} actions={actions} />}
      {!isAbove && <Reason content={content} />}
      {content.furtherReasons.map((line) => (
        <p key={line} class="reason">
          {line}
        </p>
      ))}
      {load && isFailure && !isChecking && <Because load={load} content={content} kept={kept} />}
      {isFailure && !isChecking && moreLabel && (
        <p class="more">
          <Button label={text(moreLabel)} onClick={() => actions.openSection(section)} />
        </p>
      )}
    </section>
  );
}

/** A part of the card about a load. */
interface PartProps {
  load: LoadView;
  content: CardContent;
}

type Kept = ReturnType<typeof useKept<'isEvidenceOpen'>>;

/** The system, and when it was. */
function About({ load: { attempt }, content, state: { view } }: PartProps & { state: SurfaceState }) {
  const time = momentName(endOf(attempt), view.now);
  return (
    <p class="about">
      <span>{systemName(content.system, view.facts)}</span>
      <span>{text('popup.time', { time })}</span>
    </p>
  );
}

function Reason({ content: { cause, reason, code } }: { content: CardContent }) {
  const { hasRoads } = CAUSES[cause];
  if (reason === undefined) return null;
  return (
    <p class="reason">
      {reason}{' '}
      <span class={hasRoads && 'next'}>
        {hasRoads && text('popup.roads')} {code !== undefined && <span class="code">{code}</span>}
      </span>
    </p>
  );
}

function Steps({ load, content, state, actions }: PartProps & { state: SurfaceState; actions: SurfaceActions }) {
  const { cause, steps, mainStep } = content;
  const { view } = state;
  const List = CAUSES[cause].hasRoads ? 'ul' : 'ol';
  const wordsOf = (step: Step) =>
    step.action === 'openSystem'
      ? rightAddress(load.attempt.address, view.facts).words
      : stepText(step, cause, view.facts, view.now);
  return (
    <List class="steps" aria-label={text('popup.next')}>
      {steps.map((step, index) => (
        <li key={`${cause} ${step.words}`} class={index === mainStep && !isLast(step) ? 'main' : undefined}>
          <div>
            {step.road && <b class="road">{text(step.road)}</b>} {wordsOf(step)}{' '}
            {step.action && <StepButton action={step.action} load={load} view={view} {...actions} />}{' '}
            {step.also && <StepButton action={step.also} load={load} view={view} {...actions} />}
          </div>
        </li>
      ))}
    </List>
  );
}

/** The evidence, which the user can open. `kept`: whether it is open, and the function to change that. */
function Because({ load, content: { cause, explanation }, kept }: PartProps & { kept: Kept }) {
  const [isOpen = false, setOpen] = kept;
  return (
    <details
      class="because"
      open={isOpen}
      onToggle={({ currentTarget }) => currentTarget.open !== isOpen && setOpen(currentTarget.open)}
    >
      <summary>{text('popup.because')}</summary>
      <ul>
        {explanation.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {CAUSES[cause].hasDetail && <li>{text(`cause.${keyPart(cause)}.detail` as TextKey)}</li>}
        {isFromMemory(cause) && !forgetsDecision(load.attempt) && (
          <li>
            {text(isPrivate() ? 'restart.rememberedInPrivate' : 'popup.remembered', { window: inBrowser('window') })}
          </li>
        )}
      </ul>
    </details>
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

/** Sections that no step of the card opens, and that the popup does not have. */
const MORE_LABELS: Partial<Record<PanelSection, TextKey>> = {
  troubles: 'popup.moreTroubles',
  check: 'popup.moreCheck',
};

/** Whether a step only names whom to ask if no other helps. */
function isLast({ words }: Step): boolean {
  return words === 'desk.last' || words === 'cause.outside_hours.step3';
}
