import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';

/** A page that goes on loading for so long after its text is there is looked at all the same; in ms. */
const PATIENCE = 1000;

/**
 * Runs in the pages of the systems: from their start, because Chromium lays out a page before its `load` where a content script comes later
 * (on a page of 5 MB `load` is 0.8 s late then); but it only waits for the page to be there, and nothing else of it is run before that. Listed as a
 * content script in the manifest by hand: what WXT adds to content scripts of its own would be a fifth of it, and is never used.
 */
export default defineUnlistedScript(() => {
  let hasStarted = false;
  const start = () => {
    if (hasStarted) return;
    hasStarted = true;
    void import('@/components/in-page.ts').then(({ beInPage }) => beInPage());
  };
  addEventListener('load', start, { once: true, capture: true });
  document.addEventListener('DOMContentLoaded', () => setTimeout(start, PATIENCE), { once: true, capture: true });
});
