import * as v from 'valibot';
import { browser } from 'wxt/browser';
import type { SystemId } from '../catalog/systems.ts';
import { type Probe, type Probes, ProbesSchema } from '../diagnosis/attempt.ts';
import { readConfig } from '../settings/config.ts';
import { SECOND } from '../time.ts';
import type { Check } from './messages.ts';
import { readStoredRun } from './run-store.ts';
import { judge, selfCheckPlan, type Verdict } from './self-check-verdicts.ts';
import { viewOf } from './view.ts';

/** Timeout of one answer: the worker's own timeout, and its start. */
const ANSWER_TIMEOUT = 4.5 * SECOND;
/** The browser may stop the worker before it answers. Two tries keep the check within 10 s. */
const MAX_TRIES = 2;

/** The result of a check. */
export interface CheckResult {
  /** When the check ended; ms since the epoch. */
  at: number;
  /** Servers' clock minus the PC's, in ms, if it is known. */
  clockOffset?: number | undefined;
  verdicts: Verdict[];
}

/** Counts the systems that have answered or timed out. */
export type CheckProgress = { done: number; of: number };

/**
 * Checks every layer, from the cable up, within 10 s. The worker sends the requests, because a request from a page
 * could open the certificate dialog. It refuses systems that it must not ask. After an abort by `signal` there are no
 * more callbacks. Returns `undefined` if the settings forbid checks. Never rejects.
 */
export async function runSelfCheck(
  onProgress: (progress: CheckProgress) => void,
  signal: AbortSignal,
): Promise<CheckResult | undefined> {
  const [runBefore, { settings, facts }] = await Promise.all([readStoredRun(), readConfig()]);
  const { mySystems, useProbes } = settings;
  if (!useProbes) return undefined;
  const plan = navigator.onLine ? selfCheckPlan(runBefore, mySystems, facts, Date.now()) : [];
  const answers: Probes = {};
  let done = 0;
  const showProgress = () => signal.aborted || onProgress({ done, of: plan.length });
  showProgress();
  await Promise.all(
    plan.map(async (system) => {
      const answer = await requestProbe(system, signal);
      if (answer) answers[system] = answer;
      done += 1;
      showProgress();
    }),
  );
  const run = await readStoredRun();
  const view = viewOf(run, facts, Date.now());
  const verdicts = judge({ isOnline: navigator.onLine, run, view, answers, mySystems });
  return { at: view.now, clockOffset: view.clockOffset, verdicts };
}

async function requestProbe(system: SystemId, signal: AbortSignal): Promise<Probe | undefined> {
  const message: Check = { type: 'check', system };
  for (let tries = 0; tries < MAX_TRIES && !signal.aborted; tries += 1) {
    const answer = await withTimeout(browser.runtime.sendMessage(message));
    // The worker refuses this system and would refuse it again.
    if (answer === null) return undefined;
    const probes = v.safeParse(ProbesSchema, { [system]: answer });
    const probe = probes.success ? probes.output[system] : undefined;
    if (probe?.endedAt !== undefined) return probe;
  }
  return undefined;
}

/** The answer; `undefined` after the timeout, or if the browser has stopped the worker. */
function withTimeout(answer: Promise<unknown>): Promise<unknown> {
  const timeout = new Promise((resolve) => setTimeout(resolve, ANSWER_TIMEOUT));
  return Promise.race([answer.catch(() => undefined), timeout]);
}
