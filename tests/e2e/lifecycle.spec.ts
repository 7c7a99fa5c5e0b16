import { page as pageOf, SERVED } from '../lab/answers.ts';
import { type BareBrowser, type Session, startBareBrowser } from '../lab/bare-browser.ts';
import { addressOf, OTHER_SITE } from '../lab/lab.ts';
import type { Pc } from '../lab/pc.ts';
import { actAsUser, banner, card, changeSettings, countBrowserStart, expect, row, test } from './pc-test.ts';
import { readRunView, storedText } from './stored-run.ts';

async function pendingLoads(pc: Pc): Promise<number> {
  return (await readRunView(pc)).pending.length;
}

test.beforeEach(async ({ lab }) => {
  // The refused connection gives an error page of the browser; the other systems work.
  await lab.setBehaviour('kizon', 'refused');
});

test('a reload that works clears badge and cause', async ({ lab, usePc }) => {
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false });
  const page = await pc.newPage();
  await pc.open(page, addressOf('kizon'));
  await expect.poll(() => pc.badge(page)).toBe('!');
  await lab.setBehaviour('kizon', 'ok');
  await page.reload();
  await expect.poll(() => pc.badge(page)).toBe('');
  const popup = await pc.openPopup(page);
  await expect(card(popup)).toHaveAttribute('data-cause', 'none');
  await expect(row(popup, 'kizon')).toHaveAttribute('data-last', 'ok');
});

test('going back to a page in the back/forward cache shows again that its system works', async ({ lab, usePc }) => {
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false });
  await lab.setBehaviour('kensa', 'link-elsewhere');
  await lab.setBehaviour('portal', 'error-502');
  const page = await pc.newPage();
  await pc.open(page, addressOf('kensa'));
  await page.evaluate(() => document.body.setAttribute('data-kept', ''));
  await page.click('#elsewhere');
  await expect(banner(page)).toHaveAttribute('data-cause', 'server-error');
  // A page from the back/forward cache is not loaded, so the test cannot wait for a load.
  await page.goBack({ waitUntil: 'commit' });
  await expect.poll(() => pc.badge(page)).toBe('');
  await expect(banner(page)).toHaveCount(0);
  const popup = await pc.openPopup(page);
  await expect(card(popup)).toHaveAttribute('data-cause', 'none');
  await expect(card(popup)).toHaveAttribute('data-system', 'kensa');
  await expect(page.locator('body')).toHaveAttribute('data-kept');
  await pc.closePopup();
  await page.goForward({ waitUntil: 'commit' });
  await expect.poll(() => pc.badge(page)).toBe('!');
  await expect(banner(page)).toHaveCount(1);
});

test('a load that the user stops is no failure and keeps the tab’s earlier diagnosis', async ({ lab, usePc }) => {
  const pc = await usePc();
  const page = await pc.newPage();
  await pc.open(page, addressOf('kensa'));
  await lab.setBehaviour('kensa', 'hang');
  lab.clearSeen();
  const stopped = page.goto(addressOf('kensa')).catch(() => {});
  await expect.poll(() => lab.seen('kensa').requests.length).toBeGreaterThan(0);
  await (await pc.context.newCDPSession(page)).send('Page.stopLoading');
  await stopped;
  await expect.poll(() => pendingLoads(pc)).toBe(0);
  expect(await pc.badge(page)).toBe('');
  const popup = await pc.openPopup(page);
  await expect(card(popup)).toHaveAttribute('data-cause', 'none');
  await expect(row(popup, 'kensa')).toHaveAttribute('data-last', 'ok');
});

test('a tab closed during its load leaves no badge and no stored load', async ({ lab, usePc }) => {
  const pc = await usePc();
  await lab.setBehaviour('kensa', 'hang');
  const page = await pc.newPage();
  page.goto(addressOf('kensa')).catch(() => {});
  await expect.poll(() => pendingLoads(pc)).toBe(1);
  await page.close();
  await expect.poll(() => pendingLoads(pc)).toBe(0);
  expect((await readRunView(pc)).systems).toEqual({});
});

test('every tab and window has its own badge', async ({ usePc }) => {
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false });
  const [well, failed] = [await pc.newPage(), await pc.newPage()];
  await pc.open(well, addressOf('kensa'));
  await pc.open(failed, addressOf('kizon'));
  const opened = pc.context.waitForEvent('page');
  await pc.extensionPage.evaluate((url) => chrome.windows.create({ url }), addressOf('office'));
  const other = await opened;
  await expect(banner(other)).toHaveCount(1);
  await expect.poll(() => Promise.all([well, failed].map((page) => pc.badge(page)))).toEqual(['', '!']);
  const texts = await pc.extensionPage.evaluate(async () => {
    const tabs = await chrome.tabs.query({ url: 'https://*.mamoris-net.jp/*' });
    return Promise.all(tabs.map(async ({ id, url }) => [url, await chrome.action.getBadgeText({ tabId: id })]));
  });
  expect(Object.fromEntries(texts)).toEqual({
    [addressOf('kensa')]: '',
    [addressOf('kizon')]: '!',
    [addressOf('office')]: '!',
  });
});

