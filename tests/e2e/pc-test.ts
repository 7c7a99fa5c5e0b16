import { test as base, expect as baseExpect, type Locator, type Page } from '@playwright/test';
import type { ManualSystemId } from '../../utils/catalog/systems.ts';
import type { Settings } from '../../utils/settings/settings-schema.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { type Pc, type PcOptions, startPc } from '../lab/pc.ts';
import { type MachinePolicy, prepareMachinePolicy } from '../lab/policy.ts';
import { waitFor } from '../lab/wait.ts';
import { BROWSER_START } from './browser-starts.ts';
import { createSharedPcs, type SharedPcOptions, type SharedPcs } from './shared-pcs.ts';

interface TestFixtures {
  /** The systems at their defaults, before anything in a test. */
  cleanLab: undefined;
  /** Starts a PC; it is closed when the test ends. For tests of the browser's memory and of restarts. */
  startPc: (options?: PcOptions) => Promise<Pc>;
  /** Returns a clean PC whose browser is shared with other tests. */
  usePc: (options?: SharedPcOptions) => Promise<Pc>;
  /** A policy for a copy of the extension; it is taken away when the test ends. */
  policy: MachinePolicy;
}

interface WorkerFixtures {
  lab: Lab;
  sharedPcs: SharedPcs;
}

/** Marks the running test: it has started a browser. `browser-starts.ts` counts the marks. */
export function countBrowserStart(): void {
  test.info().annotations.push({ type: BROWSER_START });
}

/** Playwright's `test` with the simulated systems (one lab a worker, reset before each test) and PCs. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  lab: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
    async ({}, use) => {
      const lab = await startLab();
      await use(lab);
      await lab.close();
    },
    { scope: 'worker' },
  ],
  sharedPcs: [
    async ({ lab }, use) => {
      const pcs = createSharedPcs(lab, countBrowserStart);
      await use(pcs);
      await pcs.close();
    },
    { scope: 'worker' },
  ],
  cleanLab: [
    async ({ lab }, use) => {
      await lab.reset();
      await use(undefined);
    },
    { auto: true },
  ],
  startPc: async ({ lab }, use) => {
    const started: Pc[] = [];
    await use(async (options) => {
      const pc = await startPc(lab, options);
      countBrowserStart();
      started.push(pc);
      return pc;
    });
    await Promise.all(started.map((pc) => pc.close()));
  },
  usePc: async ({ sharedPcs }, use) => {
    await use((options = {}) => sharedPcs.get(options));
    await sharedPcs.reset();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
  policy: async ({}, use) => {
    const policy = await prepareMachinePolicy();
    await use(policy);
    await policy.close();
  },
});

/** Intervals of polls in ms. Playwright's own `[100, 250, 500, 1000]` are longer than most results need. */
const INTERVALS = [20, 30, 50, 100];

/** Playwright's `expect` with shorter intervals of polls. */
export const expect: typeof baseExpect = new Proxy(baseExpect, {
  get: (target, name) => (name === 'poll' ? pollOften : Reflect.get(target, name)),
});

const pollOften: typeof baseExpect.poll = (read, options) =>
  baseExpect.poll(read, { intervals: INTERVALS, ...(typeof options === 'string' ? { message: options } : options) });

/** Changes the extension's settings as the options page does. */
export function changeSettings(pc: Pc, settings: Partial<Settings>): Promise<void> {
  return pc.extensionPage.evaluate((changed) => chrome.storage.local.set({ settings: changed }), settings);
}

/** The diagnosis card of one of the extension's surfaces. */
export function card(surface: Page): Locator {
  return surface.locator('[data-cause]');
}

/** A system's row in the table of a surface. */
export function row(surface: Page, system: ManualSystemId): Locator {
  return surface.locator(`tr[data-system="${system}"]`);
}

/** The banner in a page. */
export function banner(page: Page): Locator {
  return page.locator('mamoris-navi-banner');
}

