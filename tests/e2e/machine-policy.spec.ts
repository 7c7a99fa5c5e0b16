/** Policies of the whole machine, made by the administrator's page. */
import type { Page } from '@playwright/test';
import { addressOf } from '../lab/lab.ts';
import { expect, test } from './pc-test.ts';

const soon = { timeout: 20_000 };

/** Returns the policies for Linux by the administrator's page. They choose a certificate by its issuer's name. */
async function policiesFor(admin: Page, issuer: string): Promise<string> {
  await admin.getByRole('checkbox', { name: '証明書の選択画面を出さずに' }).check();
  await admin.locator('[name=issuer-CN]').fill(issuer);
  await admin.locator('[name=format][value=json]').check();
  return admin.locator('[data-result="json"]').inputValue();
}

test('a system opens without a dialog under the policies of the administrator’s page', async ({ startPc, policy }) => {
  const pc = await startPc({ extension: policy.extension, certificate: 'good', dialog: 'ask' });
  const options = await pc.openExtensionPage('options.html');
  const admin = await pc.openExtensionPage('options.html#admin');
  await admin.locator('[name=openPopup]').selectOption('false');
  await admin.locator('[name="serviceHours.to"]').fill('21:00');

  // The policy names another issuer. No certificate matches, so the browser opens its dialog.
  await policy.write(await policiesFor(admin, 'Another Client CA'));
  await expect(options.locator('[name=openPopup]')).toBeDisabled(soon);
  const page = await pc.newPage();
  const waiting = pc.open(page, addressOf('office'));
  await expect.poll(() => pc.badge(page), soon).toBe('?');
  await page.close();
  await waiting.catch(() => undefined);

  // Another setting of the same policy shows when the browser has read it.
  await admin.locator('[name=showBanner]').selectOption('false');
  await policy.write(await policiesFor(admin, 'Mamoris Lab Client CA'));
  await expect(options.locator('[name=showBanner]')).toBeDisabled(soon);
  const opened = await pc.newPage();
  expect(await pc.open(opened, addressOf('office'))).toBe(200);
  await expect(opened.getByRole('heading', { name: 'ログイン' })).toBeVisible();
});
