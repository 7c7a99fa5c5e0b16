import { browser } from 'wxt/browser';
import { isPrivate } from '../browser/private-window.ts';
import { storageItem } from '../browser/storage-item.ts';
import { nextChangeAt } from '../run/next-change.ts';
import { restoreRunId } from '../run/run-id.ts';
import { EMPTY_RUN } from '../run/run-state.ts';
import { hasOpenTab, isRunUnknown, readWorkerRun, restoreRun } from '../run/run-store.ts';
import { readConfig } from '../settings/config.ts';
import { forgetPlan, WAKE_ALARM, wakeBy } from './alarms.ts';
import { applyUpdate } from './apply-update.ts';
import { logPolicyProblems, refreshPolicy } from './refresh-policy.ts';
import { refreshAllTabs } from './refresh-tabs.ts';

/**
 * Opens the welcome page after an installation by hand: from a store, or as a file. An administrator's installation
 * needs none, and an unpacked one is a developer's. Never rejects.
 */
export async function welcomeUser(reason: string): Promise<void> {
  try {
    if (reason !== 'install') return;
    const { installType } = await browser.management.getSelf();
    if (installType === 'normal' || installType === 'sideload') await browser.tabs.create({ url: '/welcome.html' });
  } catch (error) {
    console.error(error);
  }
}

/** Resumes the work at each start of the worker: the alarm, and the log of the policy's problems. Never rejects. */
export async function resumeWorker(): Promise<void> {
  try {
    void logPolicyProblems();
    void refreshPolicy();
    if (isPrivate()) await clearEndedPrivateRun();
    // The browser sends no event when an extension is enabled again.
    else if (await isRunUnknown()) await handleStartup();
    const [run, { facts }] = await Promise.all([readWorkerRun(), readConfig()]);
    await wakeBy(nextChangeAt(run, facts, Date.now()));
  } catch (error) {
    console.error(error);
  }
}

let startup: Promise<void> | undefined;

/**
 * Restores run and badges once in the life of a worker. A start of the browser, an update, and a pause of the extension
 * clear both. Never rejects.
 */
export function handleStartup(): Promise<void> {
  startup ??= restoreAll();
  return startup;
}

async function restoreAll(): Promise<void> {
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

/** Clears the run of private windows that have closed, and what their side panels showed. */
async function clearEndedPrivateRun(): Promise<void> {
  await applyUpdate(async (run) => {
    if (await hasOpenTab(run)) return run;
    await storageItem('panel-state-private').write({});
    return EMPTY_RUN;
  });
}
