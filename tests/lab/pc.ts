/** One simulated PC: a real browser with a fresh profile, a certificate store, a clock and the extension. */
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type BrowserContext, type CDPSession, chromium, type Frame, type Page } from '@playwright/test';
import type { ManualSystemId } from '../../utils/catalog/systems.ts';
import { findBrowser } from './browser.ts';
import { type CertificateState, installCertificates } from './certificate-store.ts';
import { CLOCK_DELAY_MS, type ClockSetting, clockTraces, DEFAULT_CLOCK, makeClock } from './clock.ts';
import { commandLine, withoutLocale } from './command-line.ts';
import type { Lab } from './lab.ts';
import { makeFolder, registerLeftover, registerProcess, removeLeftover, unregisterProcess } from './leftovers.ts';
import { popupPage } from './popup.ts';
import { unpackedExtensionId, writeProfile } from './profile.ts';
import { waitFor } from './wait.ts';

export interface PcOptions {
  /** The unpacked extension; what `wxt build` makes for Chrome unless said otherwise. */
  extension?: string;
  /** What is installed; nothing unless said otherwise. */
  certificate?: CertificateState;
  /** Whether a certificate is chosen for the user (default) or the browser's dialog comes up. */
  dialog?: 'auto' | 'ask';
  clock?: ClockSetting;
  /** What the systems' own clocks show; the same as the PC's unless said otherwise. */
  serverClock?: ClockSetting;
  timeZone?: string;
  /** Of the browser's own interface, and so of the extension. */
  language?: string;
  headless?: boolean;
  /** X display of a headed browser; that of this process unless said otherwise. */
  display?: string;
  /** `http://host:port` of a proxy for everything. */
  proxy?: string;
  /** Systems whose names this PC can't find. */
  unresolvable?: readonly ManualSystemId[];
  /** What pages and the popup are told to prefer. */
  colorScheme?: 'light' | 'dark';
  /** More command line switches. */
  args?: readonly string[];
  /** A PC whose browser has ended: this one goes on with its profile. */
  after?: Pc;
}

export interface Pc {
  /** Its home folder. */
  home: string;
  context: BrowserContext;
  extensionId: string;
  /**
   * A tab with the extension's rights and none of its code: for tests that look at `chrome.*`. It sends the extension nothing, and
   * works whether or not the worker runs.
   */
  extensionPage: Page;
  /** A new tab, in front. */
  newPage(): Promise<Page>;
  /** Loads an address as a user would, and waits for what comes of it: the status, `download`, or the net error. */
  open(page: Page, address: string): Promise<number | string>;
  tabId(page: Page): Promise<number>;
  /** The badge text on a page's tab. */
  badge(page: Page): Promise<string>;
  /** Clicks the toolbar icon with this page in front. */
  clickIcon(page: Page): Promise<void>;
  /** The same, unless the popup is open already. Returns the real popup. */
  openPopup(page: Page): Promise<Page>;
  /** The popup that the extension opens by itself; waits for it. */
  autoOpenedPopup(timeoutMs?: number): Promise<Page>;
  isPopupOpen(): Promise<boolean>;
  closePopup(): Promise<void>;
  /** Opens one of the extension's own pages in a tab. */
  openExtensionPage(path: string): Promise<Page>;
  isWorkerRunning(): Promise<boolean>;
  /** Stops the worker as the browser does after 30 s of rest; returns when it has stopped. */
  stopWorker(): Promise<void>;
  /** The user's choice of the sites on which the extension may run ("on click" withholds all). */
  setSiteAccess(access: 'on-click' | 'on-all-sites'): Promise<void>;
  /** Sets the PC's clock; returns when the browser's processes have noticed. */
  setClock(setting: ClockSetting): Promise<void>;
  /** What the PC's clock shows, in milliseconds since 1970. */
  now(): number;
  /** Ends the browser as a user does who closes all of it. */
  quit(): Promise<void>;
  /** Kills the browser, as the system does that runs out of memory, or someone who switches the PC off. */
  kill(): Promise<void>;
  /** Ends the browser and removes all that it left. */
  close(): Promise<void>;
}

/** Starts a PC that reaches the systems of this lab and nothing else. */
export async function startPc(lab: Lab, options: PcOptions = {}): Promise<Pc> {
  const home = options.after?.home ?? (await makeFolder('pc'));
  try {
    return await startIn(home, lab, options);
  } catch (error) {
    // Of a browser that did not get as far as telling, only Playwright's error knows the process.
    const pid = /\bpid=(\d+)/.exec(String(error))?.[1];
    await Promise.all([home, ...(pid ? clockTraces(Number(pid)) : [])].map(removeLeftover));
    throw error;
  }
}

