import { browser } from 'wxt/browser';
import type { PageMessage } from '../run/messages.ts';
import { SECOND } from '../time.ts';

/** Pauses before further tries, in ms: a worker that the browser is stopping does not start again at once. */
const RETRY_PAUSES = [0, 50, 100, 2 * SECOND];

/** Sends a message. `undefined`: no answer; the worker has stopped, or the extension was updated or removed. */
export async function send<Answer>(message: PageMessage): Promise<Answer | undefined> {
  try {
    return await browser.runtime.sendMessage(message);
  } catch {
    return undefined;
  }
}

/** Sends a message, several times if necessary: the next one starts a stopped worker again. */
export async function sendUntilAnswered<Answer>(message: PageMessage): Promise<Answer | undefined> {
  for (const pause of [...RETRY_PAUSES, undefined]) {
    const answer = await send<Answer>(message);
    if (answer !== undefined) return answer;
    if (pause) await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return undefined;
}
