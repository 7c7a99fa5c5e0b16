import * as v from 'valibot';
import { browser } from 'wxt/browser';
import type { SystemId } from '../catalog/systems.ts';
import { type Probe, type Probes, ProbesSchema } from '../diagnosis/attempt.ts';
import { readSettings } from '../settings/settings.ts';
import { SECOND } from '../time.ts';
import { judge, selfCheckPlan, type Verdict } from './judge.ts';
import type { Check } from './messages.ts';
import { readRun } from './run-store.ts';
import { clockOffsetAt } from './view.ts';

/** How long the worker has for one answer: its own limits, and a start. */
const ANSWER_LIMIT = 4.5 * SECOND;
/** The worker may be stopped before it has answered; once more, and the check has still ended within 10 s. */
const TRIES = 2;

/** What a check has come to. */
export interface CheckResult {
  /** When it was over; ms since the epoch. */
  at: number;
  /** How far the servers' clock is ahead of the PC's, in ms, if it is known. */
  clockOffset?: number | undefined;
  verdicts: Verdict[];
}

/** How many of the systems have answered, or have had their time. */
export interface CheckProgress {
  done: number;
  of: number;
}

/**
 * Checks every layer, from the cable up, in 10 s at most. The worker sends the requests (one of a page could bring up the
 * certificate dialog), and decides for itself which it sends. Whoever calls off the check with `signal` is told nothing
 * more, and nothing is left of it. `undefined` where checking is switched off. Never rejects.
 */
export async function runSelfCheck(
  onProgress: (progress: CheckProgress) => void,
  signal: AbortSignal,
): Promise<CheckResult | undefined> {
  const [before, { mySystems, useProbes }] = await Promise.all([readRun(), readSettings()]);
  if (!useProbes) return undefined;
  const plan = navigator.onLine ? selfCheckPlan(before, mySystems) : [];
  const answers: Probes = {};
  let done = 0;
  const report = () => signal.aborted || onProgress({ done, of: plan.length });
  report();
  await Promise.all(
    plan.map(async (system) => {
      const answer = await askWorker(system, signal);
      if (answer) answers[system] = answer;
      done += 1;
      report();
    }),
  );
  const [run, now] = [await readRun(), Date.now()];
  const clockOffset = clockOffsetAt(run, now);
  return { at: now, clockOffset, verdicts: judge({ isOnline: navigator.onLine, run, answers, mySystems, now }) };
}

async function askWorker(system: SystemId, signal: AbortSignal): Promise<Probe | undefined> {
  const message: Check = { type: 'check', system };
  for (let tries = 0; tries < TRIES && !signal.aborted; tries += 1) {
    const answer = await inTime(browser.runtime.sendMessage(message));
    // Refused: asking again would be, too.
    if (answer === null) return undefined;
    const probes = v.safeParse(ProbesSchema, { [system]: answer });
    const probe = probes.success ? probes.output[system] : undefined;
    if (probe?.endedAt !== undefined) return probe;
  }
  return undefined;
}

/** The answer; `undefined` if there is none in time, or if the worker was stopped. */
function inTime(answer: Promise<unknown>): Promise<unknown> {
  return new Promise((resolve) => {
    const limit = setTimeout(resolve, ANSWER_LIMIT);
    answer
      .catch(() => undefined)
      .then((value) => {
        clearTimeout(limit);
        resolve(value);
      });
  });
}
