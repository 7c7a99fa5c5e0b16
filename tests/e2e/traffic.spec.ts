/** All traffic: a run behind a proxy that records it, beside the same run of a browser without the extension. */
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { asksForCertificate, type ManualSystemId, SYSTEMS } from '../../utils/catalog/systems.ts';
import { PANEL_SECTIONS } from '../../utils/panel-sections.ts';
import { addressOf, OTHER_SITE } from '../lab/lab.ts';
import { makeFolder, removeLeftover } from '../lab/leftovers.ts';
import type { Pc } from '../lab/pc.ts';
import { startProxy } from '../lab/proxy.ts';
import type { BehaviourName } from '../lab/server-behaviours.ts';
import { banner, expect, test } from './pc-test.ts';
import { openProbes } from './stored-run.ts';

const CHROME = '.output/chrome-mv3';
const OTHER_HOST = new URL(OTHER_SITE).hostname;

/** The addresses that the user opens, in this order, and how their systems behave. The user has a cookie of them. */
const VISITS: readonly [
  address: string,
  system: ManualSystemId | undefined,
  behaviour: BehaviourName,
  isWell?: 'well',
][] = [
  [addressOf('portal'), 'portal', 'ok', 'well'],
  [addressOf('kensa'), 'kensa', 'ok', 'well'],
  [OTHER_SITE, undefined, 'ok', 'well'],
  [addressOf('office'), 'office', 'certificate-nginx-400'],
  [addressOf('jimu'), 'jimu', 'certificate-page-403'],
  [addressOf('annex'), 'annex', 'certificate-tls12'],
  [addressOf('kensa'), 'kensa', 'refused'],
  [addressOf('kensa'), 'kensa', 'empty'],
  [addressOf('online'), 'online', 'error-502'],
  [addressOf('online'), 'online', 'error-empty'],
  [addressOf('kizon'), 'kizon', 'maintenance-200'],
  [addressOf('kizon'), 'kizon', 'unknown-ca'],
  ['https://ofice.mamoris-net.jp/login?user=me', undefined, 'ok'],
  ['http://online.mamoris-net.jp/', 'online', 'redirect-loop'],
];

interface ExtensionRequest {
  url: string;
  method: string;
  at: number;
  /** `name: value` of the headers that identify the user. */
  identifying: string[];
}

/** Records, in a page with the extension's rights, its requests and the systems that the user has tried before. */
async function recordRequests(pc: Pc): Promise<void> {
  await pc.extensionPage.evaluate(() => {
    const recorded = { sent: [] as ExtensionRequest[], tried: {} as Record<string, number> };
    Object.assign(window, { recorded });
    chrome.webRequest.onSendHeaders.addListener(
      ({ url, method, initiator, requestHeaders = [], timeStamp, tabId, type }) => {
        const { origin } = new URL(url);
        if (tabId >= 0 && type === 'main_frame') recorded.tried[origin] ??= timeStamp;
        if (initiator !== location.origin) return;
        const identifying = requestHeaders.filter(({ name }) => /^(cookie|referer|authorization|origin)$/i.test(name));
        recorded.sent.push({
          url,
          method,
          at: timeStamp,
          identifying: identifying.map(({ name, value }) => `${name}: ${value}`),
        });
      },
      { urls: ['*://*.mamoris-net.jp/*'] },
      ['requestHeaders', 'extraHeaders'],
    );
  });
}

function recorded(pc: Pc): Promise<{ sent: ExtensionRequest[]; tried: Record<string, number> }> {
  return pc.extensionPage.evaluate(() => Reflect.get(window, 'recorded'));
}

/** Opens all details of a surface. */
async function openDetails(surface: Page): Promise<void> {
  await surface.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  await expect(surface.locator('main h1')).toBeVisible();
}

const MINE = 'an extension that does nothing, in the place of ours';

/** An extension without a function: the tests reach a browser only through an extension. */
async function makeBlankExtension(): Promise<string> {
  const folder = await makeFolder('blank');
  await mkdir(folder, { recursive: true });
  const manifest = {
    manifest_version: 3,
    name: MINE,
    version: '1',
    permissions: ['alarms', 'tabs'],
    action: {},
    background: { service_worker: 'worker.js' },
  };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'worker.js'), "chrome.alarms.create('none', { periodInMinutes: 600 });");
  return folder;
}

