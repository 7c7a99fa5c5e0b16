import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { navigationTiming } from './navigation.ts';

/** Max wait (ms) for `load` after DOMContentLoaded; error pages are read at once. */
const LOAD_TIMEOUT = 1000;

/**
 * Runs in the pages of the systems from their start. If it starts later, Chromium lays out the page before its `load`:
 * 0.8 s late on a page of 5 MB. It runs nothing else until the page has loaded. wxt.config.ts lists it as a content
 * script: the code that WXT adds to content scripts would be a fifth of it, and is never used.
 */
export default defineUnlistedScript(() => {
  let hasStarted = false;
  const start = () => {
    if (hasStarted) return;
    hasStarted = true;
    void import('./mount.ts').then(({ mountInPage }) => mountInPage());
  };
  // The timeout lets the page's own handlers of `load` run first.
  addEventListener('load', () => setTimeout(start), { once: true, capture: true });
  const startSoon = () => setTimeout(start, (navigationTiming()?.responseStatus ?? 0) < 400 ? LOAD_TIMEOUT : 0);
  document.addEventListener('DOMContentLoaded', startSoon, { once: true, capture: true });
});
