import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { readAhead } from '@/utils/read-ahead.ts';

/** After so many frames the first one is on the screen. */
const FRAMES = 3;

/** The first script of the popup: asks for what it shows, and starts its code (`utils/surfaces.build.ts`). */
export default defineUnlistedScript(() => {
  // What stands in the page already is Japanese.
  if (!chrome.i18n.getUILanguage().startsWith('ja')) document.documentElement.classList.add('early');
  const { content } = document.querySelector<HTMLMetaElement>('meta[name=code]') ?? {};
  const start = () => {
    readAhead();
    for (const file of content?.split(' ') ?? []) void import(/* @vite-ignore */ file);
  };
  const startAfter = (frames: number) => (frames === 0 ? start() : requestAnimationFrame(() => startAfter(frames - 1)));
  // A popup is hidden until its page has loaded. Whatever runs before it has been painted would hold that up.
  if (document.hidden) document.addEventListener('visibilitychange', () => startAfter(FRAMES), { once: true });
  else start();
});
