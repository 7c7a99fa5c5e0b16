import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { readRun } from '@/utils/run/run-store.ts';
import type { badgeOf, viewOf } from '@/utils/run/view.ts';
import type { readConfig } from '@/utils/settings/config.ts';
import { globalsFor, ORIGIN } from './api.ts';
import { Clock } from './clock.ts';
import { type Listener, Process, type Weather } from './process.ts';

export interface Tab {
  id: number;
  windowId: number;
  status: 'loading' | 'complete';
  url: string;
  /** The load that is under way, by its request. */
  load?: { requestId: string; url: string } | undefined;
  /** The load has failed, and its error page is on its way. */
  hasFailed?: boolean;
  /** When the last load got its answer or its error; by the time that has passed. */
  endedAt?: number;
}

/** A worker that was just started, or a surface. */
export interface Started {
  background: { main(): void };
  badgeOf: typeof badgeOf;
  viewOf: typeof viewOf;
  readConfig: typeof readConfig;
  readRun: typeof readRun;
}

/** An idle worker is stopped by Chromium after so long. */
const IDLE = 30_000;
/** An error page is committed so long after the error was reported (docs/browser-facts.md). */
const ERROR_PAGE_DELAY = 50;

/** Whether the browser shows this address to the extension. */
export function isOurs(url: string): boolean {
  return /^https?:\/\/([^/?#@]*\.)?mamoris-net\.jp\.?(:\d+)?([/?#]|$)/.test(url);
}

/** A PC with a Chromium as in docs/browser-facts.md. It starts the worker for each event. */
export class RandomPc implements Weather {
  readonly clock: Clock;
  readonly tabs = new Map<number, Tab>();
  readonly badges = new Map<number, string>();
  readonly alarms = new Map<string, { name: string; scheduledTime: number; periodInMinutes?: number | undefined }>();
  readonly popups: number[] = [];
  readonly failing = new Map<string, number>();
  readonly complaints: string[] = [];
  readonly log: string[] = [];
  frontTab = 1;
  firstWindow = 1;
  isFocused = true;
  hasPanel = false;
  isOnline = true;
  /** What a silent request of the worker's meets, by host; nothing: it is refused. */
  network: 'well' | 'fails' | 'hangs' = 'well';
  process: Process | undefined;
  /** An alarm has fired that the worker may not have finished. */
  isAlarmInFlight = false;
  starts = 0;
  readonly #start: (globals: Record<string, unknown>) => Started;
  readonly #onStop: () => void;
  #noise: number;

  constructor(
    start: (globals: Record<string, unknown>) => Started,
    { now, slowness, onStop }: { now: number; slowness: number; onStop: () => void },
  ) {
    fakeBrowser.reset();
    this.clock = new Clock(now);
    this.#start = start;
    this.#noise = slowness;
    this.#onStop = onStop;
    this.open();
    this.open();
  }

  /** None in a fast sequence; otherwise up to 3 ms, in no order. */
  latency = (): number => {
    if (this.#noise === 0) return 0;
    this.#noise = (this.#noise * 1_103_515_245 + 12_345) & 0x7fff_ffff;
    return (this.#noise >> 16) & 3;
  };

  open(windowId = this.firstWindow): Tab {
    const tab: Tab = { id: this.#nextTab, windowId, status: 'complete', url: 'https://example.com/' };
    this.#nextTab += 1;
    this.tabs.set(tab.id, tab);
    return tab;
  }
  #nextTab = 1;

  /** The browser ends and starts again with one tab. It counts on: no id of a tab or window comes again. */
  restart(): void {
    this.tabs.clear();
    this.badges.clear();
    this.#nextTab += 50;
    this.firstWindow += 50;
    this.frontTab = this.open().id;
  }

  close(tab: Tab): void {
    this.tabs.delete(tab.id);
    this.badges.delete(tab.id);
  }

  visibleTab(id: number): object {
    const tab = this.tabs.get(id);
    if (!tab) throw new Error(`No tab with id: ${id}.`);
    const { windowId, status, url } = tab;
    return { id, windowId, status, active: id === this.frontTab, ...(isOurs(url) ? { url } : {}) };
  }

  /** The tab shows another page from now on; Chromium wipes its badge. */
  commit(tab: Tab, url: string): void {
    if (!this.tabs.has(tab.id)) return;
    Object.assign(tab, { url, status: 'complete', load: undefined });
    this.badges.set(tab.id, '');
  }

  /** The same for a load that has ended, unless another has taken its place meanwhile. */
  commitLater(tab: Tab, delay = ERROR_PAGE_DELAY): void {
    const { load } = tab;
    this.clock.after(delay, () => {
      if (load && tab.load === load) this.commit(tab, load.url);
    });
  }

  /** The worker, started if it does not run. */
  worker(): Process {
    if (this.process?.isAlive) return this.process;
    this.starts += 1;
    this.process = new Process(this, this.#onStop);
    const { background } = this.#start(globalsFor(this, this.process));
    this.process.guard('main', () => background.main());
    return this.process;
  }

  /** A surface of ours that has just been opened: it knows what is stored, and no more. */
  surface(): Started {
    return this.#start(globalsFor(this, new Process({ ...this.#calm, clock: this.clock }, () => {})));
  }
  readonly #calm = { failing: new Map<string, number>(), latency: () => 0, complaints: this.complaints };

  dispatch(event: string, args: unknown[], fits?: (listener: Listener) => boolean): unknown[] {
    return this.worker().dispatch(event, args, fits);
  }

  setAlarm(name: string, at: number, periodInMinutes?: number): void {
    this.alarms.set(name, { name, scheduledTime: at, periodInMinutes });
  }

  /** Lets time pass, with alarms by the PC's clock, and the worker stopped once it is idle. */
  async wait(duration: number): Promise<void> {
    const end = this.clock.passed + duration;
    await this.clock.advance(0);
    while (this.clock.passed < end) {
      const left = end - this.clock.passed;
      const { process } = this;
      const idle = process?.isAlive ? process.activeAt + IDLE - this.clock.passed : left;
      const due = Math.min(
        ...[...this.alarms.values()].map(({ scheduledTime }) => scheduledTime - this.clock.now),
        left,
      );
      await this.clock.advance(Math.max(0, Math.min(due, idle, left)));
      if (process?.waitsFor === 0) this.isAlarmInFlight = false;
      if (process?.isAlive && process.activeAt + IDLE <= this.clock.passed) process.stop();
      for (const alarm of [...this.alarms.values()]) {
        if (alarm.scheduledTime > this.clock.now) continue;
        this.alarms.delete(alarm.name);
        const { periodInMinutes } = alarm;
        if (periodInMinutes) this.setAlarm(alarm.name, this.clock.now + periodInMinutes * 60_000, periodInMinutes);
        this.isAlarmInFlight = true;
        this.dispatch('onAlarm', [alarm]);
      }
    }
    await this.clock.advance(0);
  }

  fetch(process: Process, url: string, limit: number): Promise<unknown> {
    const fetched = this.#fetch(process, url, limit);
    process.fetches += 1;
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
          process.dispatch('onErrorOccurred', [request], ({ filter }) => filter?.tabId === -1);
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
