/** Edge starts the page of the side panel again at each change of the tab: it must be as it was, in every state. */
import type { Page } from '@playwright/test';
import { addressOf } from '../lab/lab.ts';
import { card, changeSettings, expect, test } from './pc-test.ts';

/** Starts the panel's page again, as soon as all of its state is stored. How far it is scrolled is stored last. */
async function restart(panel: Page): Promise<void> {
  // A page that has just unfolded a part may still be scrolling.
  const isStored = () =>
    panel.evaluate(async () => {
      const { 'panel-state': all = {} } = await chrome.storage.session.get('panel-state');
      const states = Object.values(all as Record<string, { scroll?: number }>);
      return states.some(({ scroll }) => scroll === Math.round(scrollY));
    });
  await expect.poll(isStored).toBe(true);
  await panel.evaluate(() => navigator.locks.request('panel-state', () => {}));
  await panel.reload();
}

test('a panel that starts again is as it was in every section', async ({ lab, usePc }) => {
  await lab.setBehaviour('kensa', 'error-500');
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false, mySystems: ['office'] });
  const page = await pc.newPage();
  await pc.open(page, addressOf('kensa'));
  const panel = await pc.openExtensionPage('sidepanel.html#systems');
  const open = (name: string) => panel.locator('nav.sections').getByRole('button', { name, exact: true }).click();
  const section = (name: string) => expect(panel.locator(`[data-section="${name}"]`)).toBeVisible();
  await card(panel).locator('details summary').click();

  await open('困ったときは');
  await panel.getByRole('searchbox').fill('証明書');
  await panel.locator('[data-symptom]:not([open]) summary').first().click();
  const unfolded = await panel
    .locator('[data-symptom][open]')
    .evaluateAll((all) => all.map((one) => one.dataset.symptom));
  await panel.evaluate(() => scrollTo(0, 400));
  await expect.poll(() => panel.evaluate(() => scrollY)).toBe(400);
  await restart(panel);
  await section('troubles');
  await expect(panel.getByRole('searchbox')).toHaveValue('証明書');
  await expect(card(panel).locator('details')).toHaveAttribute('open');
  const again = () => panel.locator('[data-symptom][open]').evaluateAll((all) => all.map((one) => one.dataset.symptom));
  await expect.poll(again).toEqual(unfolded);
  await expect.poll(() => panel.evaluate(() => scrollY)).toBe(400);

  await open('証明書を入れる');
  await panel.locator('[data-step="restart"] summary').click();
  await restart(panel);
  await section('setup');
  await expect(panel.locator('[data-step="restart"] details')).toHaveAttribute('open');

  await open('問い合わせ');
  await panel.getByRole('button', { name: '文を作る', exact: true }).click();
  const report = await panel.locator('textarea').inputValue();
  await restart(panel);
  await section('contact');
  await expect(panel.locator('textarea')).toHaveValue(report);

  await open('確認');
  const check = panel.locator('[data-check]');
  await check.getByRole('button').first().click();
  // In the middle of a check, it goes on.
  await expect(check).toHaveAttribute('data-check', 'running');
  await restart(panel);
  await expect(check).toHaveAttribute('data-check', /good|bad|unknown/);
  const verdicts = await check.locator('[data-layer]').allTextContents();
  await restart(panel);
  await section('check');
  await expect(check.locator('[data-layer]')).toHaveText(verdicts);
});
