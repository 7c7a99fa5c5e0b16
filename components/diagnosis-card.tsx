import { useState } from 'preact/hooks';
import { currentFacts } from '@/utils/catalog/facts.ts';
import { serviceState } from '@/utils/catalog/service.ts';
import { type Attempt, hasEnded } from '@/utils/diagnosis/attempt.ts';
import { type Action, CAUSES } from '@/utils/diagnosis/causes.ts';
import { forgetsDecision } from '@/utils/diagnosis/certificate.ts';
import { trueTime } from '@/utils/diagnosis/clock.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import type { Evidence } from '@/utils/diagnosis/evidence.ts';
import { isFromMemory, RESTART_ADDRESS, stepsFor } from '@/utils/i18n/advice.ts';
import { explain } from '@/utils/i18n/explain.ts';
import { clockTime, pcClock } from '@/utils/i18n/format.ts';
import { rightAddress } from '@/utils/i18n/right-address.ts';
import { systemName } from '@/utils/i18n/system-name.ts';
import { keyPart, text } from '@/utils/i18n/text.ts';
import type { PanelSection } from '@/utils/panel-sections.ts';
import { CopyButton, Link } from './controls.tsx';
import { deedOf } from './step-action.ts';

interface Props {
  attempt: Attempt | undefined;
  /** ms since the epoch. */
  now: number;
  /** Called after a button has sent the user elsewhere. */
  onLeave: () => void;
  /** Shows a part of the side panel. */
  go: (place: PanelSection) => void;
}

/** What is wrong, what to do about it, and why we say so. Without an attempt, or with one that is well: that all is well. */
export function DiagnosisCard({ attempt, now, onLeave, go }: Props) {
  const diagnosis = attempt && diagnose(attempt, currentFacts(), now);
  const { cause, system, or, isChecking, because } = diagnosis ?? NO_DIAGNOSIS;
  const key = keyPart(cause);
  // Said of this page alone: others may have failed, and the table below says so.
  const hasOpened = attempt !== undefined && hasEnded(attempt) && cause === 'none' && !isChecking;
  const name = systemName(system);
  const values = {
    ...{ system: name, address: RESTART_ADDRESS },
    // Only where a text has a place for it: writing it out takes the browser 15 ms.
    get clock() {
      return pcClock(now);
    },
  };
  const hasForgotten = attempt !== undefined && forgetsDecision(attempt);
  const steps = isChecking ? [] : stepsFor(cause, hasForgotten);
  return (
    <section
      class="card"
      data-cause={cause}
      data-system={system}
      data-tone={isChecking ? 'checking' : CAUSES[cause].tone}
      data-checking={isChecking ? '' : undefined}
      aria-labelledby="diagnosis"
    >
      {attempt && (cause !== 'none' || hasOpened) && (
        <p class="about">
          <span>{name}</span>
          <span>{text('popup.time', { time: clockTime(attempt.endedAt ?? attempt.startedAt) })}</span>
        </p>
      )}
      <h2 id="diagnosis" aria-live="polite">
        {text(isChecking ? 'popup.checking' : hasOpened ? 'popup.opened' : `cause.${key}.title`)}
      </h2>
      {attempt && steps.length > 0 && (
        <ol aria-label={text('popup.next')}>
          {steps.map(({ action, words }) => (
            <li key={`${cause} ${words}`}>
              <div>
                {action === 'openSystem' ? rightAddress(attempt.address).words : text(words, values)}{' '}
                {action && <StepButton action={action} attempt={attempt} onLeave={onLeave} go={go} />}
              </div>
            </li>
          ))}
        </ol>
      )}
      {!hasOpened && (
        <p class="reason">
          {text(isChecking ? 'popup.checkingReason' : `cause.${key}.reason`, values)}{' '}
          {attempt && cause !== 'none' && <ErrorCode attempt={attempt} />}
        </p>
      )}
      {attempt &&
        explain(
          attempt,
          because.filter((evidence) => TOLD_AT_ONCE.includes(evidence)),
          currentFacts(),
          now,
        ).map((line) => (
          <p key={line} class="reason">
            {line}
          </p>
        ))}
      {isFromMemory(cause) && !hasForgotten && <p class="reason">{text('popup.remembered')}</p>}
      {!serviceState(trueTime(now, attempt?.clockOffset)).open && cause !== 'none' && cause !== 'outside-hours' && (
        <p class="reason">{text('popup.closedNow')}</p>
      )}
      {or && <p class="reason">{text('popup.or', { cause: text(`cause.${keyPart(or)}.title`) })}</p>}
      {attempt && diagnosis && cause !== 'none' && !isChecking && (
        <details class="because">
          <summary>{text('popup.because')}</summary>
          <ul>
            {explain(attempt, because, currentFacts(), now).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
      {attempt && cause !== 'none' && !isChecking && !steps.some(({ action }) => action === 'openSetup') && (
        <p class="more">
          <button type="button" onClick={() => go(CAUSES[cause].section)}>
            {text('popup.more', { place: text(`place.${CAUSES[cause].section}`) })}
          </button>
        </p>
      )}
    </section>
  );
}

const NO_DIAGNOSIS = { cause: 'none', system: '', or: undefined, isChecking: false, because: [] } as const;

/** Evidence that is itself the explanation, and not only a ground for it. */
const TOLD_AT_ONCE: readonly Evidence[] = ['announced', 'renewed'];

function ErrorCode({ attempt }: { attempt: Attempt }) {
  const code = attempt.netError ?? attempt.status;
  if (code === undefined) return null;
  return <span class="code">{text(attempt.netError ? 'popup.error' : 'popup.status', { code })}</span>;
}

interface StepButtonProps {
  action: Action;
  attempt: Attempt;
  onLeave: () => void;
  go: (place: PanelSection) => void;
}

function StepButton({ action, attempt, onLeave, go }: StepButtonProps) {
  const [problem, setProblem] = useState('');
  const deed = deedOf(action, attempt);
  if (deed.kind === 'go') {
    return (
      <button type="button" onClick={() => go(deed.place)}>
        {deed.label}
      </button>
    );
  }
  if (deed.kind === 'copy') return <CopyButton {...deed} />;
  if (deed.kind === 'open') {
    return (
      <Link address={deed.address} class="button">
        {deed.label}
      </Link>
    );
  }
  const act = () =>
    deed.act().then(
      () => onLeave(),
      () => setProblem(deed.problem),
    );
  return (
    <>
      <button type="button" onClick={() => void act()}>
        {deed.label}
      </button>
      {problem && <span role="alert">{problem}</span>}
    </>
  );
}
