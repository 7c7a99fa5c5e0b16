/** Checks that every surface works with screen readers and the keyboard, at any size and in any colours. */
import type { Page } from '@playwright/test';
import type { Cause } from '../../utils/diagnosis/causes.ts';
import { PANEL_SECTIONS } from '../../utils/panel-sections.ts';
import { addressOf } from '../lab/lab.ts';
import type { Pc } from '../lab/pc.ts';
import { type Appearance, findViolations } from './axe.ts';
import { banner, card, changeSettings, expect, test } from './pc-test.ts';
import { FAILURES, showCause } from './states.ts';

const LIGHT = { colorScheme: 'light', forcedColors: 'none' } as const;
const APPEARANCES = [
  LIGHT,
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'light', forcedColors: 'active' },
] as const;

/** States that differ in their texts alone: axe checks them in Japanese. */
const WITHOUT_VIOLATIONS = { ja: ' and passes the axe checks', en: '' } as const;

const PAGES = [
  'popup.html',
  'options.html',
  'welcome.html',
  ...PANEL_SECTIONS.map((place) => `sidepanel.html#${place}`),
];

/** Expects that axe finds no problem. */
async function expectAccessible(page: Page, appearances: readonly Appearance[] = APPEARANCES, within = 'html') {
  expect(await findViolations(page, appearances, within)).toEqual([]);
}

async function openAll(surface: Page): Promise<void> {
  await surface.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
}

/** Expects that nothing is cut off to the side: at 320 px, and in the 400 × 300 that 200 % zoom leaves of a popup. */
async function expectToFit(surface: Page): Promise<void> {
  const isPopup = surface.url().endsWith('popup.html');
  const sizes = [{ width: 400, height: 300 }, ...(isPopup ? [] : [{ width: 320, height: 640 }])];
  for (const { width, height } of sizes) {
    await surface.setViewportSize({ width, height });
    expect(await surface.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const cutOff = await surface.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('main *')]
        .filter((element) => element.getClientRects().length > 0 && !element.closest('.for-listeners, svg'))
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    expect(cutOff).toEqual([]);
  }
}

async function openSurface(pc: Pc, path: string): Promise<Page> {
  const surface = await pc.openExtensionPage(path);
  await expect(surface.locator('main h1')).toBeVisible();
  return surface;
}

for (const language of ['ja', 'en'] as const) {
  test(`every surface fits its window and passes the axe checks (${language})`, async ({ usePc }) => {
    const pc = await usePc({ language });
    await showCause(pc, 'certificate-missing');
    for (const path of PAGES) {
      const surface = await openSurface(pc, path);
      await expect(surface.locator('html')).toHaveAttribute('lang', language);
      await openAll(surface);
      // The colours are the same as in Japanese.
      await expectAccessible(surface, language === 'ja' ? APPEARANCES : [LIGHT]);
      await expectToFit(surface);
      await surface.close();
    }
  });

  test(`every diagnosis fits its window${WITHOUT_VIOLATIONS[language]} (${language})`, async ({ usePc }) => {
    const pc = await usePc({ language });
    const surface = await openSurface(pc, 'popup.html');
    const tones = new Set<string | null>();
    for (const cause of ['none', ...FAILURES] as const) {
      await showCause(pc, cause);
      await expect(card(surface)).toHaveAttribute('data-cause', cause);
      await openAll(surface);
      const tone = await card(surface).getAttribute('data-tone');
      // The structure is the same as in Japanese, and the colours depend on the tone.
      if (language === 'ja') await expectAccessible(surface, tones.has(tone) ? [LIGHT] : APPEARANCES);
      tones.add(tone);
      await expectToFit(surface);
    }
  });
}

const HAND = { by: 'hand', run: '1' };
const UP_TO_RESTART = { systems: HAND, get: HAND, install: HAND, restart: HAND };

const BEFORE = {
  get: ['systems'],
  install: ['systems', 'get'],
  check: ['systems', 'get', 'install', 'restart'],
  delete: ['systems', 'get', 'install', 'restart', 'check'],
};

