import { currentFacts, systemById } from '../catalog/facts.ts';
import type { System, SystemId } from '../catalog/systems.ts';
import { certificateFromHistory, certificateState } from '../diagnosis/certificate.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { RunState } from './run-state.ts';
import { SETUP_STEPS, type SetupProgress, type SetupStep, type Tick } from './setup-progress.ts';

/** All that the checklist is made of. */
export interface SetupInput {
  progress: SetupProgress;
  /** The systems that the user works with. */
  mySystems: readonly SystemId[];
  run: RunState;
  /** The name of this browser run (`utils/run/run-id.ts`). */
  runId: string;
  /** ms since the epoch. */
  now: number;
}

export interface StepState {
  step: SetupStep;
  /** How it is known to be done; `undefined` while it isn't. */
  tick: Tick | undefined;
}

/**
 * - `steps`: in order; the first that is not done is `current` (`undefined`: all are done).
 * - `need`: whether a certificate is needed at all (M11, M43); `undefined` as long as no system is chosen.
 * - `notice`: `present` and `usable`: a certificate was here before anything was done (`usable`: and was accepted); `unusable`:
 *   there is one, but systems refuse it, or its key does not work; `still-absent`: it was installed and the browser restarted,
 *   and there is none all the same; `not-restarted`: by all that is seen the browser has not been restarted since it was installed.
 */
export interface SetupState {
  need: boolean | undefined;
  steps: StepState[];
  current: SetupStep | undefined;
  notice: 'present' | 'usable' | 'unusable' | 'still-absent' | 'not-restarted' | undefined;
}

/** Where someone stands in the checklist. Total and pure. */
export function setupState(input: SetupInput): SetupState {
  const { progress, mySystems } = input;
  const need = mySystems.length === 0 ? undefined : certificateSystems(mySystems).length > 0;
  const certificate = certificateOf(input);
  const ticks: SetupProgress['done'] = { ...progress.done, ...seenTicks(input, certificate) };
  // Without a system that needs it, nobody knows whether the rest is to be done.
  if (!need) delete ticks.systems;
  const steps = SETUP_STEPS.map((step): StepState => ({ step, tick: ticks[step] }));
  const current = steps.find(({ tick }) => !tick)?.step;
  return { need, steps, current, notice: noticeOf(certificate, input, ticks) };
}

function noticeOf(certificate: Certificate, { progress, runId }: SetupInput, ticks: SetupProgress['done']) {
  const { get, install, restart } = progress.done;
  // What loads have met before something was installed says nothing of that; only in a later run it is sure to come after it.
  const isInstalledNow = install?.by === 'hand' && install.run === runId;
  const isHere = certificate === 'usable' || certificate === 'present';
  if (isInstalledNow && restart?.by === 'hand' && !isHere) return 'not-restarted';
  if (certificate === 'unusable') return isInstalledNow ? undefined : certificate;
  if (certificate === 'absent') return install && !isInstalledNow && ticks.restart ? 'still-absent' : undefined;
  // Whoever has just installed it need not be told that it is there.
  const isFirstSight = get?.by !== 'hand' && install?.by !== 'hand';
  return certificate !== 'unknown' && isFirstSight ? certificate : undefined;
}

/**
 * The progress with what can be seen now written down, so that it still counts when the browser has ended; the very same object
 * if that says nothing new, or if the setup was not begun.
 */
export function withSeen(input: SetupInput): SetupProgress {
  const { progress } = input;
  if (!progress.done.systems) return progress;
  const seen = Object.entries(seenTicks(input, certificateOf(input)));
  // What the user has said stays: in which run something was installed is compared with what comes later.
  const fresh = seen.filter(([step]) => !progress.done[step as SetupStep]);
  return fresh.length > 0 ? { ...progress, done: { ...Object.fromEntries(fresh), ...progress.done } } : progress;
}

/** The progress with one step done by hand in this browser run. */
export function withStep(progress: SetupProgress, step: SetupStep, runId: string): SetupProgress {
  return { ...progress, done: { ...progress.done, [step]: { by: 'hand', run: runId } } };
}

/** The progress with one step open again. */
export function withoutStep(progress: SetupProgress, step: SetupStep): SetupProgress {
  const { [step]: _, ...others } = progress.done;
  return { ...progress, done: others };
}

/** The progress with this step and all later ones open again. */
export function againFrom(progress: SetupProgress, step: SetupStep): SetupProgress {
  return SETUP_STEPS.slice(SETUP_STEPS.indexOf(step)).reduce(withoutStep, progress);
}

/** Those of the systems that open only with a certificate (M11). */
export function certificateSystems(ids: readonly SystemId[]): System[] {
  return ids.flatMap((id) => systemById(id) ?? []).filter(({ certificate }) => certificate === 'required');
}

type Certificate = 'usable' | 'present' | 'unusable' | 'absent' | 'unknown';

function certificateOf({ run, now }: SetupInput): Certificate {
  const attempts = Object.values(run.last);
  const soFar = certificateFromHistory(attempts, currentFacts(), now);
  if (soFar === 'accepted' || openedSystem(run, [])) return 'usable';
  const isWithoutKey = attempts.some((attempt) => diagnose(attempt, currentFacts(), now).cause === 'certificate-key');
  if (soFar === 'refused' || isWithoutKey) return 'unusable';
  return certificateState(attempts, currentFacts(), now);
}

/** A system that has opened in this run and does so only with a certificate; one of the user's own, if there is one. */
function openedSystem(run: RunState, mySystems: readonly SystemId[]): SystemId | undefined {
  const opened = certificateSystems(run.opened).map(({ id }) => id);
  return opened.find((id) => mySystems.includes(id)) ?? opened[0];
}

function seenTicks(input: SetupInput, certificate: Certificate): Partial<Record<SetupStep, Tick>> {
  const { progress, mySystems, run, runId } = input;
  const { install } = progress.done;
  const hasRestarted = install !== undefined && install.run !== runId;
  const restart: Partial<Record<SetupStep, Tick>> = hasRestarted ? { restart: { by: 'restarted', run: runId } } : {};
  if (certificate !== 'usable' && certificate !== 'present') return restart;
  const found: Tick = { by: 'certificate', run: runId };
  if (certificate === 'present') return { get: found, install: found, ...restart };
  const system = openedSystem(run, mySystems);
  const used: Tick = { run: runId, ...(system ? { by: 'opened', system } : { by: 'accepted' }) };
  return { get: found, install: found, restart: used, check: used, ...restart };
}
