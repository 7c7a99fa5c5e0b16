import { takeOverRunId } from '../run/run-id.ts';
import { takeOverRun } from '../run/run-store.ts';
import { inTurn, lookAgain } from './load-events.ts';

/**
 * What there is to do when the browser has started, or another version of the extension: an update within a browser run has taken
 * away the badges, and `storage.session` with what they stand for. Never rejects.
 */
export async function afterStart(): Promise<void> {
  try {
    // What can't be taken over is no reason not to look.
    await Promise.allSettled([inTurn(takeOverRun), takeOverRunId()]);
    await lookAgain();
  } catch (error) {
    console.error(error);
  }
}
