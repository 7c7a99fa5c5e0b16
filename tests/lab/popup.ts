/** The real popup of the toolbar, which Playwright doesn't report: a second connection to the browser sees it. */
import { type Browser, chromium, type Page } from '@playwright/test';
import { waitFor } from './wait.ts';

/**
 * The page of a popup that is open.
 * @param debuggingPort the browser's `--remote-debugging-port`
 * @param address what the popup's address starts with
 */
export async function popupPage(debuggingPort: number, address: string): Promise<Page> {
  // A connection sees only popups that were there before it, so each look is a new one.
  return waitFor('the popup as a page', async () => {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${debuggingPort}`);
    const page = pagesOf(browser).find((each) => each.url().startsWith(address));
    if (page === undefined) await browser.close();
    // Only the connection goes away with the popup; the browser stays.
    else page.once('close', () => void browser.close());
    return page;
  });
}

function pagesOf(browser: Browser): Page[] {
  return browser.contexts().flatMap((context) => context.pages());
}
