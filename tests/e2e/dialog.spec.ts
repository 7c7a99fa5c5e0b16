/** The browser's real certificate dialog, in a headed browser on a screen of its own, answered by the keyboard. */
import { answerCertificateDialog } from '../lab/certificate-dialog.ts';
import { addressOf } from '../lab/lab.ts';
import type { Pc, PcOptions } from '../lab/pc.ts';
import { type Screen, startScreen } from '../lab/screen.ts';
import { test as base, card, cardInPopup, changeSettings, expect, expectNoPopup, row } from './pc-test.ts';

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
        ...{ certificate: 'good', dialog: 'ask', headless: false, display: monitor.display },
        ...options,
      });
      lab.clearSeen();
      return pc;
    }),
});

for (const [answer, status, cause] of [
  ['choose', 200, 'none'],
  ['cancel', 400, 'certificate-not-chosen'],
] as const) {
  test(`open, and probed meanwhile; then ${answer} → ${cause}`, async ({ lab, monitor, startAskingPc }) => {
    const pc = await startAskingPc();
    await changeSettings(pc, { openPopup: false });
    const page = await pc.newPage();
    const load = pc.open(page, addressOf('office'));
    await expect.poll(() => pc.badge(page)).toBe('?');
    // The load itself and the probe: the dialog was there for both.
    expect(lab.seen('office').handshakes).toBeGreaterThanOrEqual(2);
    await answerCertificateDialog(monitor, lab, 'office', answer);
    expect(await load).toBe(status);
    await expect.poll(() => pc.badge(page)).toBe(answer === 'choose' ? '' : '!');
    await expect(card(await pc.openPopup(page))).toHaveAttribute('data-cause', cause);
  });
}

test('cancelled at once: the check site tells that a certificate is there', async ({ lab, monitor, startAskingPc }) => {
  const pc = await startAskingPc();
  await changeSettings(pc, { openPopup: false });
  for (const [id, outcome] of [
    ['jimu', 403],
    ['annex', 'ERR_BAD_SSL_CLIENT_AUTH_CERT'],
  ] as const) {
    const page = await pc.newPage();
    const load = pc.open(page, addressOf(id));
    await answerCertificateDialog(monitor, lab, id, 'cancel');
    expect(await load).toBe(outcome);
    const popup = await pc.openExtensionPage('popup.html');
    await expect(card(popup)).toHaveAttribute('data-system', id);
    await expect(card(popup)).toHaveAttribute('data-cause', 'certificate-not-chosen');
    await expect(popup.locator('[data-certificate]')).toHaveAttribute('data-certificate', 'present');
    await popup.close();
  }
});

test('ignored: it is waited for, nothing opens over it, and it still works in the end', async ({
  lab,
  monitor,
  startAskingPc,
}) => {
  const pc = await startAskingPc();
  const page = await pc.newPage();
  const load = pc.open(page, addressOf('office'));
  await expect.poll(() => pc.badge(page)).toBe('?');
  await expectNoPopup(pc);
  expect(await pc.badge(page)).toBe('?');
  await answerCertificateDialog(monitor, lab, 'office', 'choose');
  expect(await load).toBe(200);
  await expect.poll(() => pc.badge(page)).toBe('');
});

test('hidden behind another window: told there, too', async ({ lab, monitor, startAskingPc }) => {
  const pc = await startAskingPc();
  const page = await pc.newPage();
  const load = pc.open(page, addressOf('office'));
  await expect.poll(() => pc.badge(page)).toBe('?');
  const front = pc.context.waitForEvent('page');
  await pc.extensionPage.evaluate(() =>
    chrome.windows.create({ url: 'about:blank', state: 'maximized', focused: true }),
  );
  const other = await front;
  await pc.clickIcon(other);
  await expect.poll(() => cardInPopup(pc)).toEqual(['certificate-waiting', 'office']);
  await pc.closePopup();
  await other.close();
  await answerCertificateDialog(monitor, lab, 'office', 'choose');
  expect(await load).toBe(200);
  await expect.poll(() => pc.badge(page)).toBe('');
});

test('a revoked certificate, chosen in the dialog → certificate-rejected', async ({ lab, monitor, startAskingPc }) => {
  const pc = await startAskingPc({ certificate: 'revoked' });
  await changeSettings(pc, { openPopup: false });
  const page = await pc.newPage();
  const load = pc.open(page, addressOf('office'));
  await answerCertificateDialog(monitor, lab, 'office', 'choose');
  expect(await load).toBe(400);
  await expect.poll(() => pc.badge(page)).toBe('!');
  await expect(card(await pc.openPopup(page))).toHaveAttribute('data-cause', 'certificate-rejected');
});

test('after a cancelled dialog a private window asks anew, and does not mix with what is remembered', async ({
  lab,
  monitor,
  startAskingPc,
}) => {
  const pc = await startAskingPc();
  await changeSettings(pc, { openPopup: false });
  const page = await pc.newPage();
  const load = pc.open(page, addressOf('jimu'));
  await answerCertificateDialog(monitor, lab, 'jimu', 'cancel');
  await load;
  // The last that the page in this window asks for; what asks after that is the private one.
  await expect.poll(() => lab.seen('jimu').requests.map(({ path }) => path)).toContain('/favicon.ico');
  lab.clearSeen();
  const popup = await pc.openPopup(page);
  await popup.getByRole('button', { name: '履歴を残さないウィンドウで開く' }).click();
  await answerCertificateDialog(monitor, lab, 'jimu', 'choose');
  await expect
    .poll(() => lab.seen('jimu').requests)
    .toContainEqual(expect.objectContaining({ certificate: 'accepted' }));
  const told = await pc.openExtensionPage('popup.html');
  await expect(row(told, 'jimu')).toHaveAttribute('data-last', 'certificate-not-chosen');
});
