import { browser } from 'wxt/browser';
import type { SignsAnswer, SignsMessage } from '@/utils/run/messages.ts';
import { SECOND } from '@/utils/time.ts';

/** Pauses before further tries, in ms: a worker that the browser is stopping does not start again at once. */
const RETRY_PAUSES = [0, 50, 100, 2 * SECOND];

/**
 * Sends the page's signs; `undefined`: no answer, because the extension was updated or removed while the page was open.
 */
export async function sendSigns(message: SignsMessage): Promise<SignsAnswer | undefined> {
  for (const pause of [...RETRY_PAUSES, undefined]) {
    try {
      const answer: SignsAnswer | undefined = await browser.runtime.sendMessage(message);
      if (answer !== undefined) return answer;
    } catch {
      // The worker stopped before it answered; the next message starts it again.
    }
    if (pause) await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return undefined;
}
