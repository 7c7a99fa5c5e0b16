import { addressOf } from '../lab/lab.ts';
import type { Pc } from '../lab/pc.ts';
import { actAsUser, banner, card, changeSettings, expect, test } from './pc-test.ts';

function panels(pc: Pc): Promise<number> {
  return pc.extensionPage.evaluate(
    async () => (await chrome.runtime.getContexts({ contextTypes: ['SIDE_PANEL' as never] })).length,
  );
}

test('the popup links to the right system for a mistyped address', async ({ usePc }) => {
  const pc = await usePc({ certificate: 'good' });
  const page = await pc.newPage();
  await pc.open(page, 'https://ofice.mamoris-net.jp/login?user=me');
  const popup = await pc.autoOpenedPopup();
  await expect(card(popup)).toHaveAttribute('data-cause', 'wrong-address');
  const step = card(popup).locator('ol li').first();
  await expect(step).toContainText('「まもりすネット Office」の正しいアドレスは https://office.mamoris-net.jp/ です');
  const opening = pc.context.waitForEvent('page');
  // The popup closes with the click, sometimes before the click counts as done.
  await step
    .getByRole('link', { name: '「まもりすネット Office」を開く' })
    .click()
    .catch(async (error) => {
      if (await pc.isPopupOpen()) throw error;
    });
  await expect((await opening).getByRole('heading', { name: 'ログイン' })).toBeVisible();
});

test('the popup offers the portal for an address that resembles no system', async ({ usePc }) => {
  const pc = await usePc();
  const page = await pc.newPage();
  await pc.open(page, 'https://info.mamoris-net.jp/');
  const step = card(await pc.autoOpenedPopup())
    .locator('ol li')
    .first();
  await expect(step).toContainText('ポータルサイト（https://www.mamoris-net.jp/）から');
  await expect(step.getByRole('link', { name: '「ポータルサイト」を開く' })).toHaveAttribute(
    'href',
    addressOf('portal'),
  );
});

test('the banner on the server’s own page corrects an address without /contact/', async ({ usePc }) => {
  const pc = await usePc({ certificate: 'good' });
  const page = await pc.newPage();
  await pc.open(page, 'https://annex.mamoris-net.jp/');
  await expect(banner(page)).toHaveAttribute('data-cause', 'wrong-address');
  await expect(banner(page).getByRole('status')).toContainText('https://annex.mamoris-net.jp/contact/');
  await banner(page).getByRole('link', { name: '「未発行管理システム」を開く' }).click();
  await expect(page).toHaveURL(addressOf('annex'));
  await expect(page.getByRole('heading', { name: 'ログイン' })).toBeVisible();
  await expect(banner(page)).toHaveCount(0);
});

test('[SEC-51] the banner opens the side panel at its section, even with a stopped worker, but not for scripts of the page', async ({
  usePc,
}) => {
  const pc = await usePc();
  const page = await pc.newPage();
  await pc.open(page, addressOf('office'));
  const button = banner(page).getByRole('button', { name: '手順を横に表示' });
  await expect(button).toBeVisible();
  await pc.stopWorker();
  // A message from the page would start the worker.
  await button.evaluate((element) => (element as HTMLElement).click());
  expect(await pc.isWorkerRunning()).toBe(false);
  await button.click();
  await expect.poll(() => panels(pc)).toBe(1);
  const asked = () => pc.extensionPage.evaluate(() => chrome.storage.session.get('panel-request'));
  await expect.poll(asked).toMatchObject({ 'panel-request': { section: 'setup' } });
  await expect(banner(page).getByRole('status')).not.toContainText('ツールバー');
});

test('[SEC-86] the reminder of closing time appears once, in the user’s tab, and disappears by itself', async ({
  usePc,
}) => {
  const pc = await usePc({ clock: '2026-11-24T21:46:00+09:00' });
  const [first, second] = [await pc.newPage(), await pc.newPage()];
  for (const page of [first, second]) await pc.open(page, addressOf('kensa'));
  await second.locator('input').first().focus();
  await actAsUser(second);
  await expect(banner(second)).toHaveAttribute('data-notice', 'closing');
  await expect(banner(second)).toHaveAttribute('data-cause', 'none');
  await expect(banner(second).getByRole('status')).toContainText(/22:00 に利用時間が終わります（あと1[34]分）/);
  await expect(second.locator('input').first()).toBeFocused();
  await actAsUser(first);
  const remindedTime = () => pc.extensionPage.evaluate(() => chrome.storage.local.get('closing-told'));
  const remindedAt = await remindedTime();
  await pc.setClock('2026-11-24T21:55:10+09:00');
  await actAsUser(first);
  await expect(banner(first).getByRole('status')).toContainText('あと5分');
  expect(await remindedTime()).not.toEqual(remindedAt);
  await banner(first).getByRole('button', { name: '閉じる' }).click();
  await pc.setClock('2026-11-24T22:00:01+09:00');
  for (const page of [first, second]) {
    await page.bringToFront();
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(banner(page)).toHaveCount(0);
  }
});

test('only the page in use shows the reminder of closing time', async ({ usePc }) => {
  const pc = await usePc({ clock: '2026-11-24T21:46:00+09:00' });
  const [unused, used] = [await pc.newPage(), await pc.newPage()];
  await pc.open(unused, addressOf('kensa'));
  await pc.open(used, addressOf('kensa'));
  await actAsUser(used);
  await expect(banner(used)).toHaveAttribute('data-notice', 'closing');
  await expect(banner(unused)).toHaveCount(0);
});

test('the reminder of closing time appears only after the user switches it on', async ({ usePc }) => {
  const pc = await usePc({ clock: '2026-11-24T21:46:00+09:00' });
  await changeSettings(pc, { closingMinutes: [] });
  const page = await pc.newPage();
  await pc.open(page, addressOf('kensa'));
  await page.evaluate(() => {
    Object.assign(window, { banners: 0 });
    const countBanners = () => void Reflect.set(window, 'banners', Reflect.get(window, 'banners') + 1);
    new MutationObserver(countBanners).observe(document.documentElement, { childList: true });
  });
  await actAsUser(page);
  // A page asks again when the settings change, if it has asked before.
  await changeSettings(pc, { closingMinutes: [15] });
  await expect(banner(page)).toHaveAttribute('data-notice', 'closing');
  expect(await page.evaluate(() => Reflect.get(window, 'banners'))).toBe(1);
});

test('a diagnosis comes before the reminder of closing time, and a page never has two banners', async ({
  lab,
  usePc,
}) => {
  await lab.setBehaviour('kensa', 'error-502');
  const pc = await usePc({ clock: '2026-11-24T21:46:00+09:00' });
  const page = await pc.newPage();
  await pc.open(page, addressOf('kensa'));
  await expect(banner(page)).toHaveAttribute('data-cause', 'server-error');
  await actAsUser(page);
  await banner(page).getByRole('button', { name: '閉じる' }).click();
  await actAsUser(page);
  // The reminder appears only now, so it has not appeared before.
  await expect(banner(page)).toHaveAttribute('data-notice', 'closing');
  await expect(banner(page)).toHaveCount(1);
});

test('the banner is dark in the browser’s dark mode', async ({ usePc }) => {
  const pc = await usePc();
  const page = await pc.newPage();
  await pc.open(page, addressOf('office'));
  const panel = banner(page).getByRole('status');
  for (const [colorScheme, background] of [
    ['light', 'rgb(255, 255, 255)'],
    ['dark', 'rgb(27, 34, 43)'],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(panel).toHaveCSS('background-color', background);
  }
});
