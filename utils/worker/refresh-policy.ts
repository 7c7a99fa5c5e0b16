import { refileLoads } from '../run/record-outcome.ts';
import { readConfig, updatePolicy } from '../settings/config.ts';
import { applyUpdate } from './apply-update.ts';
import { refreshAllTabs } from './refresh-tabs.ts';

/**
 * Requests the policy from the browser, and shows at once what a new one changes. Called often, because the browser's
 * own event for a change may not come. Never rejects.
 */
export async function refreshPolicy(): Promise<void> {
  if (!(await updatePolicy())) return;
  await logPolicyProblems();
  try {
    await applyUpdate((run, { facts }) => refileLoads(run, facts));
  } catch (error) {
    console.error(error);
  }
  await refreshAllTabs();
}

/** Logs which values of the policy are not used. Never rejects. */
export async function logPolicyProblems(): Promise<void> {
  const { problems } = await readConfig();
  for (const { path, reason } of problems) console.warn(`Policy: ${path || 'settings'} is not used (${reason}).`);
}
