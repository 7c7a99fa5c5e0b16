/** What of the product is run and looked at: the worker, and what a surface reads and shows. */
export { default as background } from '@/entrypoints/background.ts';
export { readRun } from '@/utils/run/run-store.ts';
export { readSettings } from '@/utils/settings/settings.ts';
export { badgeOfTab } from '@/utils/worker/badge.ts';
