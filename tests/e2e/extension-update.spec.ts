/** What an update of the extension does to a browser that is in use. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { addressOf } from '../lab/lab.ts';
import { makeFolder, removeLeftover } from '../lab/leftovers.ts';
import type { Pc } from '../lab/pc.ts';
import { popupPage } from '../lab/popup.ts';
import { waitFor } from '../lab/wait.ts';
import { banner, test as base, card, expect } from './pc-test.ts';
import { readRunView } from './stored-run.ts';

const NEWER = '9.0.0';
/** Marks pages in which the newer version's content script runs. */
const MARK = 'data-newer';

const test = base.extend<{ folder: string }>({
  /** The extension in a folder of its own, so that a newer version can take its place. */
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
  folder: async ({}, use) => {
    const folder = await makeFolder('extension');
    await cp('.output/chrome-mv3', folder, { recursive: true });
    await use(folder);
    await removeLeftover(folder);
  },
});

/**
 * The two ways to another version. Both leave the old content scripts in pages: the first removes the id of their
 * `runtime`, the second their whole API.
 */
const WAYS = ['install', 'reload'] as const;

/** Replaces the extension by a newer version, and returns a page with its rights, as `extensionPage` was. */
async function update(pc: Pc, folder: string, way: (typeof WAYS)[number] = 'install'): Promise<Page> {
  const manifest = join(folder, 'manifest.json');
  await writeFile(manifest, JSON.stringify({ ...JSON.parse(await readFile(manifest, 'utf8')), version: NEWER }));
  const content = join(folder, 'page.js');
  await writeFile(content, `${await readFile(content, 'utf8')}\ndocument.documentElement.setAttribute('${MARK}', '');`);
  const ended = pc.extensionPage.waitForEvent('close');
  if (way === 'install') {
    const session = await pc.context.browser()?.newBrowserCDPSession();
    await session?.send('Extensions.loadUnpacked', { path: folder, enableInIncognito: true });
  } else {
    const extensions = await pc.context.newPage();
    await extensions.goto('chrome://extensions');
    await extensions.evaluate(async (id) => {
      const developer = Reflect.get(chrome, 'developerPrivate');
      await developer.updateProfileConfiguration({ inDeveloperMode: true });
      await developer.reload(id, { failQuietly: true });
    }, pc.extensionId);
    await extensions.close();
  }
  await ended;
  const extensionPage = await pc.context.newPage();
  await waitFor('the newer version', async () => {
    const answer = await extensionPage
      .goto(`chrome-extension://${pc.extensionId}/manifest.json`)
      .catch(() => undefined);
    return answer && (await extensionPage.evaluate(() => chrome.runtime.getManifest().version)) === NEWER;
  });
  return extensionPage;
}

async function badge(pc: Pc, extensionPage: Page, page: Page): Promise<string> {
  const tabId = await pc.tabId(page);
  return extensionPage.evaluate((id) => chrome.action.getBadgeText({ tabId: id }), tabId);
}

function surfaces(extensionPage: Page): Promise<string[]> {
  return extensionPage.evaluate(async () =>
    (await chrome.runtime.getContexts({})).map(({ contextType }) => contextType),
  );
}

async function openSurface(pc: Pc, name: 'popup' | 'sidepanel'): Promise<Page> {
  const [port] = (await readFile(join(pc.home, 'profile', 'DevToolsActivePort'), 'utf8')).split('\n');
  return popupPage(Number(port), `chrome-extension://${pc.extensionId}/${name}.html`);
}

/** Records the later errors of a page and its content scripts. */
function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => errors.push(message.text()));
  return errors;
}

