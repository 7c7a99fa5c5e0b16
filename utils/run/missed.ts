import { isSameHost, plainAddress } from '../catalog/address.ts';
import type { Facts } from '../catalog/facts.ts';
import type { Attempt } from '../diagnosis/attempt.ts';
import { SECOND } from '../time.ts';
import type { LoadEvent } from './load-event.ts';
import { reduce } from './reduce.ts';
import { attemptByKey, type RunState } from './run-state.ts';
import { hasBrowserErrorPage } from './view.ts';

/** What the browser reports of an open tab; address and title only where it shows a system. */
interface OpenTab {
  id?: number | undefined;
  url?: string | undefined;
  title?: string | undefined;
  status?: string | undefined;
}

/** Error pages have their host as title, those about a server certificate one of these (see `faults.spec.ts`). */
const CERTIFICATE_ERROR_TITLES = ['プライバシー エラー', 'Privacy error'];

/** Maximum delay between a tab's completion and its webRequest event; in ms. */
const EVENT_DELAY = 5 * SECOND;

/**
 * Adds failures whose events were lost when the worker was killed; a probe finds out how they failed (see `diagnose`).
 * Returns the same object if there are none. `now`: ms since the epoch.
 */
export function withMissedFailures(run: RunState, tabs: readonly OpenTab[], facts: Facts, now: number): RunState {
  return tabs.reduce((next, tab) => {
    const event = missedFailure(next, tab, facts, now);
    return event ? reduce(next, event, facts) : next;
  }, run);
}

function missedFailure(run: RunState, tab: OpenTab, facts: Facts, now: number): LoadEvent | undefined {
  const { id: tabId = -1, url = '', title, status } = tab;
  // Pages report themselves, and do so again if the worker was stopped; what is left are the browser's error pages.
  if (status !== 'complete' || plainAddress(url) === null) return undefined;
  const keys = run.tabs[tabId];
  const [pending, shown] = [attemptByKey(run, keys?.pending, facts), attemptByKey(run, keys?.shown, facts)];
  const isErrorPage = [new URL(url).hostname, ...CERTIFICATE_ERROR_TITLES].includes(title ?? '');
  const isMissed = pending
    ? Math.abs(now - pending.startedAt) > EVENT_DELAY
    : isErrorPage && !(shown && explainsTitle(shown, url));
  if (!isMissed) return undefined;
  const requestId = pending?.requestId ?? `missed-${now}`;
  return { type: 'error', tabId, requestId, url, error: 'ERR_FAILED', isMissed, at: now };
}

/**
 * Whether the load that a tab shows explains the title of an error page. The title of a page without
 * one is its address; at the root of a system, the host (`NavigationEntryImpl::GetTitleForDisplay`).
 */
function explainsTitle(shown: Attempt, url: string): boolean {
  if (shown.isMissed || hasBrowserErrorPage(shown)) return isSameHost(shown.address, url);
  return shown.address === plainAddress(url);
}
