/** PCs that many tests use, one after another: a browser start needs more time than most tests. */
import { DEFAULT_CLOCK } from '../lab/clock.ts';
import type { Lab } from '../lab/lab.ts';
import { type Pc, type PcOptions, startPc } from '../lab/pc.ts';
import { waitFor } from '../lab/wait.ts';

/** Options that a running browser can't change, and its clock, which it can. */
export type SharedPcOptions = Pick<
  PcOptions,
  'certificate' | 'language' | 'clock' | 'serverClock' | 'headless' | 'display'
>;

export interface SharedPcs {
  /** Returns a clean PC with these options; starts its browser if none of them is running. */
  get(options: SharedPcOptions): Promise<Pc>;
  /** Removes what the tests left on the PCs that `get` has returned since the last call. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Maximum of idle browsers that are kept, because they need memory. */
const MAX_RUNNING = 3;
/** How far the clock of a running browser may be ahead before another browser is started; in ms. */
const MAX_CLOCK_LEAD = 30 * 60_000;
/** How long a start may take (ms): the tests of a time of day begin at that time. */
const MAX_PREPARATION = 5000;

/** @param onStart called for each browser that is started */
export function createSharedPcs(lab: Lab, onStart: () => void): SharedPcs {
  /** By their options, the latest used last. */
  const running = new Map<string, Pc>();
  const used = new Set<Pc>();

  return {
    async get({ clock, serverClock, ...options }) {
      const key = JSON.stringify(Object.entries(options).toSorted());
      const latest = running.get(key);
      // Chromium fires no alarm until it is later than when it last fired one: a clock must not go back.
      if (latest && isAhead(latest, clock)) {
        if (used.has(latest)) throw new Error('A test cannot set the clock of its PC back');
        running.delete(key);
        await latest.close();
      }
      const pc = running.get(key) ?? (await startPc(lab, { clock: clock ?? DEFAULT_CLOCK, ...options }));
      if (!running.has(key)) onStart();
      running.delete(key);
      running.set(key, pc);
      used.add(pc);
      await setClocks(pc, lab, clock, serverClock);
      const [oldest] = running;
      if (running.size > MAX_RUNNING && oldest) {
        running.delete(oldest[0]);
        used.delete(oldest[1]);
        await oldest[1].close();
      }
      return pc;
    },
    async reset() {
      for (const pc of used) await resetPc(pc);
      used.clear();
    },
    async close() {
      await Promise.all([...running.values()].map((pc) => pc.close()));
      running.clear();
    },
  };
}

function isAhead(pc: Pc, clock: string | undefined): boolean {
  const lead = pc.now() - Date.parse(clock ?? DEFAULT_CLOCK);
  return lead > (clock === undefined ? MAX_CLOCK_LEAD : MAX_PREPARATION);
}

async function setClocks(pc: Pc, lab: Lab, clock?: string, serverClock?: string): Promise<void> {
  if (pc.now() < Date.parse(clock ?? DEFAULT_CLOCK)) {
    await pc.setClock(clock ?? DEFAULT_CLOCK);
    // The alarms were set for another time.
    await restartWorker(pc);
  }
  // Other PCs have set the clock of the systems to theirs.
  lab.setClock(serverClock ?? new Date(pc.now()).toISOString());
}

/** Makes a PC as it was after its start, except for what its browser remembers of certificates. */
async function resetPc(pc: Pc): Promise<void> {
  await pc.context.setOffline(false);
  await pc.extensionPage.evaluate(() => {
    for (const view of chrome.extension.getViews()) if (view !== window) view.close();
  });
  const tabs = pc.context.pages().filter((page) => page !== pc.extensionPage);
  await Promise.all(tabs.map((page) => page.close()));
  await Promise.all([pc.context.clearCookies(), pc.context.clearPermissions()]);
  // The reload removes the listeners of the test.
  await pc.extensionPage.reload();
  await restartWorker(pc);
}

/** Restarts the worker with empty storage and new alarms, and waits until it listens. */
async function restartWorker(pc: Pc): Promise<void> {
  // A worker that a closed tab has woken keeps the run in memory, and would store it again.
  await waitFor('an extension that remembers nothing', async () => {
    await pc.stopWorker();
    return pc.extensionPage.evaluate(async () => {
      const { storage, alarms } = chrome;
      const isClean = Object.keys({ ...(await storage.local.get()), ...(await storage.session.get()) }).length === 0;
      await Promise.all([storage.local.clear(), storage.session.clear(), alarms.clearAll()]);
      return isClean;
    });
  });
  // An unknown message starts the worker. It listens once it has set its alarm.
  await pc.extensionPage.evaluate(() => chrome.runtime.sendMessage({}).catch(() => undefined));
  await waitFor('the worker to listen', () =>
    pc.extensionPage.evaluate(async () => (await chrome.alarms.getAll()).length > 0),
  );
}
