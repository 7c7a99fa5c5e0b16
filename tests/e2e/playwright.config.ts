import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  fullyParallel: false,
  workers: 2,
  timeout: 90_000,
  forbidOnly: true,
  // A flaky test is a bug: it must not pass at the second try.
  retries: 0,
  reporter: [['list']],
  projects: [
    { name: 'all', testIgnore: /machine\.spec/ },
    // Policies that every browser on the machine has: when no other is running.
    { name: 'machine', testMatch: /machine\.spec/, dependencies: ['all'] },
  ],
});
