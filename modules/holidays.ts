import { createRequire } from 'node:module';
import { addViteConfig, defineWxtModule } from 'wxt/modules';

const { between } = createRequire(import.meta.url)('@holiday-jp/holiday_jp') as typeof import('@holiday-jp/holiday_jp');

declare global {
  /** Japan's national holidays as numbers YYYYMMDD. */
  const __JAPANESE_HOLIDAYS__: readonly number[];
}

/** The years are constants, so that a commit always builds alike. After the last year a holiday counts as a workday. */
const holidays = between(new Date('2026-01-01'), new Date('2032-12-31')).map(({ date }) => date.toISOString());
const days = holidays.map((date) => Number(date.slice(0, 10).replaceAll('-', '')));

/** Vite's `define` for the holidays; exported for Vitest and for bundles made without WXT. */
export const holidayDefine = { __JAPANESE_HOLIDAYS__: JSON.stringify(days) };

/** Writes the national holidays of some years into the build instead of shipping the library. */
export default defineWxtModule((wxt) => addViteConfig(wxt, () => ({ define: holidayDefine })));
