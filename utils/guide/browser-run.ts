import * as v from '../check.ts';
import { MomentSchema } from '../diagnosis/attempt.ts';
import { storageItem } from '../storage-item.ts';

/**
 * A mark that ends with the browser, so that whoever finds none looks at a new run. (`runtime.onStartup` would tell as much,
 * but only to the worker, which would have to hold the code for it.)
 */
const runItem = storageItem('session', 'run-seen');

/**
 * When a surface first asked this in the present browser run, in ms since the epoch; the first time that is `now`. What was
 * noted before that moment was noted before the browser was started again. Never rejects.
 */
export async function runSeenAt(now: number): Promise<number> {
  const known = v.safeParse(MomentSchema, await runItem.read().catch(() => undefined));
  if (known.success) return known.output;
  await runItem.write(now).catch(() => undefined);
  return now;
}
