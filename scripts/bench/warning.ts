/** How soon the extension reports a failure: badge, diagnosis on the screen, and the result of the probes. */

import type { BareBrowser, Session } from '../../tests/lab/bare-browser.ts';
import { addressOf } from '../../tests/lab/lab.ts';
import { waitFor } from '../../tests/lab/wait.ts';
import type { RunState } from '../../utils/run/run-state.ts';
import { pause, readCompletion } from './popup.ts';
import { PING_WORKER } from './worker.ts';

/** In ms after the browser's `onErrorOccurred` event. */
export interface WarningTimes {
  /** The reference: a page of the extension has set a badge and does nothing else. */
  reference: number;
  badge: number;
  /** The popup that opens by itself is complete. */
  diagnosis: number;
  /** All probes are answered. */
  refined: number;
}

/** Loads reform in a new tab. Reform refuses in TLS, because there is no certificate. */
export async function measureWarning(bench: BareBrowser, id: string, extensionPage: Session): Promise<WarningTimes> {
  const watched = extensionPage.evaluate<{ start: number; reference: number; badge: number; refined: number }>(
    `(${watchFailure})(${JSON.stringify(addressOf('reform'))})`,
  );
  const tab = await bench.openTab();
  const page = await bench.attach(tab);
  await page.send('Page.navigate', { url: addressOf('reform') });
  const { start, ...times } = await watched;
  const popup = await waitFor('the popup', async () =>
    (await bench.targets()).find(({ url }) => url === `chrome-extension://${id}/popup.html`),
  );
  await pause(300);
  const session = await bench.attach(popup.targetId);
  const completeAt = await session.evaluate<number>(`(${readCompletion})(true)`);
  await bench.closeTarget(popup.targetId);
  await bench.closeTarget(tab);
  await forgetRun(bench, id, extensionPage);
  return { ...times, diagnosis: completeAt - start };
}

/**
 * Restores the state at browser start, so that the next failure is probed again. A running worker would write its state
 * back.
 */
async function forgetRun(bench: BareBrowser, id: string, extensionPage: Session): Promise<void> {
  await extensionPage.evaluate(PING_WORKER);
  await bench.stopWorker(id);
  await extensionPage.evaluate('chrome.storage.session.set({ run: null })');
}

/** Runs in the extension page, beside the worker. */
async function watchFailure(address: string) {
  const { promise: failed, resolve } = Promise.withResolvers<{ tabId: number; start: number }>();
  const handleError = ({ tabId }: { tabId: number }) => {
    chrome.webRequest.onErrorOccurred.removeListener(handleError);
    resolve({ tabId, start: performance.now() });
  };
  chrome.webRequest.onErrorOccurred.addListener(handleError, { urls: [`${address}*`], types: ['main_frame'] });
  const { tabId, start } = await failed;
  const idleTab = (await chrome.tabs.getCurrent())?.id ?? -1;
  const since = () => performance.now() - start;
  const reference = chrome.action.setBadgeText({ tabId: idleTab, text: 'x' }).then(since);
  while ((await chrome.action.getBadgeText({ tabId })) === '') {
    // Repeat without a pause: a call needs a fraction of a millisecond.
  }
  const badge = since();
  for (;;) {
    const { run } = (await chrome.storage.session.get('run')) as { run?: RunState | null };
    const probes = Object.values(run?.probes ?? {}).flat();
    if (probes.length > 0 && probes.every(({ endedAt }) => endedAt !== undefined)) break;
    if (since() > 15_000) throw new Error('no probe was answered');
  }
  const refined = since();
  await chrome.action.setBadgeText({ tabId: idleTab, text: '' });
  return { start: performance.timeOrigin + start, reference: await reference, badge, refined };
}
