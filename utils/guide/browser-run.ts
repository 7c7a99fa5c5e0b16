import { storageItem } from '../storage-item.ts';

/**
 * A name that ends with the browser, so that whoever finds another one is in a later run. (`runtime.onStartup` would tell as
 * much, but only to the worker, and times can't be compared where someone puts the PC's clock right.)
 */
const runItem = storageItem('session', 'run-id');

/** The name of the present browser run; of no meaning but that each run has its own. Never rejects. */
export async function readRunId(): Promise<string> {
  const known = await runItem.read().catch(() => undefined);
  if (typeof known === 'string') return known;
  const fresh = crypto.randomUUID();
  await runItem.write(fresh).catch(() => undefined);
  return fresh;
}
