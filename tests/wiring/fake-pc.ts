import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { MANUAL } from '@/utils/catalog/facts.ts';
import { parseRun } from '@/utils/run/parse-run.ts';
import { attemptByKey, latestProbe } from '@/utils/run/run-state.ts';
import { tabOf } from '../support/builders.ts';

const FAKED_EVENTS = ['onBeforeRequest', 'onBeforeRedirect', 'onResponseStarted', 'onErrorOccurred'] as const;
type LoadEvent = (typeof FAKED_EVENTS)[number];
type Filter = { urls: string[]; types?: string[]; tabId?: number };
type Listener = (details: object) => unknown;

export type FakePc = Awaited<ReturnType<typeof startFakePc>>;

type StoredRun = NonNullable<Awaited<ReturnType<typeof readStoredRun>>>;

/** The stored run with its attempts and probes in the places that refer to them; `undefined`: nothing is stored. */
async function readStoredRun() {
  const { run: stored } = await fakeBrowser.storage.session.get('run');
  if (stored === undefined) return undefined;
  const run = parseRun(stored);
  const tabIds = Object.keys(run.tabs);
  return {
    tabs: Object.fromEntries(tabIds.map((tabId) => [tabId, tabOf(run, Number(tabId))])),
    last: Object.fromEntries(Object.entries(run.last).map(([id, key]) => [id, attemptByKey(run, key, MANUAL)])),
    probes: Object.fromEntries(Object.keys(run.probes).map((id) => [id, latestProbe(run, id)])),
    opened: run.opened,
    clockOffset: run.clockOffset,
  };
}

/**
 * Starts the worker on WXT's fake browser, extended by the APIs that the worker needs. There is one window with two
 * tabs, the first in front. Fake timers: the time passes only as the test advances it.
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
      listeners = listeners.filter((registered) => registered.listener !== listener);
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
  const containsPermission = vi.fn(async () => true);
  vi.spyOn(fakeBrowser.permissions, 'contains').mockImplementation(containsPermission);
  const executeScript = vi.fn(async (_injection: object) => []);
  vi.spyOn(fakeBrowser.scripting, 'executeScript').mockImplementation(executeScript as never);
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
  vi.spyOn(fakeBrowser.tabs, 'query').mockImplementation(
    async ({ active }) => [...tabs.values()].filter((tab) => !active || tab.active) as never,
  );

  /** Starts the worker as the browser does after a stop: only storage is left. */
  const startWorker = async () => {
    vi.resetModules();
    const now = Date.now();
    vi.clearAllTimers();
    // Clearing the timers resets the clock as well.
    vi.setSystemTime(now);
    listeners = [];
    fakeBrowser.runtime.onMessage.removeAllListeners();
    fakeBrowser.alarms.onAlarm.removeAllListeners();
    const { default: background } = await import('@/entrypoints/background.ts');
    background.main();
  };
  await startWorker();

  const emitTo = (name: LoadEvent, type: string, details: object) => {
    for (const { listener, filter, ...registered } of listeners) {
      if (registered.name === name && filter.types?.includes(type)) listener(details);
    }
  };
  const emit = (name: LoadEvent, details: object) =>
    emitTo(name, 'main_frame', { tabId: 1, timeStamp: Date.now(), method: 'GET', ...details });
  const settle = () => vi.advanceTimersByTimeAsync(100);
  return {
    omnibox,
    openPanel,
    listeners: () => listeners,
    openPopup,
    containsPermission,
    executeScript,
    panels,
    window,
    tabs,
    emit,
    settle,
    startWorker,
    badge: (tabId = 1) => fakeBrowser.action.getBadgeText({ tabId }),
    run: async () => (await readStoredRun()) as StoredRun,
    alarm: (name: string) =>
      fakeBrowser.alarms.onAlarm.trigger({ name, scheduledTime: Date.now(), persistAcrossSessions: false }),
    /** Commits this address in a tab; as in Chromium, that wipes the tab's badge. */
    async commit(url: string, tabId = 1) {
      Object.assign(tabs.get(tabId) ?? {}, { url, status: 'complete' });
      await fakeBrowser.action.setBadgeText({ tabId, text: '' });
    },
    /** Emits the browser's event for a failed probe. */
    failProbe: (url: string, error: string, initiator = location.origin) =>
      emitTo('onErrorOccurred', 'xmlhttprequest', { tabId: -1, initiator, url, error }),
    /** Plays a whole load that succeeds. */
    async succeed(requestId: string, url: string) {
      emit('onBeforeRequest', { requestId, url });
      emit('onResponseStarted', { requestId, url, statusCode: 200 });
      await this.commit(url);
      await settle();
    },
    /** Plays a whole load that ends in a network error. */
    async fail(requestId: string, error: string, url = 'https://kensa.mamoris-net.jp/', tabId = 1) {
      emit('onBeforeRequest', { tabId, requestId, url });
      emit('onErrorOccurred', { tabId, requestId, url, error });
      Object.assign(tabs.get(tabId) ?? {}, { url, status: 'complete' });
      await settle();
    },
    send: (message: unknown, sender: object) =>
      fakeBrowser.runtime.onMessage.trigger(message, sender as never, () => {}).then(([answer]) => answer as unknown),
  };
}
