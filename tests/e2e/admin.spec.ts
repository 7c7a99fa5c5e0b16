import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { parsePolicy } from '../../utils/settings/policy.ts';
import { findViolations } from './axe.ts';
import { expect, test } from './pc-test.ts';

const ID = 'abcdefghijklmnopabcdefghijklmnop';

/** Fills in most of the form, as an administrator would. */
async function fillIn(admin: Page): Promise<void> {
  const field = (name: string) => admin.locator(`[name="${name}"]`);
  await field('notice').fill('12月から "新しい" PC です。\\');
  await field('contacts.helpDesk.name').fill('情報システム課');
  await field('contacts.helpDesk.email').fill('help@example.co.jp');
  await field('serviceHours.from').fill('8:00');
  await field('renewal.date').fill('2027-03-31');
  await field('renewal.remindDays').fill('14');
  await field('useProbes').selectOption('false');
  await field('maintenance.0.from').fill('2026-12-05T20:00');
  await field('maintenance.0.to').fill('2026-12-06T06:00');
  await field('systems.0.id').fill('kizon');
  await field('systems.0.hidden').selectOption('true');
  await field('systems.1.id').fill('kyoten');
  await field('systems.1.name').fill('拠点システム');
  await field('systems.1.address').fill('https://kyoten.mamoris-net.jp/');
  await field('systems.1.certificate').selectOption('required');
}

const result = (admin: Page): Locator => admin.locator('[data-result]');

test('the administrator’s form writes the policies in every format, to copy or to save', async ({ usePc }) => {
  const pc = await usePc();
  const options = await pc.openExtensionPage('options.html');
  await options.getByRole('link', { name: '管理者向け' }).click();
  const admin = options;
  await fillIn(admin);
  await admin.locator('[name=source]').selectOption('store');
  await admin.locator('[name=extensionId]').fill(ID);
  await admin.locator('[name=firstNumber]').fill('7');
  await admin.getByRole('checkbox', { name: '証明書の選択画面を出さずに' }).check();
  await admin.locator('[name=issuer-O]').fill('Mamoris Lab');
  await admin.locator('[name=isPinned]').check();

  await admin.locator('[name=format][value=json]').check();
  const policies = JSON.parse(await result(admin).inputValue());
  const { settings, facts, problems } = parsePolicy(policies['3rdparty'].extensions[ID].settings);
  expect(problems).toEqual([]);
  expect(settings).toEqual({ useProbes: false });
  expect(facts.notice).toBe('12月から "新しい" PC です。\\');
  expect(facts.systems.find(({ id }) => id === 'kyoten')).toMatchObject({
    name: '拠点システム',
    certificate: 'required',
  });
  expect(facts.systems.find(({ id }) => id === 'kizon')?.isHidden).toBe(true);
  expect(facts.serviceHours).toEqual({ from: 8, to: 22 });
  expect(facts.maintenance).toHaveLength(1);
  expect(policies.AutoSelectCertificateForUrls).toContain(
    '{"pattern":"https://kyoten.mamoris-net.jp","filter":{"ISSUER":{"O":"Mamoris Lab"}}}',
  );
  expect(policies.ExtensionInstallForcelist).toEqual([`${ID};https://clients2.google.com/service/update2/crx`]);

  await admin.locator('[name=target][value=edge]').check();
  await admin.locator('[name=format][value=reg]').check();
  const text = await result(admin).inputValue();
  expect(text).toContain(
    `[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Edge\\3rdparty\\extensions\\${ID}\\policy]`,
  );
  expect(text).toContain('"toolbar_state"="force_shown"');
  expect(text).toContain(`"7"="${ID};https://edge.microsoft.com/extensionwebstorebase/v1/crx"`);
  const saving = admin.waitForEvent('download');
  await admin.getByRole('button', { name: 'mamoris-navi-edge.reg を保存' }).click();
  const saved = await readFile(await (await saving).path());
  expect([...saved.subarray(0, 2)]).toEqual([0xff, 0xfe]);
  const decoded = new TextDecoder('utf-16le').decode(saved);
  expect(decoded.replaceAll('\r\n', '\n')).toBe(text.replaceAll('\r\n', '\n'));
  expect(decoded).toContain('\r\n"settings"="{\\"notice\\":\\"12月から \\\\\\"新しい\\\\\\" PC です。\\\\\\\\\\"');

  for (const [format, words] of [
    ['removal', '"settings"=-'],
    ['gpo', 'Type:  REG_SZ'],
    ['gpoScript', 'Set-GPPrefRegistryValue'],
    ['intune', 'Set-ItemProperty'],
    ['intuneRemoval', 'Remove-ItemProperty'],
  ] as const) {
    await admin.locator(`[name=format][value=${format}]`).check();
    await expect(result(admin)).toHaveValue(new RegExp(words.replace(/[-"=]/g, '\\$&')));
  }
});

test('[SEC-59] the form names a wrong value during typing, reads pasted settings, and warns of an empty filter', async ({
  usePc,
}) => {
  const pc = await usePc();
  const admin = await pc.openExtensionPage('options.html#admin');
  await admin.locator('[name="serviceHours.from"]').fill('8:99');
  const problems = admin.locator('[data-notice="policy"]');
  await expect(problems).toContainText('serviceHours.from');
  await expect(problems).toContainText('時刻は、7:00 のように書きます');
  const json = admin.getByRole('textbox', { name: 'JSON', exact: true });
  await json.fill('{"mySystems": ["office"], "notice": "貼り付けたもの"');
  await expect(problems).toContainText('JSON として読めません');
  await json.fill('{"mySystems": ["office"], "notice": "貼り付けたもの"}');
  await expect(problems).toHaveCount(0);
  await expect(admin.locator('[name=notice]')).toHaveValue('貼り付けたもの');
  await admin.locator('[name=notice]').fill('');
  await expect(json).toHaveValue('{\n  "mySystems": [\n    "office"\n  ]\n}');
  const warning = admin.locator('[data-warning="empty-filter"]');
  await expect(warning).toHaveCount(0);
  await admin.getByRole('checkbox', { name: '証明書の選択画面を出さずに' }).check();
  await expect(warning).toContainText('どれでも確かめずに');
  await admin.locator('[name=issuer-O]').fill('Mamoris Lab');
  await expect(warning).toHaveCount(0);
  await admin.locator('[name=extensionId]').fill('office');
  await expect(admin.locator('[data-warning="id"]')).toBeVisible();
  // The extension stores no value of the form.
  const kept = await pc.extensionPage.evaluate(async () => JSON.stringify(await chrome.storage.local.get()));
  expect(kept).not.toContain('Mamoris Lab');
});

for (const language of ['ja', 'en'] as const) {
  test(`the administrator’s page passes the axe checks and fits at 320 px (${language})`, async ({ usePc }) => {
    const pc = await usePc({ language });
    const admin = await pc.openExtensionPage('options.html#admin');
    await fillIn(admin);
    await admin.locator('[name=automatic]').check();
    // Other appearances change only the contrast, and the colours do not depend on the language.
    const appearances = [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }] as const;
    expect(await findViolations(admin, language === 'ja' ? appearances : appearances.slice(0, 1))).toEqual([]);
    await admin.setViewportSize({ width: 320, height: 640 });
    expect(await admin.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
}
