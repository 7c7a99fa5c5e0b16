/** The real popup of the toolbar. Playwright does not report it, but a second connection to the browser does. */
import { type Browser, chromium, type Page } from '@playwright/test';
import { waitFor } from './wait.ts';

/**
 * The page of a popup that is open.
 * @param debuggingPort the browser's `--remote-debugging-port`
 * @param address what the popup's address starts with
 */
export async function popupPage(debuggingPort: number, address: string): Promise<Page> {
  // A connection sees only popups that are older than itself, so each try needs a new one.
  return waitFor('the popup as a page', async () => {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${debuggingPort}`);
    const page = pagesOf(browser).find((popup) => popup.url().startsWith(address));
    if (page === undefined) await browser.close();
    // Closes the connection, not the browser.
    else page.once('close', () => void browser.close());
    return page;
  });
}

function pagesOf(browser: Browser): Page[] {
  return browser.contexts().flatMap((context) => context.pages());
}
