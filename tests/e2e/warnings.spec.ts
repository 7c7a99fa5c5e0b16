import { addressOf, OTHER_SITE } from '../lab/lab.ts';
import type { Pc } from '../lab/pc.ts';
import { banner, card, cardInPopup, changeSettings, countPopups, expect, fireAlarms, test } from './pc-test.ts';

/** Counts the main frames of this address that fail from now on, as the extension's own pages see them. */
async function countFailures(pc: Pc, address: string): Promise<() => Promise<number>> {
  await pc.extensionPage.evaluate((url) => {
    Object.assign(window, { failures: 0 });
    const countFailure = () => void Reflect.set(window, 'failures', Reflect.get(window, 'failures') + 1);
    chrome.webRequest.onErrorOccurred.addListener(countFailure, { urls: [url], types: ['main_frame'] });
  }, address);
  return () => pc.extensionPage.evaluate(() => Number(Reflect.get(window, 'failures')));
}

test('the popup opens once for an error page of the browser, also when the browser loads it again', async ({
  lab,
  usePc,
}) => {
  for (const id of ['kensa', 'kizon'] as const) await lab.setBehaviour(id, 'refused');
  const pc = await usePc();
  const [openedPopups, failures] = [await countPopups(pc), await countFailures(pc, addressOf('kensa'))];
  const page = await pc.newPage();
  await pc.open(page, addressOf('kensa'));
  const popup = await pc.autoOpenedPopup();
  await expect(card(popup)).toHaveAttribute('data-cause', 'server-unreachable');
  await pc.closePopup();
  // Chromium loads its error pages again by itself, the first time after a second.
  await expect.poll(failures).toBeGreaterThan(1);
  await expect.poll(() => pc.badge(page)).toBe('!');
  await pc.open(await pc.newPage(), addressOf('kizon'));
  await expect(card(await pc.autoOpenedPopup())).toHaveAttribute('data-system', 'kizon');
  expect(openedPopups()).toBe(2);
});

test('the popup opens for an error status without a page', async ({ lab, usePc }) => {
  await lab.setBehaviour('kensa', 'error-empty');
  const pc = await usePc();
  const page = await pc.newPage();
  await pc.open(page, addressOf('kensa'));
  await expect(card(await pc.autoOpenedPopup())).toHaveAttribute('data-cause', 'server-error');
});

test('the badge disappears when the tab opens another site, and no alarm sets it again', async ({ lab, usePc }) => {
  await lab.setBehaviour('kensa', 'refused');
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false });
  const page = await pc.newPage();
  await pc.open(page, addressOf('kensa'));
  await expect.poll(() => pc.badge(page)).toBe('!');
  await pc.open(page, OTHER_SITE);
  // The worker may just be setting it: then the worker removes it again.
  await expect.poll(() => pc.badge(page)).toBe('');
  await fireAlarms(pc);
  const other = await pc.newPage();
  await pc.open(other, addressOf('kensa'));
  await expect.poll(() => pc.badge(other)).toBe('!');
  expect(await pc.badge(page)).toBe('');
});

test('the popup stays closed if the user has switched it off', async ({ lab, usePc }) => {
  for (const id of ['kensa', 'kizon'] as const) await lab.setBehaviour(id, 'refused');
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false });
  const openedPopups = await countPopups(pc);
  const page = await pc.newPage();
  await pc.open(page, addressOf('kensa'));
  await expect.poll(() => pc.badge(page)).toBe('!');
  await changeSettings(pc, { openPopup: true });
  await pc.open(page, addressOf('kizon'));
  await pc.autoOpenedPopup();
  expect(openedPopups()).toBe(1);
});

test('[SEC-22] no popup opens over the certificate dialog, and the badge shows that the load waits', async ({
  lab,
  startPc,
}) => {
  for (const id of ['kensa', 'kizon'] as const) await lab.setBehaviour(id, 'refused');
  const pc = await startPc({ certificate: 'good', dialog: 'ask' });
  const openedPopups = await countPopups(pc);
  const [waiting, failing] = [await pc.newPage(), await pc.newPage()];
  // The browser upgrades an old bookmark to https, and could fall back while the dialog is open.
  waiting.goto(addressOf('office').replace('https:', 'http:')).catch(() => {});
  await expect.poll(() => lab.seen('office').handshakes).toBeGreaterThan(0);
  // The dialog of a tab in the background is not on the screen.
  await pc.open(failing, addressOf('kensa'));
  await expect.poll(() => cardInPopup(pc)).toEqual(['server-unreachable', 'kensa']);
  await pc.closePopup();
  await pc.extensionPage.evaluate((id) => chrome.tabs.update(id, { active: true }), await pc.tabId(waiting));
  const opened = pc.context.waitForEvent('page');
  await pc.extensionPage.evaluate(() => chrome.windows.create({ url: 'about:blank', focused: true }));
  const other = await opened;
  await pc.open(other, addressOf('kizon'));
  await expect.poll(() => pc.badge(other)).toBe('!');
  // This is seconds after the failure, and a popup would have opened at once.
  await expect.poll(() => pc.badge(waiting)).toBe('?');
  expect(openedPopups()).toBe(1);
  await other.close();
  // A waiting tab does not answer Playwright, so the test reads the popup from inside the extension.
  await pc.clickIcon(waiting);
  await expect.poll(() => cardInPopup(pc)).toEqual(['certificate-waiting', 'office']);
});

test('[SEC-17] the banner shows the cause and the next step, can be closed, and leaves the page as it is', async ({
  usePc,
}) => {
  const pc = await usePc();
  const page = await pc.newPage();
  await pc.open(page, addressOf('office'));
  await expect(banner(page)).toHaveCount(1);
  await expect(banner(page).getByRole('status')).toContainText('証明書');
  const boxes = () =>
    page.evaluate(() =>
      [...document.body.querySelectorAll('*')].map((node) => JSON.stringify(node.getBoundingClientRect())),
    );
  const withBanner = await boxes();
  await page.reload();
  await expect(banner(page)).toHaveCount(1);
  await banner(page).getByRole('button', { name: '閉じる' }).click();
  await expect(banner(page)).toHaveCount(0);
  expect(await boxes()).toEqual(withBanner);
});

test('no banner appears if the user has switched banners off', async ({ usePc }) => {
  const pc = await usePc();
  await changeSettings(pc, { showBanner: false });
  const page = await pc.newPage();
  await pc.open(page, addressOf('office'));
  await expect.poll(() => pc.badge(page)).toBe('!');
  await expect(banner(page)).toHaveCount(0);
});

test('[SEC-64] the markup of a page is plain text in the banner and in the popup', async ({ lab, usePc }) => {
  await lab.setBehaviour('kensa', 'markup-title');
  const pc = await usePc();
  const page = await pc.newPage();
  await pc.open(page, addressOf('kensa'));
  await expect(banner(page)).toHaveAttribute('data-cause', 'server-error');
  const popup = await pc.openPopup(page);
  await expect(card(popup)).toHaveAttribute('data-cause', 'server-error');
  for (const surface of [page, popup])
    await expect(surface.locator('img[src="x"], script:text("alert")')).toHaveCount(0);
});