/** Later states of surfaces: the setup's progress, the events on the PC, and the user's actions on the surface. */
const LATER: [string, string, { done?: object; cause?: Cause; settings?: object }, (surface: Page) => Promise<void>][] =
  [
    ['setup: no certificate needed', 'sidepanel.html#setup', { settings: { mySystems: ['kensa'] } }, async () => {}],
    ...(['get', 'install', 'check', 'delete'] as const).map((step): (typeof LATER)[number] => [
      `setup: ${step}`,
      'sidepanel.html#setup',
      { done: Object.fromEntries(BEFORE[step].map((id) => [id, HAND])) },
      async (surface) => {
        await expect(surface.locator(`[data-step="${step}"]`)).toHaveAttribute('data-state', 'current');
        if (step === 'get') await surface.getByRole('radio').last().check();
      },
    ]),
    [
      'setup: still absent',
      'sidepanel.html#setup',
      { done: UP_TO_RESTART, cause: 'certificate-missing' },
      shown('[data-notice="still-absent"]'),
    ],
    [
      'setup: unusable',
      'sidepanel.html#setup',
      { done: { systems: HAND }, cause: 'certificate-rejected' },
      shown('[data-notice="unusable"]'),
    ],
    [
      'setup: finished',
      'sidepanel.html#setup',
      { done: { ...UP_TO_RESTART, check: HAND, delete: HAND } },
      shown('[data-finished]'),
    ],
    [
      'setup: the question before the reset',
      'sidepanel.html#setup',
      { done: UP_TO_RESTART },
      async (surface) => {
        await surface.locator('.setup > p button').last().click();
        await shown('[data-notice="reset"]')(surface);
      },
    ],
    ...(['none', 'certificate-missing'] as const).map((cause): (typeof LATER)[number] => [
      `self-check: ${cause}`,
      'sidepanel.html#check',
      { cause },
      async (surface) => {
        await surface.locator('[data-check] button').first().click();
        await expect(surface.locator('[data-layer="certificate"]')).toBeVisible();
      },
    ]),
    [
      'self-check: off',
      'sidepanel.html#check',
      { settings: { useProbes: false } },
      async (surface) => {
        await surface.locator('[data-check] button').first().click();
        await shown('[data-check="off"]')(surface);
      },
    ],
    ...(['certificate-missing', 'proxy-problem'] as const).map((cause): (typeof LATER)[number] => [
      `report: ${cause}`,
      'sidepanel.html#contact',
      { cause },
      async (surface) => {
        await surface.locator('.report button.main').click();
        await shown('.report textarea')(surface);
      },
    ]),
    ...(['403', 'zzz'] as const).map((query): (typeof LATER)[number] => [
      `troubles: ${query}`,
      'sidepanel.html#troubles',
      {},
      async (surface) => {
        await surface.getByRole('searchbox').fill(query);
        await expect(surface.locator('[data-symptom="clock"]')).toHaveCount(0);
      },
    ]),
  ];

function shown(selector: string): (surface: Page) => Promise<void> {
  return (surface) => expect(surface.locator(selector)).toBeVisible();
}

for (const language of ['ja', 'en'] as const) {
  test(`every later state of a surface fits its window${WITHOUT_VIOLATIONS[language]} (${language})`, async ({
    usePc,
  }) => {
    const pc = await usePc({ language });
    for (const [state, path, { done = {}, cause = 'none', settings = { mySystems: ['office'] } }, reach] of LATER) {
      await test.step(state, async () => {
        await showCause(pc, cause);
        await pc.extensionPage.evaluate((kept) => chrome.storage.local.set(kept), { settings, setup: { done } });
        const surface = await openSurface(pc, path);
        await reach(surface);
        if (language === 'ja') await expectAccessible(surface);
        await expectToFit(surface);
        await surface.close();
      });
    }
  });
}

test('the banners in pages pass the axe checks', async ({ lab, usePc }) => {
  await lab.setBehaviour('kensa', 'error-502');
  const pc = await usePc({ certificate: 'good', clock: '2026-11-24T21:46:00+09:00' });
  await changeSettings(pc, { openPopup: false });
  const page = await pc.newPage();
  await pc.open(page, addressOf('kensa'));
  await expect(banner(page)).toHaveAttribute('data-cause', 'server-error');
  await expectAccessible(page, APPEARANCES, 'mamoris-navi-banner');
  await pc.open(page, 'https://annex.mamoris-net.jp/');
  await expect(banner(page)).toHaveAttribute('data-cause', /./);
  await expectAccessible(page, APPEARANCES, 'mamoris-navi-banner');
  await pc.open(page, addressOf('online'));
  await page.bringToFront();
  // The script of the extension may start after the first key.
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(banner(page)).toHaveAttribute('data-notice', 'closing', { timeout: 500 });
  }).toPass();
  await expectAccessible(page, APPEARANCES, 'mamoris-navi-banner');
});

test('the Tab key reaches every control, in the order on the screen', async ({ usePc }) => {
  const pc = await usePc();
  await showCause(pc, 'certificate-missing');
  for (const path of PAGES) {
    const surface = await openSurface(pc, path);
    await surface.bringToFront();
    // The panel opens with the focus on the heading of its section. Tab starts at the top.
    await surface.locator('h1').click();
    const controls = surface.locator(
      ':is(a, button, summary, input, select, textarea):visible:not(:disabled):not([type=radio])',
    );
    for (const control of await controls.all()) {
      // Tab reaches one choice of a group, and the arrow keys the others.
      do await surface.keyboard.press('Tab');
      while (await surface.locator('[type=radio]:focus').count());
      await expect(control).toBeFocused();
    }
    await surface.close();
  }
});
