import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { systemById } from '@/utils/catalog/facts.ts';
import type { readStoredRun } from '@/utils/run/run-store.ts';
import type { viewOf } from '@/utils/run/view.ts';
import type { readConfig } from '@/utils/settings/config.ts';
import { globalsFor, ORIGIN } from './api.ts';
import { Clock } from './clock.ts';
import { type FaultInjector, type Listener, Process } from './process.ts';

export interface Tab {
  id: number;
  windowId: number;
  status: 'loading' | 'complete';
  url: string;
  /** Load under way, and its begin as `clock.passed`. */
  load?: { requestId: string; url: string; beganAt: number } | undefined;
  /** The load has failed, and its error page is on its way. */
  hasFailed?: boolean;
  /** Time of the last load's answer or error, as `clock.passed`. */
  endedAt?: number;
}

/** Exports of a script that was just started: a worker, or a surface. */
export interface Started {
  background: { main(): void };
  viewOf: typeof viewOf;
  readConfig: typeof readConfig;
  readStoredRun: typeof readStoredRun;
  systemById: typeof systemById;
}

/** Chromium stops a worker after this idle time; in ms. */
const IDLE = 30_000;
/** Chromium commits an error page this long after it reported the error (docs/browser-facts.md); in ms. */
const ERROR_PAGE_DELAY = 50;

