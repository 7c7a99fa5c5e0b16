/** Counts what the extension does while other sites load. Expected: nothing. */

import type { BareBrowser, Target } from '../../tests/lab/bare-browser.ts';
import { OTHER_SITE } from '../../tests/lab/lab.ts';

export interface OtherSites {
  loads: number;
  workerStarts: number;
  /** Worlds of content scripts in the pages. */
  contentScripts: number;
}

/** Loads another site with the worker stopped, and counts starts of the extension's code. */
export async function loadOtherSites(bench: BareBrowser, id: string, loads: number): Promise<OtherSites> {
  await bench.stopWorker(id);
  let workerStarts = 0;
  let contentScripts = 0;
  const stopCounting = bench.cdp.on<{ targetInfo: Target }>('Target.targetCreated', ({ targetInfo }) => {
    if (targetInfo.type === 'service_worker') workerStarts += 1;
  });
  await bench.cdp.send('Target.setDiscoverTargets', { discover: true });
  const targetId = await bench.openTab();
  const tab = await bench.attach(targetId);
  tab.on<{ context: { origin: string } }>('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin.startsWith('chrome-extension:')) contentScripts += 1;
  });
  await tab.send('Runtime.enable');
  await tab.send('Page.enable');
  for (let load = 0; load < loads; load += 1) {
    const { promise: loaded, resolve } = Promise.withResolvers<void>();
    const stop = tab.on('Page.loadEventFired', () => resolve());
    await tab.send('Page.navigate', { url: `${OTHER_SITE}?${load}` });
    await loaded;
    stop();
  }
  await bench.cdp.send('Target.setDiscoverTargets', { discover: false });
  stopCounting();
  await bench.closeTarget(targetId);
  return { loads, workerStarts, contentScripts };
}
