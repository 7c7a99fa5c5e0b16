import { useEffect, useRef, useState } from 'preact/hooks';
import { useSettings } from '@/components/hooks/use-settings.ts';
import { RESTART_ADDRESS } from '@/utils/i18n/advice.ts';
import { systemName } from '@/utils/i18n/system-name.ts';
import { keyPart, text } from '@/utils/i18n/text.ts';
import { readRunId } from '@/utils/run/run-id.ts';
import { againFrom, type StepState, setupState, withoutStep, withSeen, withStep } from '@/utils/run/setup.ts';
import { NO_PROGRESS, SETUP_STEPS, type SetupProgress, type SetupStep } from '@/utils/run/setup-progress.ts';
import { readSetup, watchSetup, writeSetup } from '@/utils/run/setup-store.ts';
import { readPolicy } from '@/utils/settings/read-policy.ts';
import type { Settings } from '@/utils/settings/settings.ts';
import type { SectionProps } from '../../panel.tsx';
import { STEP_BODIES } from './setup-steps.tsx';
import './setup.css';

/** What is kept in storage of the checklist, and which browser run this is. */
interface Kept {
  progress: SetupProgress;
  runId: string;
  /** The administrator has chosen the systems. */
  isLocked: boolean;
}

/** はじめての設定: from no certificate to a system that opens, in a list that ticks itself where that can be seen. */
export function SetupSection({ status, go }: SectionProps) {
  const [kept, setProgress] = useKept();
  const [{ mySystems }, changeSettings] = useSettings();
  const [chosen, setChosen] = useState<SetupStep | ''>();
  const [hasFailed, setFailed] = useState(false);
  const list = useRef<HTMLElement>(null);
  const [hasMoved, setMoved] = useState(false);
  const input = kept && { ...kept, mySystems, run: status.run, now: status.now };
  const state = input && setupState(input);

  const write = (progress: SetupProgress) => {
    setProgress(progress);
    writeSetup(progress).then(
      () => setFailed(false),
      () => setFailed(true),
    );
  };
  const withWhatIsSeen = input && withSeen(input);
  useEffect(() => {
    if (withWhatIsSeen && withWhatIsSeen !== input.progress) write(withWhatIsSeen);
  });
  // The button that was pressed folds away with its step: the focus goes on to the next one.
  useEffect(() => {
    if (!hasMoved) return;
    setMoved(false);
    list.current?.querySelector<HTMLElement>('[data-state="current"] summary, [data-finished]')?.focus();
  }, [hasMoved]);

  if (!input || !state) return <h2>{text('place.setup')}</h2>;
  const { progress, isLocked } = input;
  const steps = state.need === false ? state.steps.slice(0, 1) : state.steps;
  const open = chosen ?? state.current;
  const change = (next: SetupProgress) => {
    setChosen(undefined);
    setMoved(true);
    write(next);
  };
  const controls: Omit<StepControls, 'finish'> = {
    ...{ mySystems, isLocked, source: progress.source, need: state.need, go },
    chooseSource: (source) => write({ ...progress, source }),
    chooseSystems: (systems) => {
      if (isLocked) return;
      changeSettings({ mySystems: systems }).catch(() => setFailed(true));
      // Chosen anew, so to be agreed to anew.
      if (progress.done.systems) {
        setChosen('systems');
        write(withoutStep(progress, 'systems'));
      }
    },
  };
  return (
    <section aria-labelledby="setup" class="setup" ref={list}>
      <h2 id="setup">{text('place.setup')}</h2>
      <p class="note">{text('setup.intro')}</p>
      <p role="status">
        {state.need === false
          ? text('setup.systems.unneeded')
          : text('setup.progress', {
              done: steps.filter(({ tick }) => tick).length,
              of: SETUP_STEPS.length,
            })}
      </p>
      {state.notice && state.need !== false && (
        <div class="setup-notice" data-notice={state.notice}>
          <p>{text(`setup.notice.${keyPart(state.notice)}`, { address: RESTART_ADDRESS })}</p>
          {(state.notice === 'unusable' || state.notice === 'still-absent') && progress.done.install && (
            <button
              type="button"
              onClick={() => change(againFrom(progress, state.notice === 'unusable' ? 'get' : 'install'))}
            >
              {text(`setup.again.${keyPart(state.notice)}`)}
            </button>
          )}
        </div>
      )}
      <ol>
        {steps.map((each, index) => (
          <Step
            key={each.step}
            {...each}
            number={index + 1}
            isCurrent={each.step === state.current}
            isOpen={each.step === open}
            onToggle={() => setChosen(each.step === open ? '' : each.step)}
            onReopen={
              progress.done[each.step]?.by === 'hand' && each.step !== 'systems'
                ? () => change(withoutStep(progress, each.step))
                : undefined
            }
            controls={{ ...controls, finish: () => change(withStep(progress, each.step, input.runId)) }}
          />
        ))}
      </ol>
      {state.current === undefined && (
        <div class="setup-notice" data-finished tabIndex={-1}>
          <h3>{text('setup.finished')}</h3>
          <p>{text('setup.finishedNote')}</p>
          <button type="button" onClick={() => go('handling')}>
            {text('setup.handling')}
          </button>
        </div>
      )}
      {hasFailed && <p role="alert">{text('setup.notSaved')}</p>}
      {Object.keys(progress.done).length > 0 && <Reset onReset={() => change(NO_PROGRESS)} />}
    </section>
  );
}

