import type { Page } from '@playwright/test';
import { FIGHTS, type HostilePage, LARGE, MARKUP, MESSAGES, NAMES, SECRET, TYPES } from '../corpus/hostile-pages.ts';
import { SERVED } from '../lab/answers.ts';
import { addressOf, type Lab } from '../lab/lab.ts';
import type { Pc } from '../lab/pc.ts';
import { banner, changeSettings, expect, test } from './pc-test.ts';
import { countReturns, readRunView, storedText } from './stored-run.ts';

/** The extension writes a banner into a page, and at most two that replace it. */
const MOST_WRITES = 3;

/** A page counts in itself: banners beside its body, the most at a time, its longest task, its last change (ms). */
interface Seen {
  writes: number;
  most: number;
  longest: number;
  changedAt: number;
}

interface Watched {
  /** Errors in the extension's own code. */
  errors: string[];
  dialogs: string[];
}

/** Records the errors of a page from outside, and counts from inside it the banners beside its body. */
async function watch(page: Page): Promise<Watched> {
  const watched: Watched = { errors: [], dialogs: [] };
  page.on('pageerror', (error) => {
    if (`${error.message} ${error.stack}`.includes('chrome-extension:')) watched.errors.push(`${error.stack}`);
  });
  page.on('console', (message) => {
    if (message.location().url.startsWith('chrome-extension:')) watched.errors.push(message.text());
  });
  page.on('dialog', (dialog) => {
    watched.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.addInitScript(() => {
    const seen = { writes: 0, most: 0, longest: 0, changedAt: performance.now() };
    Reflect.set(window, 'seen', seen);
    const { localName } = Object.getOwnPropertyDescriptors(Element.prototype);
    const nameOf = (node: Node) => (node instanceof Element ? localName.get?.call(node) : '');
    const ours = new WeakSet<Node>();
    const root = document.documentElement;
    const countOurs = () => [...root.children].filter((child) => ours.has(child)).length;
    new MutationObserver((records) => {
      for (const { target, addedNodes } of records)
        for (const node of addedNodes)
          if (nameOf(node) === 'mamoris-navi-banner' && target === document.documentElement && !ours.has(node)) {
            ours.add(node);
            seen.writes += 1;
          }
      seen.changedAt = performance.now();
      seen.most = Math.max(seen.most, countOurs());
    }).observe(document, { childList: true, subtree: true });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    }).observe({ type: 'longtask', buffered: true });
  });
  return watched;
}

/** The cause that is stored for a tab, once its load has ended and no probe can change it. */
async function causeIn(pc: Pc, tabId: number): Promise<string> {
  const shown = (await readRunView(pc)).tabs[tabId]?.shown;
  if (shown === undefined) return 'pending';
  return shown.diagnosis.isChecking ? 'checking' : shown.diagnosis.cause;
}

async function open(pc: Pc, hostile: HostilePage): Promise<{ page: Page; watched: Watched }> {
  const { status, headers = {}, body } = hostile.reply;
  const html = body.replaceAll('EXTENSION', pc.extensionId);
  SERVED.set('/', { status, headers, body: new TextEncoder().encode(html) });
  const page = await pc.newPage();
  const watched = await watch(page);
  await pc.open(page, addressOf('kensa'));
  return { page, watched };
}

/** Whether a page has not changed for 500 ms: the extension reads a changed page again within 200 ms. */
function isAtRest(page: Page): Promise<boolean> {
  return page.evaluate(() => performance.now() - (Reflect.get(window, 'seen') as Seen).changedAt > 500);
}

/** Counts the banners of the extension, without those that the page made. */
function ourBanners(page: Page): Promise<number> {
  return banner(page).and(page.locator('[data-cause]:has(section[role=status])')).count();
}

/** Opens a hostile page, and checks that it does no harm. Returns the longest task of its main thread, in ms. */
async function endure(pc: Pc, hostile: HostilePage): Promise<number> {
  const { page, watched } = await open(pc, hostile);
  const tabId = await pc.tabId(page);
  await expect.poll(() => causeIn(pc, tabId)).toBe(hostile.cause);
  await expect.poll(() => pc.badge(page)).toBe(hostile.cause === 'none' ? '' : '!');
  if (hostile.banner === 'shown') {
    await expect.poll(() => ourBanners(page)).toBe(1);
    await expect(banner(page).getByRole('status')).toBeVisible();
    await expect(banner(page).getByRole('status')).not.toContainText(SECRET);
  }
  // Uses the page: it attacks only while its content changes, and counts the changes itself.
  await page.mouse.move(200, 200);
  await page.mouse.move(210, 210);
  await expect.poll(() => isAtRest(page)).toBe(true);
  if (hostile.banner === 'none') expect(await ourBanners(page)).toBe(0);
  else expect(await ourBanners(page)).toBeLessThanOrEqual(1);

  const seen = await page.evaluate(() => Reflect.get(window, 'seen') as Seen);
  expect(seen.most).toBeLessThanOrEqual(1);
  expect(seen.writes).toBeLessThanOrEqual(MOST_WRITES);
  expect(watched).toEqual({ errors: [], dialogs: [] });
  expect(await storedText(pc)).not.toContain(SECRET);
  // No page was away: a page that says so must cause no reading, no message and no storage write.
  expect(await countReturns(pc)).toBe(0);
  await page.close();
  return seen.longest;
}

