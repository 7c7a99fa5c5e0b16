import { versionedItem } from '../browser/versioned-item.ts';
import { parseSetup, type SetupProgress } from './setup-progress.ts';

/** Version 0.1.0 numbered its layout 2. */
const setupItem = versionedItem('setup', { parse: parseSetup, first: 2 });

/** Reads the progress. Never rejects. */
export const readSetup: () => Promise<SetupProgress> = setupItem.read;

/** Stores the progress. Rejects if storage refuses. */
export function writeSetup(progress: SetupProgress): Promise<void> {
  return setupItem.change(() => progress);
}

/** Calls back with every later state of the progress until the returned function is called. */
export const watchSetup: (onChange: (progress: SetupProgress) => void) => () => void = setupItem.watch;
