import { watchClosing } from '@/utils/closing/watch-closing.ts';
import { watchPage } from '@/utils/watch/page.ts';
import { isBannerShown, showBannerFor } from './banner.ts';
import { showNotice } from './page-notice.ts';

/** All that we do in a page of a system's, from when it is there on. */
export function beInPage(): void {
  watchPage(showBannerFor);
  watchClosing(showNotice, isBannerShown);
}
