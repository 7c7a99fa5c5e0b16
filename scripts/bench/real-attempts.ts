/** The memory of one worker over many real loads. */

import type { BareBrowser } from '../../tests/lab/bare-browser.ts';
import { addressOf, type Lab } from '../../tests/lab/lab.ts';
import type { ExtensionPage } from './growth.ts';
import { pause } from './popup.ts';
import { heapOfWorker, PING_WORKER } from './worker.ts';

const SETTLED_MS = 12_000;

/**
 * Loads that end without a page, one after another in one tab. Returns the worker's heap in bytes after each of
 * `counts` loads.
 */
export async function heapAfterLoads(
  lab: Lab,
  bench: BareBrowser,
  id: string,
  { page }: ExtensionPage,
  counts: readonly number[],
): Promise<number[]> {
  await lab.setBehaviour('kensa', 'no-content');
  const targetId = await bench.openTab();
  const tab = await bench.attach(targetId);
  await tab.send('Page.enable');
  const heaps: number[] = [];
  let loads = 0;
  for (const count of counts) {
    for (; loads < count; loads += 1) await tab.send('Page.navigate', { url: `${addressOf('kensa')}${loads % 7}` });
    // The loads are faster than a person's: the worker has queued some.
    await page.evaluate(PING_WORKER);
    // Timers of the last loads end within this time.
    await pause(SETTLED_MS);
    heaps.push(await heapOfWorker(bench, id));
  }
  await bench.closeTarget(targetId);
  return heaps;
}
