import { runItem } from '../browser/run-item.ts';

/**
 * A name that ends with the browser, so that whoever finds another one is in a later run. (`runtime.onStartup` would tell as
 * much, but only to the worker, and times can't be compared where someone puts the PC's clock right.)
 */
const idItem = runItem('run-id');

/** The name of the present browser run; of no meaning but that each run has its own. Never rejects. */
export function readRunId(): Promise<string> {
  // One at a time, whichever surface asks, so that no two of them make one.
  return navigator.locks.request('run-id', async () => {
    const known = await idItem.read().catch(() => undefined);
    const id = typeof known === 'string' ? known : crypto.randomUUID();
    // Written anew each time, so that its copy knows the windows of today.
    await idItem.write(id).catch(() => undefined);
    return id;
  });
}

/** Keeps the name over an update of the extension, which ends no run; see `RunItem.restoreAfterUpdate`. */
export const takeOverRunId: () => Promise<void> = idItem.restoreAfterUpdate;
