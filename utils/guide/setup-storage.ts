import { storageItem } from '../storage-item.ts';
import { parseSetup, type SetupProgress } from './setup-progress.ts';

const setupItem = storageItem('local', 'setup');

/** The progress as it is; never rejects. */
export async function readSetup(): Promise<SetupProgress> {
  return parseSetup(await setupItem.read().catch(() => undefined));
}

/** Keeps the progress. Rejects where storage refuses. */
export function writeSetup(progress: SetupProgress): Promise<void> {
  return setupItem.write(progress);
}

/** Calls back with every later state of the progress, until the returned function is called. */
export function watchSetup(onChange: (progress: SetupProgress) => void): () => void {
  return setupItem.watch((value) => onChange(parseSetup(value)));
}
