/** One simulated PC: a real browser with a fresh profile, a certificate store, a clock and the extension. */
import { resolve } from 'node:path';
import type { BrowserContext, CDPSession, Frame, Page } from '@playwright/test';
import { SITES } from '../../utils/catalog/domain.ts';
import { type ClockSetting, clockTraces } from './clock.ts';
import type { Lab } from './lab.ts';
import { extensionPageOf, launchBrowser, type PcOptions } from './launch-browser.ts';
import { makeFolder, removeLeftover } from './leftovers.ts';
import { popupPage } from './popup.ts';
import { extensionIdOf } from './profile.ts';
import { waitFor } from './wait.ts';

export type { PcOptions };

export interface Pc {
  /** Its home folder. */
  home: string;
  context: BrowserContext;
  extensionId: string;
  /** Address of the browser's DevTools protocol. */
  devTools: string;
  /**
   * A tab with the extension's rights and none of its code, for tests that read `chrome.*`. It sends the extension no
   * message, and works whether or not the worker runs.
   */
  extensionPage: Page;
  /** A new tab, in front. */
  newPage(): Promise<Page>;
  /** Loads an address as a user does. Returns the outcome: the status, `download`, or the net error. */
  open(page: Page, address: string): Promise<number | string>;
  tabId(page: Page): Promise<number>;
  /** The badge text on a page's tab. */
  badge(page: Page): Promise<string>;
  /** Clicks the toolbar icon with this page in front. */
  clickIcon(page: Page): Promise<void>;
  /** Clicks the toolbar icon unless the popup is open. Returns the real popup. */
  openPopup(page: Page): Promise<Page>;
  /** Waits for the popup that the extension opens by itself. */
  autoOpenedPopup(timeoutMs?: number): Promise<Page>;
  isPopupOpen(): Promise<boolean>;
  closePopup(): Promise<void>;
  /** Opens a page of the extension in a tab. */
  openExtensionPage(path: string): Promise<Page>;
  isWorkerRunning(): Promise<boolean>;
  /** Stops the worker as the browser does after 30 s of rest; returns when it has stopped. */
  stopWorker(): Promise<void>;
  /** The user's choice of the sites on which the extension may run ("on click" withholds all). */
  setSiteAccess(access: 'on-click' | 'on-all-sites'): Promise<void>;
  /** Pins the icon to the toolbar, or hides it in the browser's menu of extensions. */
  setPinned(isPinned: boolean): Promise<void>;
  /** Sets the PC's clock; returns when the browser's processes have noticed. */
  setClock(setting: ClockSetting): Promise<void>;
  /** The time of the PC's clock, in ms since the epoch. */
  now(): number;
  /** Ends the browser as a user who closes all windows. */
  quit(): Promise<void>;
  /** Kills the browser, as when memory runs out or the PC is switched off. */
  kill(): Promise<void>;
  /** Ends the browser and removes its files. */
  close(): Promise<void>;
}

/** Starts a PC that reaches only the systems of this lab. */
export async function startPc(lab: Lab, options: PcOptions = {}): Promise<Pc> {
  const home = options.after?.home ?? (await makeFolder('pc'));
  try {
    return await startIn(home, lab, options);
  } catch (error) {
    // If the browser failed to start, only Playwright's error has the id of its process.
    const pid = /\bpid=(\d+)/.exec(String(error))?.[1];
    await Promise.all([home, ...(pid ? clockTraces(Number(pid)) : [])].map(removeLeftover));
    throw error;
  }
}

