import { defineConfig } from '@playwright/test';

const WITH_WORKER_FIXTURES = /(matrix|morning)\.spec/;
const MACHINE_POLICY = /machine-policy\.spec/;

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
    // Files with fixtures of the worker need a worker of their own. Left for the end, only one would still run.
    { name: 'worker-fixtures', testMatch: WITH_WORKER_FIXTURES },
    { name: 'all', testIgnore: [WITH_WORKER_FIXTURES, MACHINE_POLICY] },
    // These policies affect every browser on the machine, so they run when no other test does.
    { name: 'machine-policy', testMatch: MACHINE_POLICY, dependencies: ['worker-fixtures', 'all'] },
  ],
});
