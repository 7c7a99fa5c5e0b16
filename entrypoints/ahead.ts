import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { readAhead } from '@/utils/read-ahead.ts';

/** After so many frames the first one is on the screen. */
const FRAMES = 3;
/** A page that is on no screen for so long is completed all the same; in ms. */
const PATIENCE = 1000;

/** The first script of the popup: asks for what it shows, and starts its code (`utils/surfaces.build.ts`). */
export default defineUnlistedScript(() => {
  // What stands in the page already is Japanese, for a moment also for those who have chosen English in a Japanese browser.
  if (!chrome.i18n.getUILanguage().startsWith('ja')) document.documentElement.classList.add('early');
  const { content } = document.querySelector<HTMLMetaElement>('meta[name=code]') ?? {};
  let hasStarted = false;
  const start = () => {
    if (hasStarted) return;
    hasStarted = true;
    for (const file of content?.split(' ') ?? []) void import(/* @vite-ignore */ file);
    readAhead();
  };
  const startAfter = (frames: number) => (frames === 0 ? start() : requestAnimationFrame(() => startAfter(frames - 1)));
  // A popup is hidden until its page has loaded. Whatever runs before it has been painted would hold that up.
  if (!document.hidden) return start();
  document.addEventListener('visibilitychange', () => startAfter(FRAMES), { once: true });
  setTimeout(start, PATIENCE);
});
