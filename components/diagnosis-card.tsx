import { type Action, ADVICE, RESTART_ADDRESS } from '@/utils/diagnosis/advice.ts';
import { type Attempt, hasEnded } from '@/utils/diagnosis/attempt.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import { keyPart, type TextKey, text } from '@/utils/text.ts';
import { deedOf, retry } from './actions.ts';
import { CopyButton, Link } from './controls.tsx';
import { clockOfPc, clockTime } from './format.ts';

interface Props {
  attempt: Attempt | undefined;
  /** ms since the epoch. */
  now: number;
  /** Called after a button has sent the user elsewhere. */
  onLeave: () => void;
}

/** What is wrong, what to do about it, and why we say so. Without an attempt, or with one that is well: that all is well. */
export function DiagnosisCard({ attempt, now, onLeave }: Props) {
  const { cause, system } = attempt ? diagnose(attempt, now) : { cause: 'none' as const, system: '' as const };
  const key = keyPart(cause);
  // Said of this page alone: others may have failed, and the table below says so.
  const hasOpened = attempt !== undefined && hasEnded(attempt) && cause === 'none';
  const name = text(`system.${system || 'none'}`);
  const values = { system: name, clock: clockOfPc(now), address: RESTART_ADDRESS };
  return (
    <section class="card" data-cause={cause} data-system={system} data-tone={toneOf(cause)} aria-labelledby="diagnosis">
      {attempt && (cause !== 'none' || hasOpened) && (
        <p class="about">
          <span>{name}</span>
          <span>{text('popup.time', { time: clockTime(attempt.endedAt ?? attempt.startedAt) })}</span>
        </p>
      )}
      <h2 id="diagnosis" aria-live="polite">
        {hasOpened ? text('popup.opened') : text(`cause.${key}.title`)}
      </h2>
      {attempt && ADVICE[cause].length > 0 && (
        <ol aria-label={text('popup.next')}>
          {ADVICE[cause].map((action, index) => (
            <li key={`${cause} ${index}`}>
              <div>
                {text(`cause.${key}.step${index + 1}` as TextKey, values)}{' '}
                {action && <StepButton action={action} attempt={attempt} onLeave={onLeave} />}
              </div>
            </li>
          ))}
        </ol>
      )}
      {!hasOpened && (
        <p class="reason">
          {text(`cause.${key}.reason`, values)} {attempt && cause !== 'none' && <ErrorCode attempt={attempt} />}
        </p>
      )}
    </section>
  );
}

function toneOf(cause: string): string {
  if (cause === 'none') return 'good';
  if (cause === 'certificate-waiting') return 'waiting';
  return cause === 'outside-hours' ? 'closed' : 'bad';
}

function ErrorCode({ attempt }: { attempt: Attempt }) {
  const code = attempt.netError ?? attempt.status;
  if (code === undefined) return null;
  return <span class="code">{text(attempt.netError ? 'popup.error' : 'popup.status', { code })}</span>;
}

function StepButton({ action, attempt, onLeave }: { action: Action; attempt: Attempt; onLeave: () => void }) {
  const deed = deedOf(action, attempt);
  if (deed.kind === 'copy') return <CopyButton {...deed} />;
  if (deed.kind === 'open') {
    return (
      <Link address={deed.address} class="button">
        {deed.label}
      </Link>
    );
  }
  const again = () => void retry(attempt).then(onLeave);
  return (
    <button type="button" onClick={again}>
      {deed.label}
    </button>
  );
}
