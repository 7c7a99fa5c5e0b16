import { test as base, expect, type Locator, type Page } from '@playwright/test';
import type { ManualSystemId } from '../../utils/catalog/systems.ts';
import type { Settings } from '../../utils/settings/settings.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { type Pc, type PcOptions, startPc } from '../lab/pc.ts';
import { type MachinePolicy, prepareMachinePolicy } from '../lab/policy.ts';

interface TestFixtures {
  /** The systems at their defaults, before anything in a test. */
  cleanLab: undefined;
  /** Starts a PC; it is closed when the test ends. */
  startPc: (options?: PcOptions) => Promise<Pc>;
  /** A policy for a copy of the extension; it is taken away when the test ends. */
  policy: MachinePolicy;
}

/** Playwright's `test` with the simulated systems (one lab a worker, reset before each test) and PCs. */
export const test = base.extend<TestFixtures, { lab: Lab }>({
  lab: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
    async ({}, use) => {
      const lab = await startLab();
      await use(lab);
      await lab.close();
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
      started.push(pc);
      return pc;
    });
    await Promise.all(started.map((pc) => pc.close()));
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
  policy: async ({}, use) => {
    const policy = await prepareMachinePolicy();
    await use(policy);
    await policy.close();
  },
});

export { expect };

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

/**
 * Cause and system on the card of the open popup, read from inside the extension: while a tab is waiting for an answer, no
 * second connection to the browser comes about, and so no page for the popup.
 */
export function cardInPopup(pc: Pc): Promise<(string | undefined)[]> {
  return pc.extensionPage.evaluate(() => {
    const [view] = chrome.extension.getViews({ type: 'popup' });
    const card = view?.document.querySelector<HTMLElement>('[data-cause]');
    return [card?.dataset.cause, card?.dataset.system];
  });
}

/** What does not happen can't be awaited: it is watched for, for longer than it takes when it does happen. */
export async function expectNoPopup(pc: Pc): Promise<void> {
  const end = performance.now() + 1500;
  while (performance.now() < end) expect(await pc.isPopupOpen()).toBe(false);
}
