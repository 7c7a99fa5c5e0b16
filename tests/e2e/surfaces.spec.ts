import type { Page } from '@playwright/test';
import { SYSTEMS } from '../../utils/catalog/systems.ts';
import { DEFAULT_CLOCK } from '../lab/clock.ts';
import { addressOf } from '../lab/lab.ts';
import { attempt, runWith } from '../support/builders.ts';
import { findViolations } from './axe.ts';
import { banner, card, changeSettings, countPopups, expect, row, test } from './pc-test.ts';
import { showCause, showRun } from './states.ts';

async function expectAccessible(surface: Page): Promise<void> {
  expect(await findViolations(surface)).toEqual([]);
}

test('the popup paints from storage and does not start a stopped worker', async ({ usePc }) => {
  const pc = await usePc();
  const page = await pc.newPage();
  await pc.open(page, addressOf('office'));
  // The last event of this failure: any later event would start a stopped worker again.
  await expect(banner(page)).toBeVisible();
  await expect.poll(() => pc.badge(page)).toBe('!');
  await pc.stopWorker();
  const popup = await pc.openPopup(page);
  await expect(card(popup)).toHaveAttribute('data-cause', 'certificate-missing');
  expect(await pc.isWorkerRunning()).toBe(false);
});

test('the first answer needs no scrolling, and the popup is at most 400 px wide', async ({ usePc }) => {
  // At another minute the hours need a second line, and the screen here is only 600 px high.
  const pc = await usePc({ clock: DEFAULT_CLOCK });
  const page = await pc.newPage();
  await pc.open(page, addressOf('office'));
  await expect.poll(() => pc.badge(page)).toBe('!');
  const popup = await pc.openPopup(page);
  await expect(card(popup)).toBeInViewport({ ratio: 1 });
  expect(await popup.evaluate(() => window.innerWidth)).toBeLessThanOrEqual(400);
  expect(await popup.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
});

test('the popup is in the language of the browser', async ({ usePc }) => {
  const pc = await usePc({ language: 'en' });
  const popup = await pc.openExtensionPage('popup.html');
  await expect(popup.getByRole('heading', { level: 1 })).toContainText('Mamoris Navi');
  await expect(popup.locator('html')).toHaveAttribute('lang', 'en');
});

test('the card is green only once a system has opened in this browser run', async ({ usePc }) => {
  const pc = await usePc();
  await showCause(pc, 'none');
  const panel = await pc.openExtensionPage('sidepanel.html');
  await expect(card(panel)).toHaveAttribute('data-tone', 'closed');
  await expect(card(panel)).toContainText('まだ何も開いていません');
  await pc.open(await pc.newPage(), addressOf('kensa'));
  await expect(row(panel, 'kensa')).toHaveAttribute('data-last', 'ok');
  await expect(card(panel)).toHaveAttribute('data-tone', 'good');
});

test('a row names a load under way, and hours that were over are no alarm', async ({ usePc }) => {
  const pc = await usePc({ clock: DEFAULT_CLOCK });
  const panel = await pc.openExtensionPage('sidepanel.html');
  await showCause(pc, 'certificate-waiting');
  await expect(row(panel, 'reform').locator('.last')).toHaveText('選択待ち');
  await expect(row(panel, 'reform')).toHaveAttribute('data-last', '');
  await showCause(pc, 'load-stuck');
  await expect(row(panel, 'kensa').locator('.last')).toHaveText('読み込み中');
  await showCause(pc, 'outside-hours');
  await expect(row(panel, 'kensa').locator('.last')).toContainText('時間外');
  await expect(row(panel, 'kensa')).toHaveAttribute('data-last', 'outside-hours');
  // It is 10:00 on the next day: the card no longer says to wait.
  await expect(card(panel)).not.toContainText('待ちます');
  await expect(card(panel).getByRole('button', { name: 'もう一度開く' })).toBeVisible();
});

test('the hours beside a wrong clock are those of the right time, or not judged', async ({ usePc }) => {
  const pc = await usePc({ clock: DEFAULT_CLOCK });
  await showCause(pc, 'clock-wrong');
  const panel = await pc.openExtensionPage('sidepanel.html');
  const hours = panel.locator('[data-hours]');
  await expect(hours).toHaveAttribute('data-hours', 'open');
  // It is 13:00 by the right clock.
  await expect(hours).toContainText('あと9時間');
  await expect(hours).toContainText('正しい時刻での表示です（この PC の時計は 3時間 遅れています）');
  const failed = attempt('kizon', { netError: 'ERR_CERT_DATE_INVALID', endedAt: pc.now() });
  await showRun(pc, runWith([{ ...failed, tabId: await pc.tabId(pc.extensionPage) }]));
  await expect(card(panel)).toHaveAttribute('data-cause', 'clock-wrong');
  await expect(hours).toHaveAttribute('data-hours', 'unsure');
  await expect(hours).toContainText('毎日 7:00～22:00');
  const popup = await pc.openExtensionPage('popup.html');
  await expect(popup.locator('.contacts')).toBeVisible();
  await expect(popup.locator('[data-desk]')).toHaveCount(0);
});

test('the popup says to save before a restart, and that it closes then', async ({ usePc }) => {
  const pc = await usePc();
  await showCause(pc, 'certificate-not-chosen');
  const popup = await pc.openExtensionPage('popup.html');
  await expect(card(popup).getByRole('listitem').first()).toContainText('この案内は閉じます');
  const panel = await pc.openExtensionPage('sidepanel.html');
  await expect(card(panel).getByRole('listitem').first()).toContainText('入力をすべて保存します');
  await expect(card(panel)).not.toContainText('この案内は閉じます');
});

test('an open surface shows a new failure at once', async ({ usePc }) => {
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false });
  const panel = await pc.openExtensionPage('sidepanel.html');
  await expect(card(panel)).toHaveAttribute('data-cause', 'none');
  const page = await pc.newPage();
  await pc.open(page, addressOf('office'));
  await expect(row(panel, 'office')).toHaveAttribute('data-last', 'certificate-missing');
  await expect(card(panel)).toHaveAttribute('data-cause', 'certificate-missing');
  await expect(panel.locator('[data-certificate]')).toHaveAttribute('data-certificate', 'absent');
});

