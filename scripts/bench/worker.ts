/** How soon a stopped worker answers, and how much memory a running one takes. */
import { waitFor } from '../../tests/lab/wait.ts';
import type { BenchBrowser, Session } from './bench-browser.ts';
import { inTurn, pause } from './popup.ts';
import { addSample, type Samples } from './statistics.ts';

/** Asks the worker for nothing, after all that it has still to do. */
export const ASK_FOR_NOTHING = 'chrome.runtime.sendMessage({ type: "check", system: "none" })';

export interface WorkerSamples {
  /** ms from a message to a stopped worker to its answer, the process of the extension being alive. */
  answer: Samples;
  /** Bytes of the worker's JavaScript heap after a collection. */
  heap: Samples;
}

/** Interleaved rounds. `pages`: sessions with a page of each extension, by the names under which they are told. */
export async function measureWorkers(
  bench: BenchBrowser,
  pages: Readonly<Record<string, { id: string; page: Session }>>,
  rounds: number,
): Promise<WorkerSamples> {
  const samples: WorkerSamples = { answer: {}, heap: {} };
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, { id, page }] of inTurn(Object.entries(pages), round)) {
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

/** Runs in a page of the extension. Whatever the worker makes of the message, it answers. */
async function askWorker() {
  const start = performance.now();
  await chrome.runtime.sendMessage({});
  return performance.now() - start;
}

/** What is left of the worker's heap after a collection, in bytes. */
export async function heapOfWorker(bench: BenchBrowser, id: string): Promise<number> {
  const worker = await bench.attach(await waitFor('the worker', () => bench.targetOf(id, 'service_worker')));
  await worker.send('HeapProfiler.collectGarbage');
  const { usedSize } = await worker.send<{ usedSize: number }>('Runtime.getHeapUsage');
  await worker.detach();
  return usedSize;
}
