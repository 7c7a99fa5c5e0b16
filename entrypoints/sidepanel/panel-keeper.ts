import { browser } from 'wxt/browser';
import type { Keeper, KeptValues } from '@/components/hooks/use-kept.ts';
import { isPrivate } from '@/utils/browser/private-window.ts';
import { storageItem } from '@/utils/browser/storage-item.ts';
import { isObject } from '@/utils/objects.ts';

/** Private windows share the storage of the other windows, so they have a key of their own. */
const item = storageItem(isPrivate() ? 'panel-state-private' : 'panel-state');

/** Where the browser shows this page: beside a window, or in a tab of it. `tabId`: `undefined` in the side panel. */
export interface PanelHost {
  windowId: number;
  tabId: number | undefined;
}

/** Finds out where the browser shows this page. Never rejects. */
export async function readPanelHost(): Promise<PanelHost> {
  const [window, tab] = await Promise.all([
    browser.windows.getCurrent().catch(() => undefined),
    browser.tabs.getCurrent().catch(() => undefined),
  ]);
  return { windowId: window?.id ?? browser.windows.WINDOW_ID_NONE, tabId: tab?.id };
}

/**
 * Opens the memory of this panel, which lasts until its window or tab is closed. Edge starts the panel's
 * page again whenever the user changes the tab. The values need no check: an update of the extension empties this
 * storage. Never rejects.
 */
export async function openKeeper({ windowId, tabId }: PanelHost): Promise<Keeper> {
  const key = tabId === undefined ? windowKey(windowId) : tabKey(tabId);
  const stored = (await readAll())[key];
  const values: Partial<KeptValues> = isObject(stored) ? stored : {};
  let isScheduled = false;

  async function save(): Promise<void> {
    // The write that waits for its turn has all changes until then.
    if (isScheduled) return;
    isScheduled = true;
    // A lock, so that panels of several windows never lose each other's values.
    await navigator.locks.request('panel-state', async () => {
      isScheduled = false;
      await item.write({ ...(await withoutClosed(await readAll())), [key]: values });
    });
  }

  return {
    read: (name) => values[name],
    write(name, value) {
      if (value === undefined) delete values[name];
      else values[name] = value;
      void save().catch(console.error);
    },
  };
}

async function readAll(): Promise<Record<string, unknown>> {
  const stored = await item.read().catch(() => undefined);
  return isObject(stored) ? stored : {};
}

/** Drops the values of windows and tabs that are closed. */
async function withoutClosed(all: Record<string, unknown>): Promise<Record<string, unknown>> {
  const tabs = await browser.tabs.query({});
  const open = new Set(tabs.flatMap(({ id = -1, windowId }) => [tabKey(id), windowKey(windowId)]));
  return Object.fromEntries(Object.entries(all).filter(([key]) => open.has(key)));
}

function windowKey(windowId: number): string {
  return `window-${windowId}`;
}

function tabKey(tabId: number): string {
  return `tab-${tabId}`;
}
