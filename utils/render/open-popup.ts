import { browser } from 'wxt/browser';
import { plainAddress } from '../catalog/address.ts';
import { mayShowDialog, type NewFailures } from '../run/new-failures.ts';
import type { RunView } from '../run/view.ts';
import { SECOND } from '../time.ts';

/** The newest view, and a promise of the next change of it. */
interface LiveView {
  current: () => RunView;
  next: () => Promise<void>;
}

/** Opens the popup if the user sees one of these tabs. */
export function openPopupOnFailures({ failed, withoutPage }: NewFailures, view: LiveView): void {
  for (const tabId of failed) void openPopupFor(tabId, view, COMMIT_TIME);
  for (const tabId of withoutPage) void openPopupFor(tabId, view, 0);
}

/** Maximum time between an error and its page: until then the tab has the address of the page before; in ms. */
const COMMIT_TIME = SECOND;

/** How long a warning waits for a question of the browser to close; in ms. A later one would be about the past. */
const DIALOG_WAIT = 20 * SECOND;

/**
 * Opens the popup for a tab whose load has failed, if the user can see that tab: it is active, and its window has the
 * focus. Opens none if a side panel shows the same already, or if the tab shows another site: the error page is there
 * after `commitTime` (ms) at the latest.
 * Waits while a question of the browser can be open. If the browser can't open the popup (full screen) the badge is the
 * only sign. Never rejects.
 */
async function openPopupFor(tabId: number, view: LiveView, commitTime: number): Promise<void> {
  const failed = view.current().tabs[tabId]?.shown?.attempt.requestId;
  const started = performance.now();
  try {
    while (view.current().tabs[tabId]?.shown?.attempt.requestId === failed) {
      const [tab, window, panels, activeTabs] = await Promise.all([
        browser.tabs.get(tabId),
        browser.windows.getLastFocused(),
        browser.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] }),
        browser.tabs.query({ active: true }),
      ]);
      const isCommitted = tab.status === 'complete' || performance.now() - started >= commitTime;
      const hasLeft = isCommitted && plainAddress(tab.url) === null;
      const isVisible = tab.active && !hasLeft && window.focused && tab.windowId === window.id;
      // Chromium does not report which window a side panel belongs to (-1).
      if (!isVisible || panels.some((panel) => panel.windowId === window.id || panel.windowId === -1)) return;
      if (!mayShowDialog(view.current(), new Set(activeTabs.map(({ id }) => id))))
        return await (window.type === 'popup' ? openWindow() : browser.action.openPopup());
      await view.next();
      if (performance.now() - started > DIALOG_WAIT) return;
    }
  } catch (error) {
    console.info('The popup could not be opened:', error);
  }
}

/**
 * Opens the popup in a window of its own: a window without a toolbar (a report) has no place for it. The browser opens
 * it only in the window in front. A second failure brings up the same window.
 */
async function openWindow(): Promise<void> {
  const url = browser.runtime.getURL('/popup.html');
  const [open] = await browser.runtime.getContexts({ contextTypes: ['TAB'], documentUrls: [url] });
  if (open) await browser.windows.update(open.windowId, { focused: true });
  else await browser.windows.create({ url, type: 'popup', ...WINDOW_SIZE });
}

/** The popup's size and the frame of a window around it; in CSS px. */
const WINDOW_SIZE = { width: 420, height: 640 };
