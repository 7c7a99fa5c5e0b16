/** The memory of one worker over many real loads. */
import { addressOf, type Lab } from '../lab/lab.ts';
import type { BenchBrowser } from './bench-browser.ts';
import { heapOfWorker } from './worker.ts';

/**
 * Loads that fail, one after another in one tab, and the worker's heap in bytes after each of these numbers of them. The error is one
 * that Chromium does not try again by itself.
 */
export async function heapAfterLoads(
  lab: Lab,
  bench: BenchBrowser,
  id: string,
  counts: readonly number[],
): Promise<number[]> {
  await lab.setFace('kensa', 'no-content');
  const targetId = await bench.openTab();
  const tab = await bench.attach(targetId);
  await tab.send('Page.enable');
  const heaps: number[] = [];
  let loads = 0;
  for (const count of counts) {
    for (; loads < count; loads += 1) await tab.send('Page.navigate', { url: `${addressOf('kensa')}${loads % 7}` });
    await bench.startWorker(id);
    heaps.push(await heapOfWorker(bench, id));
  }
  await bench.closeTarget(targetId);
  return heaps;
}
