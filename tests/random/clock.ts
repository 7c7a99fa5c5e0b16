interface Timer {
  due: number;
  run: () => void;
}

/**
 * A fake clock that moves only when a test advances it. Timers follow the time that has really passed.
 * `now` is the time on the PC's clock, which the user can set forward and back. All in ms, `now` since the epoch.
 */
export class Clock {
  readonly #timers: Timer[] = [];
  #passed = 0;
  #startedAt: number;
  #pcOffset: number;

  constructor(now: number) {
    this.#startedAt = now;
    this.#pcOffset = now;
  }

  /** Time on the servers' clocks. */
  get trueNow(): number {
    return this.#startedAt + this.#passed;
  }

  get passed(): number {
    return this.#passed;
  }

  get now(): number {
    return this.#pcOffset + this.#passed;
  }

  /** Sets the PC's clock forward, or back where `by` is negative. */
  jump(by: number): void {
    this.#pcOffset += by;
  }

  /** The PC sleeps: its timers stand still, all clocks go on. */
  sleep(duration: number): void {
    this.#startedAt += duration;
    this.#pcOffset += duration;
  }

  /** Time until the next timer; `Infinity`: there is none. */
  get untilNext(): number {
    return (this.#timers[0]?.due ?? Number.POSITIVE_INFINITY) - this.#passed;
  }

  /** Runs a function after a delay, unless the returned function cancels it. */
  after(delay: number, run: () => void): () => void {
    const timer = { due: this.#passed + Math.max(0, Math.trunc(delay) || 0), run };
    let index = this.#timers.length;
    while (index > 0 && (this.#timers[index - 1]?.due ?? 0) > timer.due) index -= 1;
    this.#timers.splice(index, 0, timer);
    return () => {
      const current = this.#timers.indexOf(timer);
      if (current >= 0) this.#timers.splice(current, 1);
    };
  }

  /** Advances the time. After each moment with a timer it settles all promises that can settle. */
  async advance(by: number): Promise<void> {
    const end = this.#passed + by;
    await drainPromises();
    for (let next = this.#timers[0]; next && next.due <= end; next = this.#timers[0]) {
      this.#passed = Math.max(this.#passed, next.due);
      for (let due = this.#timers[0]; due && due.due <= this.#passed; due = this.#timers[0]) {
        this.#timers.shift();
        due.run();
      }
      await drainPromises();
    }
    this.#passed = end;
  }
}

/** Resolves once all promises that can settle have settled, and their callbacks have run. */
function drainPromises(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
