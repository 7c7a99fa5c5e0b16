import { browser } from 'wxt/browser';
import { systemOfAddress } from '../catalog/address.ts';
import { asksForCertificate } from '../catalog/systems.ts';
import type { RunView } from '../run/view.ts';

/** Whether the browser's certificate dialog may be open somewhere: a click elsewhere can cancel or hide it (M63). */
function mayShowDialog({ pending, facts }: RunView): boolean {
  return pending.some(
    ({ attempt, diagnosis }) =>
      diagnosis.cause === 'certificate-waiting' ||
      (!attempt.noDialog && asksForCertificate(systemOfAddress(attempt.address, facts))),
  );
}

/**
 * Opens the popup for a tab whose load has failed, if the user can see that tab: it is active, and its window has the
 * focus. Leaves it if a side panel shows the same already, or a certificate dialog can be open. If the browser can't
 * open it (full screen, an app's window) the badge is the only sign. Never rejects. `view`: gives the newest.
 */
export async function openPopupFor(tabId: number, view: () => RunView): Promise<void> {
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
