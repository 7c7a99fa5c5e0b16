/** The first minute of a browser: the extension is installed, and the first pages load while its worker starts. */
import { cp } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import type { ManualSystemId } from '../../utils/catalog/systems.ts';
import type { Cause } from '../../utils/diagnosis/causes.ts';
import { HOUR, MINUTE } from '../../utils/time.ts';
import { attach, connect } from '../lab/cdp.ts';
import { addDelays, type Delay, delaySwitch, RELEASE } from '../lab/delays.ts';
import { type InstalledExtension, packExtension, unpackedExtension } from '../lab/installed-extension.ts';
import { addressOf, OTHER_SITE } from '../lab/lab.ts';
import { makeFolder, removeLeftover } from '../lab/leftovers.ts';
import { type Pc, type PcOptions, startPc } from '../lab/pc.ts';
import { prepareMachinePolicy } from '../lab/policy.ts';
import {
  banner,
  test as base,
  card,
  cardInPopup,
  changeSettings,
  countBrowserStart,
  expect,
  fireAlarms,
  row,
} from './pc-test.ts';
import { readRunView, storedText } from './stored-run.ts';

interface Morning {
  /** Writes the policy of the extension; `undefined`: there is none. */
  setPolicy(values: object | undefined): Promise<void>;
  /** Starts the browser of the same PC again. */
  start(options?: PcOptions & { delays?: readonly Delay[] }): Promise<Pc>;
}

/** A PC on which the browser has installed the extension, and then ended. */
interface InstalledPc {
  home: string;
  extension: InstalledExtension;
  setPolicy: Morning['setPolicy'];
}

const test = base.extend<{ morning: Morning }, { installed: InstalledPc }>({
  installed: [
    async ({ lab }, use) => {
      const policy = await prepareMachinePolicy();
      await addDelays(policy.extension);
      const extension = await packExtension(policy.extension);
      const pc = await startPc(lab, { installed: extension });
      await pc.extensionPage.close();
      await pc.quit();
      const setPolicy = (values: object | undefined) =>
        values ? policy.set(extension.id, JSON.stringify(values)) : policy.remove();
      await use({ home: pc.home, extension, setPolicy });
      await Promise.all([policy.close(), pc.close()]);
    },
    { scope: 'worker' },
  ],
  morning: async ({ lab, installed: { home: original, extension, setPolicy } }, use) => {
    const home = await makeFolder('pc');
    await cp(original, home, { recursive: true });
    let pc: Pc | undefined;
    const end = async () => {
      // The browser would open it again with the last tabs.
      await pc?.extensionPage.close();
      await pc?.quit();
    };
    await use({
      setPolicy,
      async start({ delays = [], ...options } = {}) {
        await end();
        const args = [...(options.args ?? []), ...(delays.length > 0 ? [delaySwitch(...delays)] : [])];
        pc = await startPc(lab, { ...options, args, installed: extension, after: { home } });
        countBrowserStart();
        return pc;
      },
    });
    await setPolicy(undefined);
    await pc?.close();
    await removeLeftover(home);
  },
});

/** The badge of each tab that shows a system, by its address. */
function badges(pc: Pc): Promise<Record<string, string>> {
  return pc.extensionPage.evaluate(async () => {
    const tabs = await chrome.tabs.query({ url: 'https://*.mamoris-net.jp/*' });
    const entries = tabs.map(async ({ id, url = '' }) => [url, await chrome.action.getBadgeText({ tabId: id })]);
    return Object.fromEntries(await Promise.all(entries));
  });
}

/** The page of a tab that the browser has opened by itself. */
function pageAt(pc: Pc, address: string): Page {
  const page = pc.context.pages().find((candidate) => candidate.url() === address);
  if (page === undefined) throw new Error(`no tab shows ${address}`);
  return page;
}

/** Expects a start page that has failed, with `office` in a tab behind it, on every surface. */
async function expectStartPage(pc: Pc, front: ManualSystemId, cause: Cause): Promise<void> {
  const marked = { [addressOf(front)]: '!', [addressOf('office')]: '!' };
  await expect.poll(() => badges(pc)).toEqual(marked);
  await expect.poll(() => cardInPopup(pc)).toEqual([cause, front]);
  await expect(banner(pageAt(pc, addressOf('office')))).toHaveAttribute('data-cause', 'certificate-missing');
  const panel = await pc.openExtensionPage('sidepanel.html');
  await expect(row(panel, front)).toHaveAttribute('data-last', cause);
  await expect(row(panel, 'office')).toHaveAttribute('data-last', 'certificate-missing');
  await panel.close();
  expect(await badges(pc)).toEqual(marked);
}

for (const [start, delays] of [
  ['a start of the browser', []],
  ['a start of the browser with a slow worker', ['slow-worker']],
] as const)
  test(`a system that fails as start page has its cause on every surface: ${start}`, async ({ lab, morning }) => {
    await lab.setBehaviour('kizon', 'refused');
    const pc = await morning.start({ startPages: [addressOf('kizon'), addressOf('office')], delays });
    await expectStartPage(pc, 'kizon', 'server-unreachable');
    await expect(card(await pc.openPopup(pageAt(pc, addressOf('office'))))).toHaveAttribute('data-system', 'office');
  });

