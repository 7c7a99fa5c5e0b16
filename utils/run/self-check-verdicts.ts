import { type Facts, requiresCertificate, systemById } from '../catalog/facts.ts';
import { CHECK_SITE, PORTAL, type SystemId } from '../catalog/systems.ts';
import type { Attempt, Probe, Probes } from '../diagnosis/attempt.ts';
import type { Cause } from '../diagnosis/causes.ts';
import { readProbe } from '../diagnosis/certificate-evidence.ts';
import { remembersDecision } from '../diagnosis/certificate-history.ts';
import { isClockOff } from '../diagnosis/clock.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { CERTIFICATE_NEEDED, netErrorKind } from '../diagnosis/net-errors.ts';
import type { TextKey } from '../i18n/text.ts';
import { withoutUndefined } from '../objects.ts';
import { systemsToCheck, triedSystems } from './check-plan.ts';
import { evidenceForLoad } from './create-attempt.ts';
import { clockOffsetAt, hasOpenedWithCertificate, latestProbe, type RunState } from './run-state.ts';
import type { RunView } from './view.ts';

/** The layers of the check, from the cable up. */
export const LAYERS = ['network', 'name', 'portal', 'clock', 'certificate', 'system'] as const;

export type Layer = (typeof LAYERS)[number];

/** `skipped`: unknown while a lower layer is bad, or irrelevant on this PC. `bad` has a cause instead of words. */
type Outcome = { state: 'good' | 'unknown' | 'skipped'; words: VerdictWords } | { state: 'bad'; cause: Cause };

/** Explains an outcome that is not bad. */
type VerdictWords = TextKey extends infer Key ? (Key extends `check.words.${infer Words}` ? Words : never) : never;

/** The result for one layer; on the layer `system`, for one system. */
export type Verdict = { layer: Layer; system?: SystemId } & Outcome;

const good = (words: VerdictWords): Outcome => ({ state: 'good', words });
const unknown = (words: VerdictWords): Outcome => ({ state: 'unknown', words });
const skipped = (words: VerdictWords): Outcome => ({ state: 'skipped', words });
const bad = (cause: Cause): Outcome => ({ state: 'bad', cause });

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
export function selfCheckPlan(run: RunState, mySystems: readonly SystemId[], facts: Facts, now: number): SystemId[] {
  const isNeedless = certificateNeed(run, mySystems, facts) === 'no';
  return systemsToCheck(run, facts, now).filter((id) => id !== CHECK_SITE || !isNeedless);
}

/** Judges each layer, from the cable up, and each system that the user has tried. Total and pure. */
export function judge(input: CheckInput): Verdict[] {
  const network = judgeNetwork(input);
  if (network.state === 'bad' && network.cause === 'offline')
    return LAYERS.map((layer) => ({ layer, ...(layer === 'network' ? network : skipped('offline')) }));
  const tried = triedSystems(input.run, input.view.facts).filter((id) => id !== PORTAL && id !== CHECK_SITE);
  const systems = tried.map((system): Verdict => ({ layer: 'system', system, ...judgeSystem(input, system) }));
  return [
    { layer: 'network', ...network },
    { layer: 'name', ...judgeName(input) },
    { layer: 'portal', ...judgeSystem(input, PORTAL) },
    { layer: 'clock', ...judgeClock(input) },
    { layer: 'certificate', ...judgeCertificate(input) },
    ...(systems.length > 0 ? systems : [{ layer: 'system', ...skipped('none_tried') } as const]),
  ];
}

/** Summarizes the verdicts: the first bad one, from the cable up, is the one to mend. */
export function summarize(verdicts: readonly Verdict[]): { state: Outcome['state']; first?: Verdict } {
  const first = verdicts.find(({ state }) => state === 'bad');
  if (first) return { state: 'bad', first };
  return { state: verdicts.some(({ state }) => state === 'unknown') ? 'unknown' : 'good' };
}

/** Whether this PC needs a certificate (M43), by the user's systems and by the systems that the user has tried. */
function certificateNeed(run: RunState, mySystems: readonly SystemId[], facts: Facts): 'yes' | 'perhaps' | 'no' {
  if ([...mySystems, ...triedSystems(run, facts)].some((id) => requiresCertificate(id, facts))) return 'yes';
  return mySystems.length > 0 ? 'no' : 'perhaps';
}

