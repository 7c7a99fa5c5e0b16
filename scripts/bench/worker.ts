/** How soon a stopped worker answers, and how much memory a running worker needs. */

import type { BareBrowser, Session } from '../../tests/lab/bare-browser.ts';
import { waitFor } from '../../tests/lab/wait.ts';
import { pause, rotate } from './popup.ts';
import { addSample, type Samples } from './statistics.ts';

/** Expression that waits until the worker has handled all earlier events. */
export const PING_WORKER = 'chrome.runtime.sendMessage({ type: "check", system: "none" })';

export interface WorkerSamples {
  /** ms from a message to a stopped worker to its answer, the process of the extension being alive. */
  answer: Samples;
  /** Bytes of the worker's JavaScript heap after a collection. */
  heap: Samples;
}

/**
 * Measures in interleaved rounds.
 * @param pages a session with a page of each extension, by the names of their samples
 */
export async function measureWorkers(
  bench: BareBrowser,
  pages: Readonly<Record<string, { id: string; page: Session }>>,
  rounds: number,
): Promise<WorkerSamples> {
  const samples: WorkerSamples = { answer: {}, heap: {} };
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, { id, page }] of rotate(Object.entries(pages), round)) {
      await bench.stopWorker(id);
      await pause(100);
      const answer = await page.evaluate<number>(`(${askWorker})()`);
      const heap = await heapOfWorker(bench, id);
      if (round < 0) continue;
      addSample(samples.answer, name, answer);
      addSample(samples.heap, name, heap);
    }
  }
  return samples;
}

/** Runs in a page of the extension. The worker answers every message, also an invalid one. */
async function askWorker() {
  const start = performance.now();
  await chrome.runtime.sendMessage({});
  return performance.now() - start;
}

/** The worker's heap after a collection, in bytes. */
export async function heapOfWorker(bench: BareBrowser, id: string): Promise<number> {
  const worker = await bench.attach(await waitFor('the worker', () => bench.targetOf(id, 'service_worker')));
  await worker.send('HeapProfiler.collectGarbage');
  const { usedSize } = await worker.send<{ usedSize: number }>('Runtime.getHeapUsage');
  await worker.detach();
  return usedSize;
}
