/** The first second of a browser: how soon the extension warns of a start page that fails, and opens its popup. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { japaneseEnvironment, type Target } from '../../tests/lab/bare-browser.ts';
import { attach, type Cdp } from '../../tests/lab/cdp.ts';
import { installCertificates } from '../../tests/lab/certificate-store.ts';
import { commandLine } from '../../tests/lab/command-line.ts';
import { type InstalledExtension, packExtension } from '../../tests/lab/installed-extension.ts';
import { addressOf, type Lab } from '../../tests/lab/lab.ts';
import { makeFolder, removeLeftover } from '../../tests/lab/leftovers.ts';
import { writeProfile, writeStartPages } from '../../tests/lab/profile.ts';
import { type SpawnedBrowser, spawnBrowser } from '../../tests/lab/spawn-browser.ts';
import { waitFor } from '../../tests/lab/wait.ts';
import { pause, readCompletion, rotate } from './popup.ts';
import { addSample, type Samples } from './statistics.ts';

/** The reference sets a badge and opens a blank popup at an error, and does nothing else. */
const REFERENCE = 'scripts/bench/bare-warning';

/** Records in a worker when it last set a badge, in ms since the epoch: the browser clears one set before the page. */
const RECORD_BADGE = `{
  const setBadgeText = chrome.action.setBadgeText.bind(chrome.action);
  chrome.action.setBadgeText = async (details) => {
    await setBadgeText(details);
    if (details.text) globalThis.badgeAt = performance.timeOrigin + performance.now();
  };
}`;

/** Time without requests, so that only the start is measured. */
const QUIET_MS = 500;

/** In ms after the start of the load. */
export interface MorningSamples {
  badge: Samples;
  /** The popup that opens by itself is complete. */
  popup: Samples;
}

/** Starts browsers in interleaved rounds. Reform is the start page: it refuses in TLS without a certificate. */
export async function measureMorning(lab: Lab, extension: string, rounds: number): Promise<MorningSamples> {
  const startPages = [addressOf('reform')];
  const pcs = {
    ours: await installOnPc(lab, extension, startPages),
    reference: await installOnPc(lab, REFERENCE, startPages),
  };
  const samples: MorningSamples = { badge: {}, popup: {} };
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, pc] of rotate(Object.entries(pcs), round)) {
      const { badge, popup } = await measureStart(pc, name === 'ours');
      if (round < 0) continue;
      addSample(samples.badge, name, badge);
      addSample(samples.popup, name, popup);
    }
  }
  for (const { home } of Object.values(pcs)) await removeLeftover(home);
  return samples;
}

/**
 * Clicks the icon as soon as a browser has a tab. Returns the ms until the popup has all content.
 * @param extensions folders by name
 */
export async function measureFirstPopups(
  lab: Lab,
  extensions: Readonly<Record<string, string>>,
  rounds: number,
): Promise<Samples> {
  const pcs: Record<string, BenchPc> = {};
  for (const [name, folder] of Object.entries(extensions)) pcs[name] = await installOnPc(lab, folder, []);
  const samples: Samples = {};
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, pc] of rotate(Object.entries(pcs), round)) {
      const time = await measureFirstPopup(pc, name === 'ours');
      if (round >= 0) addSample(samples, name, time);
    }
  }
  for (const { home } of Object.values(pcs)) await removeLeftover(home);
  return samples;
}

interface BenchPc {
  home: string;
  extension: InstalledExtension;
  start(): Promise<SpawnedBrowser>;
}

/** Installs an extension for good: a browser starts once, and ends. */
async function installOnPc(lab: Lab, folder: string, startPages: readonly string[]): Promise<BenchPc> {
  const home = await makeFolder('bench');
  const [copy, profile] = [join(home, 'extension'), join(home, 'profile')];
  await cp(folder, copy, { recursive: true });
  const worker = join(copy, 'background.js');
  await writeFile(worker, `${RECORD_BADGE}\n${await readFile(worker, 'utf8')}`);
  const extension = await packExtension(copy);
  await installCertificates(lab, 'none', home);
  await writeProfile(profile, 'auto', [extension.id]);
  await extension.addTo(profile);
  await writeStartPages(profile, []);
  const start = () =>
    spawnBrowser(
      profile,
      commandLine(profile, lab.resolverRules(), {
        headless: true,
        language: 'ja',
        // The browser's own second try would replace the measured error page.
        args: ['--window-size=1600,900', '--disable-auto-reload'],
        hasInstalledExtension: true,
        hasStartPages: startPages.length > 0,
      }),
      japaneseEnvironment(home),
    );
  const browser = await start();
  await waitFor('the worker', () => findTarget(browser.cdp, 'service_worker', extension.id));
  // The browser stores the worker's listeners.
  await pause(QUIET_MS);
  await browser.close();
  await writeStartPages(profile, startPages);
  return { home, extension, start };
}

async function measureStart(
  { extension, start }: BenchPc,
  hasMark: boolean,
): Promise<{ badge: number; popup: number }> {
  const { cdp, close } = await start();
  const popupAddress = `chrome-extension://${extension.id}/popup.html`;
  await waitFor('the popup', () => findTarget(cdp, 'page', popupAddress));
  await pause(QUIET_MS);
  const read = async (type: string, address: string, expression: string) => {
    const targetId = await waitFor(`a ${type} of ${address}`, () => findTarget(cdp, type, address));
    return (await attach(cdp, targetId)).evaluate<number>(expression);
  };
  const startedAt = await read('page', addressOf('reform'), 'performance.timeOrigin');
  const badge = await read('service_worker', extension.id, 'badgeAt');
  const popup = await read('page', popupAddress, `(${readCompletion})(${hasMark})`);
  await close();
  return { badge: badge - startedAt, popup: popup - startedAt };
}

async function measureFirstPopup({ extension, start }: BenchPc, hasMark: boolean): Promise<number> {
  const { cdp, close } = await start();
  const targetId = await waitFor('a tab', () => findTarget(cdp, 'tab', ''));
  const clickedAt = performance.timeOrigin + performance.now();
  await cdp.send('Extensions.triggerAction', { id: extension.id, targetId });
  const popup = await waitFor('the popup', () =>
    findTarget(cdp, 'page', `chrome-extension://${extension.id}/popup.html`),
  );
  await pause(QUIET_MS);
  const completeAt = await (await attach(cdp, popup)).evaluate<number>(`(${readCompletion})(${hasMark})`);
  await close();
  return completeAt - clickedAt;
}

async function findTarget(cdp: Cdp, type: string, address: string): Promise<string | undefined> {
  const { targetInfos } = await cdp.send<{ targetInfos: Target[] }>('Target.getTargets', { filter: [{}] });
  return targetInfos.find((target) => target.type === type && target.url.includes(address))?.targetId;
}