/** Acts as a user of the page. */
async function touch(page: Page): Promise<void> {
  await page.bringToFront();
  for (const x of [200, 210]) await page.mouse.move(x, 300);
  await page.mouse.wheel(0, 10);
  // A page reports its errors before its next frame.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

for (const way of WAYS) {
  test(`an update does not disturb a user who types into a form (${way})`, async ({ folder, startPc }) => {
    const pc = await startPc({ extension: folder });
    const [form, unseen] = [await pc.newPage(), await pc.newPage()];
    await pc.open(unseen, addressOf('portal'));
    await pc.open(form, addressOf('kensa'));
    await touch(form);
    const field = form.getByLabel('ユーザID');
    await field.pressSequentially('ta');
    const errors = [errorsOf(form), errorsOf(unseen)];

    const extensionPage = await update(pc, folder, way);
    await form.bringToFront();
    await expect(field).toBeFocused();
    await form.keyboard.type('ro');
    await expect(field).toHaveValue('taro');
    await extensionPage.evaluate(() => chrome.storage.local.set({ settings: { closingMinutes: [30] } }));
    for (const page of [form, unseen]) {
      await touch(page);
      await expect(banner(page)).toHaveCount(0);
      await expect(page.locator(`[${MARK}]`)).toHaveCount(0);
    }
    expect(errors).toEqual([[], []]);
    expect(await surfaces(extensionPage)).not.toContain('POPUP');

    await form.reload();
    await expect(form.locator(`[${MARK}]`)).toHaveCount(1);
    await touch(form);
    await expect(banner(form)).toHaveCount(0);
    expect(errors).toEqual([[], []]);
  });
}

test('an update keeps badge, diagnosis and banner of a failure, and opens no popup', async ({
  lab,
  folder,
  startPc,
}) => {
  await lab.setBehaviour('kizon', 'refused');
  const pc = await startPc({ extension: folder });
  await pc.extensionPage.evaluate(() => chrome.storage.local.set({ settings: { openPopup: false } }));
  const [failed, bannered, loading] = [await pc.newPage(), await pc.newPage(), await pc.newPage()];
  await pc.open(failed, addressOf('kizon'));
  await pc.open(bannered, addressOf('office'));
  await expect(banner(bannered)).toHaveAttribute('data-cause', 'certificate-missing');
  await lab.setBehaviour('kensa', 'hang');
  const loaded = loading.goto(addressOf('kensa'));
  const loadingTab = await pc.tabId(loading);
  await expect.poll(async () => (await readRunView(pc)).tabs[loadingTab]?.pending).toBeDefined();
  await pc.extensionPage.evaluate(() => chrome.storage.local.set({ settings: { openPopup: true } }));
  const before = await readRunView(pc);
  const errors = errorsOf(bannered);

  const extensionPage = await update(pc, folder);
  await expect.poll(() => badge(pc, extensionPage, failed)).toBe('!');
  await expect.poll(() => badge(pc, extensionPage, bannered)).toBe('!');
  expect((await readRunView(pc, extensionPage)).systems.office?.attempt).toEqual(before.systems.office?.attempt);
  await expect(banner(bannered)).toHaveCount(1);
  await touch(bannered);
  expect(errors).toEqual([]);

  // The worker still gets the end of a pending load.
  lab.release('kensa');
  await loaded;
  await expect
    .poll(async () => (await readRunView(pc, extensionPage)).systems.kensa?.attempt)
    .toMatchObject({ status: 200 });
  expect(await badge(pc, extensionPage, loading)).toBe('');

  // A retry by the browser is no new failure.
  expect(await surfaces(extensionPage)).not.toContain('POPUP');
  await pc.clickIcon(failed);
  const popup = await openSurface(pc, 'popup');
  await expect(card(popup)).toHaveAttribute('data-cause', 'server-unreachable');
  await expect(card(popup)).toHaveAttribute('data-system', 'kizon');

  await bannered.bringToFront();
  await bannered.reload();
  await expect(bannered.locator(`[${MARK}]`)).toHaveCount(1);
  await expect(banner(bannered)).toHaveAttribute('data-cause', 'certificate-missing');
  await expect(banner(bannered)).toHaveCount(1);
});

test('after an update a banner still shows its advice, and a reminder still counts the minutes', async ({
  folder,
  startPc,
}) => {
  const pc = await startPc({ extension: folder, clock: '2026-11-24T21:45:00+09:00' });
  const [bannered, closing] = [await pc.newPage(), await pc.newPage()];
  await pc.open(bannered, addressOf('office'));
  await expect(banner(bannered)).toHaveAttribute('data-cause', 'certificate-missing');
  await pc.open(closing, addressOf('kensa'));
  await touch(closing);
  await expect(banner(closing)).toContainText('あと15分');
  const errors = [bannered, closing].map(errorsOf);
  await pc.setClock('2026-11-24T21:47:30+09:00');

  await update(pc, folder);
  await touch(closing);
  await closing.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(banner(closing)).toContainText('あと13分');
  await bannered.bringToFront();
  await banner(bannered).getByRole('button', { name: '手順を横に表示' }).click();
  await expect(banner(bannered)).toContainText('アイコン');
  await banner(bannered).getByRole('button', { name: '閉じる' }).click();
  await expect(banner(bannered)).toHaveCount(0);
  expect(errors).toEqual([[], []]);
});

test('an update keeps settings of the oldest layout, progress, alarms and the side panel', async ({
  folder,
  startPc,
}) => {
  const pc = await startPc({ extension: folder });
  const page = await pc.newPage();
  await pc.open(page, addressOf('office'));
  await pc.clickIcon(page);
  const popup = await openSurface(pc, 'popup');
  await popup.getByRole('button', { name: '入れ方を開く' }).click();
  const panel = await openSurface(pc, 'sidepanel');
  await expect(panel.locator('[data-step]').first()).toBeVisible();
  // Stores the current run id, so the restart step stays open.
  await pc.extensionPage.evaluate(async () => {
    const { 'run-id': run } = await chrome.storage.session.get('run-id');
    const byHand = { by: 'hand', run };
    const setup = { source: 'mail', done: { systems: byHand, get: byHand, install: byHand } };
    await chrome.storage.local.set({ settings: { openPopup: false, showBanner: false, mySystems: ['office'] }, setup });
  });
  const stateOf = (surface: Page, step: string) => surface.locator(`[data-step="${step}"]`);
  await expect(stateOf(panel, 'restart')).toHaveAttribute('data-state', 'current');

  const extensionPage = await update(pc, folder);
  await pc.clickIcon(page);
  await (await openSurface(pc, 'popup')).getByRole('button', { name: '証明書を入れる' }).first().click();
  const again = await openSurface(pc, 'sidepanel');
  await expect(stateOf(again, 'install')).toHaveAttribute('data-state', 'done');
  await expect(stateOf(again, 'restart')).toHaveAttribute('data-state', 'current');
  const alarm = () => extensionPage.evaluate(async () => chrome.alarms.get('wake'));
  await expect.poll(alarm).toMatchObject({ periodInMinutes: 1 });
  await page.reload();
  await expect(page.locator(`[${MARK}]`)).toHaveCount(1);
  await expect.poll(() => badge(pc, extensionPage, page)).toBe('!');
  await expect(banner(page)).toHaveCount(0);
  expect(await surfaces(extensionPage)).not.toContain('POPUP');
});

test('[SEC-79] a restart of the browser clears the previous run, on its disk as well', async ({ folder, startPc }) => {
  const pc = await startPc({ extension: folder });
  const page = await pc.newPage();
  await pc.open(page, addressOf('office'));
  const copies = (at: Page) =>
    at.evaluate(async () => Object.keys(await chrome.storage.local.get()).filter((key) => key.endsWith('-copy')));
  await expect.poll(() => copies(pc.extensionPage)).toEqual(['run-copy']);
  await pc.quit();

  const again = await startPc({ extension: folder, after: pc });
  await expect.poll(() => copies(again.extensionPage)).toEqual([]);
  const popup = await again.openPopup(again.extensionPage);
  await expect(card(popup)).toHaveAttribute('data-cause', 'none');
});
