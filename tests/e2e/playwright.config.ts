import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  fullyParallel: false,
  workers: 2,
  // These limits end failed tests only. On a busy machine a test needs several times as long.
  timeout: 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  // A flaky test is a bug: it must not pass at the second try.
  retries: 0,
  reporter: [['list'], ['./browser-starts.ts']],
  projects: [
    { name: 'all', testIgnore: /machine-policy\.spec/ },
    // These policies affect every browser on the machine, so they run when no other test does.
    { name: 'machine-policy', testMatch: /machine-policy\.spec/, dependencies: ['all'] },
  ],
});