test('[SEC-06] all traffic goes to the systems, and the extension sends only the allowed probes', async ({
  lab,
  startPc,
}) => {
  test.setTimeout(180_000);
  const proxies = [await startProxy(lab), await startProxy(lab)] as const;
  const blank = await makeBlankExtension();
  const through = (proxy: (typeof proxies)[number]) => ({
    proxy: proxy.address,
    // Otherwise requests to this machine bypass the proxy.
    args: ['--proxy-bypass-list=<-loopback>'],
  });
  const setUp = async (pc: Pc) => {
    const cookie = { name: 'session', value: 'secret', domain: '.mamoris-net.jp', path: '/', secure: true };
    await pc.context.addCookies([{ ...cookie, sameSite: 'None' }]);
  };
  const visit = async (pc: Pc, after: (page: Page, isWell: boolean) => Promise<void>) => {
    for (const [address, system, behaviour, isWell] of VISITS) {
      await test.step(`${address} (${behaviour})`, async () => {
        if (system) await lab.setBehaviour(system, behaviour);
        const page = await pc.newPage();
        await pc.open(page, address);
        await after(page, isWell === 'well');
        await page.close();
      });
    }
  };

  const reference = await test.step('a browser without the extension', async () => {
    const pc = await startPc({ extension: blank, ...through(proxies[0]) });
    await setUp(pc);
    await visit(pc, async () => {});
    // It keeps running: browsers send some requests of their own late.
    return pc;
  });
  lab.clearSeen();

  const pc = await startPc(through(proxies[1]));
  await setUp(pc);
  await recordRequests(pc);
  await visit(pc, async (page, isWell) => {
    // A worker that was just stopped may miss the failure. Its alarm finds the failure half a minute later.
    await expect.poll(() => pc.badge(page), { timeout: 45_000 }).toBe(isWell ? '' : '!');
    if (isWell) return;
    // A later self-check may repeat, once and early, a probe that was lost with the worker.
    await expect.poll(() => openProbes(pc)).toEqual([]);
    await pc.stopWorker();
  });
  await test.step('the user opens banner, popup and side panel', async () => {
    await lab.setBehaviour('online', 'error-502');
    const page = await pc.newPage();
    await pc.open(page, addressOf('online'));
    await banner(page).getByRole('button', { name: '手順を横に表示' }).click();
    await openDetails(await pc.openPopup(page));
    await pc.closePopup();
    await page.close();
    for (const place of PANEL_SECTIONS) {
      const panel = await pc.openExtensionPage(`sidepanel.html#${place}`);
      await openDetails(panel);
      await panel.close();
    }
  });
  await test.step('the user runs the self-check', async () => {
    const panel = await pc.openExtensionPage('sidepanel.html#check');
    const check = panel.locator('[data-check]');
    await check.getByRole('button').first().click();
    await expect(check).toHaveAttribute('data-check', /bad|good|warning/, { timeout: 15_000 });
    await panel.close();
  });
  await test.step('the user changes the options and opens the administrator’s page', async () => {
    const options = await pc.openExtensionPage('options.html');
    for (const language of ['en', 'ja']) {
      await options.locator(`[name=language][value=${language}]`).check();
      await expect(options.locator('html')).toHaveAttribute('lang', language);
    }
    await options.locator('a[href="#admin"]').click();
    await expect(options.locator('[data-result]')).toBeVisible();
    await options.close();
  });
  await test.step('the alarms fire', async () => {
    const alarms = await pc.extensionPage.evaluate(async () => {
      const rung = new Promise((resolve) => {
        const names: string[] = [];
        chrome.alarms.onAlarm.addListener(({ name }) => names.push(name) === 2 && resolve(names));
      });
      // An unpacked extension has no minimum time for alarms.
      for (const name of ['wake', 'unknown']) await chrome.alarms.create(name, { when: Date.now() + 1 });
      return rung;
    });
    expect(alarms).toHaveLength(2);
  });
  const { sent, tried } = await recorded(pc);
  const seen = SYSTEMS.flatMap(({ id }) => lab.seen(id).requests.map((request) => ({ id, ...request })));
  await Promise.all([pc.quit(), reference.quit()]);

  await test.step('the extension causes no request to another host', () => {
    const isOurs = (asked: string) => /^([a-z]+\.)?mamoris-net\.jp:(80|443)$/.test(asked);
    const elsewhere = (asked: readonly string[]) =>
      asked.filter((host) => !isOurs(host) && host !== `${OTHER_HOST}:80`);
    const ofBrowser = elsewhere(proxies[0].asked);
    expect(elsewhere(proxies[1].asked).filter((host) => !ofBrowser.includes(host))).toEqual([]);
    // Proves that the proxy recorded each system and the other site.
    for (const { address } of SYSTEMS.filter(({ id }) => id !== 'hojinkensa' && id !== 'reform'))
      expect(proxies[1].asked).toContain(`${new URL(address).hostname}:443`);
    expect(proxies[1].asked).toContain(`${OTHER_HOST}:80`);
  });
  await test.step('the extension sends only a few probes, without data of the user', () => {
    expect(sent.length).toBeGreaterThan(2);
    for (const { url, method, identifying } of sent) {
      expect(SYSTEMS.map(({ address }) => address)).toContain(url);
      expect({ method, identifying }).toEqual({ method: 'GET', identifying: [] });
    }
    for (const { address, id } of SYSTEMS) {
      const times = sent.filter(({ url }) => url === address).map(({ at }) => at);
      times.forEach((at, index) => {
        if (index > 0)
          expect(at - (times[index - 1] ?? 0), `between two probes of ${id}`).toBeGreaterThanOrEqual(30_000);
      });
      const mayBeAskedFirst = id === 'clientcheck' || !asksForCertificate(SYSTEMS.find((system) => system.id === id));
      if (!mayBeAskedFirst && times[0]) expect(tried[new URL(address).origin], id).toBeLessThan(times[0]);
    }
    expect(sent.map(({ url }) => url)).not.toContain(addressOf('hojinkensa'));
    expect(sent.map(({ url }) => url)).not.toContain(addressOf('reform'));
  });
  await test.step('the systems receive the probes without cookies', () => {
    const silent = seen.filter(({ headers }) => headers['sec-fetch-dest'] === 'empty');
    expect(silent.length).toBeGreaterThan(0);
    expect(silent.length).toBeLessThanOrEqual(sent.length);
    for (const { id, method, path, headers } of silent) {
      expect({ method, path }).toEqual({ method: 'GET', path: new URL(addressOf(id)).pathname });
      expect(Object.keys(headers)).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(cookie|referer|origin)$/)]),
      );
    }
    // Proves that the user’s loads carry the cookie.
    expect(seen.some(({ headers }) => headers.cookie?.includes('secret'))).toBe(true);
    const others = seen.filter(({ headers }) => headers['sec-fetch-dest'] !== 'empty');
    for (const { headers } of others) expect(['document', 'image']).toContain(headers['sec-fetch-dest']);
  });
  await Promise.all([...proxies.map((proxy) => proxy.close()), removeLeftover(blank)]);
});

