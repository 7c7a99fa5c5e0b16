import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { isBannerShown, showBannerFor } from '@/components/banner.ts';
import { showNotice } from '@/components/page-notice.ts';
import { watchClosing } from '@/utils/closing/watch-closing.ts';
import { watchPage } from '@/utils/watch/page.ts';

/**
 * Runs in the pages of the systems. Listed as a content script in the manifest by hand: what WXT adds to content scripts of its own
 * would be a fifth of it, and is never used.
 */
export default defineUnlistedScript(() => {
  watchPage(showBannerFor);
  watchClosing(showNotice, isBannerShown);
});
