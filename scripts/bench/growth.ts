/** Whether storage, popup or worker grow with the number of tabs and attempts. */

import type { BareBrowser, Session } from '../../tests/lab/bare-browser.ts';
import { addressOf } from '../../tests/lab/lab.ts';
import { MANUAL } from '../../utils/catalog/facts.ts';
import type { LoadEvent } from '../../utils/run/load-event.ts';
import { reduce } from '../../utils/run/reduce.ts';
import { EMPTY_RUN, type RunState } from '../../utils/run/run-state.ts';
import { measurePopups } from './popup.ts';
import { median } from './statistics.ts';
import { heapOfWorker, PING_WORKER } from './worker.ts';

export interface Growth {
  tabs: number;
  attempts: number;
  /** Size of the stored run, in bytes. */
  stored: number;
  /** ms from a click to the complete popup, with the worker running. */
  popup: number;
  /** The worker's heap after it has read the run and answered, in bytes. */
  heap: number;
}

/** A tab with the extension's rights. */
export interface ExtensionPage {
  page: Session;
  close(): Promise<void>;
}

const FAR_TAB = 1_000_000_000;
const SYSTEMS = ['portal', 'kensa', 'online', 'kizon'] as const;

/** The run after this number of loads in this number of tabs, computed by the product's reducer. The last ones fail. */
export function stateAfter(tabs: number, attempts: number, now: number, failures = attempts): RunState {
  let state = EMPTY_RUN;
  for (let number = 0; number < attempts; number += 1) {
    const system = SYSTEMS[number % SYSTEMS.length] ?? 'kensa';
    const isFailure = number >= attempts - failures;
    const url = addressOf(isFailure ? 'kensa' : system);
    const load = { tabId: FAR_TAB + (number % tabs), requestId: String(number), url };
    const at = now - attempts + number;
    const end: LoadEvent = isFailure
      ? { ...load, type: 'error', error: 'net::ERR_CONNECTION_REFUSED', at }
      : { ...load, type: 'answer', status: 200, at };
    for (const event of [{ ...load, type: 'request', at } as const, end]) state = reduce(state, event, MANUAL);
  }
  return state;
}

/** Measures with a run of this size. */
export async function measureGrowth(
  bench: BareBrowser,
  id: string,
  openExtensionPage: () => Promise<ExtensionPage>,
  { tabs, attempts, rounds }: { tabs: number; attempts: number; rounds: number },
): Promise<Growth> {
  const run = stateAfter(tabs, attempts, Date.now());
  const extensionPage = await openExtensionPage();
  // Stop the worker first: it would write its own state back.
  await bench.stopWorker(id);
  await extensionPage.page.evaluate(`chrome.storage.session.set(${JSON.stringify({ run })})`);
  await extensionPage.page.evaluate(PING_WORKER);
  const heap = await heapOfWorker(bench, id);
  await extensionPage.close();
  const { warm } = await measurePopups(bench, { ours: id }, rounds);
  return { tabs, attempts, stored: JSON.stringify(run).length, popup: median(warm.ours ?? []), heap };
}