/** Whether the extension can see the address of a page in its tab. */
export function isOurs(url: string): boolean {
  return /^https?:\/\/([^/?#@]*\.)?mamoris-net\.jp\.?(:\d+)?([/?#]|$)/.test(url);
}

/** PC with a Chromium as in docs/browser-facts.md. Each event starts the worker if it is stopped. */
export class RandomPc implements FaultInjector {
  readonly clock: Clock;
  readonly tabs = new Map<number, Tab>();
  readonly badges = new Map<number, string>();
  readonly alarms = new Map<string, { name: string; scheduledTime: number; periodInMinutes?: number | undefined }>();
  readonly popups: number[] = [];
  /** Probes that the worker has sent, by the PC's clock. */
  readonly probes: { host: string; at: number }[] = [];
  readonly failing = new Map<string, number>();
  readonly errors: string[] = [];
  readonly log: string[] = [];
  /** The id of the next tab: Chromium never reuses one. */
  nextTab = 1;
  frontTab = 1;
  firstWindow = 1;
  isFocused = true;
  hasPanel = false;
  isOnline = true;
  /** Result of the worker's probes. */
  network: 'well' | 'fails' | 'hangs' = 'well';
  process: Process | undefined;
  /** Planned stop of the worker while it handles the next alarm. */
  stopAtAlarm: Process['stopsIn'];
  starts = 0;
  /** Whether this is the browser's profile of private windows. */
  readonly isPrivate: boolean = false;
  readonly #start: (globals: Record<string, unknown>) => Started;
  readonly #onStop: () => void;
  #noise: number;

  constructor(
    start: (globals: Record<string, unknown>) => Started,
    { now, slowness, onStop }: { now: number | Clock; slowness: number; onStop: () => void },
  ) {
    if (typeof now === 'number') fakeBrowser.reset();
    this.clock = typeof now === 'number' ? new Clock(now) : now;
    this.#start = start;
    this.#noise = slowness;
    this.#onStop = onStop;
    this.open();
    this.open();
  }

  /** Returns 0 in a fast sequence; otherwise a pseudo-random delay of up to 3 ms. */
  latency = (): number => {
    if (this.#noise === 0) return 0;
    this.#noise = (this.#noise * 1_103_515_245 + 12_345) & 0x7fff_ffff;
    return (this.#noise >> 16) & 3;
  };

  open(windowId = this.firstWindow): Tab {
    const tab: Tab = { id: this.nextTab, windowId, status: 'complete', url: 'https://example.com/' };
    this.nextTab += 1;
    this.tabs.set(tab.id, tab);
    return tab;
  }

  /** Restarts the browser with one tab. Chromium never reuses the id of a tab or window. */
  restart(): void {
    this.tabs.clear();
    this.badges.clear();
    this.nextTab += 50;
    this.firstWindow += 50;
    this.frontTab = this.open().id;
  }

  close(tab: Tab): void {
    this.tabs.delete(tab.id);
    this.badges.delete(tab.id);
  }

  /** Whether a tab is the front tab of its window. */
  isActive(id: number): boolean {
    return id === this.frontTab;
  }

  /** The window that had the focus last. */
  lastFocusedWindow(): object {
    return { id: this.firstWindow, focused: this.isFocused };
  }

  /** Opens the popup over the front tab. Throws if the browser cannot. */
  openPopup(): void {
    this.popups.push(this.frontTab);
  }

  /** Opens a window of the extension. */
  openWindow(): void {}

  /** A surface reloads a tab. */
  reload(_id: number): void {}

  /** Resolves once the browser can answer a request for the policy. */
  async policyReady(): Promise<void> {}

  visibleTab(id: number): object {
    const tab = this.tabs.get(id);
    if (!tab) throw new Error(`No tab with id: ${id}.`);
    const { windowId, status, url } = tab;
    return { id, windowId, status, active: this.isActive(id), ...(isOurs(url) ? { url } : {}) };
  }

  /** Commits a page in a tab; Chromium then wipes the tab's badge. */
  commit(tab: Tab, url: string): void {
    if (!this.tabs.has(tab.id)) return;
    Object.assign(tab, { url, status: 'complete', load: undefined });
    this.badges.set(tab.id, '');
  }

  /** Commits the page of a load later, unless another load has replaced it meanwhile. */
  commitLater(tab: Tab, delay = ERROR_PAGE_DELAY): void {
    const { load } = tab;
    this.clock.after(delay, () => {
      if (load && tab.load === load) this.commit(tab, load.url);
    });
  }

  /** Returns the worker's process; starts one if none runs. */
  worker(): Process {
    if (this.process?.isAlive) return this.process;
    this.starts += 1;
    this.process = new Process(this, this.#onStop);
    const { background } = this.#start(globalsFor(this, this.process));
    this.process.guard('main', () => background.main());
    return this.process;
  }

  /** Opens a surface: it knows only what is in storage. */
  surface(): Started {
    return this.#start(globalsFor(this, new Process({ ...this.#noFaults, clock: this.clock }, () => {})));
  }
  readonly #noFaults = { failing: new Map<string, number>(), latency: () => 0, errors: this.errors };

  /** Delivers an event to the worker. */
  emit(event: string, args: unknown[], fits?: (listener: Listener) => boolean): unknown[] {
    return this.worker().emit(event, args, fits);
  }

  setAlarm(name: string, at: number, periodInMinutes?: number): void {
    this.alarms.set(name, { name, scheduledTime: at, periodInMinutes });
  }

  /** Advances the time, fires alarms by the PC's clock, and stops the worker once it is idle. */
  async wait(duration: number): Promise<void> {
    const end = this.clock.passed + duration;
    await this.clock.advance(0);
    while (this.clock.passed < end) await this.step(end - this.clock.passed);
    await this.clock.advance(0);
  }

  /** Advances the time to the next alarm or the worker's idle end, by `limit` ms at most. */
  async step(limit: number): Promise<void> {
    const { process } = this;
    const idle = process?.isAlive ? process.activeAt + IDLE - this.clock.passed : limit;
    const due = Math.min(
      ...[...this.alarms.values()].map(({ scheduledTime }) => scheduledTime - this.clock.now),
      limit,
    );
    await this.clock.advance(Math.max(0, Math.min(due, idle, limit)));
    if (process?.isAlive && process.activeAt + IDLE <= this.clock.passed) process.stop();
    for (const alarm of [...this.alarms.values()]) {
      if (alarm.scheduledTime > this.clock.now) continue;
      this.alarms.delete(alarm.name);
      const { periodInMinutes } = alarm;
      if (periodInMinutes) this.setAlarm(alarm.name, this.clock.now + periodInMinutes * 60_000, periodInMinutes);
      if (this.stopAtAlarm) this.worker().stopsIn = this.stopAtAlarm;
      this.stopAtAlarm = undefined;
      this.emit('onAlarm', [alarm]);
    }
  }

  fetch(process: Process, url: string, limit: number): Promise<unknown> {
    const fetched = this.#fetch(process, url, limit);
    process.fetches += 1;
    const host = URL.parse(url)?.host;
    if (host) this.probes.push({ host, at: this.clock.now });
    const count = () => {
      process.fetches -= 1;
    };
    fetched.then(count, count);
    return fetched;
  }

  #fetch(process: Process, url: string, limit: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const { network } = this;
      if (url.startsWith('/')) reject(new TypeError('Failed to fetch'));
      else if (network === 'hangs') {
        process.setTimeout(() => reject(new DOMException('Too late', 'TimeoutError')), limit);
      } else {
        process.setTimeout(() => {
          if (network === 'well') return resolve(answer(this.clock.trueNow));
          const request = { tabId: -1, url, initiator: ORIGIN, error: 'net::ERR_CONNECTION_RESET' };
          process.emit('onErrorOccurred', [request], ({ filter }) => filter?.tabId === -1);
          return reject(new TypeError('Failed to fetch'));
        }, 40);
      }
    });
  }
}

function answer(date: number): object {
  const headers = new Map([
    ['Date', new Date(date).toUTCString()],
    ['Content-Type', 'text/html'],
  ]);
  return { type: 'basic', status: 200, headers: { get: (name: string) => headers.get(name) ?? null }, body: null };
}
