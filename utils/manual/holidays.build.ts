import { createRequire } from 'node:module';

const { between } = createRequire(import.meta.url)('@holiday-jp/holiday_jp') as typeof import('@holiday-jp/holiday_jp');

declare global {
  /** Japan's national holidays as numbers YYYYMMDD. */
  const __JAPANESE_HOLIDAYS__: readonly number[];
}

/**
 * Puts the national holidays of some years into the build, so that only those are shipped and not the library. The years
 * are fixed, not taken from the clock: a commit always builds alike. After the last year a holiday counts as a workday.
 */
export const holidayDefine = {
  __JAPANESE_HOLIDAYS__: JSON.stringify(
    between(new Date('2026-01-01'), new Date('2032-12-31')).map(({ date }) =>
      Number(date.toISOString().slice(0, 10).replaceAll('-', '')),
    ),
  ),
};