test('a page that the browser fetches ahead becomes a failure only after the user opens it', async ({ lab, usePc }) => {
  const pc = await usePc();
  await lab.setBehaviour('kensa', 'prerender-failing');
  const page = await pc.newPage();
  await pc.open(page, addressOf('kensa'));
  await expect.poll(() => lab.seen('kensa').requests.filter(({ path }) => path === '/next').length).toBeGreaterThan(0);
  expect(await pc.badge(page)).toBe('');
  await page.click('#next');
  await expect.poll(() => pc.badge(page)).toBe('!');
  await expect(banner(page)).toHaveAttribute('data-cause', 'maintenance');
});

/** Opens a page that makes the browser prerender `next`, and goes there. Returns the tab once it shows `next`. */
async function goToPrerendered(browser: BareBrowser, next: string): Promise<Session> {
  const rules = JSON.stringify({ prerender: [{ urls: ['/next'], eagerness: 'immediate' }] });
  const scripts = `<script type="speculationrules">${rules}</script><script>setTimeout(() => location.assign('/next'), 1000)</script>`;
  for (const [path, body] of Object.entries({ '/': scripts, '/next': next })) {
    const reply = pageOf(200, '業務｜まもりすネット', body);
    SERVED.set(path, { ...reply, body: Buffer.from(reply.body) });
  }
  const targetId = await browser.openTab(addressOf('kensa'));
  // A browser prerenders nothing for a tab with a debugger.
  await expect
    .poll(async () => (await browser.targets()).find((target) => target.targetId === targetId)?.url)
    .toContain('/next');
  const tab = await browser.attach(targetId);
  expect(await tab.evaluate('performance.getEntriesByType("navigation")[0].activationStart')).toBeGreaterThan(0);
  return tab;
}

test('a page that the browser has prerendered is read once its tab shows it', async ({ lab }) => {
  await lab.setBehaviour('kensa', 'served');
  const browser = await startBareBrowser(lab, ['.output/chrome-mv3']);
  countBrowserStart();
  try {
    const tab = await goToPrerendered(browser, '<h1>ただいまメンテナンス中です。</h1>');
    const cause = `document.querySelector('mamoris-navi-banner')?.getAttribute('data-cause')`;
    await expect.poll(() => tab.evaluate(cause)).toBe('maintenance');
  } finally {
    await browser.close();
  }
});

test('downloads and answers without a page are no failures', async ({ lab, usePc }) => {
  const pc = await usePc();
  const page = await pc.newPage();
  for (const behaviour of ['download', 'no-content'] as const) {
    await lab.setBehaviour('kensa', 'ok');
    await pc.open(page, addressOf('kensa'));
    await lab.setBehaviour('kensa', behaviour);
    await pc.open(page, addressOf('kensa'));
    await expect.poll(() => pendingLoads(pc)).toBe(0);
    expect(await pc.badge(page)).toBe('');
  }
});

test('a failure starts a stopped worker, and so does the end of an earlier load', async ({ lab, usePc }) => {
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false });
  const page = await pc.newPage();
  await pc.stopWorker();
  await pc.open(page, addressOf('kizon'));
  await expect.poll(() => pc.badge(page)).toBe('!');

  await lab.setBehaviour('kensa', 'hang');
  lab.clearSeen();
  const load = page.goto(addressOf('kensa'));
  await expect.poll(() => lab.seen('kensa').requests.length).toBe(1);
  await expect.poll(() => pendingLoads(pc)).toBe(1);
  await pc.stopWorker();
  lab.release('kensa');
  await load;
  await expect.poll(() => pendingLoads(pc)).toBe(0);
  await expect.poll(() => pc.badge(page)).toBe('');
  expect((await readRunView(pc)).systems.kensa).toBeDefined();
});

test('a page at work gets only page.js, and an error page reader.js as well', async ({ usePc }) => {
  const pc = await usePc({ clock: '2026-11-24T21:46:00+09:00' });
  const page = await pc.newPage();
  const session = await pc.context.newCDPSession(page);
  const scripts: string[] = [];
  session.on('Debugger.scriptParsed', ({ url }) => url.startsWith('chrome-extension:') && scripts.push(url));
  await session.send('Debugger.enable');
  await pc.open(page, addressOf('kensa'));
  // The page would ask for the reader when it has loaded. The same worker answers its later question for reminders.
  await actAsUser(page);
  await expect(banner(page)).toHaveAttribute('data-notice', 'closing');
  await pc.open(page, addressOf('office'));
  await expect(banner(page)).toHaveAttribute('data-cause', 'certificate-missing');
  expect(scripts.map((url) => new URL(url).pathname)).toEqual(['/page.js', '/page.js', '/reader.js']);
});

test('[SEC-21] other sites never start the worker, and the extension stores no data about them', async ({ usePc }) => {
  const pc = await usePc();
  const page = await pc.newPage();
  await pc.open(page, addressOf('kensa'));
  await expect.poll(async () => (await readRunView(pc)).systems.kensa).toBeDefined();
  await pc.stopWorker();
  for (const path of ['', 'a', 'b?office.mamoris-net.jp']) await pc.open(page, OTHER_SITE + path);
  expect(await pc.isWorkerRunning()).toBe(false);
  expect(await page.locator('mamoris-navi-banner').count()).toBe(0);
  expect(await storedText(pc)).not.toContain('other-site');
});
