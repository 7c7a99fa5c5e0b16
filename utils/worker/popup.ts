import { browser } from 'wxt/browser';
import { systemOfAddress } from '../catalog/address.ts';
import { currentFacts } from '../catalog/facts.ts';
import { asksForCertificate } from '../catalog/systems.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { RunState } from '../run/run-state.ts';
import { readRun } from '../run/run-store.ts';
import { pendingAttempts } from '../run/view.ts';

/** Whether the browser's certificate dialog may be open somewhere: a click elsewhere can cancel or hide it (M63). */
function mayShowDialog(state: RunState, now: number): boolean {
  return pendingAttempts(state, now).some(
    (attempt) =>
      diagnose(attempt, currentFacts(), now).cause === 'certificate-waiting' ||
      (!attempt.noDialog && asksForCertificate(systemOfAddress(attempt.address))),
  );
}

/**
 * Opens the popup for a tab whose load has failed, if someone is looking at that tab: it is in front, its window has the
 * focus, no side panel shows the same already, and no certificate dialog can be open. Where the browser can't open it (full screen, an app's window) the
 * badge has to do.
 */
export async function openPopupFor(tabId: number): Promise<void> {
  try {
    const [tab, window, panels] = await Promise.all([
      browser.tabs.get(tabId),
      browser.windows.getLastFocused(),
      browser.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] }),
    ]);
    const isSeen = tab.active && window.focused && tab.windowId === window.id;
    // Chromium does not tell which window a side panel belongs to (-1).
    if (!isSeen || panels.some((panel) => panel.windowId === window.id || panel.windowId === -1)) return;
    if (mayShowDialog(await readRun(), Date.now())) return;
    await browser.action.openPopup();
  } catch (error) {
    console.info('The popup could not be opened by itself:', error);
  }
}
