import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Listener, Process } from './process.ts';
import type { RandomPc } from './random-pc.ts';

export const EXTENSION = 'test-extension-id';
export const ORIGIN = `chrome-extension://${EXTENSION}`;

/** Creates the `browser` of one worker process: WXT's fake storage, and the other APIs from the state of the PC. */
function browserFor(pc: RandomPc, process: Process): object {
  const api =
    <Args extends unknown[], Result>(name: string, effect: (...args: Args) => Result | Promise<Result>) =>
    (...args: Args) =>
      process.call(name, () => effect(...args));
  const event = (name: string) => ({
    addListener: (listener: Listener['listener'], filter?: Listener['filter']) =>
      void process.listeners.push({ event: name, listener, filter }),
    removeListener: (listener: Listener['listener']) => {
      process.listeners = process.listeners.filter((registered) => registered.listener !== listener);
    },
  });
  const area = (name: 'local' | 'session' | 'managed') => ({
    get: api(`${name}.get`, async (key: string) => {
      if (name === 'managed') await pc.policyReady();
      return fakeBrowser.storage[name].get(key);
    }),
    set: api(`${name}.set`, (items: object) => fakeBrowser.storage[name].set(items)),
    remove: api(`${name}.remove`, (key: string) => fakeBrowser.storage[name].remove(key)),
    onChanged: event(`${name}.onChanged`),
  });
  const ofTab = (name: string, effect: (tabId: number, text: string) => void) =>
    api(`action.${name}`, ({ tabId, text = '' }: { tabId: number; text?: string }) => {
      if (!pc.tabs.has(tabId)) throw new Error(`No tab with id: ${tabId}.`);
      effect(tabId, text);
    });
  const loads = ['onBeforeRequest', 'onBeforeRedirect', 'onResponseStarted', 'onErrorOccurred'];
  return {
    webRequest: Object.fromEntries(loads.map((name) => [name, event(name)])),
    storage: { local: area('local'), session: area('session'), managed: area('managed') },
    tabs: {
      get: api('tabs.get', (id: number) => pc.visibleTab(id)),
      query: api('tabs.query', ({ active }: { active?: boolean }) => {
        const ids = [...pc.tabs.keys()].filter((id) => !active || pc.isActive(id));
        return ids.map((id) => pc.visibleTab(id));
      }),
      update: api('tabs.update', () => undefined),
      create: api('tabs.create', () => undefined),
      reload: api('tabs.reload', (id: number) => pc.reload(id)),
    },
    windows: {
      getLastFocused: api('windows.getLastFocused', () => pc.lastFocusedWindow()),
      create: api('windows.create', () => pc.openWindow()),
      update: api('windows.update', () => undefined),
    },
    action: {
      setBadgeText: ofTab('setBadgeText', (tabId, text) => pc.badges.set(tabId, text)),
      setBadgeBackgroundColor: ofTab('setBadgeBackgroundColor', () => {}),
      setBadgeTextColor: ofTab('setBadgeTextColor', () => {}),
      setTitle: ofTab('setTitle', () => {}),
      getBadgeText: api('action.getBadgeText', ({ tabId }: { tabId: number }) => pc.badges.get(tabId) ?? ''),
      openPopup: api('action.openPopup', () => pc.openPopup()),
    },
    alarms: {
      get: api('alarms.get', (name: string) => pc.alarms.get(name)),
      create: api(
        'alarms.create',
        (name: string, info: { when?: number; delayInMinutes?: number; periodInMinutes?: number }) =>
          pc.setAlarm(name, info.when ?? pc.clock.now + (info.delayInMinutes ?? 0) * 60_000, info.periodInMinutes),
      ),
      onAlarm: event('onAlarm'),
    },
    runtime: {
      id: EXTENSION,
      getURL: (path: string) => `${ORIGIN}${path}`,
      getContexts: api('runtime.getContexts', ({ contextTypes }: { contextTypes: string[] }) =>
        pc.hasPanel && contextTypes.includes('SIDE_PANEL') ? [{ windowId: -1 }] : [],
      ),
      sendMessage: api('runtime.sendMessage', () => undefined),
      onMessage: event('onMessage'),
      onInstalled: event('onInstalled'),
      onStartup: event('onStartup'),
    },
    omnibox: {
      setDefaultSuggestion: api('omnibox.setDefaultSuggestion', () => undefined),
      onInputChanged: event('onInputChanged'),
      onInputEntered: event('onInputEntered'),
    },
    permissions: { contains: api('permissions.contains', () => true) },
    sidePanel: { open: api('sidePanel.open', () => undefined) },
    extension: { inIncognitoContext: pc.isPrivate },
    i18n: { getMessage: (key: string) => (key === 'extension_locale' ? 'ja-JP' : key) },
  };
}

/** Creates the other globals of a worker process: clock, timers, network and log of this PC. */
export function globalsFor(pc: RandomPc, process: Process): Record<string, unknown> {
  const { clock } = pc;
  class PcDate extends Date {
    constructor(...args: [] | [number | string]) {
      super(...((args.length > 0 ? args : [clock.now]) as [number]));
    }
    static override now(): number {
      return clock.now;
    }
  }
  const log = (...values: unknown[]) => void pc.log.push(values.map(String).join(' '));
  return {
    injected: browserFor(pc, process),
    Date: PcDate,
    console: { error: log, warn() {}, info() {}, log() {} },
    setTimeout: process.setTimeout,
    clearTimeout: process.clearTimeout,
    location: { origin: ORIGIN },
    navigator: {
      userAgent: '',
      get onLine() {
        return pc.isOnline;
      },
      locks: { request: (_name: string, run: () => unknown) => run() },
    },
    performance: { now: () => clock.passed },
    AbortSignal: { timeout: (limit: number) => ({ limit }) },
    fetch: (url: string, { signal }: { signal?: { limit: number } } = {}) => pc.fetch(process, url, signal?.limit ?? 0),
  };
}
