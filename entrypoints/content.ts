import { defineContentScript } from 'wxt/utils/define-content-script';
import { isBannerShown, showBannerFor } from '@/components/banner.ts';
import { showNotice } from '@/components/page-notice.ts';
import { watchClosing } from '@/utils/closing/watch-closing.ts';
import { watchPage } from '@/utils/watch/page.ts';

export default defineContentScript({
  matches: ['https://*.mamoris-net.jp/*', 'http://*.mamoris-net.jp/*'],
  runAt: 'document_end',
  main() {
    watchPage(showBannerFor);
    watchClosing(showNotice, isBannerShown);
  },
});
