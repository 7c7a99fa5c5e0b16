import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { areAtWork, readableDocuments } from './at-work.ts';
import { isPrerendering, navigationTiming, wasPrerendered } from './navigation.ts';
import { listenToUser } from './user-events.ts';

/** Max wait (ms) for `load` after DOMContentLoaded; error pages are read at once. */
const LOAD_TIMEOUT = 1000;

/**
 * Runs in the pages of the systems from their start. A later start delays `load`: by 0.8 s on a page of 5 MB. It runs
 * nothing else until the page has loaded. wxt.config.ts lists it as a content script: the code that WXT adds to content
 * scripts would be a fifth of it, and is never used.
 */
export default defineUnlistedScript(() => {
  // Scripts and style sheets can hold up the page for long. A healthy page has nothing to say yet.
  if (isErrorPage() && !isPrerendering()) void import('./begin.ts').then(({ sendBegin }) => sendBegin());
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

/** Starts only what this page needs: the browser compiles an imported part when it is started, not before. */
function startParts(): void {
  const isPrerendered = wasPrerendered();
  const mustReport = isErrorPage() || isPrerendered || isPrerendering();
  if (mustReport || !areAtWork(readableDocuments(document))) void readPage(isPrerendered);
  // The worker cannot see that a page at work is back.
  else addEventListener('pageshow', ({ persisted }) => persisted && void readPage(true), { once: true });

  const waiting = new AbortController();
  const remind = (event: Event) => {
    waiting.abort();
    void remindUser(event);
  };
  listenToUser(remind, waiting.signal);
}

function isErrorPage(): boolean {
  return (navigationTiming()?.responseStatus ?? 0) >= 400;
}

async function readPage(isRestored: boolean): Promise<void> {
  const [{ watchPage }, { showDiagnosis }] = await Promise.all([import('./watch-page.ts'), import('./banner.ts')]);
  watchPage(showDiagnosis, isRestored);
}

async function remindUser(first: Event): Promise<void> {
  const [{ watchUser }, { showReminder }, { isDiagnosisShown }] = await Promise.all([
    import('./watch-user.ts'),
    import('./reminder.ts'),
    import('./banner.ts'),
  ]);
  watchUser(showReminder, isDiagnosisShown, first);
}
