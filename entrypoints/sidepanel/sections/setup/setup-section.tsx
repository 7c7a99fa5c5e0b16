import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, CopyButton } from '@/components/buttons.tsx';
import { useKept } from '@/components/hooks/use-kept.ts';
import type { SurfaceProps } from '@/components/hooks/use-view.ts';
import type { Facts } from '@/utils/catalog/facts.ts';
import { RESTART_ADDRESS } from '@/utils/i18n/advice.ts';
import { exclusionRequest } from '@/utils/i18n/exclusion-request.ts';
import { keyPart, type TextKey, text } from '@/utils/i18n/text.ts';
import { readRunId } from '@/utils/run/run-id.ts';
import {
  type SetupHint,
  setupState,
  withObservations,
  withoutStep,
  withoutStepsFrom,
  withStep,
} from '@/utils/run/setup.ts';
import { NO_PROGRESS, SETUP_STEPS, type SetupProgress } from '@/utils/run/setup-progress.ts';
import { setupItem } from '@/utils/run/setup-store.ts';
import { ResetButton } from './reset-button.tsx';
import type { StepProps } from './setup-steps.tsx';
import { StepItem } from './step-item.tsx';
import './setup.css';

/** 証明書を入れる: the way from no certificate to a system that opens. The checklist ticks steps that it can observe. */
export function SetupSection({ state: { run, view, config, changeSettings }, openSection }: SurfaceProps) {
  const { progress, runId, save, hasFailed } = useProgress();
  const { mySystems } = config.settings;
  const isLocked = config.locked.has('mySystems');
  const [chosen, setChosen] = useKept('setupStep');
  const [list, moveFocus] = useFocusOnNext();
  const input = progress && { progress, runId, mySystems, run, view };

  const observed = input && withObservations(input);
  useEffect(() => {
    if (observed && observed !== progress) save(observed);
  });

  if (!progress || !input) return <h2>{text('section.setup')}</h2>;
  const state = setupState(input);
  const { need, hint, current } = state;
  const steps = need === false ? state.steps.slice(0, 1) : state.steps;
  const open = chosen ?? current;
  const change = (next: SetupProgress) => {
    setChosen(undefined);
    moveFocus();
    save(next);
  };
  const body: Omit<StepProps, 'finish'> = {
    facts: view.facts,
    mySystems,
    isLocked,
    source: progress.source,
    need,
    openSection,
    chooseSource: (source) => save({ ...progress, source }),
    chooseSystems: (systems) => {
      if (isLocked) return;
      // Another choice needs another confirmation.
      const isConfirmed = progress.done.systems !== undefined;
      if (isConfirmed) setChosen('systems');
      save(isConfirmed && withoutStep(progress, 'systems'), changeSettings({ mySystems: systems }));
    },
  };
  const canInstallAgain = isBad(hint) && progress.done.install;
  return (
    <section aria-labelledby="setup" class="setup" ref={list}>
      <h2 id="setup">{text('section.setup')}</h2>
      <p class="note">{text('setup.intro')}</p>
      <p role="status">
        {need === false
          ? text('setup.systems.unneeded')
          : text('setup.progress', { done: steps.filter(({ tick }) => tick).length, of: SETUP_STEPS.length })}
      </p>
      {hint && need !== false && (
        <Hint
          hint={hint}
          facts={view.facts}
          onInstallAgain={canInstallAgain ? () => change(withoutStepsFrom(progress, 'get')) : undefined}
        />
      )}
      <ol class="box">
        {steps.map(({ step, tick }, index) => (
          <StepItem
            key={step}
            step={step}
            tick={tick}
            number={index + 1}
            isCurrent={step === current}
            isOpen={step === open}
            onToggle={() => setChosen(step === open ? '' : step)}
            onReopen={
              progress.done[step]?.by === 'hand' && step !== 'systems'
                ? () => change(withoutStep(progress, step))
                : undefined
            }
            body={{ ...body, finish: () => change(withStep(progress, step, runId)) }}
          />
        ))}
      </ol>
      {current === undefined && !canInstallAgain && <Finished openSection={openSection} />}
      {hasFailed && <p role="alert">{text('setup.notSaved')}</p>}
      {Object.keys(progress.done).length > 0 && <ResetButton onReset={() => change(NO_PROGRESS)} />}
    </section>
  );
}

function isBad(hint: SetupHint | undefined): boolean {
  return hint === 'unusable' || hint === 'still-absent';
}

/** A hint by what this PC has shown. `onInstallAgain`: goes back to the certificate file; absent: no button. */
function Hint({
  hint,
  facts,
  onInstallAgain,
}: {
  hint: SetupHint;
  facts: Facts;
  onInstallAgain?: (() => void) | undefined;
}) {
  return (
    <div class="setup-hint edged" data-notice={hint} data-tone={isBad(hint) ? 'bad' : 'good'}>
      <p>{text(`setup.hint.${keyPart(hint)}`, { address: RESTART_ADDRESS })}</p>
      {onInstallAgain && <Button label={text(`setup.again.${keyPart(hint)}` as TextKey)} onClick={onInstallAgain} />}
      {hint === 'still-absent' && (
        <>
          <p>{text('setup.hint.inspected')}</p>
          <CopyButton label={text('action.copyExclusions')} value={exclusionRequest(facts)} />
        </>
      )}
    </div>
  );
}

function Finished({ openSection }: Pick<SurfaceProps, 'openSection'>) {
  return (
    <div class="setup-hint edged" data-finished data-tone="good" tabIndex={-1}>
      <h3>{text('setup.finished')}</h3>
      <p>{text('setup.finishedNote')}</p>
      <Button label={text('setup.handling')} onClick={() => openSection('handling')} />
    </div>
  );
}

/** The list of the steps, and a function that moves the focus to the next step: that of the pressed button folds up. */
function useFocusOnNext() {
  const list = useRef<HTMLElement>(null);
  const [hasMoved, setMoved] = useState(false);
  useEffect(() => {
    if (!hasMoved) return;
    setMoved(false);
    list.current?.querySelector<HTMLElement>('[data-state="current"] summary, [data-finished]')?.focus();
  }, [hasMoved]);
  return [list, () => setMoved(true)] as const;
}

/**
 * The stored progress of the setup and the name of this browser run; `undefined` until storage has answered.
 * `hasFailed`: storage has refused the last change.
 */
function useProgress() {
  const [progress, setProgress] = useState<SetupProgress>();
  const [runId, setRunId] = useState('');
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    void Promise.all([setupItem.read(), readRunId()]).then(([stored, id]) => {
      setRunId(id);
      setProgress(stored);
    });
    // The first progress is incomplete without the run's name.
    return setupItem.watch((stored) => setProgress((current) => current && stored));
  }, []);
  /** `next`: the new progress; `false`: it stays. `settings`: the settings that the user changes with it. */
  const save = (next: SetupProgress | false, settings?: Promise<void>) => {
    if (next) setProgress(next);
    Promise.all([next && setupItem.change(() => next), settings]).then(
      () => setFailed(false),
      () => setFailed(true),
    );
  };
  return { progress, runId, save, hasFailed };
}
