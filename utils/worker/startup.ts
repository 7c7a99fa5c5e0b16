import { browser } from 'wxt/browser';
import { nextChangeAt } from '../run/next-change.ts';
import { restoreRunId } from '../run/run-id.ts';
import { EMPTY_RUN } from '../run/run-state.ts';
import { readWorkerRun, restoreRun } from '../run/run-store.ts';
import { readConfig } from '../settings/config.ts';
import { forgetPlan, WAKE_ALARM, wakeBy } from './alarms.ts';
import { applyUpdate, refreshAllTabs } from './apply-update.ts';
import { logPolicyProblems, refreshPolicy } from './policy.ts';

/** Resumes the work at each start of the worker: the alarm, and the log of the policy's problems. Never rejects. */
export async function resumeWorker(): Promise<void> {
  try {
    void logPolicyProblems();
    void refreshPolicy();
    if (browser.extension.inIncognitoContext) await clearEndedPrivateRun();
    const [run, { facts }] = await Promise.all([readWorkerRun(), readConfig()]);
    await wakeBy(nextChangeAt(run, facts, Date.now()));
  } catch (error) {
    console.error(error);
  }
}

/** Restores run and badges after a start of the browser or an update, which clears both. Never rejects. */
export async function handleStartup(): Promise<void> {
  const restored = applyUpdate(async (run) => {
    await restoreRun();
    return run;
  });
  // The badges are refreshed even if nothing can be restored.
  await Promise.allSettled([restored, restoreRunId()]);
  await refreshAllTabs();
}

/** Handles the worker's alarm. Never rejects. */
export async function handleAlarm(name: string): Promise<void> {
  if (name !== WAKE_ALARM) return;
  forgetPlan();
  void refreshPolicy();
  await refreshAllTabs();
}

/**
 * Clears the run of private windows that have closed: the browser forgets their certificate decisions with the last of
 * them, but their run is in a storage that lasts. A run none of whose tabs is open has ended.
 */
async function clearEndedPrivateRun(): Promise<void> {
  await applyUpdate(async (run) => {
    const open = await browser.tabs.query({});
    return open.some(({ id }) => id !== undefined && run.tabs[id]) ? run : EMPTY_RUN;
  });
}
