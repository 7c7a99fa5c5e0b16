import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { holidayDefine } from './utils/manual/holidays.build.ts';

export default defineConfig({
  plugins: [WxtVitest()],
  define: holidayDefine,
  test: {
    include: ['tests/{unit,properties}/**/*.test.{ts,tsx}', 'tests/{wiring,random}/**/*.test.ts'],
    restoreMocks: true,
    // Generated inputs take their time on a machine that is busy.
    testTimeout: 60_000,
  },
});
