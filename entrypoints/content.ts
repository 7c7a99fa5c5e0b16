import { defineContentScript } from 'wxt/utils/define-content-script';
import { showBannerFor } from '@/components/banner.ts';
import { watchPage } from '@/utils/watch/page.ts';

export default defineContentScript({
  matches: ['https://*.mamoris-net.jp/*', 'http://*.mamoris-net.jp/*'],
  runAt: 'document_end',
  main: () => watchPage(showBannerFor),
});
