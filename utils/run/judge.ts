import { type Facts, systemById } from '../catalog/facts.ts';
import type { SystemId } from '../catalog/systems.ts';
import { CHECK_SITE, PORTAL } from '../catalog/systems.ts';
import type { Attempt, Probe, Probes } from '../diagnosis/attempt.ts';
import type { Cause } from '../diagnosis/causes.ts';
import { certificateFromHistory, remembersDecision } from '../diagnosis/certificate.ts';
import { readProbe } from '../diagnosis/certificate-evidence.ts';
import { isClockOff } from '../diagnosis/clock.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { CERTIFICATE_NEEDED, type NetErrorKind, netErrorKind } from '../diagnosis/net-errors.ts';
import { withoutUndefined } from '../objects.ts';
import { systemsToCheck, triedSystems } from './probe-plan.ts';
import { clockOffsetAt, latestProbe, type RunState } from './run-state.ts';
import type { RunView } from './view.ts';

/** The layers of the check, from the cable up. */
export const LAYERS = ['network', 'name', 'portal', 'clock', 'certificate', 'system'] as const;

export type Layer = (typeof LAYERS)[number];

/** `skipped`: unknown while a lower layer is bad, or irrelevant on this PC. */
export type VerdictState = 'good' | 'bad' | 'unknown' | 'skipped';

/** Explains a verdict that is not bad: the locale text `check.words.<code>`. A bad verdict has a cause instead. */
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

/** The result for one layer; on the layer `system`, for one system. */
export type Verdict = { layer: Layer; system?: SystemId } & (
  | { state: Exclude<VerdictState, 'bad'>; words: VerdictWords }
  | { state: 'bad'; cause: Cause }
);

/** Everything that the verdicts depend on. */
export interface CheckInput {
  isOnline: boolean;
  /** The run after the last answer. */
  run: RunState;
  /** The view of `run`. */
  view: RunView;
  /** The answers of the systems; a system without an answer is absent. */
  answers: Probes;
  /** The systems that the user works with; none: unknown. */
  mySystems: readonly SystemId[];
}

/** Plans the systems to ask. The check site proves nothing if the user needs no certificate (M43). */
export function selfCheckPlan(run: RunState, mySystems: readonly SystemId[], facts: Facts): SystemId[] {
  const isNeedless = certificateNeed(run, mySystems, facts) === 'no';
  return systemsToCheck(run, facts).filter((id) => id !== CHECK_SITE || !isNeedless);
}

/** Judges each layer, from the cable up, and each system that the user has tried. Total and pure. */
export function judge(input: CheckInput): Verdict[] {
  const { run, view } = input;
  const network = judgeNetwork(input);
  if (network.state === 'bad' && network.cause === 'offline') {
    const others = LAYERS.filter((layer) => layer !== 'network');
    return [network, ...others.map((layer): Verdict => ({ layer, state: 'skipped', words: 'offline' }))];
  }
  const tried = triedSystems(run, view.facts).filter((id) => id !== PORTAL && id !== CHECK_SITE);
  const systems = tried.map((system): Verdict => ({ ...judgeSystem(input, system), layer: 'system', system }));
  return [
    network,
    judgeName(input),
    { ...judgeSystem(input, PORTAL), layer: 'portal' },
    judgeClock(input),
    judgeCertificate(input),
    ...(systems.length > 0 ? systems : [{ layer: 'system', state: 'skipped', words: 'none_tried' } as const]),
  ];
}

/** Summarizes the verdicts: the first bad one, from the cable up, is the one to mend. */
export function summarize(verdicts: readonly Verdict[]): { state: VerdictState; first?: Verdict } {
  const first = verdicts.find(({ state }) => state === 'bad');
  if (first) return { state: 'bad', first };
  return { state: verdicts.some(({ state }) => state === 'unknown') ? 'unknown' : 'good' };
}

/** Whether this PC needs a certificate (M43), by the user's systems and by the systems that the user has tried. */
function certificateNeed(run: RunState, mySystems: readonly SystemId[], facts: Facts): 'yes' | 'perhaps' | 'no' {
  const isRequired = (id: SystemId) => systemById(id, facts)?.certificate === 'required';
  if (mySystems.some(isRequired) || triedSystems(run, facts).some(isRequired)) return 'yes';
  return mySystems.length > 0 ? 'no' : 'perhaps';
}

function kindOf({ netError }: Probe): NetErrorKind | undefined {
  return netErrorKind(netError);
}

function judgeNetwork({ isOnline, answers }: CheckInput): Verdict {
  const layer = 'network';
  const kinds = Object.values(answers).map(kindOf);
  if (!isOnline || kinds.includes('offline')) return { layer, state: 'bad', cause: 'offline' };
  if (kinds.includes('proxy')) return { layer, state: 'bad', cause: 'proxy-problem' };
  // The browser is online with any network interface, even one without a connection.
  return Object.values(answers).some(isFound)
    ? { layer, state: 'good', words: 'connected' }
    : { layer, state: 'unknown', words: 'network_unknown' };
}

