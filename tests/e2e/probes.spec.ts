import { type ManualSystemId, SYSTEMS } from '../../utils/catalog/systems.ts';
import { addressOf, type Lab } from '../lab/lab.ts';
import type { Pc } from '../lab/pc.ts';
import { card, changeSettings, expect, recordBadges, row, skipTime, test } from './pc-test.ts';

/** Counts the requests of each system without icons. Systems without a connection are absent. */
function visits(lab: Lab): Partial<Record<ManualSystemId, number>> {
  return Object.fromEntries(
    SYSTEMS.flatMap(({ id }) => {
      const { connections, requests } = lab.seen(id);
      const pages = requests.filter(({ path }) => path !== '/favicon.ico').length;
      return connections > 0 ? [[id, pages]] : [];
    }),
  );
}

/** Opens a failing page, and waits until its diagnosis is final. */
async function fail(pc: Pc, id: ManualSystemId): Promise<void> {
  const page = await pc.newPage();
  await pc.open(page, addressOf(id));
  await expect.poll(() => pc.badge(page)).toBe('!');
  const popup = await pc.openExtensionPage('popup.html');
  await expect(row(popup, id)).toHaveAttribute('data-last', /^(?!unknown)./);
  await expect(card(popup)).not.toHaveAttribute('data-checking');
  await Promise.all([popup.close(), page.close()]);
}

test('successful loads cause no probe', async ({ lab, usePc }) => {
  const pc = await usePc({ certificate: 'good' });
  for (const id of ['kensa', 'office', 'clientcheck'] as const) {
    const page = await pc.newPage();
    await pc.open(page, addressOf(id));
    await expect.poll(() => pc.badge(page)).toBe('');
  }
  const popup = await pc.openExtensionPage('popup.html');
  await expect(row(popup, 'clientcheck')).toHaveAttribute('data-last', 'ok');
  expect(visits(lab)).toEqual({ kensa: 1, office: 1, clientcheck: 1 });
});

test('a missing certificate causes one probe of the check site, and none of untried systems', async ({
  lab,
  usePc,
}) => {
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false });
  await fail(pc, 'office');
  expect(visits(lab)).toEqual({ office: 1, clientcheck: 1 });
  await fail(pc, 'jimu');
  await fail(pc, 'annex');
  expect(visits(lab)).toEqual({ office: 1, jimu: 1, annex: 0, clientcheck: 1 });
});

test('a failed system without certificates causes one probe of the portal within 30 s', async ({ lab, usePc }) => {
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false });
  await lab.setBehaviour('kensa', 'reset');
  await lab.setBehaviour('online', 'closed');
  await fail(pc, 'kensa');
  await fail(pc, 'online');
  await expect.poll(() => visits(lab)).toEqual({ kensa: 0, online: 0, portal: 1 });
});

test('[SEC-91] the extension sends no probe with probes switched off or without a network', async ({ lab, usePc }) => {
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false, useProbes: false });
  await fail(pc, 'office');
  await fail(pc, 'annex');
  expect(visits(lab)).toEqual({ office: 1, annex: 0 });
  await changeSettings(pc, { openPopup: false, useProbes: true });
  await pc.context.setOffline(true);
  lab.clearSeen();
  await fail(pc, 'jimu');
  // The browser itself may still connect to the system of the page.
  expect({ jimu: 0, ...visits(lab) }).toEqual({ jimu: 0 });
});

test('a load that waits for the dialog causes a probe of its system, and counts as no failure', async ({
  lab,
  startPc,
}) => {
  const pc = await startPc({ certificate: 'good', dialog: 'ask' });
  const page = await pc.newPage();
  page.goto(addressOf('office')).catch(() => {});
  await expect.poll(() => lab.seen('office').handshakes).toBeGreaterThan(0);
  const before = lab.seen('office').handshakes;
  await expect.poll(() => pc.badge(page)).toBe('?');
  expect(lab.seen('office').handshakes).toBeGreaterThan(before);
  expect(visits(lab)).toEqual({ office: 0 });
});

test('a slow page gets no badge', async ({ lab, usePc }) => {
  await lab.setBehaviour('office', 'slow-page');
  const pc = await usePc({ certificate: 'good' });
  const page = await pc.newPage();
  const badgesOf = await recordBadges(pc);
  expect(await pc.open(page, addressOf('office'))).toBe(200);
  expect((await badgesOf(page)).filter((badge) => badge !== '')).toEqual([]);
});

