import { browser } from 'wxt/browser';
import { systemOfAddress } from '../catalog/address.ts';
import { asksForCertificate } from '../catalog/systems.ts';
import type { LoadEvent } from '../run/reduce.ts';
import type { RunState } from '../run/run-state.ts';
import { isNewFailure, type RunView, viewOf } from '../run/view.ts';

/** A change of the run: the run before it, and the views before and after it as of the same moment. */
export interface Change {
  runBefore: RunState;
  before: RunView;
  after: RunView;
}

/** By tab: answers with an error status that wait for the signs of their page, each with the run before it. */
const awaitingSigns = new Map<number, { requestId: string; runBefore: RunState }>();

/** Opens the popup if a change brought a new failure to the tab that the user sees. `view`: returns the newest. */
export function openPopupOnNewFailure(change: Change, event: LoadEvent | undefined, view: () => RunView): void {
  for (const tabId of newFailures(change, event)) void openPopupFor(tabId, view);
}

/** Returns the tabs in which the user is to be warned of a new failure now. */
function newFailures({ runBefore, before, after }: Change, event: LoadEvent | undefined): number[] {
  // Other tabs are checked at an error, too: their time may end with this update.
  if (event?.type === 'error') awaitingSigns.delete(event.tabId);
  if (event?.type === 'answer' && event.status >= 400)
    awaitingSigns.set(event.tabId, { requestId: event.requestId, runBefore });
  const reported = [...awaitingSigns].flatMap(([tabId, { requestId, runBefore }]) => {
    const shown = after.tabs[tabId]?.shown;
    const isSame = shown?.attempt.requestId === requestId;
    if (isSame && shown.diagnosis.isChecking && shown.diagnosis.cause === 'none') return [];
    awaitingSigns.delete(tabId);
    return isSame && isNewFailure(viewOf(runBefore, after.facts, after.now), after, tabId) ? [tabId] : [];
  });
  return event?.type === 'error' && isNewFailure(before, after, event.tabId) ? [event.tabId, ...reported] : reported;
}

/**
 * Opens the popup for a tab whose load has failed, if the user can see that tab: it is active, and its window has the
 * focus. Leaves it if a side panel shows the same already, or a certificate dialog can be open. If the browser can't
 * open it (full screen, an app's window) the badge is the only sign. Never rejects. `view`: gives the newest.
 */
async function openPopupFor(tabId: number, view: () => RunView): Promise<void> {
  try {
    const [tab, window, panels] = await Promise.all([
      browser.tabs.get(tabId),
      browser.windows.getLastFocused(),
      browser.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] }),
    ]);
    const isVisible = tab.active && window.focused && tab.windowId === window.id;
    // Chromium does not report which window a side panel belongs to (-1).
    if (!isVisible || panels.some((panel) => panel.windowId === window.id || panel.windowId === -1)) return;
    if (mayShowDialog(view())) return;
    await browser.action.openPopup();
  } catch (error) {
    console.info('The popup could not be opened:', error);
  }
}

/** Whether the browser's certificate dialog may be open somewhere: a click elsewhere can cancel or hide it (M63). */
function mayShowDialog({ pending, facts }: RunView): boolean {
  return pending.some(
    ({ attempt, diagnosis }) =>
      diagnosis.cause === 'certificate-waiting' ||
      (!attempt.noDialog && asksForCertificate(systemOfAddress(attempt.address, facts))),
  );
}