/** Tests hostile pages, one after another in one browser. */
function harmless(pages: readonly HostilePage[]) {
  return async ({ lab, usePc }: { lab: Lab; usePc: () => Promise<Pc> }) => {
    const pc = await usePc();
    const workerErrors: string[] = [];
    for (const worker of pc.context.serviceWorkers())
      worker.on('console', (message) => message.type() === 'error' && workerErrors.push(message.text()));
    await changeSettings(pc, { useProbes: false });
    await lab.setBehaviour('kensa', 'served');
    const figures: Record<string, number> = {};
    for (const hostile of pages)
      await test.step(hostile.name, async () => {
        figures[hostile.name] = await endure(pc, hostile);
      });
    console.log(`Longest tasks (ms), the page's own among them: ${JSON.stringify(figures)}`);
    expect(workerErrors).toEqual([]);

    // The extension still works.
    const next = await pc.newPage();
    await pc.open(next, addressOf('office'));
    await expect(banner(next)).toHaveAttribute('data-cause', 'certificate-missing');
  };
}

test('[SEC-11] pages full of markup do no harm', harmless(MARKUP));
test('[SEC-33] pages of any size do no harm', harmless(LARGE));
test('[SEC-16] pages that fight the banner do no harm', harmless(FIGHTS));
test('[SEC-48] pages that send messages do no harm', harmless(MESSAGES));
test('[SEC-34] pages with names of our own tools do no harm', harmless(NAMES));
test('[SEC-35] pages of other types do no harm', harmless(TYPES));

/** Hosts that resemble those of the systems. They have no server: only the address is hostile. */
const SIMILAR_HOSTS = [
  'https://office.mamoris-net.jp.example.com/',
  'https://office.mamoris-net.jp@other-site.example/',
  'https://xn--office-9q8h.mamoris-net.jp.example/',
  'https://office.mаmoris-net.jp/',
  'https://officemamoris-net.jp/',
  'https://mamoris-net.jp.office.example/',
  'http://other-site.example/https://office.mamoris-net.jp/',
];

test('[SEC-15] the extension shows no warning on hosts that resemble a system’s, and does not start its worker', async ({
  usePc,
}) => {
  const pc = await usePc();
  await pc.stopWorker();
  const before = await storedText(pc);
  for (const address of SIMILAR_HOSTS) {
    const page = await pc.newPage();
    await pc.open(page, address);
    expect(await banner(page).count()).toBe(0);
    expect(await pc.badge(page), address).toBe('');
  }
  expect(await pc.isWorkerRunning()).toBe(false);
  expect(await storedText(pc)).toBe(before);
});

test('[SEC-44] every odd address under mamoris-net.jp has a cause, and is stored without its secrets', async ({
  usePc,
}) => {
  const pc = await usePc();
  await changeSettings(pc, { useProbes: false });
  for (const [address, cause, host] of [
    [`https://user:${SECRET}@kensa.mamoris-net.jp/?${SECRET}#${SECRET}`, 'none', 'kensa.mamoris-net.jp'],
    [`https://office.mamoris-net.jp:8443/;${SECRET}`, 'wrong-address', 'office.mamoris-net.jp:8443'],
    [`https://xn--n8jub.mamoris-net.jp/?${SECRET}`, 'wrong-address', 'xn--n8jub.mamoris-net.jp'],
    [`https://a.office.mamoris-net.jp/a/..;${SECRET}/`, 'wrong-address', 'a.office.mamoris-net.jp'],
    [`https://kensa.mamoris-net.jp./?${SECRET}`, 'name-not-found', 'kensa.mamoris-net.jp'],
  ] as const) {
    const page = await pc.newPage();
    await pc.open(page, address);
    const tabId = await pc.tabId(page);
    await expect.poll(() => causeIn(pc, tabId), { message: address }).toBe(cause);
    const stored = await storedText(pc);
    expect(stored).toContain(`//${host}/`);
    expect(stored).not.toContain(SECRET);
    await page.close();
  }
});
