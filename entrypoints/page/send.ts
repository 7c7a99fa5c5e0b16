import { browser } from 'wxt/browser';
import type { BeginMessage, ClosingQuestion, PanelRequest, SignsAnswer, SignsMessage } from '@/utils/run/messages.ts';
import { SECOND } from '@/utils/time.ts';

/** Pauses before further tries, in ms: a worker that the browser is stopping does not start again at once. */
const RETRY_PAUSES = [0, 50, 100, 2 * SECOND];

/** Sends a message. `undefined`: no answer; the worker has stopped, or the extension was updated or removed. */
export async function send<Answer>(
  message: BeginMessage | SignsMessage | ClosingQuestion | PanelRequest,
): Promise<Answer | undefined> {
  try {
    return await browser.runtime.sendMessage(message);
  } catch {
    return undefined;
  }
}

/** Sends the page's signs, several times if necessary: the next message starts a stopped worker again. */
export async function sendSigns(message: SignsMessage): Promise<SignsAnswer | undefined> {
  for (const pause of [...RETRY_PAUSES, undefined]) {
    const answer = await send<SignsAnswer>(message);
    if (answer !== undefined) return answer;
    if (pause) await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return undefined;
}
