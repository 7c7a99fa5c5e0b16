import { browser } from 'wxt/browser';
import { MAX_ERROR_PAGE_TEXT, type PageFacts, readSigns } from '../diagnosis/read-signs.ts';
import type { PageReport, PageReportAnswer } from './messages.ts';

/** An error page is small. Counting is cheap on a page of any size; reading the text of a large one would not be. */
const MAX_ELEMENTS = 300;

/** What one can type into or choose from. Buttons are none: error pages have them, too (「閉じる」, 「戻る」). */
const FIELDS = 'input:not([type=hidden], [type=button], [type=submit], [type=reset], [type=image]), textarea, select';

/** What this page is seen to be. Never throws, whatever the page is made of. */
export function readPage(document: Document, status: number): PageFacts {
  const isLarge = document.getElementsByTagName('*').length > MAX_ELEMENTS;
  const isAtWork = isLarge || document.querySelector(FIELDS) !== null;
  return {
    status,
    title: isAtWork ? '' : document.title.slice(0, 200),
    // innerText is what is on screen: no comments, scripts, hidden elements or values of fields.
    text: isAtWork ? '' : (document.body?.innerText ?? '').slice(0, MAX_ERROR_PAGE_TEXT + 1),
    isAtWork,
  };
}

function statusOfPage(): number {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation instanceof PerformanceNavigationTiming ? navigation.responseStatus : 0;
}

/**
 * Tells the worker what the page says, if it says anything, and returns what is to be shown in it. A page that works is
 * not reported at all, unless it came back without a request (`restored`), which the worker can't see by itself.
 */
export async function reportPage({ restored }: { restored: boolean }): Promise<PageReportAnswer> {
  if ('prerendering' in document && document.prerendering) {
    await new Promise((resolve) => document.addEventListener('prerenderingchange', resolve, { once: true }));
    return reportPage({ restored: true });
  }
  const status = statusOfPage();
  const signs = readSigns(readPage(document, status));
  const isWell = status < 400 && !signs.some((sign) => sign !== 'at-work');
  if (isWell && !restored) return null;
  const report: PageReport = { type: 'page', ...(status > 0 ? { status } : {}), signs, restored };
  try {
    return await browser.runtime.sendMessage(report);
  } catch {
    // The extension was updated or removed while this page was open: the page goes on without it.
    return null;
  }
}
