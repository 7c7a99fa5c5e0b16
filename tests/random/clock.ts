interface Timer {
  due: number;
  run: () => void;
}

/**
 * Time that passes only when it is told to. Timers follow the time that has really passed; `now` is what the PC's clock
 * says, which can be put forward and back. All in ms, `now` since the epoch.
 */
export class Clock {
  readonly #timers: Timer[] = [];
  #passed = 0;
  readonly #began: number;
  #pcAhead: number;

  constructor(now: number) {
    this.#began = now;
    this.#pcAhead = now;
  }

  /** What the servers' clocks say. */
  get trueNow(): number {
    return this.#began + this.#passed;
  }

  get passed(): number {
    return this.#passed;
  }

  get now(): number {
    return this.#pcAhead + this.#passed;
  }

  /** Someone puts the PC's clock forward (or back, where `by` is negative). */
  jump(by: number): void {
    this.#pcAhead += by;
  }

  /** Runs this after a time; the function returned takes it back. */
  after(delay: number, run: () => void): () => void {
    const timer = { due: this.#passed + Math.max(0, Math.trunc(delay) || 0), run };
    let place = this.#timers.length;
    while (place > 0 && (this.#timers[place - 1]?.due ?? 0) > timer.due) place -= 1;
    this.#timers.splice(place, 0, timer);
    return () => {
      const index = this.#timers.indexOf(timer);
      if (index >= 0) this.#timers.splice(index, 1);
    };
  }

  /** Lets time pass; after each moment at which something ran, all that follows from it at once has been done. */
  async advance(by: number): Promise<void> {
    const end = this.#passed + by;
    await drained();
    for (let next = this.#timers[0]; next && next.due <= end; next = this.#timers[0]) {
      this.#passed = Math.max(this.#passed, next.due);
      for (let due = this.#timers[0]; due && due.due <= this.#passed; due = this.#timers[0]) {
        this.#timers.shift();
        due.run();
      }
      await drained();
    }
    this.#passed = end;
  }
}

/** All promises that can be settled now are, and all that waited for them has run. */
function drained(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
