import { isPrivate } from '../browser/private-window.ts';
import { storageItem } from '../browser/storage-item.ts';
import type { SystemId } from '../catalog/systems.ts';
import { isObject } from '../objects.ts';
import { MINUTE } from '../time.ts';
import { readRunId } from './run-id.ts';
import type { RunView } from './view.ts';

/** The restart of the browser that the user has prepared. It outlives the browser run, whose end it announces. */
const restartItem = storageItem('restart');

/** How long (ms) after the preparation a new browser run counts as the restart. */
const RESTART_TIME = 30 * MINUTE;

/** Stores that the user is about to restart the browser, to open this system (`""`: any). Never rejects. */
export async function prepareRestart(system: SystemId | ''): Promise<void> {
  await restartItem.write({ run: await readRunId(), system, at: Date.now() }).catch(console.error);
}

/** Reads the system that this browser run was started for (`""`: any); `undefined`: none. Never rejects. */
export async function readRestarted(): Promise<SystemId | '' | undefined> {
  // The browser does not restore private windows.
  if (isPrivate()) return undefined;
  const stored = await restartItem.read().catch(() => undefined);
  if (!isObject(stored) || typeof stored.system !== 'string') return undefined;
  if (!(Math.abs(Date.now() - Number(stored.at)) < RESTART_TIME)) {
    await restartItem.write(null).catch(() => undefined);
    return undefined;
  }
  return stored.run === (await readRunId()) ? undefined : stored.system;
}

/** Whether the restart has not yet led to a page of its system. `restarted`: as `readRestarted` returns it. */
export function isJustRestarted({ systems, latestFailure }: RunView, restarted: SystemId | '' | undefined): boolean {
  if (restarted === undefined || latestFailure) return false;
  return restarted === '' ? Object.keys(systems).length === 0 : systems[restarted] === undefined;
}
