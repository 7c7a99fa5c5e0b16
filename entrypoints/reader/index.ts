import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { offerReader } from '@/utils/in-page/reader-handover.ts';
import { watchPage } from './watch-page.ts';

/**
 * Reads a page. It is far larger than page.js, because it holds the learned model. The worker injects it only into
 * pages that ask for it. A second injection does no harm: it offers the same function.
 */
export default defineUnlistedScript(() => offerReader(watchPage));
