import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { readableDocuments } from '@/utils/in-page/documents.ts';
import { isPrerendering, navigationTiming, wasPrerendered } from '@/utils/in-page/navigation.ts';
// Imported at the start: later, elements of the page can hide the extension's API by their names (DOM clobbering).
import { send, sendUntilAnswered } from '@/utils/in-page/send.ts';
import { areAtWork } from './at-work.ts';
import { listenToUser } from './user-events.ts';

/** Max wait (ms) for `load` after DOMContentLoaded; error pages are read at once. */
const LOAD_TIMEOUT = 1000;

/**
 * Runs in the pages of the systems from their start. A later start delays `load`: by 0.8 s on a page of 5 MB. In a
 * page without an error status it waits until the page has loaded. wxt.config.ts lists it as a content script: the code
 * that WXT adds to content scripts would be a fifth of it, and is never used.
 */
export default defineUnlistedScript(() => {
  if (isErrorPage() && !isPrerendering()) void beginErrorPage(pageStatus());
  let hasStarted = false;
  const start = () => {
    if (hasStarted) return;
    hasStarted = true;
    startParts();
  };
  // The timeout lets the page's own handlers of `load` run first.
  addEventListener('load', () => setTimeout(start), { once: true, capture: true });
  const startSoon = () => setTimeout(start, isErrorPage() ? 0 : LOAD_TIMEOUT);
  document.addEventListener('DOMContentLoaded', startSoon, { once: true, capture: true });
});

/**
 * Reports an error page at once, since scripts and style sheets can hold it up for long. Without the report the worker
 * assumes an error page of the browser, and opens the popup. The page asks for its reader first: so it comes early.
 */
async function beginErrorPage(status: number): Promise<void> {
  const { requestReader } = await import('./request-reader.ts');
  void requestReader();
  void send({ type: 'begin', status });
}

/** Starts only what this page needs: the browser compiles an imported part when it is started, not before. */
function startParts(): void {
  // The worker sees neither that a page is back, nor that a prerendered one is shown. Events of scripts do not count.
  addEventListener('pageshow', ({ isTrusted, persisted }) => isTrusted && persisted && void startReader(true));
  if (isPrerendering())
    document.addEventListener('prerenderingchange', ({ isTrusted }) => isTrusted && void startReader(true));
  else if (wasPrerendered()) void startReader(true);
  else if (isErrorPage() || !areAtWork(readableDocuments(document))) void startReader(false);

  const waiting = new AbortController();
  const remind = (event: Event) => {
    waiting.abort();
    void remindUser(event);
  };
  listenToUser(remind, waiting.signal);
}

function isErrorPage(): boolean {
  return pageStatus() >= 400;
}

/** The status of this page; 0: the browser does not know it. */
function pageStatus(): number {
  return navigationTiming()?.responseStatus ?? 0;
}

let readAgain: (() => void) | undefined;

/** Has the page read by reader.js, if the worker can inject it. */
async function startReader(isRestored: boolean): Promise<void> {
  const [{ requestReader }, { showDiagnosis }] = await Promise.all([
    import('./request-reader.ts'),
    import('./banner.ts'),
  ]);
  const reader = await requestReader();
  if (readAgain) readAgain();
  else readAgain = reader?.(showDiagnosis, isRestored, sendUntilAnswered);
}

async function remindUser(first: Event): Promise<void> {
  const [{ watchUser }, { showReminder }, { isDiagnosisShown }] = await Promise.all([
    import('./watch-user.ts'),
    import('./reminder.ts'),
    import('./banner.ts'),
  ]);
  watchUser(showReminder, isDiagnosisShown, first);
}
