import { runItem } from '../browser/run-item.ts';

/**
 * A random name that lives as long as the browser: another name means a later run. (`runtime.onStartup` reaches only
 * the worker, and a corrected clock makes times useless.)
 */
const idItem = runItem('run-id');

/** Reads the name of this browser run, and creates it on the first call. Never rejects. */
export function readRunId(): Promise<string> {
  // A lock, so that two surfaces never create two names.
  return navigator.locks.request('run-id', async () => {
    const stored = await idItem.read().catch(() => undefined);
    const id = typeof stored === 'string' ? stored : crypto.randomUUID();
    // Every call writes it, so that its copy has the present windows.
    await idItem.write(id).catch(() => undefined);
    return id;
  });
}

/** Keeps the copy of the name recognizable as one of this browser run; see `runItem`. Never rejects. */
export const refreshRunIdCopy: () => Promise<void> = idItem.refreshCopy;

/** Keeps the name over an update of the extension, which does not end the run; see `runItem`. */
export const restoreRunId: () => Promise<void> = idItem.restoreAfterUpdate;