/** Every absolute address in our code and texts, and why it is there. */
const ADDRESSES: readonly [RegExp, string][] = [
  [/^https:\/\/\w+\.mamoris-net\.jp\/(contact\/)?$/, 'the systems: what the user opens, and what probes ask'],
  [/^https?:\/\/\*\.\$\{[\w$]+\}\/\*$/, 'patterns of the systems: of which pages the browser reports the loads'],
  [/^https:\/\/www\.mamoris-net\.jp\/mamoris-setup-client\.pdf$/, 'the manual, as a link'],
  [/^http:\/\/www\.w3\.org\/(1998\/Math\/MathML|1999\/xhtml|2000\/svg)$/, 'Preact: names of namespaces, never asked'],
  [/^https:\/\/www\.google\.co\.jp\/chrome\/$/, 'where Chrome is downloaded (M30), as a link'],
  [/^https:\/\/clients2\.google\.com\/service\/update2\/crx$/, 'of the policies that the administrator’s page writes'],
  [/^https:\/\/edge\.microsoft\.com\/extensionwebstorebase\/v1\/crx$/, 'the same for Edge'],
];
/** The only uses of functions that can reach a network or load code. */
const DOORS: readonly [RegExp, string][] = [
  [/^fetch\(`\/_locales\/\$\{[\w$]+\}\/messages\.json`/, 'texts in the other language, out of the package'],
  [/^fetch\([\w$]+,\{credentials:`omit`,cache:`no-store`,redirect:`manual`,referrerPolicy:`no-referrer`/, 'probes'],
  [/^import\(`\.\//, 'a part of ours, out of the package'],
];

test('[SEC-07] the code contains only known addresses and known network functions', () => {
  const files = readdirSync(CHROME, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(js|html|css)$/.test(name))
    .map((name) => [name, readFileSync(join(CHROME, name), 'utf8')] as const);
  const unknown: string[] = [];
  for (const [name, code] of files) {
    for (const [address] of code.matchAll(/\b(?:https?|wss?|ftp):\/\/[^\s"'`<>)\\]+/g))
      if (!ADDRESSES.some(([known]) => known.test(address))) unknown.push(`${name}: ${address}`);
    const networkUses =
      /\b(?:fetch|import|importScripts|eval|Function|XMLHttpRequest|WebSocket|WebTransport|EventSource|RTCPeerConnection|SharedWorker|sendBeacon|Image)\b\s*\(.{0,140}|\bnew\s+(?:Function|Worker|XMLHttpRequest|WebSocket|EventSource|Image)\b.{0,40}/gs;
    for (const [use] of code.matchAll(networkUses))
      if (!DOORS.some(([known]) => known.test(use))) unknown.push(`${name}: ${use}`);
  }
  expect(unknown).toEqual([]);
  // Checks that each line of the tables is still needed.
  const everything = files.map(([, code]) => code).join('\n');
  const unused = [...ADDRESSES, ...DOORS].filter(
    ([known]) => !new RegExp(known.source.replace(/^\^|\$$/g, '')).test(everything),
  );
  expect(unused).toEqual([]);
});