const KYOTEN = 'https://kyoten.mamoris-net.jp/';
const POLICY = {
  systems: [{ id: 'kyoten', name: '拠点システム', address: KYOTEN }],
  serviceHours: { to: '20:15' },
};

function hours(surface: Page): Locator {
  return surface.locator('[data-hours]');
}

/** What a surface shows of the loads; the system of this test's policy left out. */
function shownIn(surface: Page): Promise<Record<string, string | undefined>[]> {
  return surface
    .locator('[data-cause], tr[data-system]:not([data-system="kyoten"])')
    .evaluateAll((nodes) => nodes.map((node) => ({ ...(node as HTMLElement).dataset })));
}

/**
 * Makes the browser answer the questions for its policy that the delay holds. Returns when the panel has loaded again
 * for the texts of the policy: until then the panel shows the new hours, too, but may be about to leave.
 */
async function releasePolicy(pc: Pc, panel: Page): Promise<void> {
  const reload = panel.waitForEvent('load');
  await pc.extensionPage.evaluate((key) => chrome.storage.session.set({ [key]: true }), RELEASE);
  await reload;
}

test('a start of the browser waits nowhere for the policy, whose values follow', async ({ morning }) => {
  await morning.setPolicy(POLICY);
  const pc = await morning.start({ startPages: [addressOf('reform'), addressOf('office')], delays: ['held-policy'] });
  await expectStartPage(pc, 'reform', 'certificate-missing');
  const panel = await pc.openExtensionPage('sidepanel.html');
  await expect(hours(panel)).toContainText('22:00');
  const before = await shownIn(panel);
  await releasePolicy(pc, panel);
  await expect(hours(panel)).toContainText('20:15');
  expect(await shownIn(panel)).toEqual(before);
  expect(await badges(pc)).toEqual({ [addressOf('reform')]: '!', [addressOf('office')]: '!' });
});

test('the policy of the last browser run is in force until the browser gives another', async ({ morning }) => {
  const startPages = [KYOTEN];
  const expectCard = async (pc: Pc, ...card: string[]) => {
    await expect.poll(() => cardInPopup(pc)).toEqual(card);
    await expect.poll(() => badges(pc)).toEqual({ [KYOTEN]: '!' });
  };
  const systems = (surface: Page) => surface.locator('tr[data-system="kyoten"]');

  await morning.setPolicy(POLICY);
  let pc = await morning.start({ startPages });
  await expectCard(pc, 'name-not-found', 'kyoten');

  await morning.setPolicy({ ...POLICY, serviceHours: { to: '19:00' } });
  pc = await morning.start({ startPages, delays: ['held-policy'] });
  await expectCard(pc, 'name-not-found', 'kyoten');
  let panel = await pc.openExtensionPage('sidepanel.html');
  await expect(hours(panel)).toContainText('20:15');
  await releasePolicy(pc, panel);
  await expect(hours(panel)).toContainText('19:00');
  await expect(systems(panel)).toHaveAttribute('data-last', 'name-not-found');

  await morning.setPolicy(undefined);
  pc = await morning.start({ startPages });
  await expectCard(pc, 'wrong-address', '');
  panel = await pc.openExtensionPage('sidepanel.html');
  await expect(hours(panel)).toContainText('22:00');
  await expect(systems(panel)).toHaveCount(0);
  await expect.poll(() => storedText(pc)).not.toContain('拠点システム');
});

/** Opens tabs in the background; returns when they have loaded or failed. */
async function openTabs(pc: Pc, addresses: readonly string[]): Promise<void> {
  await pc.extensionPage.evaluate(async (urls) => {
    for (const url of urls) await chrome.tabs.create({ url, active: false });
  }, addresses);
  await waitForTabs(pc);
}

/** Loads tabs again that the browser has opened by itself; returns when they have loaded or failed. */
async function reloadTabs(pc: Pc, addresses: readonly string[]): Promise<void> {
  await pc.extensionPage.evaluate(async (urls) => {
    const tabs = await chrome.tabs.query({ url: [...urls] });
    await Promise.all(tabs.map(({ id = -1 }) => chrome.tabs.reload(id)));
  }, addresses);
  await waitForTabs(pc);
}

async function waitForTabs(pc: Pc): Promise<void> {
  const statuses = () => pc.extensionPage.evaluate(async () => (await chrome.tabs.query({})).map((tab) => tab.status));
  await expect.poll(async () => new Set(await statuses())).toEqual(new Set(['complete']));
}