test('the popup links every system, in the manual’s order, and the contacts', async ({ usePc }) => {
  const pc = await usePc();
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

test('the keyboard opens details and copies an address in the real popup', async ({ usePc }) => {
  const pc = await usePc();
  const page = await pc.newPage();
  await pc.open(page, addressOf('office'));
  await expect.poll(() => pc.badge(page)).toBe('!');
  const popup = await pc.openPopup(page);
  await expect(card(popup)).toBeVisible();
  await popup.locator('summary').first().focus();
  await popup.keyboard.press('Enter');
  await expect(popup.locator('details').first()).toHaveAttribute('open');
  const copy = card(popup).getByRole('button', { name: '開き直しのアドレスをコピー' });
  await copy.focus();
  await popup.keyboard.press('Enter');
  await expect(card(popup).getByRole('button', { name: 'コピーしました' })).toBeFocused();
});

test('"try again" loads the page again where it failed', async ({ lab, usePc }) => {
  await lab.setBehaviour('kensa', 'error-502');
  const pc = await usePc();
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

test('the popup does not open by itself while the side panel is open', async ({ lab, usePc }) => {
  const pc = await usePc();
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
  const openedPopups = await countPopups(pc);
  await lab.setBehaviour('kensa', 'refused');
  await pc.open(page, addressOf('kensa'));
  await expect.poll(() => pc.badge(page)).toBe('!');
  // Without the panel the next failure opens the popup, and it is the first to do so.
  await pc.extensionPage.evaluate(() => {
    for (const view of chrome.extension.getViews()) if (view !== window) view.close();
  });
  await expect.poll(panels).toEqual([]);
  await lab.setBehaviour('kizon', 'refused');
  await pc.open(page, addressOf('kizon'));
  await pc.autoOpenedPopup();
  expect(openedPopups()).toBe(1);
});

test('the popup names a withheld site permission, with a button that asks for it', async ({ usePc }) => {
  const pc = await usePc();
  await pc.setSiteAccess('on-click');
  const popup = await pc.openPopup(pc.extensionPage);
  await expect(popup.locator('[data-access="withheld"]').getByRole('button', { name: '許可する' })).toBeVisible();
  await expect(card(popup)).toHaveCount(0);
  await expectAccessible(popup);
  await pc.setSiteAccess('on-all-sites');
  const again = await pc.openPopup(pc.extensionPage);
  await expect(card(again)).toHaveAttribute('data-cause', 'none');
});

test('options take effect at once, and replace damaged values', async ({ usePc }) => {
  const pc = await usePc();
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
});