async function startIn(home: string, lab: Lab, options: PcOptions): Promise<Pc> {
  const extension = resolve(options.extension ?? '.output/chrome-mv3');
  const extensionId = options.installed?.id ?? extensionIdOf(extension);
  const browser = await launchBrowser(lab, home, extensionId, options);
  const { context, cdp, clock } = browser;
  const pageAddress = extensionPageOf(extensionId);
  let extensionPage = context.pages().find((page) => page.url() === pageAddress);
  if (extensionPage === undefined) {
    await cdp.send('Extensions.loadUnpacked', { path: extension, enableInIncognito: true });
    extensionPage = context.pages()[0] ?? (await context.newPage());
    await extensionPage.goto(pageAddress);
  }
  const extensionPageSession = await context.newCDPSession(extensionPage);
  await extensionPageSession.send('ServiceWorker.enable');
  // The worker sets its alarm after it has added all listeners. Before that, no event reaches it.
  await waitFor('the worker to listen', () =>
    extensionPage.evaluate(async () => (await chrome.alarms.getAll()).length > 0),
  );
  const popupAddress = `chrome-extension://${extensionId}/`;
  const tabIds = new WeakMap<Page, number>();

  const tabIdsNow = () => extensionPage.evaluate(async () => (await chrome.tabs.query({})).map((tab) => tab.id ?? -1));

  /** Changes the extension as its user does on the browser's page of extensions. */
  async function configure(change: { hostAccess: string } | { pinnedToToolbar: boolean }): Promise<void> {
    const settings = await context.newPage();
    await settings.goto('chrome://extensions');
    await settings.evaluate((update) => Reflect.get(chrome, 'developerPrivate').updateExtensionConfiguration(update), {
      extensionId,
      ...change,
    });
    await settings.close();
  }

  const pc: Pc = {
    home,
    context,
    extensionId,
    extensionPage,
    devTools: `http://127.0.0.1:${browser.debuggingPort}`,

    async newPage() {
      const before = new Set(await tabIdsNow());
      const page = await context.newPage();
      const added = (await tabIdsNow()).filter((id) => !before.has(id));
      if (added.length === 1 && added[0] !== undefined) tabIds.set(page, added[0]);
      return page;
    },

    async open(page, address) {
      let errorPageShown = false;
      const handleNavigation = (frame: Frame) => {
        errorPageShown ||= frame === page.mainFrame() && frame.url().startsWith('chrome-error:');
      };
      page.on('framenavigated', handleNavigation);
      try {
        const response = await page.goto(address);
        return response?.status() ?? 'no response';
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        if (error.message.includes('Download is starting')) return 'download';
        const code = /net::(ERR_\w+)/.exec(error.message)?.[1];
        if (code === undefined) throw error;
        // The error arrives before its page. The page would interrupt the next load.
        if (code !== 'ERR_ABORTED') await waitFor('the error page', () => errorPageShown);
        return code;
      } finally {
        page.off('framenavigated', handleNavigation);
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
      const tab = await waitFor('the tab to be in front', () => activeTabTarget(cdp, page));
      await cdp.send('Extensions.triggerAction', { id: extensionId, targetId: tab });
    },

    async openPopup(page) {
      if (!(await pc.isPopupOpen())) await pc.clickIcon(page);
      return pc.autoOpenedPopup();
    },

    async autoOpenedPopup(timeoutMs) {
      await waitFor('the popup to open', () => pc.isPopupOpen(), timeoutMs);
      const page = await popupPage(browser.debuggingPort, popupAddress + (await popupPath(extensionPage)));
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
      const { targetInfos } = await cdp.send('Target.getTargets');
      return targetInfos.some(({ type, url }) => type === 'service_worker' && url.includes(extensionId));
    },

    async stopWorker() {
      await waitFor('the worker to stop', async () => {
        // Repeat the command: it has no effect on a worker that is starting.
        await extensionPageSession.send('ServiceWorker.stopAllWorkers');
        return !(await pc.isWorkerRunning());
      });
    },

    async setSiteAccess(access) {
      const isGranted = access === 'on-all-sites';
      await configure({ hostAccess: isGranted ? 'ON_ALL_SITES' : 'ON_CLICK' });
      await waitFor('the browser to apply the site access', async () => {
        const hasAccess = (origins: string[]) => chrome.permissions.contains({ origins });
        return (await extensionPage.evaluate(hasAccess, SITES)) === isGranted;
      });
    },

    setPinned: (isPinned) => configure({ pinnedToToolbar: isPinned }),

    async setClock(setting) {
      if (options.serverClock === undefined) lab.setClock(setting);
      await clock.set(setting);
      await waitFor('the clock to be set', async () => {
        const time = await extensionPage.evaluate(() => Date.now());
        return Math.abs(time - clock.now()) < 1000;
      });
    },

    now: () => clock.now(),

    quit: () => browser.quit(),

    async kill() {
      browser.kill();
      await browser.quit();
    },

    async close() {
      await browser.quit();
      await Promise.all([removeLeftover(home), browser.removeTraces()]);
    },
  };
  return pc;
}

/** The `tab` target of a page in front. Chromium needs it for a click on a toolbar icon. */
async function activeTabTarget(cdp: CDPSession, page: Page): Promise<string | undefined> {
  const { targetInfos } = await cdp.send('Target.getTargets', { filter: [{ type: 'tab' }] });
  // The protocol's types say that `embedderData` holds strings, but `tabActive` is a boolean.
  const active = targetInfos.filter(({ embedderData }) => String(embedderData?.tabActive) === 'true');
  const address = page.url();
  return (active.length === 1 ? active[0] : active.find(({ url }) => url === address))?.targetId;
}

function popupPath(extensionPage: Page): Promise<string> {
  return extensionPage.evaluate(() => chrome.runtime.getManifest().action?.default_popup ?? 'popup.html');
}