test('restored sessions of 10 and of 30 tabs show every system that fails, and a reload clears it', async ({
  lab,
  morning,
}) => {
  const others = (count: number) => Array.from({ length: count }, (_, index) => `${OTHER_SITE}${count}/${index}`);
  const mark = (badge: string, ...ids: ManualSystemId[]) => Object.fromEntries(ids.map((id) => [addressOf(id), badge]));
  const [well, all] = [
    ['portal', 'kensa', 'online'] as const,
    ['portal', 'kensa', 'online', 'kizon', 'office'] as const,
  ];
  // The VPN is not up yet. (The browser would restore pages that had loaded out of its cache.)
  for (const id of all) await lab.setBehaviour(id, 'refused');
  let pc = await morning.start({ startPages: [addressOf('kizon')] });
  await openTabs(pc, [...[...well, 'office' as const].map(addressOf), ...others(5)]);
  pc = await morning.start({ startPages: 'last' });
  await expect.poll(() => badges(pc)).toEqual(mark('!', ...all));
  await expect.poll(() => cardInPopup(pc)).toEqual(['server-unreachable', 'kizon']);
  await lab.reset();
  await reloadTabs(pc, all.map(addressOf));
  await expect.poll(() => badges(pc)).toEqual({ ...mark('', ...well, 'kizon'), ...mark('!', 'office') });
  await expect.poll(() => cardInPopup(pc)).toEqual(['none', 'kizon']);

  await lab.setBehaviour('kizon', 'refused');
  await reloadTabs(pc, [addressOf('kizon')]);
  await openTabs(pc, [...(['reform', 'jimu', 'annex'] as const).map(addressOf), ...others(17)]);
  pc = await morning.start({ startPages: 'last' });
  await expect
    .poll(() => badges(pc))
    .toEqual({ ...mark('', ...well), ...mark('!', 'kizon', 'office', 'reform', 'jimu', 'annex') });
  await expect.poll(() => cardInPopup(pc)).toEqual(['server-unreachable', 'kizon']);
});

test('a start page does not wait for an extension that its user has loaded unpacked', async ({ lab, startPc }) => {
  await lab.setBehaviour('kizon', 'refused');
  const installed = unpackedExtension('.output/chrome-mv3');
  const pc = await startPc({ installed });
  await pc.extensionPage.close();
  await pc.quit();
  const again = await startPc({ installed, startPages: [addressOf('kizon'), addressOf('office')], after: pc });
  await expectStartPage(again, 'kizon', 'server-unreachable');
});

/** Lets the events for the worker wait, as they do while a PC sleeps. The returned function delivers them. */
async function holdEvents(pc: Pc): Promise<() => Promise<void>> {
  const version = await (await fetch(`${pc.devTools}/json/version`)).json();
  const cdp = await connect(version.webSocketDebuggerUrl);
  const { targetInfos } = await cdp.send<{ targetInfos: { targetId: string; type: string; url: string }[] }>(
    'Target.getTargets',
  );
  const target = targetInfos.find(({ type, url }) => type === 'service_worker' && url.includes(pc.extensionId));
  if (target === undefined) throw new Error('the worker does not run');
  const worker = await attach(cdp, target.targetId);
  await worker.send('Debugger.enable');
  // Pauses the worker at the first line that handles an event.
  await worker.send('Debugger.pause');
  return async () => {
    await worker.send('Debugger.disable');
    cdp.close();
  };
}

test('a PC that wakes after 14 hours has the right hours and badges, and no wrong clock', async ({ lab, usePc }) => {
  await lab.setBehaviour('kizon', 'refused');
  const pc = await usePc();
  await changeSettings(pc, { openPopup: false });
  const [well, failed] = [await pc.newPage(), await pc.newPage()];
  await pc.open(failed, addressOf('kizon'));
  await expect.poll(() => pc.badge(failed)).toBe('!');
  const deliverEvents = await holdEvents(pc);
  await pc.open(well, addressOf('kensa'));
  const panel = await pc.openExtensionPage('sidepanel.html');
  await expect(panel.locator('[data-hours]')).toHaveAttribute('data-hours', 'open');

  await pc.setClock(new Date(pc.now() + 14 * HOUR).toISOString());
  await deliverEvents();
  await fireAlarms(pc);
  await expect.poll(() => Promise.all([well, failed].map((page) => pc.badge(page)))).toEqual(['閉', '!']);
  // A window that its user returns to gets the focus.
  await panel.evaluate(() => dispatchEvent(new Event('focus')));
  await expect(panel.locator('[data-hours]')).toHaveAttribute('data-hours', 'closed');
  await expect(row(panel, 'kensa')).toHaveAttribute('data-last', 'ok');
  await expect(row(panel, 'kizon')).toHaveAttribute('data-last', 'server-unreachable');
  expect(Math.abs((await readRunView(pc)).clockOffset ?? 0)).toBeLessThan(MINUTE);
});

test('a reload after the PC is online clears badge and card', async ({ usePc }) => {
  const pc = await usePc();
  await pc.context.setOffline(true);
  const page = await pc.newPage();
  await pc.open(page, addressOf('kensa'));
  await expect.poll(() => pc.badge(page)).toBe('!');
  await expect.poll(() => cardInPopup(pc)).toEqual(['offline', 'kensa']);
  await pc.context.setOffline(false);
  await page.reload();
  await expect.poll(() => pc.badge(page)).toBe('');
  await expect.poll(() => cardInPopup(pc)).toEqual(['none', 'kensa']);
});
