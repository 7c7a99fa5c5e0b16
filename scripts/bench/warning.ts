/** How soon a failure is told: badge, diagnosis on the screen, and what a probe adds to it. */
import { addressOf } from '../../tests/lab/lab.ts';
import { waitFor } from '../../tests/lab/wait.ts';
import type { BenchBrowser, Session } from './bench-browser.ts';
import { pause, readPaints } from './popup.ts';
import { ASK_FOR_NOTHING } from './worker.ts';

/** In ms after the browser has told of the error. */
export interface WarningTimes {
  /** A page of the extension that does nothing else has set a badge: the reference. */
  reference: number;
  badge: number;
  /** The popup that opens by itself has painted. */
  diagnosis: number;
  /** The probes have been answered. */
  refined: number;
}

/** One load of reform that is refused in TLS for want of a certificate, in a tab of its own. */
export async function measureWarning(bench: BenchBrowser, id: string, extensionPage: Session): Promise<WarningTimes> {
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
  const { largest } = await session.evaluate<{ largest: number }>(`(${readPaints})()`);
  await bench.closeTarget(popup.targetId);
  await bench.closeTarget(tab);
  await forgetRun(extensionPage);
  return { ...times, diagnosis: largest - start };
}

/**
 * As at the start of the browser, so that the next failure is asked about again. A worker that is still at something
 * would bring the old state back. (Without an entry the copy of it would come back.)
 */
async function forgetRun(extensionPage: Session): Promise<void> {
  await extensionPage.evaluate(ASK_FOR_NOTHING);
  await extensionPage.evaluate('chrome.storage.session.set({ run: null })');
}

/** Runs in the extension page, beside the worker. */
async function watchFailure(address: string) {
  const { promise: failed, resolve } = Promise.withResolvers<{ tabId: number; start: number }>();
  const onError = ({ tabId }: { tabId: number }) => {
    chrome.webRequest.onErrorOccurred.removeListener(onError);
    resolve({ tabId, start: performance.now() });
  };
  chrome.webRequest.onErrorOccurred.addListener(onError, { urls: [`${address}*`], types: ['main_frame'] });
  const { tabId, start } = await failed;
  const idle = (await chrome.tabs.getCurrent())?.id ?? -1;
  const since = () => performance.now() - start;
  const reference = chrome.action.setBadgeText({ tabId: idle, text: 'x' }).then(since);
  while ((await chrome.action.getBadgeText({ tabId })) === '') {
    // Asked again at once: the question itself takes a fraction of a millisecond.
  }
  const badge = since();
  for (;;) {
    const { run } = (await chrome.storage.session.get('run')) as { run?: { tabs: Record<number, { shown?: Shown }> } };
    const probes = Object.values(run?.tabs[tabId]?.shown?.probes ?? {});
    if (probes.length > 0 && probes.every(({ endedAt }) => endedAt !== undefined)) break;
    if (since() > 5000) throw new Error('no probe was answered');
  }
  const refined = since();
  await chrome.action.setBadgeText({ tabId: idle, text: '' });
  return { start: performance.timeOrigin + start, reference: await reference, badge, refined };

  interface Shown {
    probes?: Record<string, { endedAt?: number }>;
  }
}
