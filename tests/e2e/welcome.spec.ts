import { expect, test } from './pc-test.ts';

test('the welcome page stores the systems, sees the pin, and opens the popup', async ({ usePc }) => {
  const pc = await usePc();
  const welcome = await pc.openExtensionPage('welcome.html');
  await welcome.getByRole('checkbox', { name: 'まもりすネット Office' }).check();
  await expect
    .poll(() => pc.extensionPage.evaluate(async () => (await chrome.storage.local.get('settings')).settings))
    .toMatchObject({ mySystems: ['office'] });
  await expect(welcome.locator('[data-mark]')).toHaveText([/^!/, /^\?/, /^閉/, /^印なし/]);

  const pinned = welcome.getByRole('group', { name: '固定する' });
  await expect(pinned).toContainText('固定されています');
  await pc.setPinned(false);
  try {
    await expect(pinned).toContainText('パズルの形のボタン');
  } finally {
    await pc.setPinned(true);
  }
  await expect(pinned).toContainText('固定されています');

  await welcome.bringToFront();
  await welcome.getByRole('button', { name: '開いてみる' }).click();
  await expect.poll(() => pc.isPopupOpen()).toBe(true);
  await pc.closePopup();
});

test('[SEC-95] a surface says that the icon is not pinned until the user closes it, and stores only that', async ({
  usePc,
}) => {
  const pc = await usePc();
  const page = await pc.newPage();
  await pc.setPinned(false);
  try {
    const popup = await pc.openPopup(page);
    const notice = popup.locator('[data-notice=pin]');
    await expect(notice).toContainText('印（! ? 閉）が見えません');
    await notice.getByRole('button', { name: 'わかりました' }).click();
    await expect(notice).toHaveCount(0);
    await pc.closePopup();
    const panel = await pc.openExtensionPage('sidepanel.html');
    await expect(panel.locator('[data-certificate]')).toBeVisible();
    await expect(panel.locator('[data-notice=pin]')).toHaveCount(0);
    const stored = await pc.extensionPage.evaluate(() => chrome.storage.local.get());
    expect(stored).toMatchObject({ 'pin-told': expect.any(Number) });
  } finally {
    await pc.setPinned(true);
  }
});
