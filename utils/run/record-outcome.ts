import { isSameHost, isSecure } from '../catalog/address.ts';
import type { Facts } from '../catalog/facts.ts';
import { nearestSystem } from '../catalog/nearest.ts';
import { NO_SYSTEM, type SystemId } from '../catalog/systems.ts';
import { type Attempt, endOf, isForOther, systemOfAttempt } from '../diagnosis/attempt.ts';
import { CAUSES } from '../diagnosis/causes.ts';
import { hasOpened } from '../diagnosis/certificate-history.ts';
import { type Diagnosis, diagnose } from '../diagnosis/diagnose.ts';
import {
  type AttemptKey,
  attemptByKey,
  clockOffsetAt,
  type KeyedAttempt,
  keyedAttempt,
  type RunState,
  resolveAttempt,
  type StoredAttempt,
  withAttempt,
  withTab,
} from './run-state.ts';

/** Returns the run in which a load has ended: its tab shows it, and it is the last one of its system. */
export function recordOutcome(before: RunState, { key, attempt }: KeyedAttempt, facts: Facts): RunState {
  const clockOffset = clockOffsetAt(before, endOf(attempt));
  const ended = clockOffset === undefined ? attempt : { ...attempt, clockOffset };
  const resolved = resolveAttempt(before, ended, facts);
  const diagnosis = diagnose(resolved, facts, Number.POSITIVE_INFINITY);
  const { cause, system } = diagnosis;
  const run = withAttempt(retractFalseSuccess(before, ended, diagnosis, facts), key, ended);
  // A load counts for one system, which its page may show only now.
  const others = Object.fromEntries(Object.entries(run.last).filter(([, other]) => other !== key));
  const isRepeat = repeatsPage(ended, facts);
  const isOld = isRepeat && (keyedAttempt(run, others[system])?.attempt.tabId ?? ended.tabId) !== ended.tabId;
  const last = isOld ? others : { ...others, [system]: key };
  // The user has found the right system, in the same tab or by our link to it.
  const wrong = keyedAttempt(run, last[NO_SYSTEM])?.attempt;
  const isMended = wrong && (wrong.tabId === ended.tabId || nearestSystem(wrong.address, facts)?.id === system);
  if (cause === 'none' && system !== NO_SYSTEM && isMended) delete last[NO_SYSTEM];
  const pending = before.tabs[ended.tabId]?.pending;
  const isDone = keyedAttempt(before, pending)?.attempt.requestId === ended.requestId;
  return withTab({ ...run, last, opened: isRepeat ? run.opened : openedAfter(run, resolved, diagnosis) }, ended.tabId, {
    shown: key,
    pending: isDone ? undefined : pending,
  });
}

/**
 * Files loads that have ended under the systems of these facts: a policy can become known after the first loads.
 * Returns the same object if all are filed rightly.
 */
export function refileLoads(run: RunState, facts: Facts): RunState {
  const loads = Object.values(run.tabs)
    .flatMap(({ shown }) => keyedAttempt(run, shown) ?? [])
    .filter(({ attempt }) => {
      const system = systemOfAttempt(attempt, facts);
      const last = system && keyedAttempt(run, run.last[system.id])?.attempt;
      return (
        system !== undefined &&
        !repeatsPage(attempt, facts) &&
        endOf(attempt) > (last ? endOf(last) : Number.NEGATIVE_INFINITY)
      );
    })
    .sort((a, b) => endOf(a.attempt) - endOf(b.attempt));
  return loads.reduce((next, load) => recordOutcome(next, load, facts), run);
}

/** Whether a load repeats a page that another system has led to. It shows no news of that system. */
function repeatsPage(attempt: StoredAttempt, facts: Facts): boolean {
  return attempt.isReload === true && isForOther(attempt, facts);
}

/** A page counted as opened, and reports an error late: other loads must not take it as proof of a certificate. */
function retractFalseSuccess(run: RunState, attempt: StoredAttempt, { cause }: Diagnosis, facts: Facts): RunState {
  const shown = run.tabs[attempt.tabId]?.shown;
  const previous = attemptByKey(run, shown, facts);
  const isRetracted = previous?.requestId === attempt.requestId && CAUSES[cause].certificate !== undefined;
  if (!isRetracted || diagnose(previous, facts, Number.POSITIVE_INFINITY).cause !== 'none') return run;
  const attempts = Object.entries(run.attempts).map(([key, { earlier, ...rest }]): [AttemptKey, StoredAttempt] => {
    // Whether the evidence came from the false success.
    const isNoSuccess = earlier === 'refused' || earlier === 'absent';
    const dependsOnIt = earlier === 'opened' ? isSameHost(rest.address, attempt.address) : !isNoSuccess;
    const isMistaken = dependsOnIt && rest.startedAt >= previous.startedAt;
    return [key, earlier && !isMistaken ? { ...rest, earlier } : rest];
  });
  return { ...run, attempts: Object.fromEntries(attempts) };
}

function openedAfter(run: RunState, attempt: Attempt, { system, cause }: Diagnosis): readonly SystemId[] {
  if (system === NO_SYSTEM || !isSecure(attempt.address)) return run.opened;
  if (cause === 'none') {
    const isNew = hasOpened(attempt, cause) && !run.opened.includes(system);
    return isNew ? [...run.opened, system] : run.opened;
  }
  // A page with a status of success counted as opened until it reported an error.
  const isRetracted = CAUSES[cause].certificate !== undefined && attempt.earlier !== 'opened';
  return isRetracted ? run.opened.filter((id) => id !== system) : run.opened;
}
