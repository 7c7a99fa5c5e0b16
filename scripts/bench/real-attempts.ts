/** The memory of one worker over many real loads. */
import { addressOf, type Lab } from '../../tests/lab/lab.ts';
import type { BenchBrowser } from './bench-browser.ts';
import type { ExtensionPage } from './growth.ts';
import { pause } from './popup.ts';
import { ASK_FOR_NOTHING, heapOfWorker } from './worker.ts';

const SETTLED_MS = 12_000;

/**
 * Loads that end without a page, one after another in one tab, and the worker's heap in bytes after each of these
 * numbers of them.
 */
export async function heapAfterLoads(
  lab: Lab,
  bench: BenchBrowser,
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
    // Loads come faster than a person could make them: the worker has a queue of them to work off.
    await page.evaluate(ASK_FOR_NOTHING);
    // What is looked at again after the last loads is over by then.
    await pause(SETTLED_MS);
    heaps.push(await heapOfWorker(bench, id));
  }
  await bench.closeTarget(targetId);
  return heaps;
}
