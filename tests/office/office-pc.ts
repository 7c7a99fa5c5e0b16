/** A PC of the office with its browser: starts and ends, the policy, surfaces. */
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { MINUTE, SECOND } from '../../utils/time.ts';
import { globalsFor } from '../random/api.ts';
import { type Listener, Process } from '../random/process.ts';
import type { Started } from '../random/random-pc.ts';
import { OfficeLoads } from './office-loads.ts';
import type { PcSetting } from './office-network.ts';

export type Product = typeof import('./product.ts');

/** Starts the code of a worker, and that of a surface. */
export interface Starts {
  worker: (globals: Record<string, unknown>) => Started;
  surface: (globals: Record<string, unknown>) => Started;
}

/** The browser's first answer about the policy comes so long after its start; in ms. */
const POLICY_DELAY = 3 * SECOND;

export class OfficePc extends OfficeLoads {
  #startedAt = 0;
  /** When the worker has started, as `clock.passed`. */
  #readyAt = 0;
  #stops = 0;
  readonly #startSurface: Starts['surface'];
  /** Tabs that a button of a surface would reload. */
  readonly reloaded: number[] = [];
  #surface: { policy: unknown; product: Product } | undefined;

  constructor({ worker, surface }: Starts, setting: PcSetting) {
    super(worker, setting);
    this.#startSurface = surface;
  }

  /** Advances the time until the promise has settled; `others`: other profiles of the same PC. Rejects with it. */
  async play(day: Promise<void>, others: readonly OfficePc[]): Promise<void> {
    let isDone = false;
    const settle = () => {
      isDone = true;
    };
    day.then(settle, settle);
    while (!isDone) {
      // Whatever can go on now may set the next timer.
      await this.clock.advance(0);
      await this.step(Math.min(this.clock.untilNext, MINUTE));
      for (const profile of others) await profile.step(0);
      for (const profile of [this, ...others]) await profile.witness?.observe();
    }
    await day;
  }

  /** Sets the PC's clock; `error`: its lead over the right time, in ms. */
  setClock(error: number): void {
    this.clock.jump(error - this.clockError);
    this.clockError = error;
  }

  // The browser run.

  /** Starts the browser: its storage of the session is empty. */
  async startBrowser(): Promise<void> {
    await fakeBrowser.storage.session.clear();
    this.openProfile();
    this.#startedAt = this.clock.passed;
    this.emit('onStartup', []);
  }

  /** Begins with new windows; private ones begin so without an event. */
  openProfile(): void {
    this.restart();
    this.tabs.clear();
  }

  /** Ends the browser: it forgets its decisions, and the proxy's password. */
  quitBrowser(): void {
    for (const tab of [...this.tabs.values()]) this.closeTab(tab);
    this.#stopWorker();
    this.forgetTabs();
    this.forgetRun();
  }

  /** Pauses the extension for a moment. Its badges, alarms and storage of the session go, without an event. */
  async pauseExtension(): Promise<void> {
    this.#stopWorker();
    this.badges.clear();
    this.alarms.clear();
    await fakeBrowser.storage.session.clear();
    this.witness?.log('the extension was paused');
    this.worker();
  }

  /** Stops the worker. Events that wait for it are lost. */
  #stopWorker(): void {
    this.process?.stop();
    this.process = undefined;
    this.#stops += 1;
    this.#readyAt = this.clock.passed;
  }

  /** Delivers an event once the worker has started. */
  override emit(event: string, args: unknown[], fits?: (listener: Listener) => boolean): unknown[] {
    const { passed } = this.clock;
    if (!this.process?.isAlive && this.#readyAt <= passed) this.#readyAt = passed + this.traits.workerStart;
    if (this.#readyAt <= passed) return super.emit(event, args, fits);
    const stops = this.#stops;
    const deliver = () => (stops === this.#stops ? super.emit(event, args, fits)[0] : undefined);
    return [this.pause(this.#readyAt - passed).then(deliver)];
  }

  override async policyReady(): Promise<void> {
    const left = this.#startedAt + POLICY_DELAY - this.clock.passed;
    if (left > 0) await this.pause(left);
  }

  /** A surface of this PC that knows the present policy. */
  product(policy: unknown): Product {
    if (!this.#surface || this.#surface.policy !== policy) {
      const faults = { failing: new Map<string, number>(), latency: () => 0, errors: this.errors, clock: this.clock };
      const product = this.#startSurface(globalsFor(this, new Process(faults, () => {})));
      this.#surface = { policy, product: product as unknown as Product };
    }
    return this.#surface.product;
  }

  override reload(id: number): void {
    this.reloaded.push(id);
  }
}
