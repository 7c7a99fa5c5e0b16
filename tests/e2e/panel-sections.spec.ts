import type { Locator, Page } from '@playwright/test';
import { exclusions, MANUAL } from '../../utils/catalog/facts.ts';
import { SYMPTOMS } from '../../utils/catalog/symptoms.ts';
import { SYSTEMS } from '../../utils/catalog/systems.ts';
import { addressOf } from '../lab/lab.ts';
import { card, changeSettings, expect, test } from './pc-test.ts';

function symptom(panel: Page, id: string): Locator {
  return panel.locator(`[data-symptom="${id}"]`);
}

test('the search finds a symptom by an everyday word typed on the keyboard, and the focus stays in the box', async ({
  usePc,
}) => {
  const pc = await usePc();
  const panel = await pc.openExtensionPage('sidepanel.html#troubles');
  const [box, status] = [panel.getByRole('searchbox'), panel.getByRole('search').getByRole('status')];
  await expect(panel.locator('[data-symptom]')).toHaveCount(SYMPTOMS.length);
  await box.focus();
  await panel.keyboard.type('ｸﾙｸﾙ');
  await expect(status).toHaveText('1 件見つかりました');
  await expect(symptom(panel, 'endless').getByRole('listitem').first()).toContainText('chrome://restart');
  await expect(box).toBeFocused();
  await panel.keyboard.press('Tab');
  await panel.keyboard.press('Tab');
  await expect(symptom(panel, 'endless').getByRole('button', { name: '開き直しのアドレスをコピー' })).toBeFocused();
  await panel.keyboard.press('Enter');
  await expect(symptom(panel, 'endless').getByRole('button', { name: 'コピーしました' })).toBeFocused();
  await box.fill('窓が開かない');
  await expect(status).toContainText('近いものを');
  await expect(symptom(panel, 'unreachable')).toBeVisible();
  await box.fill('証明書 給湯器');
  await expect(status).toContainText('見つかりませんでした');
  await expect(panel.locator('[data-symptom]')).toHaveCount(0);
  await panel.locator('.unsolved').getByRole('button', { name: '問い合わせ' }).click();
  await expect(panel.locator('[data-section="contact"]')).toBeVisible();
});

test('one click copies a request with the five addresses, and every system opens by its address', async ({ usePc }) => {
  const pc = await usePc();
  const panel = await pc.openExtensionPage('sidepanel.html#troubles');
  await pc.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await symptom(panel, 'repeated').locator('summary').click();
  expect(await symptom(panel, 'repeated').locator('.addresses li').allTextContents()).toEqual(exclusions(MANUAL));
  await symptom(panel, 'repeated').getByRole('button').click();
  await expect(symptom(panel, 'repeated').getByRole('button')).toHaveText('コピーしました');
  expect(await panel.evaluate(() => navigator.clipboard.readText())).toContain(exclusions(MANUAL).join('\n'));
  const links = symptom(panel, 'address').locator('.addresses a');
  expect(await links.evaluateAll((all) => all.map((link) => link.textContent))).toEqual(
    SYSTEMS.map(({ address }) => address),
  );
});

test('the symptom of the current failure comes first with a mark, until the failure is over', async ({
  lab,
  usePc,
}) => {
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false });
  const panel = await pc.openExtensionPage('sidepanel.html#troubles');
  await expect(panel.locator('[data-current]')).toHaveCount(0);
  const page = await pc.newPage();
  await pc.open(page, addressOf('office'));
  await expect(card(panel)).toHaveAttribute('data-cause', 'certificate-missing');
  const first = panel.locator('[data-symptom]').first();
  await expect(first).toHaveAttribute('data-symptom', 'notInstalled');
  await expect(first).toHaveAttribute('open');
  await expect(first.locator('summary')).toContainText('いまの状況');
  await lab.setBehaviour('office', 'ok');
  await pc.open(page, addressOf('office'));
  await expect(panel.locator('[data-current]')).toHaveCount(0);
});

test('the section about certificate handling has links to システム室 and to the setup', async ({ usePc }) => {
  const pc = await usePc();
  const panel = await pc.openExtensionPage('sidepanel.html#handling');
  await expect(panel.locator('.leak a')).toHaveAttribute('href', /^mailto:sys-unyo@mamoris\.jp\?subject=%E3/);
  await panel.getByRole('button', { name: '入れ方を見る' }).click();
  await expect(panel.locator('[data-section="setup"]')).toBeVisible();
});

test('the check lists the PC, the browser and the unknown facts', async ({ usePc }) => {
  const pc = await usePc();
  const panel = await pc.openExtensionPage('sidepanel.html#check');
  const verdict = (topic: string) => panel.locator(`[data-topic="${topic}"]`);
  // Debian's Chromium, on Linux.
  await expect(verdict('windows')).toHaveAttribute('data-verdict', 'bad');
  await expect(verdict('browser')).toHaveAttribute('data-verdict', 'bad');
  await expect(verdict('line')).toHaveAttribute('data-verdict', 'unknown');
});
