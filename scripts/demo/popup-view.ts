/**
 * Reads the open popup through the extension page. Playwright's way, a second connection, waits for all tabs to answer.
 * A tab that waits for the certificate dialog never does.
 */
import type { CDPSession } from '@playwright/test';
import type { Pc } from '../../tests/lab/pc.ts';
import { waitFor } from '../../tests/lab/wait.ts';

export interface PopupView {
  /** The card's cause code; `withheld`: the popup asks for its site permission. */
  verdict: string;
  heading: string;
}

/** The content of the popup; `undefined`: no popup, or not complete. */
export function readPopup(pc: Pc): Promise<PopupView | undefined> {
  return pc.extensionPage.evaluate(() => {
    const document = chrome.extension.getViews({ type: 'popup' })[0]?.document;
    const card = document?.querySelector<HTMLElement>('[data-cause], [data-access]');
    if (!document || !card || [...document.images].some((image) => !image.complete)) return undefined;
    return {
      verdict: card.dataset.cause ?? card.dataset.access ?? '',
      heading: card.querySelector('h2')?.textContent ?? '',
    };
  });
}

/** A PNG of the popup on the screen. */
export async function photographPopup(pc: Pc): Promise<Buffer> {
  const session = await pc.context.browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error('the browser has ended');
  try {
    // The browser refuses while the popup still grows.
    return await waitFor('a picture of the popup', () => capture(session, pc.extensionId));
  } finally {
    await session.detach();
  }
}

async function capture(session: CDPSession, extensionId: string): Promise<Buffer | undefined> {
  const { targetInfos } = await session.send('Target.getTargets');
  const popup = targetInfos.find(({ url }) => url.startsWith(`chrome-extension://${extensionId}/popup.html`));
  if (popup === undefined) throw new Error('the popup has closed');
  // Without `flatten`: a Playwright session forwards only its own messages.
  const { sessionId } = await session.send('Target.attachToTarget', { targetId: popup.targetId, flatten: false });
  const { promise: answer, resolve, reject } = Promise.withResolvers<string>();
  const handleDetach = () => reject(new Error('the popup has closed'));
  session.once('Target.receivedMessageFromTarget', ({ message }) => resolve(message));
  session.once('Target.detachedFromTarget', handleDetach);
  const message = JSON.stringify({ id: 1, method: 'Page.captureScreenshot' });
  await session.send('Target.sendMessageToTarget', { sessionId, message });
  const { result } = JSON.parse(await answer);
  session.off('Target.detachedFromTarget', handleDetach);
  await session.send('Target.detachFromTarget', { sessionId });
  return result && Buffer.from(result.data, 'base64');
}
