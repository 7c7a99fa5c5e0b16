/** How soon a surface is there: the real popup after a click on its icon, and every page in a tab. */
import { waitFor } from '../../tests/lab/wait.ts';
import type { BenchBrowser } from './bench-browser.ts';
import { addSample, type Samples } from './statistics.ts';

/**
 * So long nothing is asked of a page that is coming up, so that nothing but itself is measured; by then it is settled.
 */
const QUIET_MS = 300;

/** For a person, not for a condition: while it lasts nothing is asked of what is measured. */
export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface PopupTimes {
  /** First and largest contentful paint, in ms after the click. */
  first: number;
  largest: number;
  /** ms after the click until all of its content was in the page, or painted, if that was later. */
  complete: number;
  /** The JavaScript heap of the popup's page as it is found, in bytes. */
  heap: number;
}

/** Clicks the icon, reads when the popup has painted, and closes it. */
export async function openPopup(bench: BenchBrowser, id: string): Promise<PopupTimes> {
  const clickedAt = await bench.clickIcon(id);
  const targetId = await waitFor('the popup', () => bench.targetOf(id, 'page'));
  await pause(QUIET_MS);
  const popup = await bench.attach(targetId);
  const { usedSize: heap } = await popup.send<{ usedSize: number }>('Runtime.getHeapUsage');
  const { first, largest, complete } = await popup.evaluate<Paints>(`(${readPaints})()`);
  await bench.closeTarget(targetId);
  return { first: first - clickedAt, largest: largest - clickedAt, complete: complete - clickedAt, heap };
}

type Paints = Awaited<ReturnType<typeof readPaints>>;

/** Runs in the page: when it painted first and last, and was complete, in ms since the epoch. */
export async function readPaints() {
  const largest = await new Promise<number>((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({
      type: 'largest-contentful-paint',
      buffered: true,
    });
  });
  const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
  // Ours says when; the references have all that they show in their largest paint.
  const complete = Math.max(largest, performance.getEntriesByName('complete')[0]?.startTime ?? 0);
  const [firstAt, largestAt, completeAt] = [first, largest, complete].map((ms) => performance.timeOrigin + ms);
  return { first: firstAt as number, largest: largestAt as number, complete: completeAt as number };
}

/** Notes in a page when it has changed last. */
function noteChanges() {
  const note = () => Reflect.set(globalThis, 'lastChange', performance.now());
  new MutationObserver(note).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
}

/** Runs in the page: ms from its start until it was loaded and had changed for the last time. */
function readSettled() {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return Math.max(navigation?.loadEventEnd ?? 0, Reflect.get(globalThis, 'lastChange') ?? 0);
}

/** Opens a page of an extension in a tab; ms from its start until it was settled. */
export async function settleInTab(bench: BenchBrowser, address: string): Promise<number> {
  const targetId = await bench.openTab();
  const tab = await bench.attach(targetId);
  await tab.send('Page.enable');
  await tab.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${noteChanges})()` });
  const loaded = new Promise<void>((resolve) => tab.on('Page.loadEventFired', () => resolve()));
  await tab.send('Page.navigate', { url: address });
  await loaded;
  await pause(QUIET_MS);
  const settled = await tab.evaluate<number>(`(${readSettled})()`);
  await bench.closeTarget(targetId);
  return settled;
}

export interface PopupSamples {
  /** Click to largest contentful paint with the worker running, … */
  warm: Samples;
  /** … and with no process of the extension alive. */
  cold: Samples;
  /** Click to first contentful paint, with the worker running, … */
  warmFirst: Samples;
  /** … and to all of its content. */
  warmComplete: Samples;
  coldComplete: Samples;
  heap: Samples;
}

/** Interleaved rounds, each in another order. `ids`: of extensions, by the names under which they are told. */
export async function measurePopups(
  bench: BenchBrowser,
  ids: Readonly<Record<string, string>>,
  rounds: number,
): Promise<PopupSamples> {
  const samples: PopupSamples = { warm: {}, cold: {}, warmFirst: {}, warmComplete: {}, coldComplete: {}, heap: {} };
  // The first round warms the machine.
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, id] of inTurn(Object.entries(ids), round)) {
      await bench.endExtensionProcesses();
      const cold = await openPopup(bench, id);
      await bench.startWorker(id);
      await pause(QUIET_MS);
      const warm = await openPopup(bench, id);
      if (round < 0) continue;
      addSample(samples.cold, name, cold.largest);
      addSample(samples.warm, name, warm.largest);
      addSample(samples.warmFirst, name, warm.first);
      addSample(samples.warmComplete, name, warm.complete);
      addSample(samples.coldComplete, name, cold.complete);
      addSample(samples.heap, name, cold.heap);
    }
  }
  return samples;
}

/** Interleaved rounds of pages in a tab, with no process of an extension alive before. `pages`: addresses by name. */
export async function measureTabs(
  bench: BenchBrowser,
  pages: Readonly<Record<string, string>>,
  rounds: number,
): Promise<Samples> {
  const samples: Samples = {};
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, address] of inTurn(Object.entries(pages), round)) {
      const settled = await settleInTab(bench, address);
      if (round >= 0) addSample(samples, name, settled);
    }
  }
  return samples;
}

/** The same things, beginning with another one in each round. */
export function inTurn<Thing>(things: readonly Thing[], round: number): Thing[] {
  const start = (round + things.length) % things.length;
  return [...things.slice(start), ...things.slice(0, start)];
}
