/** A browser that is killed, and started again. */
import type { Page } from '@playwright/test';
import { addressOf } from '../lab/lab.ts';
import type { Pc } from '../lab/pc.ts';
import { banner, card, changeSettings, expect, row, test } from './pc-test.ts';

/** Records the later errors of the worker and of the extension's pages. */
async function errorsOf(pc: Pc): Promise<string[]> {
  const errors: string[] = [];
  const session = await pc.context.newCDPSession(pc.extensionPage);
  session.on('ServiceWorker.workerErrorReported', ({ errorMessage }) => {
    errors.push(errorMessage.errorMessage);
  });
  await session.send('ServiceWorker.enable');
  pc.context.on('weberror', (error) => errors.push(error.error().message));
  return errors;
}

function alarms(pc: Pc): Promise<Record<string, number>> {
  return pc.extensionPage.evaluate(async () =>
    Object.fromEntries((await chrome.alarms.getAll()).map(({ name, scheduledTime }) => [name, scheduledTime])),
  );
}

function copies(pc: Pc): Promise<string[]> {
  return pc.extensionPage.evaluate(async () =>
    Object.keys(await chrome.storage.local.get()).filter((key) => key.endsWith('-copy')),
  );
}

async function open(pc: Pc, address: string): Promise<Page> {
  const page = await pc.newPage();
  await pc.open(page, address);
  return page;
}

test('a killed browser starts again with settings, alarms and warnings, and without the run before', async ({
  lab,
  startPc,
}) => {
  await lab.setBehaviour('kizon', 'refused');
  await lab.setBehaviour('kensa', 'hang');
  const pc = await startPc();
  const settings = { openPopup: false, mySystems: ['office' as const] };
  await changeSettings(pc, settings);
  const failed = await open(pc, addressOf('kizon'));
  await expect.poll(() => pc.badge(failed)).toBe('!');
  await expect(banner(await open(pc, addressOf('office')))).toHaveCount(1);
  const loading = await pc.newPage();
  loading.goto(addressOf('kensa')).catch(() => {});
  await expect.poll(() => lab.seen('kensa').requests.length).toBeGreaterThan(0);
  await expect.poll(() => copies(pc)).toEqual(['run-copy']);
  expect(Object.keys(await alarms(pc))).toEqual(['wake']);
  await pc.kill();

  await lab.setBehaviour('kensa', 'ok');
  const again = await startPc({ after: pc });
  const errors = await errorsOf(again);
  await expect.poll(async () => Object.keys(await alarms(again))).toEqual(['wake']);
  await expect.poll(() => copies(again)).toEqual([]);
  expect(await again.extensionPage.evaluate(() => chrome.storage.local.get('settings'))).toMatchObject({ settings });
  expect(await again.badge(again.extensionPage)).toBe('');
  const popup = await again.openExtensionPage('popup.html');
  await expect(card(popup)).toHaveAttribute('data-cause', 'none');
  await expect(row(popup, 'kizon')).toHaveAttribute('data-last', '');
  await expect(row(popup, 'office')).toHaveAttribute('data-last', '');

  const well = await open(again, addressOf('kensa'));
  const failing = await open(again, addressOf('kizon'));
  await expect.poll(() => again.badge(failing)).toBe('!');
  expect(await again.badge(well)).toBe('');
  await expect(row(popup, 'kizon')).toHaveAttribute('data-last', 'server-unreachable');
  expect(Object.keys(await alarms(again))).toEqual(['wake']);
  // Proves that a new worker in this profile handles the message of a page.
  await again.stopWorker();
  const missing = await open(again, addressOf('office'));
  await expect(banner(missing)).toHaveAttribute('data-cause', 'certificate-missing');
  await expect.poll(() => again.badge(missing)).toBe('!');
  expect(errors).toEqual([]);
});

test('[SEC-25] a browser that is killed at any moment of a failure starts without it, and warns of the next', async ({
  lab,
  startPc,
}) => {
  await lab.setBehaviour('kizon', 'refused');
  let pc = await startPc();
  // The test above kills a browser after the badge.
  for (const after of ['start', 'request', 'error'] as const) {
    const page = await pc.newPage();
    if (after === 'request') page.goto(addressOf('kizon')).catch(() => {});
    if (after === 'error') await pc.open(page, addressOf('kizon'));
    await pc.kill();
    pc = await startPc({ after: pc });
    const popup = await pc.openExtensionPage('popup.html');
    await expect(card(popup)).toHaveAttribute('data-cause', 'none');
    await expect(row(popup, 'kizon')).toHaveAttribute('data-last', '');
    await popup.close();
  }
  const failed = await open(pc, addressOf('kizon'));
  await expect.poll(() => pc.badge(failed)).toBe('!');
});
