import { isBannerShown, showBannerFor } from './banner.ts';
import { showNotice } from './closing-reminder.ts';
import { watchClosing } from './watch-closing.ts';
import { watchPage } from './watch-page.ts';

/** All that we do in a page of a system's, from when it is there on. */
export function beInPage(): void {
  watchPage(showBannerFor);
  watchClosing(showNotice, isBannerShown);
}
