import { currentFacts, systemById, systemIds } from '../catalog/facts.ts';
import type { SystemId } from '../catalog/systems.ts';
import { CHECK_SITE, PORTAL } from '../catalog/systems.ts';
import type { Attempt, Probe, Probes } from '../diagnosis/attempt.ts';
import type { Cause } from '../diagnosis/causes.ts';
import { certificateFromHistory, certificateState, remembersDecision } from '../diagnosis/certificate.ts';
import { readProbe } from '../diagnosis/certificate-evidence.ts';
import { isClockOff } from '../diagnosis/clock.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { CERTIFICATE_NEEDED, type NetErrorKind, netErrorKind } from '../diagnosis/net-errors.ts';
import { systemsToCheck, triedSystems } from './probe-plan.ts';
import type { RunState } from './run-state.ts';
import { clockOffsetAt } from './view.ts';

/** What is checked, from the cable up. */
export const LAYERS = ['network', 'name', 'portal', 'clock', 'certificate', 'system'] as const;

export type Layer = (typeof LAYERS)[number];

/** `skipped`: it can't be told while something below it is bad, or does not matter on this PC. */
export type VerdictState = 'good' | 'bad' | 'unknown' | 'skipped';

/** What is said of a layer that is not bad: the locale text `check.words.<code>`. Of a bad one its cause is told. */
export const VERDICT_WORDS = [
  'connected',
  'network_unknown',
  'name_found',
  'name_unknown',
  'answers',
  'asks_for_choice',
  'no_answer',
  'clock_right',
  'clock_unknown',
  'certificate_usable',
  'certificate_accepted',
  'certificate_present',
  'certificate_perhaps',
  'certificate_unknown',
  'certificate_needless',
  'none_tried',
  'offline',
] as const;

export type VerdictWords = (typeof VERDICT_WORDS)[number];

/** What the check has found about one layer; of the layer `system`, about one system. */
export type Verdict = { layer: Layer; system?: SystemId } & (
  | { state: Exclude<VerdictState, 'bad'>; words: VerdictWords }
  | { state: 'bad'; cause: Cause }
);

/** What a check has to go on. */
export interface CheckFacts {
  isOnline: boolean;
  /** The state of the run when all answers were in. */
  run: RunState;
  /** What the systems that were asked have answered; one that has not is absent. */
  answers: Probes;
  /** The systems that the user works with; none: not told. */
  mySystems: readonly SystemId[];
  /** ms since the epoch. */
  now: number;
}

/** The systems to ask: what may be asked, and tells something. The check site does not, where no certificate is needed (M43). */
export function selfCheckPlan(run: RunState, mySystems: readonly SystemId[]): SystemId[] {
  const isNeedless = certificateNeed(run, mySystems) === 'no';
  return systemsToCheck(run).filter((id) => id !== CHECK_SITE || !isNeedless);
}

/** A verdict on each layer, from the cable up, and on each system that was tried. Total, and pure: the clock comes in as `now`. */
export function judge(facts: CheckFacts): Verdict[] {
  const network = judgeNetwork(facts);
  if (network.state === 'bad' && network.cause === 'offline') {
    const above = LAYERS.filter((layer) => layer !== 'network');
    return [network, ...above.map((layer): Verdict => ({ layer, state: 'skipped', words: 'offline' }))];
  }
  const tried = systemIds().filter((id) => id !== PORTAL && id !== CHECK_SITE && isTried(facts.run, id));
  const systems = tried.map((system): Verdict => ({ ...judgeSystem(facts, system), layer: 'system', system }));
  return [
    network,
    judgeName(facts),
    { ...judgeSystem(facts, PORTAL), layer: 'portal' },
    judgeClock(facts),
    judgeCertificate(facts),
    ...(systems.length > 0 ? systems : [{ layer: 'system', state: 'skipped', words: 'none_tried' } as const]),
  ];
}

/** What all verdicts come to: the first that is bad, from the cable up, is what to see to. */
export function summarize(verdicts: readonly Verdict[]): { state: VerdictState; first?: Verdict } {
  const first = verdicts.find(({ state }) => state === 'bad');
  if (first) return { state: 'bad', first };
  return { state: verdicts.some(({ state }) => state === 'unknown') ? 'unknown' : 'good' };
}

function isTried(run: RunState, id: SystemId): boolean {
  return id !== PORTAL && id !== CHECK_SITE && triedSystems(run).includes(id);
}

/** Whether a certificate is needed on this PC (M43): by what the user works with, and by what has been tried. */
function certificateNeed(run: RunState, mySystems: readonly SystemId[]): 'yes' | 'perhaps' | 'no' {
  const isRequired = (id: SystemId) => systemById(id)?.certificate === 'required';
  if (mySystems.some(isRequired) || triedSystems(run).some(isRequired)) return 'yes';
  return mySystems.length > 0 ? 'no' : 'perhaps';
}

function given(answers: Probes): Probe[] {
  return Object.values(answers).filter((each) => each !== undefined);
}

function kindOf({ netError }: Probe): NetErrorKind | undefined {
  return netError === undefined ? undefined : netErrorKind(netError);
}

