import { browser } from 'wxt/browser';
import { isSameHost, plainAddress } from '../catalog/address.ts';
import { text } from '../i18n/text.ts';
import { type BadgeText, badgeIn, type RunView } from '../run/view.ts';
import { SECOND } from '../time.ts';

const COLORS: Record<BadgeText, string> = { '': '#55606e', '!': '#c2261c', '?': '#9a5b00', 閉: '#55606e' };

const TITLES = { '': 'extension.name', '!': 'badge.failed', '?': 'badge.waiting', 閉: 'badge.closed' } as const;

async function setBadge(tabId: number, currentBadge: () => BadgeText): Promise<void> {
  // Common case, no badge before or after: one read instead of four writes, while a page loads.
  if (currentBadge() === '' && (await browser.action.getBadgeText({ tabId })) === '') return;
  // Only now: another update can have shown a newer badge during the read.
  const badge = currentBadge();
  await Promise.all([
    browser.action.setBadgeText({ tabId, text: badge }),
    browser.action.setBadgeBackgroundColor({ tabId, color: COLORS[badge] }),
    browser.action.setBadgeTextColor({ tabId, color: '#ffffff' }),
    browser.action.setTitle({ tabId, title: text(TITLES[badge]) }),
  ]);
}

/** How long a badge is reapplied at most; in ms. */
const SETTLING_TIME = 10 * SECOND;

/** Shows the badge of a tab at once, and until the tab has settled. `view`: returns the newest. Never rejects. */
export async function showBadge(tabId: number, view: () => RunView): Promise<void> {
  try {
    await setBadge(tabId, () => badgeIn(view(), tabId));
    await reapplyBadgeUntilSettled(tabId, view);
  } catch {
    // The tab was closed meanwhile: it has no badge any more.
  }
}

/** Brings the badge of a tab up to date; leaves a tab alone that has gone on to another site. Never rejects. */
export async function refreshBadge(tabId: number, view: () => RunView): Promise<void> {
  const tab = await browser.tabs.get(tabId).catch(() => undefined);
  if (!tab) return;
  // A tab on another site hides its address; so does a tab whose error page is still on its way.
  const isOurs = plainAddress(tab.url) !== null || view().tabs[tabId]?.pending !== undefined;
  await (isOurs ? showBadge(tabId, view) : reapplyBadgeUntilSettled(tabId, view)).catch(() => undefined);
}

/**
 * Reapplies the badge of a tab until the tab has settled. Chromium wipes a tab's badge whenever the tab commits a page
 * (`TabHelper::DidFinishNavigation`). It commits an error page some 50 ms after it reported the error. There is no
 * event for that without the permission to read the browsing history. Rejects if the tab is gone.
 */
async function reapplyBadgeUntilSettled(tabId: number, view: () => RunView): Promise<void> {
  // Not by the PC's clock, which can be corrected meanwhile.
  const started = performance.now();
  const elapsed = () => performance.now() - started;
  let wasOurs = false;
  // A pending load commits nothing, and its outcome starts this again.
  while (elapsed() < SETTLING_TIME && !view().tabs[tabId]?.pending) {
    // First the tab, then its badge: so a badge that the commit has wiped is found to be gone.
    const tab = await browser.tabs.get(tabId);
    const isDone = tab.status === 'complete';
    // Every 20 ms at first, later after half of the time that has passed.
    let pause = Math.max(20, elapsed() / 2);
    if (isSameHost(tab.url ?? '', view().tabs[tabId]?.shown?.attempt.address ?? '')) {
      wasOurs = true;
      const badge = badgeIn(view(), tabId);
      if ((await browser.action.getBadgeText({ tabId })) === badge) {
        if (isDone) return;
      } else {
        await setBadge(tabId, () => badgeIn(view(), tabId));
        // Recheck now: the tab may have navigated between the two calls.
        pause = 0;
      }
    } else if (plainAddress(tab.url) === null && (isDone || wasOurs || elapsed() > SETTLING_TIME / 2)) {
      // The extension can't see the address of a tab on any other site: this tab has left.
      return await setBadge(tabId, () => '');
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
