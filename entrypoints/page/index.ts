import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { navigation } from './navigation.ts';

/** A page that goes on loading for so long after its text is there is looked at all the same; in ms. (For that of an error nobody waits.) */
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
    void import('./mount.ts').then(({ beInPage }) => beInPage());
  };
  // The page's own scripts come first.
  addEventListener('load', () => setTimeout(start), { once: true, capture: true });
  const startSoon = () => setTimeout(start, (navigation()?.responseStatus ?? 0) < 400 ? PATIENCE : 0);
  document.addEventListener('DOMContentLoaded', startSoon, { once: true, capture: true });
});
