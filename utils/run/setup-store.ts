import { isObject, keptItem, type Migration } from '../browser/versioned-item.ts';
import { parseSetup, type SetupProgress } from './setup-progress.ts';

/** Layout 1 noted when a step was done (`at`), not in which browser run; that run is taken to have ended. */
const nameRuns: Migration = (stored) => {
  if (!isObject(stored.done)) return stored;
  const done = Object.entries(stored.done).map(([step, tick]) =>
    isObject(tick) && tick.run === undefined && tick.at !== undefined ? [step, { ...tick, run: '' }] : [step, tick],
  );
  return { ...stored, done: Object.fromEntries(done) };
};

const setupItem = keptItem('setup', [nameRuns], parseSetup);

/** The progress as it is; never rejects. */
export const readSetup: () => Promise<SetupProgress> = setupItem.read;

/** Keeps the progress. Rejects where storage refuses. */
export function writeSetup(progress: SetupProgress): Promise<void> {
  return setupItem.change(() => progress);
}

/** Calls back with every later state of the progress, until the returned function is called. */
export const watchSetup: (onChange: (progress: SetupProgress) => void) => () => void = setupItem.watch;