async function startIn(home: string, lab: Lab, options: PcOptions): Promise<Pc> {
  const extension = resolve(options.extension ?? '.output/chrome-mv3');
  const extensionId = unpackedExtensionId(extension);
  const profile = join(home, 'profile');
  const headless = options.headless ?? true;
  lab.setClock(options.serverClock ?? options.clock ?? DEFAULT_CLOCK);
  const [clock] = await Promise.all([
    makeClock(home, options.clock ?? DEFAULT_CLOCK),
    installCertificates(lab, options.certificate ?? 'none', home),
    options.after ?? writeProfile(profile, options.dialog ?? 'auto', [extensionId]),
    mkdir(join(home, 'downloads'), { recursive: true }),
    mkdir(join(home, 'tmp'), { recursive: true }),
  ]);
  const language = options.language ?? 'ja';
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser(),
    headless,
    // Shorter than a test may last, so that a browser that hangs is told as one that did not start.
    timeout: 60_000,
    ignoreDefaultArgs: true,
    args: commandLine(profile, lab.resolverRules({ unresolvable: options.unresolvable ?? [] }), {
      ...options,
      headless,
      language,
      args: ['--remote-debugging-pipe', ...(options.args ?? [])],
    }),
    viewport: null,
    colorScheme: options.colorScheme ?? null,
    downloadsPath: join(home, 'downloads'),
    artifactsDir: join(home, 'tmp'),
    // A signal ends the run by way of whoever started this PC, so that nothing is left behind.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    env: {
      ...withoutLocale(process.env),
      ...clock.env,
      ...(options.display === undefined ? {} : { DISPLAY: options.display }),
      HOME: home,
      // What a browser that is killed leaves in the folder for temporary files goes with its home.
      TMPDIR: join(home, 'tmp'),
      TZ: options.timeZone ?? 'Asia/Tokyo',
      // Chromium on Linux takes the language of its interface from here, not from `--lang`.
      LANGUAGE: language,
      LANG: `${language === 'ja' ? 'ja_JP' : 'en_US'}.UTF-8`,
    },
  });
  const browser = await context.browser()?.newBrowserCDPSession();
  if (browser === undefined) throw new Error('the browser went away while it started');
  const pid = await browserPid(browser);
  const traces = clockTraces(pid);
  registerProcess(pid);
  for (const trace of traces) registerLeftover(trace);
  await browser.send('Extensions.loadUnpacked', { path: extension, enableInIncognito: true });

  const extensionPage = context.pages()[0] ?? (await context.newPage());
  await extensionPage.goto(`chrome-extension://${extensionId}/manifest.json`);
  const extensionPageSession = await context.newCDPSession(extensionPage);
  await extensionPageSession.send('ServiceWorker.enable');
  // A worker sees to its alarm once it listens to everything; before its first start is over, no event reaches it.
  await waitFor('the worker to listen', () =>
    extensionPage.evaluate(async () => (await chrome.alarms.getAll()).length > 0),
  );
  const [port] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n');
  const popupAddress = `chrome-extension://${extensionId}/`;
  const tabIds = new WeakMap<Page, number>();

  const tabIdsNow = () => extensionPage.evaluate(async () => (await chrome.tabs.query({})).map((tab) => tab.id ?? -1));

  const pc: Pc = {
    home,
    context,
    extensionId,
    extensionPage,

    async newPage() {
      const before = new Set(await tabIdsNow());
      const page = await context.newPage();
      const added = (await tabIdsNow()).filter((id) => !before.has(id));
      if (added.length === 1 && added[0] !== undefined) tabIds.set(page, added[0]);
      return page;
    },

    async open(page, address) {
      let errorPageShown = false;
      const noteErrorPage = (frame: Frame) => {
        errorPageShown ||= frame === page.mainFrame() && frame.url().startsWith('chrome-error:');
      };
      page.on('framenavigated', noteErrorPage);
      try {
        const response = await page.goto(address);
        return response?.status() ?? 'no response';
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        if (error.message.includes('Download is starting')) return 'download';
        const code = /net::(ERR_\w+)/.exec(error.message)?.[1];
        if (code === undefined) throw error;
        // The error comes before its page, which would interrupt whatever is loaded next.
        if (code !== 'ERR_ABORTED') await waitFor('the error page', () => errorPageShown);
        return code;
      } finally {
        page.off('framenavigated', noteErrorPage);
      }
    },

    async tabId(page) {
      const known = tabIds.get(page);
      if (known !== undefined) return known;
      await page.bringToFront();
      const id = await extensionPage.evaluate(
        async () => (await chrome.tabs.query({ active: true, lastFocusedWindow: true }))[0]?.id,
      );
      if (id === undefined) throw new Error('the page has no tab');
      tabIds.set(page, id);
      return id;
    },

    async badge(page) {
      const tabId = await pc.tabId(page);
      return extensionPage.evaluate((id) => chrome.action.getBadgeText({ tabId: id }), tabId);
    },

    async clickIcon(page) {
      await page.bringToFront();
      const tab = await waitFor('the tab to be in front', () => activeTabTarget(browser, page));
      await browser.send('Extensions.triggerAction', { id: extensionId, targetId: tab });
    },

    async openPopup(page) {
      if (!(await pc.isPopupOpen())) await pc.clickIcon(page);
      return pc.autoOpenedPopup();
    },

    async autoOpenedPopup(timeoutMs) {
      await waitFor('the popup to open', () => pc.isPopupOpen(), timeoutMs);
      const page = await popupPage(Number(port), popupAddress + (await popupPath(extensionPage)));
      // It begins with what never changes.
      await page.locator('main > footer').waitFor();
      if (options.colorScheme) await page.emulateMedia({ colorScheme: options.colorScheme });
      return page;
    },

    isPopupOpen: () =>
      extensionPage.evaluate(
        async () => (await chrome.runtime.getContexts({ contextTypes: ['POPUP' as never] })).length > 0,
      ),

    async closePopup() {
      await extensionPage.evaluate(() => {
        for (const view of chrome.extension.getViews({ type: 'popup' })) view.close();
      });
      await waitFor('the popup to close', async () => !(await pc.isPopupOpen()));
    },

    async openExtensionPage(path) {
      const page = await pc.newPage();
      await page.goto(`chrome-extension://${extensionId}/${path}`);
      return page;
    },

    async isWorkerRunning() {
      const { targetInfos } = await browser.send('Target.getTargets');
      return targetInfos.some(({ type, url }) => type === 'service_worker' && url.includes(extensionId));
    },

    async stopWorker() {
      await waitFor('the worker to stop', async () => {
        // Said again and again: a worker that is only just starting does not hear it.
        await extensionPageSession.send('ServiceWorker.stopAllWorkers');
        return !(await pc.isWorkerRunning());
      });
    },

    async setSiteAccess(access) {
      const settings = await context.newPage();
      await settings.goto('chrome://extensions');
      await settings.evaluate(
        ([id, hostAccess]) => {
          const developer = Reflect.get(chrome, 'developerPrivate');
          return developer.updateExtensionConfiguration({ extensionId: id, hostAccess });
        },
        [extensionId, access === 'on-click' ? 'ON_CLICK' : 'ON_ALL_SITES'],
      );
      await settings.close();
    },

    async setClock(setting) {
      await clock.set(setting);
      if (options.serverClock === undefined) lab.setClock(setting);
      await waitFor('the clock to be set', async () => {
        const time = await extensionPage.evaluate(() => Date.now());
        return Math.abs(time - clock.now()) < 1000;
      });
      // The processes that can't be asked look at their setting within this time, too.
      await new Promise((resolve) => setTimeout(resolve, CLOCK_DELAY_MS));
    },

    now: () => clock.now(),

    async quit() {
      await context.close().catch(() => {});
      // Of a browser that the user closes, one hears before it has written down its profile.
      await waitFor('the browser to end', () => !isRunning(pid));
      unregisterProcess(pid);
    },

    async kill() {
      process.kill(pid, 'SIGKILL');
      await pc.quit();
    },

    async close() {
      await pc.quit();
      await Promise.all([home, ...traces].map(removeLeftover));
    },
  };
  return pc;
}

async function browserPid(browser: CDPSession): Promise<number> {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  const pid = processInfo.find(({ type }) => type === 'browser')?.id;
  if (pid === undefined) throw new Error('the browser has no process');
  return pid;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The `tab` target of a page that is in front; Chromium wants it for a click on a toolbar icon. */
async function activeTabTarget(browser: CDPSession, page: Page): Promise<string | undefined> {
  const { targetInfos } = await browser.send('Target.getTargets', { filter: [{ type: 'tab' }] });
  // The protocol's types say that these are strings; they are what they are.
  const active = targetInfos.filter(({ embedderData }) => String(embedderData?.tabActive) === 'true');
  const address = page.url();
  return (active.length === 1 ? active[0] : active.find(({ url }) => url === address))?.targetId;
}

function popupPath(extensionPage: Page): Promise<string> {
  return extensionPage.evaluate(() => chrome.runtime.getManifest().action?.default_popup ?? 'popup.html');
}
