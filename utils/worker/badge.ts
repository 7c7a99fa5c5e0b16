import { browser } from 'wxt/browser';
import { isSameHost, plainAddress, systemOfAddress } from '../catalog/address.ts';
import { currentFacts } from '../catalog/facts.ts';
import { serviceState } from '../catalog/service.ts';
import { trueTime } from '../diagnosis/clock.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { text } from '../i18n/text.ts';
import type { RunState } from '../run/run-state.ts';
import { attemptOfTab, clockOffsetAt } from '../run/view.ts';
import { SECOND } from '../time.ts';

export type BadgeText = '' | '!' | '?' | '閉';

const COLORS: Record<BadgeText, string> = { '': '#55606e', '!': '#c2261c', '?': '#9a5b00', 閉: '#55606e' };

/** What the toolbar icon says for a tab. `now`: ms since the epoch. */
export function badgeOfTab(state: RunState, tabId: number, now: number): BadgeText {
  const attempt = attemptOfTab(state, tabId, now);
  if (!attempt) return '';
  const { cause } = diagnose(attempt, currentFacts(), now);
  if (cause === 'certificate-waiting') return '?';
  const isClosed = !serviceState(trueTime(now, clockOffsetAt(state, now))).open;
  // What failed for the hour can be tried again once the systems are open.
  if (cause === 'outside-hours') return isClosed ? '閉' : '!';
  if (cause !== 'none') return '!';
  return isClosed && systemOfAddress(attempt.address) ? '閉' : '';
}

const TITLES = { '': 'extension.name', '!': 'badge.failed', '?': 'badge.waiting', 閉: 'badge.closed' } as const;

async function setBadge(tabId: number, badge: BadgeText): Promise<void> {
  // Mostly there is nothing to show, and nothing is shown: one question instead of four orders, beside a page that is being loaded.
  if (badge === '' && (await browser.action.getBadgeText({ tabId })) === '') return;
  await Promise.all([
    browser.action.setBadgeText({ tabId, text: badge }),
    browser.action.setBadgeBackgroundColor({ tabId, color: COLORS[badge] }),
    browser.action.setBadgeTextColor({ tabId, color: '#ffffff' }),
    browser.action.setTitle({ tabId, title: text(TITLES[badge]) }),
  ]);
}

const PATIENCE = 10 * SECOND;

/** Shows the badge of a tab, at once, and sees that it stays; see `keepBadge`. Never rejects. */
export async function showBadge(tabId: number, current: () => Promise<RunState>): Promise<void> {
  try {
    const state = await current();
    await setBadge(tabId, badgeOfTab(state, tabId, Date.now()));
    await keepBadge(tabId, state, current);
  } catch {
    // The tab was closed meanwhile: there is no badge to show any more.
  }
}

/**
 * Sees that the badge of a tab stays. Chromium wipes a tab's badge whenever the tab commits a page, and an
 * error page is committed some 50 ms after the error was reported (`TabHelper::DidFinishNavigation`); there is no event
 * for that without asking for the permission to read the browsing history, so the tab is looked at until it has settled.
 *
 * `state`: the newest one, `current` gives it each time. A tab that has gone on to another site is left alone. Rejects if it is gone.
 */
export async function keepBadge(tabId: number, state: RunState, current: () => Promise<RunState>): Promise<void> {
  // Not by the PC's clock, which may be put forward or back meanwhile.
  const started = performance.now();
  const elapsed = () => performance.now() - started;
  let newest = state;
  let wasOurs = false;
  // While a load is pending nothing is committed, and its outcome will come here anew.
  while (elapsed() < PATIENCE && !newest.tabs[tabId]?.pending) {
    // First the tab, then its badge: what the commit has wiped is then seen to be gone.
    const tab = await browser.tabs.get(tabId);
    const isDone = tab.status === 'complete';
    // The longer it takes, the less often: every 20 ms at first, after half of the time passed later on.
    let pause = Math.max(20, elapsed() / 2);
    if (isSameHost(tab.url ?? '', newest.tabs[tabId]?.shown?.address ?? '')) {
      wasOurs = true;
      const badge = badgeOfTab(newest, tabId, Date.now());
      if ((await browser.action.getBadgeText({ tabId })) === badge) {
        if (isDone) return;
      } else {
        await setBadge(tabId, badge);
        // It is looked at once more, and at once: the tab may have left between one answer of the browser and the next.
        pause = 0;
      }
    } else if (plainAddress(tab.url) === null && (isDone || wasOurs || elapsed() > PATIENCE / 2)) {
      // The address of a tab on any other site is hidden from the extension: this tab has left.
      return await setBadge(tabId, '');
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    newest = await current();
  }
}
