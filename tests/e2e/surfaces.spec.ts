import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { SYSTEMS } from '../../utils/catalog/systems.ts';
import { addressOf } from '../lab/lab.ts';
import { banner, card, changeSettings, expect, expectNoPopup, row, test } from './pc-test.ts';

async function expectAccessible(surface: Page): Promise<void> {
  // Otherwise axe opens a tab of its own, which closes the popup.
  const { violations } = await new AxeBuilder({ page: surface }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
}

test('the popup paints from storage and leaves a stopped worker alone', async ({ startPc }) => {
  const pc = await startPc();
  const page = await pc.newPage();
  await pc.open(page, addressOf('office'));
  // The last that comes of this failure: a stop before it would be undone by the next event.
  await expect(banner(page)).toBeVisible();
  await expect.poll(() => pc.badge(page)).toBe('!');
  await pc.stopWorker();
  const popup = await pc.openPopup(page);
  await expect(card(popup)).toHaveAttribute('data-cause', 'certificate-missing');
  expect(await pc.isWorkerRunning()).toBe(false);
});

test('the first answer needs no scrolling, and the popup is at most 400 px wide', async ({ startPc }) => {
  const pc = await startPc();
  const page = await pc.newPage();
  await pc.open(page, addressOf('office'));
  await expect.poll(() => pc.badge(page)).toBe('!');
  const popup = await pc.openPopup(page);
  await expect(card(popup)).toBeInViewport({ ratio: 1 });
  expect(await popup.evaluate(() => window.innerWidth)).toBeLessThanOrEqual(400);
  expect(await popup.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
});

test('the popup begins with what never changes, before its code is there', async ({ startPc }) => {
  const pc = await startPc();
  const page = await pc.newPage();
  const session = await pc.context.newCDPSession(page);
  await session.send('Emulation.setScriptExecutionDisabled', { value: true });
  await page.goto(`chrome-extension://${pc.extensionId}/popup.html`);
  await expect(page.getByRole('heading', { name: 'まもりす接続ナビ' })).toBeVisible();
  await expect(page.getByText('ここに理由と次の操作を表示します。')).toBeVisible();
  // It says nothing yet of how things are.
  await expect(page.locator('[data-cause], [data-hours], [data-certificate]')).toHaveCount(0);
  const height = await page.evaluate(() => document.body.offsetHeight);
  expect(height).toBeGreaterThan(600);
  await session.send('Emulation.setScriptExecutionDisabled', { value: false });
  await page.reload();
  await expect(card(page)).toHaveAttribute('data-cause', 'none');
});

test('in another language the popup begins when it is there in that language', async ({ startPc }) => {
  const pc = await startPc({ language: 'en' });
  const page = await pc.openExtensionPage('popup.html');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Mamoris Navi');
  await expect(page.locator('html')).not.toHaveClass('early');
  await expect(page.locator('body')).not.toContainText('ここに理由と次の操作');
});

test('an open surface follows what happens', async ({ startPc }) => {
  const pc = await startPc();
  await changeSettings(pc, { openPopup: false });
  const panel = await pc.openExtensionPage('sidepanel.html');
  await expect(card(panel)).toHaveAttribute('data-cause', 'none');
  const page = await pc.newPage();
  await pc.open(page, addressOf('office'));
  await expect(row(panel, 'office')).toHaveAttribute('data-last', 'certificate-missing');
  await expect(card(panel)).toHaveAttribute('data-cause', 'certificate-missing');
  await expect(panel.locator('[data-certificate]')).toHaveAttribute('data-certificate', 'absent');
});

test('every system can be reached, in the manual’s order, and so can the contacts', async ({ startPc }) => {
  const pc = await startPc();
  const popup = await pc.openPopup(pc.extensionPage);
  const links = popup.locator('tr[data-system] a');
  expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual(
    SYSTEMS.map(({ address }) => address),
  );
  for (const address of ['tel:03-6435-8870', 'mailto:callcenter@mamoris.jp', 'mailto:sys-unyo@mamoris.jp']) {
    await expect(popup.locator(`a[href="${address}"]`)).toHaveCount(1);
  }
  await expect(popup.locator('[data-desk="open"]')).toHaveCount(1);
});

test('all of it works by keyboard', async ({ startPc }) => {
  const pc = await startPc();
  const page = await pc.newPage();
  await pc.open(page, addressOf('office'));
  await expect.poll(() => pc.badge(page)).toBe('!');
  const popup = await pc.openPopup(page);
  await expect(card(popup)).toBeVisible();
  // Tab comes by everything that can be clicked, in the order in which it is seen.
  const controls = popup.locator(':is(a, button, summary):visible');
  for (const control of await controls.all()) {
    await popup.keyboard.press('Tab');
    await expect(control).toBeFocused();
  }
  await popup.locator('summary').first().focus();
  await popup.keyboard.press('Enter');
  await expect(popup.locator('details').first()).toHaveAttribute('open');
  const copy = card(popup).getByRole('button', { name: 'chrome://restart をコピー' });
  await copy.focus();
  await popup.keyboard.press('Enter');
  await expect(card(popup).getByRole('button', { name: 'コピーしました' })).toBeFocused();
});

test('"try again" loads the page again where it failed', async ({ lab, startPc }) => {
  await lab.setBehaviour('kensa', 'error-502');
  const pc = await startPc();
  const page = await pc.newPage();
  await pc.open(page, `${addressOf('kensa')}list?page=2`);
  await expect.poll(() => pc.badge(page)).toBe('!');
  const popup = await pc.openPopup(page);
  await lab.setBehaviour('kensa', 'ok');
  lab.clearSeen();
  await card(popup).getByRole('button', { name: 'もう一度開く' }).click();
  await expect(page.getByRole('heading', { name: 'ログイン' })).toBeVisible();
  expect(lab.seen('kensa').requests[0]?.path).toBe('/list?page=2');
  expect(await pc.isPopupOpen()).toBe(false);
});

test('the side panel keeps the steps in sight, so that no popup is needed beside it', async ({ lab, startPc }) => {
  const pc = await startPc();
  const page = await pc.newPage();
  await pc.open(page, addressOf('office'));
  await expect.poll(() => pc.badge(page)).toBe('!');
  const popup = await pc.openPopup(page);
  await popup.getByRole('button', { name: '横に表示したままにする' }).click();
  const panels = () =>
    pc.extensionPage.evaluate(async () =>
      (await chrome.runtime.getContexts({ contextTypes: ['SIDE_PANEL' as never] })).map((panel) => panel.documentUrl),
    );
  await expect.poll(panels).toEqual([`chrome-extension://${pc.extensionId}/sidepanel.html`]);
  await expect.poll(() => pc.isPopupOpen()).toBe(false);
  await lab.setBehaviour('kensa', 'refused');
  await pc.open(page, addressOf('kensa'));
  await expect.poll(() => pc.badge(page)).toBe('!');
  await expectNoPopup(pc);
});

test('a withheld site permission is named, with a button that asks for it', async ({ startPc }) => {
  const pc = await startPc();
  await pc.setSiteAccess('on-click');
  const popup = await pc.openPopup(pc.extensionPage);
  await expect(popup.locator('[data-access="withheld"]').getByRole('button', { name: '許可する' })).toBeVisible();
  await expect(card(popup)).toHaveCount(0);
  await expectAccessible(popup);
  await pc.setSiteAccess('on-all-sites');
  const again = await pc.openPopup(pc.extensionPage);
  await expect(card(again)).toHaveAttribute('data-cause', 'none');
});

test('options take effect at once, and outlive whatever was stored before', async ({ startPc }) => {
  const pc = await startPc();
  await pc.extensionPage.evaluate(() => chrome.storage.local.set({ settings: { openPopup: 'yes', showBanner: 7 } }));
  const options = await pc.openExtensionPage('options.html');
  const [openPopup, showBanner] = [options.locator('[name=openPopup]'), options.locator('[name=showBanner]')];
  await expect(openPopup).toBeChecked();
  await showBanner.uncheck();
  await expect(options.getByRole('status')).toHaveText('保存しました');
  const page = await pc.newPage();
  await pc.open(page, addressOf('office'));
  await expect.poll(() => pc.badge(page)).toBe('!');
  await expect(page.locator('mamoris-navi-banner')).toHaveCount(0);
  await options.reload();
  await expect(openPopup).toBeChecked();
  await expect(showBanner).not.toBeChecked();
  await expectAccessible(options);
});

test('at 200 % zoom a popup is 400 × 300 CSS pixels, and loses nothing', async ({ startPc }) => {
  const pc = await startPc();
  await pc.open(await pc.newPage(), addressOf('office'));
  const popup = await pc.openExtensionPage('popup.html');
  await popup.setViewportSize({ width: 400, height: 300 });
  await expect(card(popup)).toHaveAttribute('data-cause', 'certificate-missing');
  for (const forcedColors of ['none', 'active'] as const) {
    await popup.emulateMedia({ forcedColors });
    expect(await popup.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
    await expectAccessible(popup);
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`screen readers and eyes find nothing missing (${colorScheme})`, async ({ startPc }) => {
    const pc = await startPc({ colorScheme });
    for (const system of ['kensa', 'office'] as const) {
      const page = await pc.newPage();
      await pc.open(page, addressOf(system));
      await expect.poll(() => pc.badge(page)).toBe(system === 'office' ? '!' : '');
      const popup = await pc.openPopup(page);
      await expect(card(popup)).toBeVisible();
      for (const hint of await popup.locator('summary').all()) await hint.click();
      await expectAccessible(popup);
      await pc.closePopup();
    }
    const panel = await pc.openExtensionPage('sidepanel.html');
    await expect(card(panel)).toBeVisible();
    await panel.setViewportSize({ width: 320, height: 640 });
    expect(await panel.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await expectAccessible(panel);
  });
}