function judgeName({ answers }: CheckInput): Verdict {
  const layer = 'name';
  const probes = Object.values(answers);
  if (probes.some((probe) => kindOf(probe) === 'name')) return { layer, state: 'bad', cause: 'name-not-found' };
  return probes.some(isFound)
    ? { layer, state: 'good', words: 'name_found' }
    : { layer, state: 'unknown', words: 'name_unknown' };
}

/** Errors that can occur before the name is resolved. */
const BEFORE_RESOLUTION: readonly (NetErrorKind | undefined)[] = [
  'offline',
  'proxy',
  'name',
  'blocked',
  'aborted',
  undefined,
];

function isFound(probe: Probe): boolean {
  return (
    probe.status !== undefined || (probe.netError !== 'ERR_TIMED_OUT' && !BEFORE_RESOLUTION.includes(kindOf(probe)))
  );
}

function judgeClock(input: CheckInput): Verdict {
  const layer = 'clock';
  const offset = input.view.clockOffset;
  const portal = judgeSystem(input, PORTAL);
  if (isClockOff(offset) || (portal.state === 'bad' && portal.cause === 'clock-wrong'))
    return { layer, state: 'bad', cause: 'clock-wrong' };
  return offset === undefined
    ? { layer, state: 'unknown', words: 'clock_unknown' }
    : { layer, state: 'good', words: 'clock_right' };
}

function judgeCertificate({ run, view, answers, mySystems }: CheckInput): Verdict {
  const layer = 'certificate';
  const need = certificateNeed(run, mySystems, view.facts);
  // The plan omits the check site if the browser would only repeat its last answer.
  const probe = answers[CHECK_SITE] ?? latestProbe(run, CHECK_SITE);
  const known = probe && readProbe(probe);
  const { certificate } = view;
  if (known?.is === 'usable') return { layer, state: 'good', words: 'certificate_usable' };
  if (known?.is === 'accepted') return { layer, state: 'good', words: 'certificate_accepted' };
  if (known?.is === 'refused') return { layer, state: 'bad', cause: 'certificate-rejected' };
  // Certificates do not vanish: the browser may remember a decision against the certificate for the check site.
  if (certificate === 'present') return { layer, state: 'good', words: 'certificate_present' };
  if (need === 'no') return { layer, state: 'skipped', words: 'certificate_needless' };
  if (known?.is !== 'absent' && certificate !== 'absent')
    return { layer, state: 'unknown', words: 'certificate_unknown' };
  return need === 'yes'
    ? { layer, state: 'bad', cause: 'certificate-missing' }
    : { layer, state: 'unknown', words: 'certificate_perhaps' };
}

type Outcome = { state: Exclude<VerdictState, 'bad'>; words: VerdictWords } | { state: 'bad'; cause: Cause };

/** Judges the answer of a system as if the user had opened it, so that check and card agree. */
function judgeSystem(input: CheckInput, id: SystemId): Outcome {
  const { run, view, answers } = input;
  const probe = answers[id];
  const last = view.systems[id]?.attempt;
  // The user's last load replaces the answer of a system that the check must not ask.
  if (!probe && last && !systemsToCheck(run, view.facts).includes(id)) {
    const { cause } = diagnose(last, view.facts, Number.POSITIVE_INFINITY);
    if (cause !== 'none' && cause !== 'unknown') return { state: 'bad', cause };
  }
  if (probe?.endedAt === undefined) return { state: 'unknown', words: 'no_answer' };
  if (probe.netError === CERTIFICATE_NEEDED) return { state: 'good', words: 'asks_for_choice' };
  const { cause } = diagnose(attemptFromProbe(input, id, probe), view.facts, Number.POSITIVE_INFINITY);
  if (cause === 'none' && probe.status !== undefined) return { state: 'good', words: 'answers' };
  if (cause === 'none' || cause === 'unknown') return { state: 'unknown', words: 'no_answer' };
  // The address is the system's own, so it cannot be wrong.
  return { state: 'bad', cause: cause === 'wrong-address' ? 'server-error' : cause };
}

function attemptFromProbe({ run, view, answers }: CheckInput, id: SystemId, probe: Probe): Attempt {
  const { facts, now, systems } = view;
  const { [id]: _, ...probes } = answers;
  const { askedAt, ...outcome } = probe;
  const last = systems[id]?.attempt;
  const attempts = Object.values(systems).map(({ attempt }) => attempt);
  const isOpened = run.opened.includes(id);
  return {
    requestId: '',
    tabId: -1,
    address: systemById(id, facts)?.address ?? '',
    startedAt: askedAt,
    ...outcome,
    probes,
    isReported: true,
    ...withoutUndefined({
      earlier: isOpened ? ('opened' as const) : certificateFromHistory(attempts, facts, now),
      noDialog: (last && remembersDecision(last, isOpened)) || undefined,
      clockOffset: clockOffsetAt(run, probe.endedAt ?? now),
    }),
  };
}