/** Acts as a user of the page. */
export async function actAsUser(page: Page): Promise<void> {
  await page.bringToFront();
  await page.mouse.move(300, 300);
  await page.mouse.move(310, 310);
}

/**
 * Reads cause and system on the card of the open popup from inside the extension. Playwright can't connect to the popup
 * while a tab waits for an answer.
 */
export function cardInPopup(pc: Pc): Promise<(string | undefined)[]> {
  return pc.extensionPage.evaluate(() => {
    const [view] = chrome.extension.getViews({ type: 'popup' });
    const card = view?.document.querySelector<HTMLElement>('[data-cause]');
    return [card?.dataset.cause, card?.dataset.system];
  });
}

/** Records from now on every badge that the worker gives a tab, without asking the browser again and again. */
export async function recordBadges(pc: Pc): Promise<(page: Page) => Promise<string[]>> {
  const worker = pc.context.serviceWorkers().at(-1);
  if (worker === undefined) throw new Error('the worker does not run');
  await worker.evaluate(() => {
    const badges: chrome.action.BadgeTextDetails[] = [];
    const setBadgeText = chrome.action.setBadgeText.bind(chrome.action);
    Object.assign(globalThis, { badges });
    Object.assign(chrome.action, {
      setBadgeText: (details: chrome.action.BadgeTextDetails) => {
        badges.push(details);
        return setBadgeText(details);
      },
    });
  });
  return async (page) => {
    const tabId = await pc.tabId(page);
    const badges = await worker.evaluate(() => Reflect.get(globalThis, 'badges') as chrome.action.BadgeTextDetails[]);
    return badges.filter((details) => details.tabId === tabId).map(({ text }) => text ?? '');
  };
}

/**
 * Counts the popups that open from now on, without asking the browser again and again. A later failure goes the same
 * way through the worker. Once it has opened the popup, no earlier failure can still open one.
 */
export async function countPopups(pc: Pc): Promise<() => number> {
  const session = await pc.context.browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error('the browser has ended');
  const popups = new Set<string>();
  const address = `chrome-extension://${pc.extensionId}/popup.html`;
  for (const event of ['Target.targetCreated', 'Target.targetInfoChanged'] as const)
    session.on(event, ({ targetInfo }) => targetInfo.url === address && popups.add(targetInfo.targetId));
  await session.send('Target.setDiscoverTargets', { discover: true });
  popups.clear();
  return () => popups.size;
}

/** Lets time pass without waiting: moves the clock of the PC, and fires the alarms that a worker is to wake by. */
export async function skipTime(pc: Pc, ms: number): Promise<void> {
  await pc.setClock(new Date(pc.now() + ms).toISOString());
  await fireAlarms(pc);
}

/** Time (ms) after which the worker has postponed an alarm that has not fired. */
const POSTPONED = 2000;

/** Fires every alarm that the extension has set, and waits until the browser has fired them. */
export async function fireAlarms(pc: Pc): Promise<void> {
  await pc.extensionPage.evaluate(async () => {
    const waiting = new Map((await chrome.alarms.getAll()).map((alarm) => [alarm.name, alarm]));
    chrome.alarms.onAlarm.addListener(({ name }) => waiting.delete(name));
    Object.assign(window, { waiting });
  });
  // An unpacked extension may set alarms that are due at once.
  const setWaiting = () =>
    pc.extensionPage.evaluate(() => {
      const waiting: Map<string, chrome.alarms.Alarm> = Reflect.get(window, 'waiting');
      for (const { name, periodInMinutes } of waiting.values())
        void chrome.alarms.create(name, { when: Date.now() + 1, ...(periodInMinutes && { periodInMinutes }) });
    });
  const haveFired = () => pc.extensionPage.evaluate(() => Reflect.get(window, 'waiting').size === 0);
  do await setWaiting();
  while (!(await waitFor('the alarms', haveFired, POSTPONED).catch(() => false)));
}
