import { browser } from 'wxt/browser';
import type { LoadEvent } from '../run/load-event.ts';
import { reduce } from '../run/reduce.ts';
import { scheduleRecovery } from './alarms.ts';
import { applyUpdate } from './apply-update.ts';
import { refreshPolicy } from './refresh-policy.ts';

/** Updates the run with a load event, and presents what follows from it. */
export async function handleLoadEvent(event: LoadEvent): Promise<void> {
  // Set the alarm first, in case the worker is killed during this update.
  if (event.type === 'request' || event.type === 'error') void scheduleRecovery();
  // The tab's address distinguishes a reload from a visit: read it at once, before the load changes it.
  const tab = event.type === 'request' ? browser.tabs.get(event.tabId).catch(() => undefined) : undefined;
  if (event.type === 'request') void refreshPolicy();
  await applyUpdate(async (run, { facts }) => {
    const openTab = await tab;
    if (event.type !== 'request' || !openTab) return reduce(run, event, facts);
    return reduce(run, { ...event, tabUrl: openTab.url ?? '', isOver: openTab.status === 'complete' }, facts);
  }, event);
}
