import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { readAhead } from '@/utils/read-ahead.ts';

/** So long a page that is on no screen is waited for, in ms: it is never painted. */
const UNSEEN = 100;

/** The first script of the popup and the side panel: asks for what they show, and starts their code (`utils/surfaces.build.ts`). */
export default defineUnlistedScript(() => {
  readAhead();
  // What stands in the page already is Japanese.
  if (!chrome.i18n.getUILanguage().startsWith('ja')) document.documentElement.classList.add('early');
  const { content } = document.querySelector<HTMLMetaElement>('meta[name=code]') ?? {};
  if (!content) return;
  const files = content.split(' ');
  const start = () => {
    for (const file of files) void import(/* @vite-ignore */ file);
  };
  // Fetched while the browser shows the page, and run once that is painted: what runs before would hold it up.
  addEventListener('load', () => {
    for (const file of files)
      document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href: file }));
    requestAnimationFrame(() => setTimeout(start));
    setTimeout(start, UNSEEN);
  });
});
