import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { MANUAL } from '@/utils/catalog/facts.ts';
import { parseRun } from '@/utils/run/parse-run.ts';
import { attemptOf, latestProbe } from '@/utils/run/run-state.ts';
import { tabOf } from '../support/build.ts';

const FAKED_EVENTS = ['onBeforeRequest', 'onBeforeRedirect', 'onResponseStarted', 'onErrorOccurred'] as const;
type LoadEvent = (typeof FAKED_EVENTS)[number];
type Filter = { urls: string[]; types?: string[]; tabId?: number };
type Listener = (details: object) => unknown;

type StoredRun = NonNullable<Awaited<ReturnType<typeof readStoredRun>>>;

/** The stored run with its attempts and probes in the places that refer to them; `undefined`: nothing is stored. */
async function readStoredRun() {
  const { run: stored } = await fakeBrowser.storage.session.get('run');
  if (stored === undefined) return undefined;
  const run = parseRun(stored);
  const tabIds = Object.keys(run.tabs);
  return {
    tabs: Object.fromEntries(tabIds.map((tabId) => [tabId, tabOf(run, Number(tabId))])),
    last: Object.fromEntries(Object.entries(run.last).map(([id, key]) => [id, attemptOf(run, key, MANUAL)])),
    probes: Object.fromEntries(Object.keys(run.probes).map((id) => [id, latestProbe(run, id)])),
    opened: run.opened,
    clockOffset: run.clockOffset,
  };
}

/**
 * Starts the worker in WXT's fake browser, completed with the APIs that the worker needs. It has one window with two
 * tabs, the first in front. Time passes only when a test advances it.
 */
export async function startFakePc(now = '2026-11-24T10:00:00+09:00') {
  vi.useFakeTimers({ now: new Date(now) });
  fakeBrowser.reset();
  let listeners: { name: LoadEvent; listener: Listener; filter: Filter }[] = [];
  for (const name of FAKED_EVENTS) {
    vi.spyOn(fakeBrowser.webRequest[name], 'addListener').mockImplementation((...args: unknown[]) => {
      const [listener, filter] = args as [Listener, Filter];
      listeners.push({ name, listener, filter });
    });
    vi.spyOn(fakeBrowser.webRequest[name], 'removeListener').mockImplementation((listener: unknown) => {
      listeners = listeners.filter((entry) => entry.listener !== listener);
    });
  }
  vi.stubGlobal('location', new URL(`chrome-extension://${fakeBrowser.runtime.id}/background.js`));
  vi.spyOn(fakeBrowser.runtime, 'getURL').mockImplementation(
    (path: string) => `chrome-extension://${fakeBrowser.runtime.id}${path}`,
  );
  vi.spyOn(fakeBrowser.i18n, 'getMessage').mockImplementation((key: string) =>
    key === 'extension_locale' ? 'ja-JP' : key,
  );
  const omnibox = {
    type: (_typed: string, _suggest: (others: object[]) => void) => {},
    enter: (_text: string, _how: string) => {},
  };
  vi.spyOn(fakeBrowser.omnibox.onInputChanged, 'addListener').mockImplementation((listener: unknown) => {
    omnibox.type = listener as typeof omnibox.type;
  });
  vi.spyOn(fakeBrowser.omnibox.onInputEntered, 'addListener').mockImplementation((listener: unknown) => {
    omnibox.enter = listener as typeof omnibox.enter;
  });
  const openPanel = vi.fn(async () => {});
  vi.spyOn(fakeBrowser.sidePanel, 'open').mockImplementation(openPanel);
  const openPopup = vi.fn(async () => {});
  vi.spyOn(fakeBrowser.action, 'openPopup').mockImplementation(openPopup);
  const panels: { windowId: number }[] = [];
  vi.spyOn(fakeBrowser.runtime, 'getContexts').mockImplementation(async () => panels as never);
  const window = { id: 1, focused: true };
  vi.spyOn(fakeBrowser.windows, 'getLastFocused').mockImplementation(async () => window as never);
  const tabs = new Map([1, 2].map((id) => [id, { id, windowId: 1, active: id === 1, status: 'complete', url: '' }]));
  vi.spyOn(fakeBrowser.tabs, 'get').mockImplementation(async (id: number) => {
    const tab = tabs.get(id);
    if (!tab) throw new Error(`No tab with id: ${id}.`);
    return { ...tab } as never;
  });
  vi.spyOn(fakeBrowser.tabs, 'query').mockImplementation(async () => [...tabs.values()] as never);

  /** Starts the worker as the browser does after it was stopped: nothing is left of it but what is in storage. */
  const startWorker = async () => {
    vi.resetModules();
    const now = Date.now();
    vi.clearAllTimers();
    // Which puts the clock back, too.
    vi.setSystemTime(now);
    listeners = [];
    fakeBrowser.runtime.onMessage.removeAllListeners();
    fakeBrowser.alarms.onAlarm.removeAllListeners();
    const { default: background } = await import('@/entrypoints/background.ts');
    background.main();
  };
  await startWorker();

  const dispatchLoad = (event: LoadEvent, type: string, details: object) => {
    for (const { listener, filter, name } of listeners) {
      if (name === event && filter.types?.includes(type)) listener(details);
    }
  };
  const dispatch = (event: LoadEvent, details: object) => dispatchLoad(event, 'main_frame', { tabId: 1, ...details });
  const settle = () => vi.advanceTimersByTimeAsync(100);
  return {
    ...{ omnibox, openPanel },
    ...{ listeners: () => listeners, openPopup, panels, window, tabs, dispatch, settle, startWorker },
    badge: (tabId = 1) => fakeBrowser.action.getBadgeText({ tabId }),
    run: async () => (await readStoredRun()) as StoredRun,
    alarm: (name: string) =>
      fakeBrowser.alarms.onAlarm.trigger({ name, scheduledTime: Date.now(), persistAcrossSessions: false }),
    /** The browser shows this address in the tab now; as in Chromium, what the tab's badge said is wiped. */
    async commit(url: string, tabId = 1) {
      Object.assign(tabs.get(tabId) ?? {}, { url, status: 'complete' });
      await fakeBrowser.action.setBadgeText({ tabId, text: '' });
    },
    /** What the browser tells of a request of the worker's own. */
    failProbe: (url: string, error: string, initiator = location.origin) =>
      dispatchLoad('onErrorOccurred', 'xmlhttprequest', { tabId: -1, initiator, url, error }),
    /** A whole load that ends well. */
    async succeed(requestId: string, url: string) {
      dispatch('onBeforeRequest', { requestId, url });
      dispatch('onResponseStarted', { requestId, url, statusCode: 200 });
      await this.commit(url);
      await settle();
    },
    /** A whole load that ends in an error of the browser's. */
    async fail(requestId: string, error: string, url = 'https://kensa.mamoris-net.jp/', tabId = 1) {
      dispatch('onBeforeRequest', { tabId, requestId, url });
      dispatch('onErrorOccurred', { tabId, requestId, url, error });
      Object.assign(tabs.get(tabId) ?? {}, { url, status: 'complete' });
      await settle();
    },
    send: (message: unknown, sender: object) =>
      fakeBrowser.runtime.onMessage.trigger(message, sender as never, () => {}).then(([answer]) => answer as unknown),
  };
}
