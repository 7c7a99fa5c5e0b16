import { addressOf, OTHER_SITE } from '../lab/lab.ts';
import { banner, card, cardInPopup, changeSettings, expect, expectNoPopup, test } from './pc-test.ts';

test('the popup opens by itself for a browser’s error page, and not again when the browser tries again', async ({
  lab,
  startPc,
}) => {
  await lab.setBehaviour('kensa', 'refused');
  const pc = await startPc();
  const page = await pc.newPage();
  await pc.open(page, addressOf('kensa'));
  const popup = await pc.autoOpenedPopup();
  await expect(card(popup)).toHaveAttribute('data-cause', 'server-unreachable');
  await pc.closePopup();
  const requestId = () =>
    pc.extensionPage.evaluate(async () => {
      const { run } = (await chrome.storage.session.get('run')) as { run: { last: { kensa: { requestId: string } } } };
      return run.last.kensa.requestId;
    });
  const first = await requestId();
  // Chromium loads its error pages again by itself, the first time after a second.
  await expect.poll(requestId).not.toBe(first);
  await expect.poll(() => pc.badge(page)).toBe('!');
  await expectNoPopup(pc);
});

test('the popup opens, too, for an error status without a page', async ({ lab, startPc }) => {
  await lab.setBehaviour('kensa', 'error-empty');
  const pc = await startPc();
  const page = await pc.newPage();
  await pc.open(page, addressOf('kensa'));
  await expect(card(await pc.autoOpenedPopup())).toHaveAttribute('data-cause', 'server-error');
});

test('the badge stays behind when the tab goes on to another site', async ({ lab, startPc }) => {
  await lab.setBehaviour('kensa', 'refused');
  const pc = await startPc();
  await changeSettings(pc, { openPopup: false });
  const page = await pc.newPage();
  await pc.open(page, addressOf('kensa'));
  await expect.poll(() => pc.badge(page)).toBe('!');
  await pc.open(page, OTHER_SITE);
  // What the worker was setting just then is taken away again.
  await expect.poll(() => pc.badge(page)).toBe('');
  // The worker looks at the badges of its tabs again after 4 s, when a load could be waiting for the dialog.
  const end = performance.now() + 5000;
  while (performance.now() < end) expect(await pc.badge(page)).toBe('');
});

test('the popup stays closed where the user wants it so', async ({ lab, startPc }) => {
  await lab.setBehaviour('kensa', 'refused');
  const pc = await startPc();
  await changeSettings(pc, { openPopup: false });
  const page = await pc.newPage();
  await pc.open(page, addressOf('kensa'));
  await expect.poll(() => pc.badge(page)).toBe('!');
  await expectNoPopup(pc);
});

test('[SEC-22] while the certificate dialog is open nothing opens over it, and the badge says that it waits', async ({
  lab,
  startPc,
}) => {
  await lab.setBehaviour('kensa', 'refused');
  const pc = await startPc({ certificate: 'good', dialog: 'ask' });
  const [waiting, failing] = [await pc.newPage(), await pc.newPage()];
  waiting.goto(addressOf('office')).catch(() => {});
  await expect.poll(() => lab.seen('office').handshakes).toBeGreaterThan(0);
  await pc.open(failing, addressOf('kensa'));
  await expect.poll(() => pc.badge(failing)).toBe('!');
  await expect.poll(() => pc.badge(waiting)).toBe('?');
  await expectNoPopup(pc);
  // A tab that waits answers nobody, so that the popup is read from inside the extension.
  await pc.clickIcon(waiting);
  await expect.poll(() => cardInPopup(pc)).toEqual(['certificate-waiting', 'office']);
});

test('[SEC-17] the banner says the cause and the next step, can be dismissed, and leaves the page as it is', async ({
  startPc,
}) => {
  const pc = await startPc();
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

test('no banner where the user wants none', async ({ startPc }) => {
  const pc = await startPc();
  await changeSettings(pc, { showBanner: false });
  const page = await pc.newPage();
  await pc.open(page, addressOf('office'));
  await expect.poll(() => pc.badge(page)).toBe('!');
  await expect(banner(page)).toHaveCount(0);
});

test('[SEC-64] a page full of markup is only words, in the banner and in the popup', async ({ lab, startPc }) => {
  await lab.setBehaviour('kensa', 'markup-title');
  const pc = await startPc();
  const page = await pc.newPage();
  await pc.open(page, addressOf('kensa'));
  await expect(banner(page)).toHaveAttribute('data-cause', 'server-error');
  const popup = await pc.openPopup(page);
  await expect(card(popup)).toHaveAttribute('data-cause', 'server-error');
  for (const surface of [page, popup])
    await expect(surface.locator('img[src="x"], script:text("alert")')).toHaveCount(0);
});
