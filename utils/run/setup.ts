import { type Facts, requiresCertificate, systemById } from '../catalog/facts.ts';
import type { System, SystemId } from '../catalog/systems.ts';
import { certificateFromHistory, isCertificateUnusable } from '../diagnosis/certificate-history.ts';
import { hasOpenedWithCertificate, type RunState } from './run-state.ts';
import { SETUP_STEPS, type SetupProgress, type SetupStep, type Tick } from './setup-progress.ts';
import type { RunView } from './view.ts';

/** Everything that the checklist depends on. */
interface SetupInput {
  progress: SetupProgress;
  /** The systems that the user works with. */
  mySystems: readonly SystemId[];
  run: RunState;
  /** The view of `run`. */
  view: RunView;
  /** The name of this browser run (`utils/run/run-id.ts`). */
  runId: string;
}

/** `tick`: how the step was done; `undefined`: not yet. */
export type StepState = { step: SetupStep; tick: Tick | undefined };

/**
 * - `usable`: a system accepted the certificate before the setup
 * - `present`: the browser has a certificate to offer; it may be another one (Windows makes some, also Entra ID)
 * - `unusable`: systems refuse the certificate, or its key does not work
 * - `still-absent`: this PC has no certificate after installation and restart
 * - `not-restarted`: the browser has not restarted since the installation, though the user has ticked the restart
 */
export type SetupHint = 'present' | 'usable' | 'unusable' | 'still-absent' | 'not-restarted';

/** Computes the checklist. `current`: the first step that is not done; `undefined`: all are. Total and pure. */
export function setupState(input: SetupInput) {
  const { progress, mySystems, view } = input;
  // Whether a certificate is needed at all (M11, M43); `undefined`: no system is chosen.
  const need = mySystems.length === 0 ? undefined : mySystems.some((id) => requiresCertificate(id, view.facts));
  const certificate = certificateStatus(input);
  // The earlier certificate is no longer accepted.
  const done = certificate === 'unusable' ? withoutObserved(progress.done) : progress.done;
  const ticks: Done = { ...done, ...observedTicks(input, certificate) };
  // The other steps depend on a system that needs a certificate.
  if (!need) delete ticks.systems;
  const steps = SETUP_STEPS.map((step): StepState => ({ step, tick: ticks[step] }));
  const current = steps.find(({ tick }) => !tick)?.step;
  return { need, steps, current, hint: hintFor(certificate, input, ticks) };
}

type Done = SetupProgress['done'];

/** The ticks without those that a certificate has brought: by hand, and for the systems and the restart. */
function withoutObserved(done: Done): Done {
  const kept = Object.entries(done).filter(([, tick]) => tick?.by === 'hand' || tick?.by === 'restarted');
  return Object.fromEntries(kept);
}

function hintFor(certificate: CertificateStatus, input: SetupInput, ticks: Done): SetupHint | undefined {
  const { progress, runId } = input;
  const { get, install, restart } = progress.done;
  // Loads of the run of the installation may be older than the certificate; only a later run proves anything.
  const isInstalledNow = install?.by === 'hand' && install.run === runId;
  const isPresent = certificate === 'usable' || certificate === 'present';
  if (isInstalledNow && restart?.by === 'hand' && !isPresent) return 'not-restarted';
  if (certificate === 'unusable') return isInstalledNow ? undefined : certificate;
  if (certificate === 'absent') return install && !isInstalledNow && ticks.restart ? 'still-absent' : undefined;
  // Users who have just installed it know that it is present.
  const isFromBefore = get?.by !== 'hand' && install?.by !== 'hand';
  return certificate !== 'unknown' && isFromBefore ? certificate : undefined;
}

/** The progress with ticks for the steps that this run shows to be done; the same object if nothing is new. */
export function withObservations(input: SetupInput): SetupProgress {
  const { progress } = input;
  if (!progress.done.systems) return progress;
  const observed = Object.entries(observedTicks(input, certificateStatus(input)));
  // Existing ticks stay: `hintFor` compares the run of the installation with later ones.
  const added = observed.filter(([step]) => !progress.done[step as SetupStep]);
  return added.length > 0 ? { ...progress, done: { ...Object.fromEntries(added), ...progress.done } } : progress;
}

/** The progress with one step ticked by hand in this browser run. */
export function withStep(progress: SetupProgress, step: SetupStep, runId: string): SetupProgress {
  return { ...progress, done: { ...progress.done, [step]: { by: 'hand', run: runId } } };
}

/** The progress without the tick of one step. */
export function withoutStep(progress: SetupProgress, step: SetupStep): SetupProgress {
  const { [step]: _, ...others } = progress.done;
  return { ...progress, done: others };
}

/** The progress without the ticks of this step and all later ones. */
export function withoutStepsFrom(progress: SetupProgress, step: SetupStep): SetupProgress {
  return SETUP_STEPS.slice(SETUP_STEPS.indexOf(step)).reduce(withoutStep, progress);
}

/** Returns the systems with these ids that open only with a certificate (M11). */
export function certificateSystems(ids: readonly SystemId[], facts: Facts): System[] {
  return ids.filter((id) => requiresCertificate(id, facts)).flatMap((id) => systemById(id, facts) ?? []);
}

type CertificateStatus = 'usable' | 'present' | 'unusable' | 'absent' | 'unknown';

function certificateStatus({ run, view }: SetupInput): CertificateStatus {
  const { facts, now, systems, certificate } = view;
  const attempts = Object.values(systems).map(({ attempt }) => attempt);
  // The latest evidence decides: a system may have opened before the certificate ended.
  if (isCertificateUnusable(attempts, facts, now)) return 'unusable';
  const latest = certificateFromHistory(attempts, facts, now);
  // After a loss, which may be its end, it is only present.
  const isUsable = latest === 'accepted' || (latest !== 'present' && hasOpenedWithCertificate(run, facts));
  return isUsable ? 'usable' : certificate;
}

/** A system that opens only with a certificate and has opened in this run; preferably one of `mySystems`. */
function openedSystem(run: RunState, mySystems: readonly SystemId[], facts: Facts): SystemId | undefined {
  const opened = run.opened.filter((id) => requiresCertificate(id, facts));
  return opened.find((id) => mySystems.includes(id)) ?? opened[0];
}

function observedTicks(input: SetupInput, certificate: CertificateStatus): Done {
  const { progress, mySystems, run, view, runId } = input;
  const { install } = progress.done;
  const hasRestarted = install !== undefined && install.run !== runId;
  const restart: Done = hasRestarted ? { restart: { by: 'restarted', run: runId } } : {};
  // A certificate that no system has accepted yet may be another one.
  if (certificate !== 'usable') return restart;
  const found: Tick = { by: 'certificate', run: runId };
  const system = openedSystem(run, mySystems, view.facts);
  const used: Tick = { run: runId, ...(system ? { by: 'opened', system } : { by: 'accepted' }) };
  return { get: found, install: found, restart: used, check: used, ...restart };
}
