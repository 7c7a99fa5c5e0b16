import { defineContentScript } from 'wxt/utils/define-content-script';
import { showBannerFor } from '@/components/banner.ts';
import { reportPage } from '@/utils/watch/page.ts';

export default defineContentScript({
  matches: ['https://*.mamoris-net.jp/*', 'http://*.mamoris-net.jp/*'],
  runAt: 'document_end',
  main() {
    void reportPage({ restored: false }).then(showBannerFor);
    // A page from the back/forward cache comes back without any request that the worker could see.
    addEventListener('pageshow', (event) => {
      if (event.persisted) void reportPage({ restored: true }).then(showBannerFor);
    });
  },
});
