/** How soon a surface is complete: the real popup after a click on its icon, and any page in a tab. */

import type { BareBrowser } from '../../tests/lab/bare-browser.ts';
import { waitFor } from '../../tests/lab/wait.ts';
import { addSample, type Samples } from './statistics.ts';

/** Time without requests to an opening page, so that only the page is measured. The page settles within it. */
const QUIET_MS = 300;

/** Waits for a time, not for a condition: a condition would be a request to the measured page. */
export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface PopupTimes {
  /** ms after the click until all content is in the page and painted. */
  complete: number;
  /** The JavaScript heap of the popup's page without a collection, in bytes. */
  heap: number;
}

/**
 * Clicks the icon, reads when the popup was complete, and closes it.
 * @param hasMark whether the popup marks its completion
 */
export async function openPopup(bench: BareBrowser, id: string, hasMark: boolean): Promise<PopupTimes> {
  const clickedAt = await bench.clickIcon(id);
  const targetId = await waitFor('the popup', () => bench.targetOf(id, 'page'));
  await pause(QUIET_MS);
  const popup = await bench.attach(targetId);
  const completeAt = await popup.evaluate<number>(`(${readCompletion})(${hasMark})`);
  const { usedSize: heap } = await popup.send<{ usedSize: number }>('Runtime.getHeapUsage');
  await bench.closeTarget(targetId);
  return { complete: completeAt - clickedAt, heap };
}

/**
 * Runs in the page: the time at which all content was in the page and painted, in ms since the epoch. Our surfaces mark
 * it as `complete`; the references show all content in their largest paint.
 */
export async function readCompletion(hasMark: boolean) {
  if (hasMark) {
    await new Promise((resolve) => new PerformanceObserver(resolve).observe({ type: 'mark', buffered: true }));
    // The content of the mark is painted in the next frame, and reported in a task after it.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)));
  }
  const largestPaint = await new Promise<number>((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({
      type: 'largest-contentful-paint',
      buffered: true,
    });
  });
  const marked = performance.getEntriesByName('complete')[0]?.startTime ?? 0;
  return performance.timeOrigin + Math.max(largestPaint, marked);
}

/** Runs in the page: records the time of its last change. */
function recordChanges() {
  const recordTime = () => Reflect.set(globalThis, 'lastChange', performance.now());
  new MutationObserver(recordTime).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
}

/** Runs in the page: ms from its start to the end of its load or its last change, the later of both. */
function readSettled() {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return Math.max(navigation?.loadEventEnd ?? 0, Reflect.get(globalThis, 'lastChange') ?? 0);
}

/** Opens a page of an extension in a tab. Returns the ms from its start until it was settled. */
async function settleInTab(bench: BareBrowser, address: string): Promise<number> {
  const targetId = await bench.openTab();
  const tab = await bench.attach(targetId);
  await tab.send('Page.enable');
  await tab.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${recordChanges})()` });
  const loaded = new Promise<void>((resolve) => tab.on('Page.loadEventFired', () => resolve()));
  await tab.send('Page.navigate', { url: address });
  await loaded;
  await pause(QUIET_MS);
  const settled = await tab.evaluate<number>(`(${readSettled})()`);
  await bench.closeTarget(targetId);
  return settled;
}

export interface PopupSamples {
  /** Click to all content with the worker running. */
  warm: Samples;
  /** Click to all content without a process of the extension. */
  cold: Samples;
  heap: Samples;
}

/**
 * Measures in interleaved rounds, each in another order.
 * @param ids extension ids, by the names of their samples; `ours` marks its completion
 */
export async function measurePopups(
  bench: BareBrowser,
  ids: Readonly<Record<string, string>>,
  rounds: number,
): Promise<PopupSamples> {
  const samples: PopupSamples = { warm: {}, cold: {}, heap: {} };
  // The first round warms the machine.
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, id] of rotate(Object.entries(ids), round)) {
      await bench.endExtensionProcesses();
      const cold = await openPopup(bench, id, name === 'ours');
      await bench.startWorker(id);
      await pause(QUIET_MS);
      const warm = await openPopup(bench, id, name === 'ours');
      if (round < 0) continue;
      addSample(samples.cold, name, cold.complete);
      addSample(samples.warm, name, warm.complete);
      addSample(samples.heap, name, cold.heap);
    }
  }
  return samples;
}

/**
 * Measures pages in a tab in interleaved rounds, without a process of an extension before.
 * @param pages addresses, by the names of their samples
 */
export async function measureTabs(
  bench: BareBrowser,
  pages: Readonly<Record<string, string>>,
  rounds: number,
): Promise<Samples> {
  const samples: Samples = {};
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, address] of rotate(Object.entries(pages), round)) {
      const settled = await settleInTab(bench, address);
      if (round >= 0) addSample(samples, name, settled);
    }
  }
  return samples;
}

/** The same items, with another first item in each round. */
export function rotate<Item>(items: readonly Item[], round: number): Item[] {
  const start = (round + items.length) % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