test('the card never shows a wrong cause while probes run', async ({ lab, usePc }) => {
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false });
  const popup = await pc.openExtensionPage('popup.html');
  await card(popup).evaluate((node) => {
    const shown: string[] = [];
    Object.assign(window, { shown });
    const record = () => shown.push(`${node.dataset.cause}${'checking' in node.dataset ? '?' : ''}`);
    new MutationObserver(record).observe(node, { attributeFilter: ['data-cause', 'data-checking'] });
  });
  const readShown = () => popup.evaluate(() => (Reflect.get(window, 'shown') as string[]).splice(0));
  // Each of these pages could look like a server error.
  for (const [id, behaviour] of [
    ['office', 'forbidden'],
    ['jimu', 'empty'],
    ['reform', 'closed'],
  ] as const) {
    await lab.setBehaviour(id, behaviour);
    const page = await pc.newPage();
    await pc.open(page, addressOf(id));
    await expect(card(popup)).toHaveAttribute('data-system', id);
    await expect(card(popup)).toHaveAttribute('data-cause', 'certificate-missing');
    for (const shown of await readShown())
      expect(['unknown?', 'none?', 'none', 'certificate-missing']).toContain(shown);
    await page.close();
  }
});

test('a page with input fields gets no badge for any status', async ({ lab, usePc }) => {
  await lab.setBehaviour('kensa', 'login-refused');
  await lab.setBehaviour('kizon', 'error-empty');
  const pc = await usePc();
  const [page, other] = [await pc.newPage(), await pc.newPage()];
  const badgesOf = await recordBadges(pc);
  await pc.open(page, addressOf('kensa'));
  // A status without a page waits longest before it counts as a failure.
  await pc.open(other, addressOf('kizon'));
  await expect.poll(() => badgesOf(other)).toContain('!');
  expect((await badgesOf(page)).filter((badge) => badge !== '')).toEqual([]);
});

test('a worker stopped between request and error still finds the cause', async ({ lab, usePc }) => {
  await lab.setBehaviour('office', 'hang');
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false });
  const page = await pc.newPage();
  const load = pc.open(page, addressOf('office'));
  await expect.poll(() => lab.seen('office').requests.length).toBeGreaterThan(0);
  await pc.stopWorker();
  await lab.setBehaviour('office', 'closed');
  await load;
  const popup = await pc.openExtensionPage('popup.html');
  await expect(card(popup)).toHaveAttribute('data-cause', 'certificate-missing');
});

test('a worker stopped between probe and answer finds the cause with a second probe', async ({ lab, usePc }) => {
  await lab.setBehaviour('office', 'forbidden');
  await lab.setBehaviour('clientcheck', 'hang');
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false });
  const page = await pc.newPage();
  await pc.open(page, addressOf('office'));
  await expect.poll(() => lab.seen('clientcheck').requests.length).toBe(1);
  await pc.stopWorker();
  await lab.setBehaviour('clientcheck', 'certificate-check');
  const popup = await pc.openExtensionPage('popup.html');
  // Without the answer the failure looks like a server error. A new probe is allowed after 30 s.
  await expect(card(popup)).toHaveAttribute('data-cause', 'server-error');
  await skipTime(pc, 31_000);
  await expect(card(popup)).toHaveAttribute('data-cause', 'certificate-missing');
  await expect.poll(() => pc.badge(page)).toBe('!');
});

test('a worker stopped after the answer sends no second probe', async ({ lab, usePc }) => {
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false });
  await fail(pc, 'office');
  await pc.stopWorker();
  await fail(pc, 'annex');
  expect(visits(lab)).toEqual({ office: 1, annex: 0, clientcheck: 1 });
  const popup = await pc.openExtensionPage('popup.html');
  await expect(card(popup)).toHaveAttribute('data-cause', 'certificate-missing');
});

test('[SEC-78] a restart of the browser clears its certificate decision and the extension’s warning', async ({
  startPc,
}) => {
  const pc = await startPc({ dialog: 'auto' });
  await changeSettings(pc, { openPopup: false });
  await fail(pc, 'office');
  await pc.quit();
  const restarted = await startPc({ after: pc, certificate: 'good' });
  const popup = await restarted.openExtensionPage('popup.html');
  await expect(card(popup)).toHaveAttribute('data-cause', 'none');
  const page = await restarted.newPage();
  expect(await restarted.open(page, addressOf('office'))).toBe(200);
  await expect(popup.locator('[data-certificate]')).toHaveAttribute('data-certificate', 'present');
});
