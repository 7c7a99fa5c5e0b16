/** Whether anything grows with the tabs that are known and with the attempts that were seen. */

import { addressOf } from '../../tests/lab/lab.ts';
import { MANUAL } from '../../utils/catalog/facts.ts';
import { type LoadEvent, reduce } from '../../utils/run/reduce.ts';
import { EMPTY_RUN, type RunState } from '../../utils/run/run-state.ts';
import type { BenchBrowser, Session } from './bench-browser.ts';
import { measurePopups } from './popup.ts';
import { median } from './statistics.ts';
import { ASK_FOR_NOTHING, heapOfWorker } from './worker.ts';

export interface Growth {
  tabs: number;
  attempts: number;
  /** Of what is stored, in bytes. */
  stored: number;
  /** ms from a click to the popup's largest contentful paint, with the worker running. */
  popup: number;
  /** Bytes of the worker's heap once it has read all of it and answered. */
  heap: number;
}

/** A tab with the extension's rights. */
export interface ExtensionPage {
  page: Session;
  close(): Promise<void>;
}

const FAR_TAB = 1_000_000_000;

/** The state after so many failed loads, one after another in so many tabs; by the product's own steps. */
export function stateAfter(tabs: number, attempts: number, now: number): RunState {
  let state = EMPTY_RUN;
  for (let number = 0; number < attempts; number += 1) {
    const load = { tabId: FAR_TAB + (number % tabs), requestId: String(number), url: addressOf('kensa') };
    const at = now - attempts + number;
    const events: LoadEvent[] = [
      { ...load, type: 'request', at },
      { ...load, type: 'error', error: 'net::ERR_CONNECTION_REFUSED', at },
    ];
    for (const event of events) state = reduce(state, event, MANUAL);
  }
  return state;
}

/** Opens the popup and asks the worker, with so much remembered. */
export async function measureGrowth(
  bench: BenchBrowser,
  id: string,
  openExtensionPage: () => Promise<ExtensionPage>,
  { tabs, attempts, rounds }: { tabs: number; attempts: number; rounds: number },
): Promise<Growth> {
  const run = stateAfter(tabs, attempts, Date.now());
  const extensionPage = await openExtensionPage();
  await extensionPage.page.evaluate(`chrome.storage.session.set(${JSON.stringify({ run })})`);
  await bench.stopWorker(id);
  await extensionPage.page.evaluate(ASK_FOR_NOTHING);
  const heap = await heapOfWorker(bench, id);
  await extensionPage.close();
  const { warm } = await measurePopups(bench, { ours: id }, rounds);
  return { tabs, attempts, stored: JSON.stringify(run).length, popup: median(warm.ours ?? []), heap };
}
