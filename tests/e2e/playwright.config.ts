import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  fullyParallel: false,
  workers: 2,
  // Limits for what has gone wrong: on a machine that is busy with other things all takes several times as long.
  timeout: 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  // A flaky test is a bug: it must not pass at the second try.
  retries: 0,
  reporter: [['list'], ['./browser-starts.ts']],
  projects: [
    { name: 'all', testIgnore: /machine\.spec/ },
    // Policies that every browser on the machine has: when no other is running.
    { name: 'machine', testMatch: /machine\.spec/, dependencies: ['all'] },
  ],
});
