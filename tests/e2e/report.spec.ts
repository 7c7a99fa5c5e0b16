import type { Page } from '@playwright/test';
import { page, SERVED } from '../lab/answers.ts';
import { addressOf } from '../lab/lab.ts';
import type { Pc } from '../lab/pc.ts';
import { card, changeSettings, expect, test } from './pc-test.ts';

/** Private parts of an address, and of a page. */
const SECRETS = ['yamada', '4711', 'section', '佐藤', '花子', 'seikyu', '証明'];

async function compose(pc: Pc): Promise<{ panel: Page; report: string }> {
  const panel = await pc.openExtensionPage('sidepanel.html#contact');
  await panel.getByRole('button', { name: '文を作る', exact: true }).click();
  const content = panel.getByRole('textbox', { name: '報告の内容' });
  await expect(content).toHaveAttribute('readonly');
  return { panel, report: await content.inputValue() };
}

/** Clicks a button, and returns the text that it copies. */
async function copied(panel: Page, click: () => Promise<void>): Promise<string> {
  await panel.evaluate(() => {
    navigator.clipboard.writeText = async (text) => void Object.assign(window, { copied: text });
  });
  await click();
  return panel.evaluate(() => String(Reflect.get(window, 'copied')));
}

test('[SEC-61] a report names system, cause, error and PC, and contains no query, name or page text', async ({
  lab,
  usePc,
}) => {
  const { body } = page(500, '佐藤 花子 様', '<h1>seikyu-4711.pdf</h1><p>証明番号 4711 の処理でエラーが起きました</p>');
  const headers = { 'Content-Type': 'text/html; charset=utf-8' };
  SERVED.set('/list?user=yamada&no=4711', { status: 500, headers, body: new TextEncoder().encode(body) });
  await lab.setBehaviour('kensa', 'served');
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false });
  const tab = await pc.newPage();
  expect(await pc.open(tab, `${addressOf('kensa')}list?user=yamada&no=4711#section`)).toBe(500);
  await expect.poll(() => pc.badge(tab)).toBe('!');

  const { panel, report } = await compose(pc);
  await expect(card(panel)).toHaveAttribute('data-cause', 'server-error');
  for (const part of ['まもりすネット 検査員用', 'server-error', '500', 'https://kensa.mamoris-net.jp/…', '2026-'])
    expect(report).toContain(part);
  expect(report).toMatch(/Chromium \d+\.\d+\.\d+/);
  const mail = await panel.getByRole('link', { name: 'メールを書く' }).first().getAttribute('href');
  expect(mail).toMatch(/^mailto:callcenter@mamoris\.jp\?subject=/);
  expect(mail?.length).toBeLessThanOrEqual(1800);
  const copy = await copied(panel, () => panel.getByRole('button', { name: '報告をコピー' }).click());
  expect(copy).toBe(report);
  for (const secret of SECRETS)
    for (const text of [report, decodeURIComponent(mail ?? '')]) expect(text).not.toContain(secret);
  // The same panel shows M16 and M18–M22.
  for (const words of ['掲示板', '9:00～17:00', 'sys-unyo@mamoris.jp', '芝公園', '職場のシステム担当'])
    await expect(panel.locator('.section').filter({ hasText: words })).toHaveCount(1);
  await expect(panel.locator('[data-desk]').first()).toBeVisible();
});

test('the report of a problem in the institution’s network is addressed to its administrators first', async ({
  lab,
  usePc,
}) => {
  await lab.setBehaviour('kensa', 'unknown-ca');
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false });
  const tab = await pc.newPage();
  await pc.open(tab, addressOf('kensa'));
  await expect.poll(() => pc.badge(tab)).toBe('!');
  const { panel, report } = await compose(pc);
  expect(report).toContain('tls-intercepted');
  const part = panel.locator('.report');
  await expect(part.getByRole('status')).toContainText('先に、職場のシステム担当');
  await expect(part.getByRole('link', { name: 'メールを書く' }).first()).toHaveAttribute('href', /^mailto:\?subject=/);
  await expect(part.locator('a[href^="tel:"]')).toHaveCount(0);
});

test('a report contains the result of the self-check', async ({ usePc }) => {
  const pc = await usePc();
  const panel = await pc.openExtensionPage('sidepanel.html#check');
  await panel.getByRole('button', { name: 'いま確かめる' }).click();
  await expect(panel.locator('[data-layer=portal]')).toHaveAttribute('data-state', 'good');
  await panel.getByRole('navigation').getByRole('button', { name: '問い合わせ' }).click();
  await panel.getByRole('button', { name: '文を作る', exact: true }).click();
  await expect(panel.getByRole('textbox', { name: '報告の内容' })).toHaveValue(/・ポータルサイト：問題なし/);
});
