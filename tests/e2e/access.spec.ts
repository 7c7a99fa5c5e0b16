/** What everybody needs of every surface: that it can be read, heard, and used by keyboard, at any size and in any colours. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { PLACES } from '../../utils/panel/places.ts';
import type { Pc } from '../lab/pc.ts';
import { card, expect, test } from './pc-test.ts';
import { FAILURES, put } from './states.ts';

const LOOKS = [
  { colorScheme: 'light', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'light', forcedColors: 'active' },
] as const;

const PAGES = ['popup.html', 'options.html', ...PLACES.map((place) => `sidepanel.html#${place}`)];

async function expectAccessible(surface: Page): Promise<void> {
  // Otherwise axe opens a tab of its own, which takes the front.
  const { violations } = await new AxeBuilder({ page: surface }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
}

async function openAll(surface: Page): Promise<void> {
  await surface.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
}

/** At 320 px, and in the 400 × 300 that 200 % zoom leaves of a popup (which is never narrower), nothing is cut off to the side. */
async function expectToFit(surface: Page): Promise<void> {
  const isPopup = surface.url().endsWith('popup.html');
  const sizes = [{ width: 400, height: 300 }, ...(isPopup ? [] : [{ width: 320, height: 640 }])];
  for (const { width, height } of sizes) {
    await surface.setViewportSize({ width, height });
    expect(await surface.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const cutOff = await surface.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('main *')]
        .filter((each) => each.getClientRects().length > 0 && !each.closest('.for-listeners, svg'))
        .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
        .map((each) => each.outerHTML.slice(0, 120)),
    );
    expect(cutOff).toEqual([]);
  }
}

async function openSurface(pc: Pc, path: string): Promise<Page> {
  const surface = await pc.openExtensionPage(path);
  await expect(surface.locator('main h1')).toBeVisible();
  return surface;
}

for (const language of ['ja', 'en']) {
  test(`axe finds nothing on any surface, and all of it fits (${language})`, async ({ startPc }) => {
    const pc = await startPc({ language });
    await put(pc, 'certificate-missing');
    for (const path of PAGES) {
      const surface = await openSurface(pc, path);
      await expect(surface.locator('html')).toHaveAttribute('lang', language);
      await openAll(surface);
      for (const look of LOOKS) {
        await surface.emulateMedia(look);
        await expectAccessible(surface);
      }
      await expectToFit(surface);
      await surface.close();
    }
  });

  test(`axe finds nothing on any diagnosis, and all of it fits (${language})`, async ({ startPc }) => {
    const pc = await startPc({ language });
    const surface = await openSurface(pc, 'popup.html');
    for (const cause of ['none', ...FAILURES] as const) {
      await put(pc, cause);
      await expect(card(surface)).toHaveAttribute('data-cause', cause);
      await openAll(surface);
      for (const look of LOOKS) {
        await surface.emulateMedia(look);
        await expectAccessible(surface);
      }
      await expectToFit(surface);
    }
  });
}

test('Tab comes by everything that can be used, in the order in which it is seen', async ({ startPc }) => {
  const pc = await startPc();
  await put(pc, 'certificate-missing');
  for (const path of PAGES) {
    const surface = await openSurface(pc, path);
    await surface.bringToFront();
    const controls = surface.locator(
      ':is(a, button, summary, input, select, textarea):visible:not(:disabled):not([type=radio])',
    );
    for (const control of await controls.all()) {
      // Of a group of choices Tab comes by one, and the arrow keys by the others.
      do await surface.keyboard.press('Tab');
      while (await surface.locator('[type=radio]:focus').count());
      await expect(control).toBeFocused();
    }
    await surface.close();
  }
});
