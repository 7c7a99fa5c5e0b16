/** The parts of the product that the random tests run: the worker, and what a surface reads and shows. */
export { default as background } from '@/entrypoints/background.ts';
export { systemById } from '@/utils/catalog/facts.ts';
export { readStoredRun } from '@/utils/run/run-store.ts';
export { viewOf } from '@/utils/run/view.ts';
export { readConfig } from '@/utils/settings/config.ts';
