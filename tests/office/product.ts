/** What a surface reads and shows of a failure, and what its buttons do. */
export { retry } from '@/components/step-button.tsx';
export { stepsFor } from '@/utils/i18n/advice.ts';
export { readStoredRun } from '@/utils/run/run-store.ts';
export { setupState } from '@/utils/run/setup.ts';
export { loadToShow, viewOf } from '@/utils/run/view.ts';
export { readConfig } from '@/utils/settings/config.ts';
