/**
 * A browser with several extensions and without Playwright: nothing is attached to its tabs and workers. The bench
 * measures our extension in the same rounds as its references.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { attach, type Cdp, type Session } from './cdp.ts';
import { installCertificates } from './certificate-store.ts';
import { commandLine, withoutLocale } from './command-line.ts';
import type { Lab } from './lab.ts';
import { makeFolder, removeLeftover } from './leftovers.ts';
import { extensionIdOf, writeProfile } from './profile.ts';
import { spawnBrowser } from './spawn-browser.ts';
import { waitFor } from './wait.ts';

export type { Session };

export interface Target {
  targetId: string;
  type: string;
  url: string;
  embedderData?: { tabActive?: unknown };
}

export interface BareBrowser {
  cdp: Cdp;
  /** Extension ids, in the order of the folders. */
  ids: string[];
  targets(filter?: object[]): Promise<Target[]>;
  /** An open target of an extension: `page` for popups and tabs, or `service_worker`. */
  targetOf(id: string, type: 'page' | 'service_worker'): Promise<string | undefined>;
  /** Opens a tab, by default with `about:blank`. Returns its target. */
  openTab(url?: string): Promise<string>;
  closeTarget(targetId: string): Promise<void>;
  /** Starts a session with a target. */
  attach(targetId: string): Promise<Session>;
  /** Clicks the toolbar icon of an extension. Returns the time of the click, in ms since the epoch with fractions. */
  clickIcon(id: string): Promise<number>;
  startWorker(id: string): Promise<void>;
  stopWorker(id: string): Promise<void>;
  /** Stops all workers; returns when all processes of extensions have ended. No page of an extension may be open. */
  endExtensionProcesses(): Promise<void>;
  close(): Promise<void>;
}

/** The environment of a browser in Japan, whatever this machine's is. */
export function japaneseEnvironment(home: string): Record<string, string> {
  return {
    ...withoutLocale(process.env),
    HOME: home,
    TMPDIR: home,
    TZ: 'Asia/Tokyo',
    LANGUAGE: 'ja',
    LANG: 'ja_JP.UTF-8',
  };
}

/** Starts a browser with the real clock, no client certificate and these unpacked extensions, their icons pinned. */
export async function startBareBrowser(lab: Lab, folders: readonly string[]): Promise<BareBrowser> {
  const home = await makeFolder('bare');
  await installCertificates(lab, 'none', home);
  const profile = join(home, 'profile');
  const ids = folders.map((folder) => extensionIdOf(resolve(folder)));
  await writeProfile(profile, 'auto', ids);
  // A narrow window hides even pinned icons, which then slide out before their popup opens.
  const args = commandLine(profile, lab.resolverRules(), {
    headless: true,
    language: 'ja',
    args: ['--window-size=1600,900'],
  });
  const { pid, cdp, close } = await spawnBrowser(profile, args, japaneseEnvironment(home));

  const browser: BareBrowser = {
    cdp,
    ids,
    async targets(filter) {
      const { targetInfos } = await cdp.send<{ targetInfos: Target[] }>('Target.getTargets', filter && { filter });
      return targetInfos;
    },
    async targetOf(id, type) {
      return (await browser.targets()).find((target) => target.type === type && target.url.includes(`//${id}/`))
        ?.targetId;
    },
    async openTab(url = 'about:blank') {
      return (await cdp.send<{ targetId: string }>('Target.createTarget', { url })).targetId;
    },
    async closeTarget(targetId) {
      await cdp.send('Target.closeTarget', { targetId });
      await waitFor(
        'a target to close',
        async () => !(await browser.targets()).some((target) => target.targetId === targetId),
      );
    },
    attach: (targetId) => attach(cdp, targetId),
    async clickIcon(id) {
      const tabs = await browser.targets([{ type: 'tab' }]);
      const front = tabs.find(({ embedderData }) => String(embedderData?.tabActive) === 'true');
      if (!front) throw new Error('no tab is in front');
      const clickedAt = performance.timeOrigin + performance.now();
      await cdp.send('Extensions.triggerAction', { id, targetId: front.targetId });
      return clickedAt;
    },
    async startWorker(id) {
      if (await browser.targetOf(id, 'service_worker')) return;
      await workers.send('ServiceWorker.startWorker', { scopeURL: `chrome-extension://${id}/` });
      await waitFor('a worker to start', () => browser.targetOf(id, 'service_worker'));
    },
    async stopWorker(id) {
      await waitFor('a worker to stop', async () => {
        if (!(await browser.targetOf(id, 'service_worker'))) return true;
        // Repeat the command: it has no effect on a worker that is starting.
        await workers.send('ServiceWorker.stopAllWorkers');
        return false;
      });
    },
    async endExtensionProcesses() {
      for (const id of ids) await browser.stopWorker(id);
      await waitFor('the processes of extensions to end', () => !hasExtensionProcess(pid), 30_000);
    },
    async close() {
      await close();
      await removeLeftover(home);
    },
  };
  const first = await waitFor('the first tab', async () =>
    (await browser.targets()).find(({ type }) => type === 'page'),
  );
  const workers = await browser.attach(first.targetId);
  // A worker hangs if it is stopped during its installation.
  const activated = new Set<string>();
  workers.on<{ versions: WorkerVersion[] }>('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    for (const { scriptURL, status } of versions)
      if (status === 'activated') activated.add(new URL(scriptURL).hostname);
  });
  await workers.send('ServiceWorker.enable');
  for (const folder of folders) await cdp.send('Extensions.loadUnpacked', { path: resolve(folder) });
  await waitFor('the workers to be installed', () => ids.every((id) => activated.has(id)));
  return browser;
}

interface WorkerVersion {
  scriptURL: string;
  status: string;
}

/** Whether a descendant of this process renders an extension. */
function hasExtensionProcess(browserPid: number): boolean {
  const parents = new Map<number, number>();
  const renderers: number[] = [];
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) continue;
    try {
      parents.set(pid, Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]));
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--extension-process')) renderers.push(pid);
    } catch {
      // The process has ended meanwhile.
    }
  }
  const isBelow = (pid: number | undefined): boolean => pid === browserPid || (!!pid && isBelow(parents.get(pid)));
  return renderers.some(isBelow);
}
