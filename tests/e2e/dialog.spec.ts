/** The browser's real certificate dialog, in a headed browser on a screen of its own, answered by the keyboard. */
import { answerCertificateDialog, waitForEmptyTab } from '../lab/certificate-dialog.ts';
import { addressOf } from '../lab/lab.ts';
import type { Pc, PcOptions } from '../lab/pc.ts';
import { type Screen, startScreen } from '../lab/screen.ts';
import { test as base, card, cardInPopup, changeSettings, countPopups, expect, row } from './pc-test.ts';

const test = base.extend<{ monitor: Screen; startAskingPc: (options?: PcOptions) => Promise<Pc> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
  monitor: async ({}, use) => {
    const screen = await startScreen();
    await use(screen);
    await screen.close();
  },
  startAskingPc: ({ monitor, startPc, lab }, use) =>
    use(async (options) => {
      const pc = await startPc({
        certificate: 'good',
        dialog: 'ask',
        headless: false,
        display: monitor.display,
        ...options,
      });
      lab.clearSeen();
      return pc;
    }),
});

test('the extension sends a probe and opens no popup over an open certificate dialog', async ({
  lab,
  monitor,
  startAskingPc,
}) => {
  const pc = await startAskingPc();
  const openedPopups = await countPopups(pc);
  const page = await pc.newPage();
  const load = pc.open(page, addressOf('office'));
  await expect.poll(() => pc.badge(page)).toBe('?');
  // The load and the probe: the browser asked for a certificate for both.
  expect(lab.seen('office').handshakes).toBeGreaterThanOrEqual(2);
  const front = pc.context.waitForEvent('page');
  await pc.extensionPage.evaluate(() =>
    chrome.windows.create({ url: 'about:blank', state: 'maximized', focused: true }),
  );
  const other = await front;
  expect(openedPopups()).toBe(0);
  await pc.clickIcon(other);
  await expect.poll(() => cardInPopup(pc)).toEqual(['certificate-waiting', 'office']);
  await pc.closePopup();
  await other.close();
  await answerCertificateDialog(monitor, lab, 'office', 'choose');
  expect(await load).toBe(200);
  await expect.poll(() => pc.badge(page)).toBe('');
  await expect(card(await pc.openPopup(page))).toHaveAttribute('data-cause', 'none');
});

test('the diagnosis after a dialog cancelled late is certificate-not-chosen', async ({
  lab,
  monitor,
  startAskingPc,
}) => {
  const pc = await startAskingPc();
  await changeSettings(pc, { openPopup: false });
  const page = await pc.newPage();
  const load = pc.open(page, addressOf('office'));
  await expect.poll(() => pc.badge(page)).toBe('?');
  await answerCertificateDialog(monitor, lab, 'office', 'cancel');
  expect(await load).toBe(400);
  await expect.poll(() => pc.badge(page)).toBe('!');
  await expect(card(await pc.openPopup(page))).toHaveAttribute('data-cause', 'certificate-not-chosen');
});

test('the check site reveals a dialog cancelled at once, and a private window opens its own dialog', async ({
  lab,
  monitor,
  startAskingPc,
}) => {
  const pc = await startAskingPc();
  await changeSettings(pc, { openPopup: false });
  for (const [id, outcome] of [
    ['annex', 'ERR_BAD_SSL_CLIENT_AUTH_CERT'],
    ['jimu', 403],
  ] as const) {
    const page = await pc.newPage();
    await waitForEmptyTab(monitor);
    const load = pc.open(page, addressOf(id));
    await answerCertificateDialog(monitor, lab, id, 'cancel');
    expect(await load).toBe(outcome);
    const surface = await pc.openExtensionPage('popup.html');
    await expect(card(surface)).toHaveAttribute('data-system', id);
    await expect(card(surface)).toHaveAttribute('data-cause', 'certificate-not-chosen');
    await expect(surface.locator('[data-certificate]')).toHaveAttribute('data-certificate', 'present');
    await surface.close();
  }

  const failed = pc.context.pages().at(-1);
  if (failed === undefined) throw new Error('the tab of jimu is gone');
  // The last request of the page in this window. Later ones come from the private window.
  await expect.poll(() => lab.seen('jimu').requests.map(({ path }) => path)).toContain('/favicon.ico');
  lab.clearSeen();
  const popup = await pc.openPopup(failed);
  await popup.getByRole('button', { name: 'シークレット ウィンドウで開く' }).click();
  await answerCertificateDialog(monitor, lab, 'jimu', 'choose');
  await expect
    .poll(() => lab.seen('jimu').requests)
    .toContainEqual(expect.objectContaining({ certificate: 'accepted' }));
  const surface = await pc.openExtensionPage('popup.html');
  await expect(row(surface, 'jimu')).toHaveAttribute('data-last', 'certificate-not-chosen');
});

test('a revoked certificate that was chosen in the dialog counts as rejected', async ({
  lab,
  monitor,
  startAskingPc,
}) => {
  const pc = await startAskingPc({ certificate: 'revoked' });
  await changeSettings(pc, { openPopup: false });
  const page = await pc.newPage();
  const load = pc.open(page, addressOf('office'));
  await answerCertificateDialog(monitor, lab, 'office', 'choose');
  expect(await load).toBe(400);
  await expect.poll(() => pc.badge(page)).toBe('!');
  await expect(card(await pc.openPopup(page))).toHaveAttribute('data-cause', 'certificate-rejected');
});
