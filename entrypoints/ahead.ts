import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { readAhead } from '@/utils/read-ahead.ts';

export default defineUnlistedScript(readAhead);
