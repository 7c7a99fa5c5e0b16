import type { Clock } from './clock.ts';

export interface Listener {
  event: string;
  listener: (...args: never[]) => unknown;
  filter?: { types?: string[]; tabId?: number } | undefined;
}

/** What goes wrong on this PC, and what it is like; shared by all workers that run on it. */
export interface Weather {
  clock: Clock;
  /** The doors of the browser that fail for now, and how many calls more. */
  failing: Map<string, number>;
  /** How long the browser needs for its next answer, in ms. */
  latency: () => number;
  /** What must not be: an exception that left a handler, a complaint in the log. */
  complaints: string[];
}

/** A new promise for each process: its waiters end with it. */
function never(): Promise<never> {
  return new Promise(() => {});
}

/** One life of the worker, from its start to its end; after that nothing of it goes on. */
export class Process {
  isAlive = true;
  listeners: Listener[] = [];
  /** How many answers of the browser it waits for. */
  waitsFor = 0;
  /** How many silent requests of its own are under way. */
  fetches = 0;
  /** When it last did anything; by the clock of `clock.passed`. */
  activeAt: number;
  /** Its end is planned: at so many calls from now, before the call takes effect or right after. */
  stopsIn: { calls: number; isDone: boolean } | undefined;
  readonly #weather: Weather;
  readonly #timers = new Map<number, () => void>();
  #timerId = 0;
  readonly #onStop: () => void;

  constructor(weather: Weather, onStop: () => void) {
    this.#weather = weather;
    this.#onStop = onStop;
    this.activeAt = weather.clock.passed;
  }

  stop(): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    for (const clear of this.#timers.values()) clear();
    this.#timers.clear();
    this.listeners = [];
    this.#onStop();
  }

  /** A call of the browser's: it takes effect at once and in order; its answer may come later, or never. */
  call<Result>(door: string, effect: () => Result | Promise<Result>): Promise<Result> {
    if (!this.isAlive) return never();
    const { clock, failing } = this.#weather;
    this.activeAt = clock.passed;
    const stops = this.stopsIn;
    if (stops) stops.calls -= 1;
    if (stops && stops.calls <= 0 && !stops.isDone) {
      this.stop();
      return never();
    }
    const left = failing.get(door) ?? 0;
    if (left > 0) failing.set(door, left - 1);
    const result = left > 0 ? Promise.reject<Result>(new Error(`${door} fails.`)) : settled(effect);
    if (stops && stops.calls <= 0) {
      result.catch(() => undefined);
      this.stop();
      return never();
    }
    return this.#answer(result, this.#weather.latency());
  }

  #answer<Result>(result: Promise<Result>, latency: number): Promise<Result> {
    this.waitsFor += 1;
    return new Promise((resolve, reject) => {
      const deliver = (settle: () => void) => {
        const arrive = () => {
          if (!this.isAlive) return;
          this.waitsFor -= 1;
          this.activeAt = this.#weather.clock.passed;
          settle();
        };
        if (latency > 0) this.#weather.clock.after(latency, arrive);
        else arrive();
      };
      result.then(
        (value) => deliver(() => resolve(value)),
        (error) => deliver(() => reject(error)),
      );
    });
  }

  setTimeout = (run: (...args: unknown[]) => unknown, delay = 0, ...args: unknown[]): number => {
    this.#timerId += 1;
    const id = this.#timerId;
    if (!this.isAlive) return id;
    const clear = this.#weather.clock.after(delay, () => {
      this.#timers.delete(id);
      this.guard('a timer', () => run(...args));
    });
    this.#timers.set(id, clear);
    return id;
  };

  clearTimeout = (id: number): void => {
    this.#timers.get(id)?.();
    this.#timers.delete(id);
  };

  /** Dispatches an event to every listener, and returns their results. */
  dispatch(event: string, args: unknown[], fits: (listener: Listener) => boolean = () => true): unknown[] {
    this.activeAt = this.#weather.clock.passed;
    return this.listeners
      .filter((entry) => entry.event === event && fits(entry))
      .map(({ listener }) => this.guard(event, () => listener(...(args as never[]))));
  }

  guard(where: string, run: () => unknown): unknown {
    try {
      return run();
    } catch (error) {
      this.#weather.complaints.push(`${where}: ${error}`);
      return undefined;
    }
  }
}

async function settled<Result>(effect: () => Result | Promise<Result>): Promise<Result> {
  return effect();
}
