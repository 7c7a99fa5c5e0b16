import type { Locator, Page } from '@playwright/test';
import { type ManualSystemId, SYSTEMS } from '../../utils/catalog/systems.ts';
import { addressOf, type Lab } from '../lab/lab.ts';
import type { Pc } from '../lab/pc.ts';
import { card, changeSettings, expect, row, test } from './pc-test.ts';
import { readRunView } from './stored-run.ts';

/** The check stops waiting for all missing answers after 3 s. */
const CHECK_TIME = { timeout: 10_000 };

async function openCheck(pc: Pc): Promise<{ panel: Page; check: Locator; start: () => Promise<void> }> {
  const panel = await pc.openExtensionPage('sidepanel.html#check');
  const check = panel.locator('[data-check]');
  return { panel, check, start: () => check.getByRole('button').first().click() };
}

/** The state of each layer, or of a system. */
function states(check: Locator): Promise<Record<string, string>> {
  return check
    .locator('[data-layer]')
    .evaluateAll((layers) =>
      Object.fromEntries(
        layers.map((layer) => [
          layer.getAttribute('data-system') ?? layer.getAttribute('data-layer'),
          layer.getAttribute('data-state'),
        ]),
      ),
    );
}

/** The systems that a browser has connected to since the lab was last cleared. */
function contacted(lab: Lab): ManualSystemId[] {
  return SYSTEMS.map(({ id }) => id).filter((id) => lab.seen(id).connections > 0);
}

/** Opens a system in a new tab, until the outcome is known. */
async function tryOut(pc: Pc, id: ManualSystemId, outcome: string): Promise<void> {
  const page = await pc.newPage();
  await pc.open(page, addressOf(id));
  const popup = await pc.openExtensionPage('popup.html');
  await expect(row(popup, id)).toHaveAttribute('data-last', outcome);
  await Promise.all([popup.close(), page.close()]);
}

test('the self-check finds a missing certificate, and asks only the system that has failed', async ({ lab, usePc }) => {
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false });
  await tryOut(pc, 'office', 'certificate-missing');
  const { panel, check, start } = await openCheck(pc);
  await start();
  await expect(check).toHaveAttribute('data-check', 'bad', CHECK_TIME);
  expect(await states(check)).toEqual({
    network: 'good',
    name: 'good',
    portal: 'good',
    clock: 'good',
    certificate: 'bad',
    office: 'bad',
  });
  // The check does not probe a system with certificates before the user has tried it.
  expect(contacted(lab)).toEqual(['portal', 'office', 'clientcheck']);
  // The advice appears once, with a link to the next section.
  await check.locator('.next').getByRole('button').click();
  await expect(panel.locator('[data-section]')).toHaveAttribute('data-section', 'setup');
});

test('the self-check shows every layer of a healthy PC as good, and reuses recent answers', async ({ lab, usePc }) => {
  const pc = await usePc({ certificate: 'good' });
  await changeSettings(pc, { openPopup: false });
  await tryOut(pc, 'office', 'ok');
  await tryOut(pc, 'kensa', 'ok');
  const { check, start } = await openCheck(pc);
  lab.clearSeen();
  await start();
  await expect(check).toHaveAttribute('data-check', 'good', CHECK_TIME);
  expect(new Set(Object.values(await states(check)))).toEqual(new Set(['good']));
  expect(contacted(lab)).toEqual(['portal', 'office', 'kensa', 'clientcheck']);
  const requests = lab.seen('portal').requests.length;
  await start();
  await expect(check.getByRole('status')).toContainText('問題は見つかりませんでした');
  await expect(check).toHaveAttribute('data-check', 'good');
  expect(lab.seen('portal').requests.length).toBe(requests);
});

test('the self-check finds a certificate that was never chosen, before any system was opened', async ({
  lab,
  startPc,
}) => {
  const pc = await startPc({ certificate: 'good', dialog: 'ask' });
  const { check, start } = await openCheck(pc);
  await start();
  await expect(check).toHaveAttribute('data-check', 'good', CHECK_TIME);
  expect(await states(check)).toMatchObject({ certificate: 'good', system: 'skipped' });
  expect(contacted(lab)).toEqual(['portal', 'clientcheck']);
});

test('the self-check ends without any answer, and shows that it got none', async ({ lab, usePc }) => {
  const pc = await usePc({ certificate: 'good' });
  await changeSettings(pc, { openPopup: false });
  await tryOut(pc, 'office', 'ok');
  await tryOut(pc, 'kensa', 'ok');
  for (const { id } of SYSTEMS) await lab.setBehaviour(id, id === 'kensa' ? 'hang-before-tls' : 'hang');
  const { panel, check, start } = await openCheck(pc);
  await start();
  await expect(check).toHaveAttribute('data-check', 'running');
  await expect(panel.getByRole('progressbar')).toBeVisible();
  await expect(check).toHaveAttribute('data-check', 'bad', CHECK_TIME);
  expect(await states(check)).toMatchObject({ network: 'unknown', portal: 'bad', office: 'bad', kensa: 'bad' });
});

test('the self-check ends even if the browser stops the worker meanwhile', async ({ lab, usePc }) => {
  const pc = await usePc();
  await lab.setBehaviour('portal', 'hang');
  const { check, start } = await openCheck(pc);
  await start();
  await expect.poll(() => lab.seen('portal').requests.length).toBe(1);
  // Stops the worker once, without waiting: the check starts the worker again at once.
  const session = await pc.context.newCDPSession(pc.extensionPage);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await expect.poll(() => lab.seen('portal').requests.length).toBe(2);
  lab.release('portal');
  await expect(check).toHaveAttribute('data-check', /good|bad|unknown/, CHECK_TIME);
});

test('the self-check sends no request without a network', async ({ lab, usePc }) => {
  const pc = await usePc();
  const { check, start } = await openCheck(pc);
  await pc.context.setOffline(true);
  await start();
  await expect(check).toHaveAttribute('data-check', 'bad', CHECK_TIME);
  expect(await states(check)).toMatchObject({ network: 'bad', portal: 'skipped', certificate: 'skipped' });
  expect(contacted(lab)).toEqual([]);
});

test('the self-check sends no request with probes switched off, and has a button to the settings', async ({
  lab,
  usePc,
}) => {
  const pc = await usePc();
  await changeSettings(pc, { useProbes: false });
  const { check, start } = await openCheck(pc);
  await start();
  await expect(check).toHaveAttribute('data-check', 'off');
  await expect(check.getByRole('button', { name: '設定を開く' })).toBeVisible();
  expect(contacted(lab)).toEqual([]);
});

test('a self-check that the user leaves before its end shows no result later', async ({ lab, usePc }) => {
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false });
  await lab.setBehaviour('portal', 'hang');
  const { panel, check, start } = await openCheck(pc);
  await start();
  await expect(check).toHaveAttribute('data-check', 'running');
  await expect.poll(() => lab.seen('portal').requests.length).toBe(1);
  const sections = panel.getByRole('navigation').getByRole('button');
  await sections.filter({ hasText: 'システム一覧' }).click();
  await expect(card(panel)).toHaveAttribute('data-cause', 'none');
  await expect(card(panel)).not.toHaveAttribute('data-checking');
  await sections.filter({ hasText: '確認' }).first().click();
  await expect(check).toHaveAttribute('data-check', 'idle');
  await expect(check.locator('[data-layer]')).toHaveCount(0);
  // The stored run does not contain the check.
  const { tabs, systems } = await readRunView(pc);
  expect({ tabs, systems }).toEqual({ tabs: {}, systems: {} });
});
