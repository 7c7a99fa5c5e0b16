import { browser } from 'wxt/browser';
import { hasSiteAccess } from '../browser/site-access.ts';
import { refreshBadge } from '../render/badge.ts';
import { tabsOf } from '../run/complete-update.ts';
import { withMissedFailures } from '../run/missed.ts';
import { nextChangeAt } from '../run/next-change.ts';
import { prune } from '../run/prune.ts';
import { refreshRunIdCopy } from '../run/run-id.ts';
import { readWorkerRun } from '../run/run-store.ts';
import { planWake, recoveryCount } from './alarms.ts';
import { applyUpdate, currentView } from './apply-update.ts';

/** Refreshes the badges of all known tabs, drops closed tabs, and plans the next alarm. Never rejects. */
export async function refreshAllTabs(): Promise<void> {
  try {
    const count = recoveryCount();
    void refreshRunIdCopy();
    const { viewBefore, viewAfter } = await applyUpdate(async (run, { facts }) => {
      const [tabs, hasAccess] = await Promise.all([browser.tabs.query({}).catch(() => undefined), hasSiteAccess()]);
      if (!tabs) return run;
      const now = Date.now();
      const open = prune(run, new Set(tabs.map((tab) => String(tab.id))), now);
      // A click on the icon shows a withheld tab's address for a while. No event of its load was missed.
      return hasAccess ? withMissedFailures(open, tabs, facts, now) : open;
    });
    // A load whose end was missed is dropped now, and its badge goes.
    await Promise.all(tabsOf(viewBefore, viewAfter).map((tabId) => refreshBadge(tabId, currentView)));
    // Only now: until all badges have settled, the repeating alarm covers a killed worker.
    await planWake(nextChangeAt(await readWorkerRun(), currentView().facts, Date.now()), count);
  } catch (error) {
    console.error(error);
  }
}
