/** Work is sacred: nothing the extension does or advises loses typed data or sends a form twice. */
import type { Page } from '@playwright/test';
import type { Lab } from '../lab/lab.ts';
import { addressOf } from '../lab/lab.ts';
import { card, cardInPopup, changeSettings, countPopups, expect, fireAlarms, skipTime, test } from './pc-test.ts';

const MINUTE = 60_000;

function sentForms(lab: Lab): number {
  return lab.seen('kensa').requests.filter(({ method }) => method === 'POST').length;
}

/** Opens the form of 'kensa', types into it and sends it; does not wait for the answer. */
async function sendForm(page: Page): Promise<void> {
  await page.goto(addressOf('kensa'));
  await page.fill('textarea', '基礎配筋：適合');
  await page.click('#save', { noWaitAfter: true });
}

test('a form under way is no stuck page for minutes, and the advice then leaves its tab alone', async ({
  lab,
  usePc,
}) => {
  await lab.setBehaviour('kensa', 'form-held');
  const pc = await usePc();
  const page = await pc.newPage();
  await sendForm(page);
  await expect.poll(() => sentForms(lab)).toBe(1);
  const surface = await pc.openExtensionPage('popup.html');
  await skipTime(pc, 6 * MINUTE);
  await expect(card(surface)).toHaveAttribute('data-cause', 'load-stuck');
  await expect(card(surface).getByRole('listitem').first()).toContainText('登録されたかどうか');
  const opened = pc.context.waitForEvent('page');
  await card(surface).getByRole('button', { name: '新しいタブで開く' }).click();
  await (await opened).waitForURL(addressOf('kensa'));
  lab.release('kensa');
  // The form's own answer arrives: nothing has cancelled it.
  await page.waitForURL(/save/);
  expect(sentForms(lab)).toBe(1);
});

test('the advice on a form whose connection broke is to check first, and its button sends nothing again', async ({
  lab,
  usePc,
}) => {
  await lab.setBehaviour('kensa', 'form-reset');
  const pc = await usePc();
  const page = await pc.newPage();
  await sendForm(page);
  const popup = await pc.autoOpenedPopup();
  await expect(card(popup)).toHaveAttribute('data-cause', 'server-unreachable');
  await expect(card(popup).getByRole('listitem').first()).toContainText('登録されたかどうか');
  const sent = sentForms(lab);
  const opened = pc.context.waitForEvent('page');
  await card(popup).getByRole('button', { name: '新しいタブで開く' }).click();
  await (await opened).waitForURL(addressOf('kensa'));
  expect(sentForms(lab)).toBe(sent);
});

test('no popup opens over a question for a password or a slow page, and no page without a title is an error', async ({
  lab,
  usePc,
}) => {
  await lab.setBehaviour('kensa', 'login-late');
  await lab.setBehaviour('online', 'login-basic');
  await lab.setBehaviour('portal', 'untitled');
  await lab.setBehaviour('kizon', 'refused');
  const pc = await usePc();
  const openedPopups = await countPopups(pc);
  const [untitled, late, asking] = [await pc.newPage(), await pc.newPage(), await pc.newPage()];
  await pc.open(untitled, addressOf('portal'));
  await late.bringToFront();
  await pc.open(late, addressOf('kensa'));
  await asking.bringToFront();
  await pc.open(asking, addressOf('online'));
  await fireAlarms(pc);
  for (const page of [untitled, late, asking]) expect(await pc.badge(page)).toBe('');
  await asking.close();
  const failing = await pc.newPage();
  await pc.open(failing, addressOf('kizon'));
  await expect(card(await pc.autoOpenedPopup())).toHaveAttribute('data-system', 'kizon');
  expect(openedPopups()).toBe(1);
});

test('a failure in a window without a toolbar opens the popup in a window of its own', async ({ lab, usePc }) => {
  await lab.setBehaviour('kensa', 'refused');
  const pc = await usePc();
  const page = await pc.newPage();
  await pc.open(page, addressOf('portal'));
  const opened = pc.context.waitForEvent('page');
  await page.evaluate(() => void window.open('about:blank', 'report', 'width=500,height=400'));
  const report = await opened;
  const openedWindow = pc.context.waitForEvent('page');
  await pc.open(report, addressOf('kensa'));
  const popup = await openedWindow;
  await expect(card(popup)).toHaveAttribute('data-cause', 'server-unreachable');
  await expect(card(popup)).toHaveAttribute('data-system', 'kensa');
  // A second failure needs no second window.
  await report.bringToFront();
  await lab.setBehaviour('kizon', 'refused');
  await pc.open(report, addressOf('kizon'));
  await expect(card(popup)).toHaveAttribute('data-system', 'kizon');
  expect(pc.context.pages().filter((one) => one.url() === popup.url())).toHaveLength(1);
  await report.close();
  await pc.clickIcon(page);
  await expect.poll(() => cardInPopup(pc)).toEqual(['none', 'portal']);
});

test('the browser’s question whether to send a form again is no error, and gets the advice to check', async ({
  lab,
  usePc,
}) => {
  await lab.setBehaviour('kensa', 'form-works');
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false });
  const page = await pc.newPage();
  await sendForm(page);
  await page.waitForURL(/save/);
  await pc.open(page, addressOf('portal'));
  await page.goBack({ waitUntil: 'commit' }).catch(() => {});
  const popup = await pc.openPopup(page);
  await expect(card(popup)).toHaveAttribute('data-cause', 'none');
  await expect(card(popup).getByRole('listitem').first()).toContainText('登録されたかどうか');
  await fireAlarms(pc);
  expect(await pc.badge(page)).toBe('');
  expect(sentForms(lab)).toBe(1);
});