function judgeNetwork({ isOnline, answers }: CheckFacts): Verdict {
  const layer = 'network';
  const kinds = given(answers).map(kindOf);
  if (!isOnline || kinds.includes('offline')) return { layer, state: 'bad', cause: 'offline' };
  if (kinds.includes('proxy')) return { layer, state: 'bad', cause: 'proxy-problem' };
  // That there is some interface, as the browser says, does not mean that it leads anywhere.
  return given(answers).some(isFound)
    ? { layer, state: 'good', words: 'connected' }
    : { layer, state: 'unknown', words: 'network_unknown' };
}

function judgeName({ answers }: CheckFacts): Verdict {
  const layer = 'name';
  const probes = given(answers);
  if (probes.some((probe) => kindOf(probe) === 'name')) return { layer, state: 'bad', cause: 'name-not-found' };
  return probes.some(isFound)
    ? { layer, state: 'good', words: 'name_found' }
    : { layer, state: 'unknown', words: 'name_unknown' };
}

/** Errors that can come before a name has led anywhere. */
const EARLY: readonly (NetErrorKind | undefined)[] = ['offline', 'proxy', 'name', 'blocked', 'aborted', undefined];

function isFound(probe: Probe): boolean {
  return probe.status !== undefined || (probe.netError !== 'ERR_TIMED_OUT' && !EARLY.includes(kindOf(probe)));
}

function judgeClock(facts: CheckFacts): Verdict {
  const layer = 'clock';
  const offset = clockOffsetAt(facts.run, facts.now);
  const portal = judgeSystem(facts, PORTAL);
  if (isClockOff(offset) || (portal.state === 'bad' && portal.cause === 'clock-wrong'))
    return { layer, state: 'bad', cause: 'clock-wrong' };
  return offset === undefined
    ? { layer, state: 'unknown', words: 'clock_unknown' }
    : { layer, state: 'good', words: 'clock_right' };
}

function judgeCertificate({ run, answers, mySystems, now }: CheckFacts): Verdict {
  const layer = 'certificate';
  const need = certificateNeed(run, mySystems);
  // One that could only repeat itself is not asked again.
  const probe = answers[CHECK_SITE] ?? run.probes[CHECK_SITE];
  const known = probe && readProbe(probe);
  const soFar = certificateState(Object.values(run.last), currentFacts(), now);
  if (known?.is === 'usable') return { layer, state: 'good', words: 'certificate_usable' };
  if (known?.is === 'accepted') return { layer, state: 'good', words: 'certificate_accepted' };
  if (known?.is === 'refused') return { layer, state: 'bad', cause: 'certificate-rejected' };
  // A certificate that was there does not vanish: that the check site sees none may be the browser's memory.
  if (soFar === 'present') return { layer, state: 'good', words: 'certificate_present' };
  if (need === 'no') return { layer, state: 'skipped', words: 'certificate_needless' };
  if (known?.is !== 'absent' && soFar !== 'absent') return { layer, state: 'unknown', words: 'certificate_unknown' };
  return need === 'yes'
    ? { layer, state: 'bad', cause: 'certificate-missing' }
    : { layer, state: 'unknown', words: 'certificate_perhaps' };
}

type Outcome = { state: Exclude<VerdictState, 'bad'>; words: VerdictWords } | { state: 'bad'; cause: Cause };

/** What the answer of a system says of it: the same as if the user had opened it, so that check and card never differ. */
function judgeSystem(facts: CheckFacts, id: SystemId): Outcome {
  const probe = facts.answers[id];
  const last = facts.run.last[id];
  // What may not be asked is judged by what the user has met.
  if (!probe && last && !systemsToCheck(facts.run).includes(id)) {
    const { cause } = diagnose(last, currentFacts(), Number.POSITIVE_INFINITY);
    if (cause !== 'none' && cause !== 'unknown') return { state: 'bad', cause };
  }
  if (probe?.endedAt === undefined) return { state: 'unknown', words: 'no_answer' };
  if (probe.netError === CERTIFICATE_NEEDED) return { state: 'good', words: 'asks_for_choice' };
  const { cause } = diagnose(asLoad(facts, id, probe), currentFacts(), Number.POSITIVE_INFINITY);
  if (cause === 'none' && probe.status !== undefined) return { state: 'good', words: 'answers' };
  if (cause === 'none' || cause === 'unknown') return { state: 'unknown', words: 'no_answer' };
  // The manual's own address is never the wrong one.
  return { state: 'bad', cause: cause === 'wrong-address' ? 'server-error' : cause };
}

function asLoad({ run, answers, now }: CheckFacts, id: SystemId, probe: Probe): Attempt {
  const { [id]: _own, ...probes } = answers;
  const last = run.last[id];
  const isOpened = run.opened.includes(id);
  const earlier = isOpened ? 'opened' : certificateFromHistory(Object.values(run.last), currentFacts(), now);
  const clockOffset = clockOffsetAt(run, probe.endedAt ?? now);
  const { askedAt, ...met } = probe;
  return {
    ...{ requestId: '', tabId: -1, address: systemById(id)?.address ?? '', startedAt: askedAt, ...met, probes },
    isReported: true,
    ...(earlier && { earlier }),
    ...(last && remembersDecision(last, isOpened) && { noDialog: true }),
    ...(clockOffset !== undefined && { clockOffset }),
  };
}