/** What the body of a step shows and does. */
export interface StepControls {
  mySystems: Settings['mySystems'];
  /** The administrator has chosen them. */
  isLocked: boolean;
  source: SetupProgress['source'];
  /** Whether the chosen systems need a certificate; `undefined`: none is chosen. */
  need: boolean | undefined;
  go: SectionProps['go'];
  chooseSystems: (systems: Settings['mySystems']) => void;
  chooseSource: (source: NonNullable<SetupProgress['source']>) => void;
  /** Ticks the step by hand. */
  finish: () => void;
}

interface StepProps extends StepState {
  number: number;
  isCurrent: boolean;
  isOpen: boolean;
  onToggle: () => void;
  onReopen: (() => void) | undefined;
  controls: StepControls;
}

function Step({ step, tick, number, isCurrent, isOpen, onToggle, onReopen, controls }: StepProps) {
  const Body = STEP_BODIES[step];
  const isSeen = tick !== undefined && tick.by !== 'hand';
  const toggle = (event: Event) => {
    event.preventDefault();
    onToggle();
  };
  return (
    <li data-step={step} data-state={tick ? 'done' : isCurrent ? 'current' : 'later'}>
      <details open={isOpen}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is a button. */}
        <summary onClick={toggle}>
          <span class="mark">{tick ? '✓' : number}</span>
          <h3>{text(`setup.${step}.title`)}</h3>
          {tick && <span class="how">{text(isSeen ? 'setup.seen' : 'setup.byHand')}</span>}
        </summary>
        <div class="body">
          {tick && tick.by !== 'hand' && (
            <p class="seen">{text(`setup.tick.${tick.by}`, { system: systemName(tick.system) })}</p>
          )}
          <Body {...controls} />
          {step !== 'systems' && !tick && (
            <button type="button" class="finish" onClick={controls.finish}>
              {text(`setup.${step}.done`)}
            </button>
          )}
          {tick && onReopen && (
            <button type="button" onClick={onReopen}>
              {text('setup.reopen')}
            </button>
          )}
        </div>
      </details>
    </li>
  );
}

function Reset({ onReset }: { onReset: () => void }) {
  const [isAsking, setAsking] = useState<boolean>();
  const [ask, cancel] = [useRef<HTMLButtonElement>(null), useRef<HTMLButtonElement>(null)];
  // On what takes nothing away; and back to where the question came from.
  useEffect(() => {
    if (isAsking !== undefined) (isAsking ? cancel : ask).current?.focus();
  }, [isAsking]);
  if (!isAsking) {
    return (
      <p>
        <button type="button" ref={ask} onClick={() => setAsking(true)}>
          {text('setup.reset.ask')}
        </button>
      </p>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is a way out of the question, whichever button has the focus.
    <div class="setup-notice" data-notice="reset" onKeyDown={({ key }) => key === 'Escape' && setAsking(false)}>
      <p>{text('setup.reset.sure')}</p>
      <p class="buttons">
        <button type="button" ref={cancel} onClick={() => setAsking(false)}>
          {text('setup.reset.cancel')}
        </button>
        <button type="button" onClick={onReset}>
          {text('setup.reset.confirm')}
        </button>
      </p>
    </div>
  );
}

/** What is kept, as it changes, whoever changes it; `undefined` until it has been read. */
function useKept(): [Kept | undefined, (progress: SetupProgress) => void] {
  const [kept, setKept] = useState<Kept>();
  const setProgress = (progress: SetupProgress) => setKept((current) => current && { ...current, progress });
  useEffect(() => {
    void Promise.all([readSetup(), readRunId(), readPolicy()]).then(([progress, runId, { settings }]) =>
      setKept({ progress, runId, isLocked: settings.mySystems !== undefined }),
    );
    return watchSetup(setProgress);
  }, []);
  return [kept, setProgress];
}
