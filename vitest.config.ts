import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { holidayDefine } from './modules/holidays.ts';

/** Tests of pure functions and of the wiring: milliseconds a test, so that `npm run test:watch` answers at once. */
const FAST = 'tests/{unit,wiring}/**/*.test.{ts,tsx}';

// Not by `extends`: that drops the set-up file which WXT's plugin adds.
const common = { plugins: [WxtVitest()], define: holidayDefine };

export default defineConfig({
  test: {
    // By default one core does nothing, which is half of a machine with two. `watch` leaves it to the editor.
    ...(process.argv.includes('watch') ? {} : { maxWorkers: '100%' }),
    projects: [
      { ...common, test: { name: 'unit', include: [FAST], restoreMocks: true, testTimeout: 5_000 } },
      {
        ...common,
        test: {
          name: 'slow',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [FAST],
          restoreMocks: true,
          // Generated inputs and scans of the repository need this long on a busy machine.
          testTimeout: 60_000,
        },
      },
    ],
  },
});