function judgeNetwork({ isOnline, answers }: CheckInput): Outcome {
  const probes = Object.values(answers);
  const kinds = probes.map(({ netError }) => netErrorKind(netError));
  if (!isOnline || kinds.includes('offline')) return bad('offline');
  // An answer came through the proxy: it works, and a single system has other reasons.
  const isThrough = probes.some(({ status }) => status !== undefined);
  if (!isThrough && (kinds.includes('proxy') || kinds.includes('tunnel'))) return bad('proxy-problem');
  // The browser is online with any network interface, even one without a connection.
  return probes.some(isFound) ? good('connected') : unknown('network_unknown');
}

function judgeName({ answers }: CheckInput): Outcome {
  const probes = Object.values(answers);
  if (probes.some(({ netError }) => netErrorKind(netError) === 'name')) return bad('name-not-found');
  return probes.some(isFound) ? good('name_found') : unknown('name_unknown');
}

/** Errors that can occur before the name is resolved, or while a proxy resolves it. */
const BEFORE_RESOLUTION: readonly unknown[] = ['offline', 'proxy', 'tunnel', 'name', 'blocked', 'aborted', undefined];

function isFound({ status, netError }: Probe): boolean {
  return status !== undefined || (netError !== 'ERR_TIMED_OUT' && !BEFORE_RESOLUTION.includes(netErrorKind(netError)));
}

function judgeClock(input: CheckInput): Outcome {
  const { clockOffset } = input.view;
  const portal = judgeSystem(input, PORTAL);
  if (isClockOff(clockOffset) || (portal.state === 'bad' && portal.cause === 'clock-wrong')) return bad('clock-wrong');
  return clockOffset === undefined ? unknown('clock_unknown') : good('clock_right');
}

function judgeCertificate({ run, view, answers, mySystems }: CheckInput): Outcome {
  const need = certificateNeed(run, mySystems, view.facts);
  // The plan omits the check site if the browser would only repeat its last answer.
  const probe = answers[CHECK_SITE] ?? latestProbe(run, CHECK_SITE);
  const known = probe && readProbe(probe)?.is;
  if (known === 'usable') return good('certificate_usable');
  if (known === 'accepted') return good('certificate_accepted');
  if (known === 'refused') return bad('certificate-rejected');
  // Certificates do not vanish: the browser may remember a decision against the certificate for the check site.
  if (view.certificate === 'present' || hasOpenedWithCertificate(run, view.facts)) return good('certificate_present');
  if (need === 'no') return skipped('certificate_needless');
  if (known !== 'absent' && view.certificate !== 'absent') return unknown('certificate_unknown');
  return need === 'yes' ? bad('certificate-missing') : unknown('certificate_perhaps');
}

/** Judges the answer of a system as if the user had opened it, so that check and card agree. */
function judgeSystem(input: CheckInput, id: SystemId): Outcome {
  const { run, view, answers } = input;
  const probe = answers[id];
  const last = view.systems[id]?.attempt;
  // The user's last load replaces the answer of a system that the check must not ask.
  if (!probe && last && !systemsToCheck(run, view.facts, view.now).includes(id)) {
    const { cause } = diagnose(last, view.facts, Number.POSITIVE_INFINITY);
    if (cause !== 'none' && cause !== 'unknown') return bad(cause);
  }
  if (probe?.endedAt === undefined) return unknown('no_answer');
  if (probe.netError === CERTIFICATE_NEEDED) return good('asks_for_choice');
  const { cause } = diagnose(attemptFromProbe(input, id, probe), view.facts, Number.POSITIVE_INFINITY);
  if (cause === 'none' && probe.status !== undefined) return good('answers');
  if (cause === 'none' || cause === 'unknown') return unknown('no_answer');
  // The address is the system's own, so it cannot be wrong.
  return bad(cause === 'wrong-address' ? 'server-error' : cause);
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
      earlier: evidenceForLoad(run, id, attempts, facts, now),
      noDialog: (last && remembersDecision(last, isOpened)) || undefined,
      clockOffset: clockOffsetAt(run, probe.endedAt ?? now),
    }),
  };
}
