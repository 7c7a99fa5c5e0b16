/** Japan's national holidays as numbers YYYYMMDD, put in at build time by `wxt.config.ts` from a kept library. */
declare const __JAPANESE_HOLIDAYS__: readonly number[];
