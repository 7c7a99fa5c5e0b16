import { isSameHost, plainAddress } from '../catalog/address.ts';
import { SECOND } from '../time.ts';
import { type RunState, reduce } from './run-state.ts';
import { hasBrowsersPage } from './view.ts';

/** What an open tab tells of itself; address and title only where it is at a system. */
export interface OpenTab {
  id?: number | undefined;
  url?: string | undefined;
  title?: string | undefined;
  status?: string | undefined;
}

/** Error pages have the name of their host for a title, those about a server's certificate one of these (measured by `faults.spec.ts`). */
const CERTIFICATE_ERROR_TITLES = ['プライバシー エラー', 'Privacy error'];

/** How long a load's end may be on its way from the browser. */
const DELAY = 5 * SECOND;

/**
 * The state with the failures that no worker has noted: one that is stopped, or breaks down, takes with it the events that it was given.
 * How such a load has failed is asked by a probe (see `diagnose`). The very same state if there are none. `now`: ms since the epoch.
 */
export function withMissedFailures(state: RunState, tabs: readonly OpenTab[], now: number): RunState {
  return tabs.reduce((state, { id: tabId = -1, url = '', title, status }) => {
    // Pages report themselves, and do so again where the worker was stopped; what is left are the browser's error pages.
    if (status !== 'complete' || plainAddress(url) === null) return state;
    const { pending, shown } = state.tabs[tabId] ?? {};
    const isKnown = shown && (shown.isMissed || hasBrowsersPage(shown)) && isSameHost(shown.address, url);
    const isErrorPage = [new URL(url).hostname, ...CERTIFICATE_ERROR_TITLES].includes(title ?? '') && !isKnown;
    const isMissed = pending ? Math.abs(now - pending.startedAt) > DELAY : isErrorPage;
    if (!isMissed) return state;
    const requestId = pending?.requestId ?? `missed-${now}`;
    return reduce(state, { type: 'error', tabId, requestId, url, error: 'ERR_FAILED', isMissed, at: now });
  }, state);
}
