import { browser } from 'wxt/browser';
import { hasSiteAccess } from '@/utils/browser/site-access.ts';
import { needsPinNotice, watchPinNotice } from '@/utils/browser/toolbar.ts';
import { plainAddress } from '@/utils/catalog/address.ts';
import { SITES } from '@/utils/catalog/domain.ts';
import type { SystemId } from '@/utils/catalog/systems.ts';
import { readRestarted } from '@/utils/run/restart.ts';
import type { RunState } from '@/utils/run/run-state.ts';
import { readStoredRun, watchRun } from '@/utils/run/run-store.ts';
import { type Config, readConfig } from '@/utils/settings/config.ts';

/** The state of the browser that a surface shows; read from storage, without the worker. */
export interface BrowserState {
  run: RunState;
  /** The active tab, and whether its address belongs to a system. The browser hides other addresses. */
  tab: { id: number; isOnSystem: boolean } | undefined;
  /** The id of the surface's window. */
  windowId: number;
  /** The ids of tabs with a system in windows without a toolbar, which show neither badge nor popup. */
  bareTabs: number[];
  /** Whether the browser lets the extension see the systems' pages. */
  hasAccess: boolean;
  /** Whether to say that the icon is not pinned, so that its badge is invisible. */
  needsPin: boolean;
  /** The system that the user has restarted the browser for (`""`: any). */
  restarted: SystemId | '' | undefined;
}

/** Everything that a surface needs for its first paint. */
export type Snapshot = { state: BrowserState; config: Config };

/** Reads everything in parallel. Never rejects: if the browser refuses, uses the most common value. */
export async function readSnapshot(): Promise<Snapshot> {
  const [state, config] = await Promise.all([readBrowserState(), readConfig()]);
  return { state, config };
}

async function readBrowserState(): Promise<BrowserState> {
  const [run, tabs, hasAccess, needsPin, restarted] = await Promise.all([
    readStoredRun(),
    readTabs(),
    hasSiteAccess(),
    needsPinNotice(),
    readRestarted(),
  ]);
  return { run, ...tabs, hasAccess, needsPin, restarted };
}

async function readTabs(): Promise<Pick<BrowserState, 'tab' | 'windowId' | 'bareTabs'>> {
  const [[tab], bareTabs] = await Promise.all([
    browser.tabs.query({ active: true, currentWindow: true }).catch(() => []),
    browser.tabs.query({ windowType: 'popup', url: SITES }).catch(() => []),
  ]);
  return {
    tab: tab?.id === undefined ? undefined : { id: tab.id, isOnSystem: plainAddress(tab.url) !== null },
    windowId: tab?.windowId ?? browser.windows.WINDOW_ID_NONE,
    bareTabs: bareTabs.flatMap(({ id }) => id ?? []),
  };
}

/** Calls back with every later change of the browser's state, as long as the page lives. */
export function watchBrowserState(onChange: (part: Partial<BrowserState>) => void): void {
  let changes: Partial<BrowserState> = {};
  const change = (part: Partial<BrowserState>) => {
    changes = { ...changes, ...part };
    onChange(part);
  };
  const changeTab = async () => change(await readTabs());
  const changeAccess = async () => change({ hasAccess: await hasSiteAccess() });
  const changePin = async () => change({ needsPin: await needsPinNotice() });
  watchRun((run) => {
    change({ run });
    // A failed load changes the address in the tab, too.
    void changeTab();
  });
  watchPinNotice(() => void changePin());
  browser.tabs.onActivated.addListener(changeTab);
  browser.tabs.onUpdated.addListener(changeTab);
  browser.permissions.onAdded.addListener(changeAccess);
  browser.permissions.onRemoved.addListener(changeAccess);
  // Catches changes between the snapshot and these listeners; later changes win.
  void readBrowserState().then((state) => onChange({ ...state, ...changes }));
}
