import type { Clock } from './clock.ts';

export interface Listener {
  event: string;
  listener: (...args: never[]) => unknown;
  filter?: { types?: string[]; tabId?: number } | undefined;
}

/** Faults and timing of this PC; shared by all worker processes that run on it. */
export interface FaultInjector {
  clock: Clock;
  /** Browser APIs that fail, by name, and how many more calls fail. */
  failing: Map<string, number>;
  /** Returns the delay of the browser's next answer, in ms. */
  latency: () => number;
  /** Exceptions that escaped from handlers. */
  errors: string[];
}

/** Creates a new pending promise each time, so that the garbage collector can free its callbacks. */
function never(): Promise<never> {
  return new Promise(() => {});
}

/** One process of the worker, from start to stop. Nothing of it runs after the stop. */
export class Process {
  isAlive = true;
  listeners: Listener[] = [];
  /** Number of browser calls without an answer yet. */
  pendingCalls = 0;
  /** Number of its probes under way. */
  fetches = 0;
  /** Time of its last activity, as `clock.passed`. */
  activeAt: number;
  /** Planned stop: after this number of calls, before the last call's effect or (`isDone`) right after it. */
  stopsIn: { calls: number; isDone: boolean } | undefined;
  readonly #faults: FaultInjector;
  readonly #timers = new Map<number, () => void>();
  #timerId = 0;
  readonly #onStop: () => void;

  constructor(faults: FaultInjector, onStop: () => void) {
    this.#faults = faults;
    this.#onStop = onStop;
    this.activeAt = faults.clock.passed;
  }

  stop(): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    for (const clear of this.#timers.values()) clear();
    this.#timers.clear();
    this.listeners = [];
    this.#onStop();
  }

  /** Calls a browser API. The effect is immediate and in order; the answer may be late, or lost with a stop. */
  call<Result>(name: string, effect: () => Result | Promise<Result>): Promise<Result> {
    if (!this.isAlive) return never();
    const { clock, failing } = this.#faults;
    this.activeAt = clock.passed;
    const stops = this.stopsIn;
    if (stops) stops.calls -= 1;
    if (stops && stops.calls <= 0 && !stops.isDone) {
      this.stop();
      return never();
    }
    const left = failing.get(name) ?? 0;
    if (left > 0) failing.set(name, left - 1);
    const result = left > 0 ? Promise.reject<Result>(new Error(`${name} fails.`)) : settled(effect);
    if (stops && stops.calls <= 0) {
      result.catch(() => undefined);
      this.stop();
      return never();
    }
    return this.#answer(result, this.#faults.latency());
  }

  #answer<Result>(result: Promise<Result>, latency: number): Promise<Result> {
    this.pendingCalls += 1;
    return new Promise((resolve, reject) => {
      const deliver = (settle: () => void) => {
        const arrive = () => {
          if (!this.isAlive) return;
          this.pendingCalls -= 1;
          this.activeAt = this.#faults.clock.passed;
          settle();
        };
        if (latency > 0) this.#faults.clock.after(latency, arrive);
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
    const clear = this.#faults.clock.after(delay, () => {
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

  /** Calls all listeners of an event, and returns their results. */
  emit(event: string, args: unknown[], fits: (listener: Listener) => boolean = () => true): unknown[] {
    this.activeAt = this.#faults.clock.passed;
    return this.listeners
      .filter((registered) => registered.event === event && fits(registered))
      .map(({ listener }) => this.guard(event, () => listener(...(args as never[]))));
  }

  /** Runs a handler; records an exception as an error. */
  guard(where: string, run: () => unknown): unknown {
    try {
      return run();
    } catch (error) {
      this.#faults.errors.push(`${where}: ${error}`);
      return undefined;
    }
  }
}

async function settled<Result>(effect: () => Result | Promise<Result>): Promise<Result> {
  return effect();
}
