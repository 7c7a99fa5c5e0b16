/** Follows 証明書を入れる by the instructions on the screen. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { SETUP_STEPS, type SetupStep } from '../../utils/run/setup-progress.ts';
import { installCertificates } from '../lab/certificate-store.ts';
import { addressOf } from '../lab/lab.ts';
import type { Pc } from '../lab/pc.ts';
import { popupPage } from '../lab/popup.ts';
import { card, changeSettings, expect, test } from './pc-test.ts';

/** The real side panel, which Playwright reports as little as the popup. */
async function sidePanel(pc: Pc): Promise<Page> {
  const [port] = (await readFile(join(pc.home, 'profile', 'DevToolsActivePort'), 'utf8')).split('\n');
  return popupPage(Number(port), `chrome-extension://${pc.extensionId}/sidepanel.html`);
}

function step(panel: Page, id: SetupStep): Locator {
  return panel.locator(`[data-step="${id}"]`);
}

/** The states of the steps, in order. */
function states(panel: Page): Promise<(string | null)[]> {
  return panel
    .locator('[data-step]')
    .evaluateAll((steps) => steps.map((element) => element.getAttribute('data-state')));
}

function statesUpTo(current: SetupStep): string[] {
  const at = SETUP_STEPS.indexOf(current);
  return SETUP_STEPS.map((_, index) => (index < at ? 'done' : index === at ? 'current' : 'later'));
}

test('the steps of the side panel lead from a missing certificate to the login page', async ({ lab, startPc }) => {
  const pc = await startPc();
  await changeSettings(pc, { openPopup: false });
  const page = await pc.newPage();
  await pc.open(page, addressOf('office'));
  const popup = await pc.openPopup(page);
  await expect(card(popup)).toHaveAttribute('data-cause', 'certificate-missing');
  await popup.getByRole('button', { name: '入れ方を開く' }).click();

  const panel = await sidePanel(pc);
  await expect(panel.getByRole('heading', { name: '証明書を入れる' })).toBeVisible();
  await expect(panel.getByText('6 項目のうち 0 項目が完了')).toBeVisible();
  await step(panel, 'systems').getByRole('checkbox', { name: 'まもりすネット Office' }).check();
  await step(panel, 'systems').getByRole('button', { name: 'これで決める' }).click();

  await step(panel, 'get').getByRole('radio', { name: 'はい' }).check();
  await expect(step(panel, 'get')).toContainText('「情報提供」タブ →「事務機関別」ボタン →「90_クライアント証明書」');
  await step(panel, 'get').getByRole('radio', { name: 'いいえ' }).check();
  const mail = new URL((await panel.getByRole('link', { name: 'この内容でメールを書く' }).getAttribute('href')) ?? '');
  expect(mail.pathname).toBe('sys-unyo@mamoris.jp');
  for (const item of ['会社・機関名（事務機関 ID）', '所属', '氏名', '管理ユーザ ID', '送付が必要な事情']) {
    expect(mail.searchParams.get('body')).toContain(`\r\n${item}：`);
    await expect(step(panel, 'get')).toContainText(item);
  }
  await step(panel, 'get').getByRole('button', { name: 'ファイルを用意できた' }).click();

  await expect(panel.getByRole('img')).toHaveCount(4);
  // Installs the certificate, as the wizard of Windows does.
  await installCertificates(lab, 'good', pc.home);
  await step(panel, 'install').getByRole('button', { name: '正しくインポートされた' }).click();

  await expect.poll(() => states(panel)).toEqual(statesUpTo('restart'));
  await step(panel, 'restart').getByRole('button', { name: '開き直しのアドレスをコピー' }).click();
  await expect(step(panel, 'restart').getByRole('button', { name: 'コピーしました' })).toBeVisible();
  await pc.quit();

  const restarted = await startPc({ after: pc, certificate: 'good' });
  const again = await restarted.openPopup(restarted.extensionPage);
  await expect(card(again)).toContainText('開き直しました');
  await expect(card(again).getByRole('link', { name: '「まもりすネット Office」を開く' })).toBeVisible();
  await again.getByRole('button', { name: '証明書を入れる' }).click();
  const panelAgain = await sidePanel(restarted);
  await expect.poll(() => states(panelAgain)).toEqual(statesUpTo('check'));
  await expect(step(panelAgain, 'restart')).toContainText('自動で確かめました');
  const opening = restarted.context.waitForEvent('page');
  await step(panelAgain, 'check').getByRole('link', { name: '「まもりすネット Office」を開く' }).click();
  await expect((await opening).getByRole('heading', { name: 'ログイン' })).toBeVisible();

  await expect.poll(() => states(panelAgain)).toEqual(statesUpTo('delete'));
  for (const id of ['install', 'restart', 'check'] as const) {
    await expect(step(panelAgain, id)).toContainText('自動で確かめました');
  }
  await step(panelAgain, 'delete').getByRole('button', { name: 'すべて消した' }).click();
  await expect(panelAgain.locator('[data-finished]')).toContainText('証明書を入れ終わりました');
  await expect(panelAgain.getByText('6 項目のうち 6 項目が完了')).toBeVisible();
});

