import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { readAhead } from '@/utils/read-ahead.ts';

/** The first script of the popup and the side panel: asks for what they show, and starts their code (`utils/surfaces.build.ts`). */
export default defineUnlistedScript(() => {
  readAhead();
  // What stands in the page already is Japanese.
  if (!chrome.i18n.getUILanguage().startsWith('ja')) document.documentElement.classList.add('early');
  const { content } = document.querySelector<HTMLMetaElement>('meta[name=code]') ?? {};
  for (const file of content?.split(' ') ?? []) void import(/* @vite-ignore */ file);
});
