import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { holidayDefine } from './modules/holidays.ts';

export default defineConfig({
  plugins: [WxtVitest()],
  define: holidayDefine,
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    // Generated inputs take their time on a machine that is busy.
    testTimeout: 60_000,
  },
});