test('a working certificate ticks all earlier steps of the setup', async ({ usePc }) => {
  const pc = await usePc({ certificate: 'good' });
  await pc.open(await pc.newPage(), addressOf('jimu'));
  const panel = await pc.openExtensionPage('sidepanel.html#setup');
  await expect(panel.locator('[data-notice="usable"]')).toContainText('手順 2～5 は不要です');
  await expect.poll(() => states(panel)).toEqual(['current', 'done', 'done', 'done', 'done', 'later']);
  await step(panel, 'check').locator('summary').click();
  await expect(step(panel, 'check')).toContainText('「まもりすネット 事務機関用」が開きました');
});

test('the setup of a user without need of a certificate shows only that none is needed', async ({ usePc }) => {
  const pc = await usePc();
  const panel = await pc.openExtensionPage('sidepanel.html#setup');
  await step(panel, 'systems').getByRole('checkbox', { name: 'まもりすネット 検査員用' }).check();
  await expect(panel.locator('[data-setup="unneeded"]')).toContainText('この PC には入れないでください');
  await expect(panel.locator('[data-step]')).toHaveCount(1);
  await panel.reload();
  await expect(step(panel, 'systems').getByRole('checkbox', { name: 'まもりすネット 検査員用' })).toBeChecked();
  await expect(panel.locator('[data-step]')).toHaveCount(1);
  await step(panel, 'systems').getByRole('checkbox', { name: 'まもりすネット Office' }).check();
  await expect(panel.locator('[data-step]')).toHaveCount(6);
});

test('[SEC-85] the setup’s progress stays after the panel closes, loses only damaged parts, and can be cleared', async ({
  usePc,
}) => {
  const pc = await usePc();
  await pc.extensionPage.evaluate(() =>
    chrome.storage.local.set({
      settings: { mySystems: ['office'] },
      setup: { source: 7, done: { systems: { by: 'hand', run: '1' }, get: { by: 'hand', run: '1' }, install: 'yes' } },
    }),
  );
  const panel = await pc.openExtensionPage('sidepanel.html#setup');
  await expect.poll(() => states(panel)).toEqual(statesUpTo('install'));
  await step(panel, 'get').locator('summary').click();
  await step(panel, 'get').getByRole('button', { name: '未完了に戻す' }).click();
  await expect.poll(() => states(panel)).toEqual(statesUpTo('get'));
  await panel.reload();
  await expect.poll(() => states(panel)).toEqual(statesUpTo('get'));

  await panel.getByRole('button', { name: '最初からやり直す' }).click();
  await panel.getByRole('button', { name: 'やめる' }).click();
  await expect.poll(() => states(panel)).toEqual(statesUpTo('get'));
  await panel.getByRole('button', { name: '最初からやり直す' }).click();
  await panel.getByRole('button', { name: '進み具合を消す' }).click();
  await expect.poll(() => states(panel)).toEqual(statesUpTo('systems'));
  await expect(step(panel, 'systems').getByRole('checkbox', { name: 'まもりすネット Office' })).toBeChecked();
});

test('a certificate that is missing after the setup leads to a new file and to the exclusions', async ({ usePc }) => {
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false, mySystems: ['office'] });
  await pc.extensionPage.evaluate(() => {
    const byHand = { by: 'hand', run: '1' };
    return chrome.storage.local.set({ setup: { done: { systems: byHand, get: byHand, install: byHand } } });
  });
  const panel = await pc.openExtensionPage('sidepanel.html#setup');
  await expect.poll(() => states(panel)).toEqual(statesUpTo('check'));
  await pc.open(await pc.newPage(), addressOf('office'));
  await panel.bringToFront();
  const notice = panel.locator('[data-notice="still-absent"]');
  await expect(notice).toContainText('期限が切れたか');
  await expect(notice).toContainText('検査から外す');
  await notice.getByRole('button', { name: '依頼文をコピー' }).click();
  await expect(notice.getByRole('button', { name: 'コピーしました' })).toBeVisible();
  await notice.getByRole('button', { name: '手順 2 からやり直す' }).click();
  await expect.poll(() => states(panel)).toEqual(statesUpTo('get'));
});

test('every step of the setup works by keyboard, and the focus follows', async ({ usePc }) => {
  const pc = await usePc();
  await changeSettings(pc, { mySystems: ['office'] });
  const panel = await pc.openExtensionPage('sidepanel.html#setup');
  await panel.getByRole('button', { name: 'これで決める' }).focus();
  for (const id of SETUP_STEPS) {
    await panel.keyboard.press('Enter');
    const next = SETUP_STEPS[SETUP_STEPS.indexOf(id) + 1];
    if (!next) break;
    await expect(step(panel, next).locator('summary')).toBeFocused();
    // Closes the step and opens it again.
    for (const isOpen of [false, true]) {
      await panel.keyboard.press('Enter');
      await expect(step(panel, next).locator('details')).toHaveJSProperty('open', isOpen);
    }
    const finish = step(panel, next).locator('.finish');
    while (!(await finish.evaluate((button) => button === document.activeElement))) await panel.keyboard.press('Tab');
  }
  await expect(panel.locator('[data-finished]')).toBeFocused();
});
