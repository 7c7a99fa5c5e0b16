import { browser } from 'wxt/browser';
import { isPrivate } from '../browser/private-window.ts';
import { runItem } from '../browser/run-item.ts';
import { fromOldRun } from './old-run.ts';
import { parseRun } from './parse-run.ts';
import { EMPTY_RUN, type RunState } from './run-state.ts';

/**
 * Lasts from browser start to browser end, as the browser's own memory of certificate decisions does. Private windows
 * decide about certificates separately and have a worker of their own (`incognito: split`), but share its storage.
 */
const storedRun = runItem(isPrivate() ? 'run-private' : 'run');

/**
 * Reads the run for a surface, without its damaged parts. Never rejects: an empty run if storage can't be read, or if
 * all private windows of it have closed.
 */
export async function readStoredRun(): Promise<RunState> {
  const run = parseRun(await storedRun.read().catch(() => undefined));
  return isPrivate() && !(await hasOpenTab(run)) ? EMPTY_RUN : run;
}

/**
 * Whether a tab of this run is open. Without one, a run of private windows has ended: the browser has forgotten its
 * decisions, but the storage of the run lasts. Never rejects.
 */
export async function hasOpenTab({ tabs }: RunState): Promise<boolean> {
  const open = await browser.tabs.query({}).catch(() => []);
  return open.some(({ id }) => id !== undefined && tabs[id]);
}

/** Calls back with every later run, until the returned function is called. */
export function watchRun(onChange: (run: RunState) => void): () => void {
  return storedRun.watch((value) => onChange(parseRun(value)));
}

/** The run as this worker knows it: the worker is the only writer, so it reads storage once. */
let held: RunState | undefined;

/** Storage has refused the held run (full, broken): it is good until the worker stops, so that its warnings appear. */
let isUnsaved = false;

/** Returns the worker's run; reads it from storage once. Never rejects: an empty run while storage can't be read. */
export async function readWorkerRun(): Promise<RunState> {
  if (held) return held;
  try {
    // Retry once: a new worker has no earlier state to fall back on. A copy can be of an older version.
    const run = parseRun(fromOldRun(await storedRun.read().catch(() => storedRun.read())));
    // An update may have finished during the read: its run is newer.
    held ??= run;
  } catch (error) {
    console.error(error);
  }
  return held ?? EMPTY_RUN;
}

/** Holds the worker's run and writes it to storage, if it is new or was refused before. Never rejects. */
export async function saveRun(run: RunState): Promise<void> {
  // An unreadable run stays unless there is news: it may be readable again.
  if (run === (held ?? EMPTY_RUN) && !isUnsaved) return;
  held = run;
  try {
    await storedRun.write(run);
    isUnsaved = false;
  } catch (error) {
    console.error(error);
    isUnsaved = true;
  }
}

/** Whether storage has neither a run nor the mark that there is none: the browser has cleared it. Never rejects. */
export async function isRunUnknown(): Promise<boolean> {
  return (await storedRun.readHere().catch(() => null)) === undefined;
}

/** Restores the run after an update of the extension; see `runItem`. */
export const restoreRun = (): Promise<void> => storedRun.restoreAfterUpdate(fromOldRun);
