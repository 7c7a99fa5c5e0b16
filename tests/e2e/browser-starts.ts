/** Counts the browsers that a run of the tests has started, because they need most of its time. */
import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** The annotation of a test, once for each browser that it has started. */
export const BROWSER_START = 'browser start';

export default class BrowserStarts implements Reporter {
  #starts = 0;
  #tests = 0;

  onTestEnd(_test: TestCase, { annotations }: TestResult): void {
    this.#tests += 1;
    this.#starts += annotations.filter(({ type }) => type === BROWSER_START).length;
  }

  onEnd({ duration }: FullResult): void {
    if (this.#tests > 0)
      console.log(`${this.#tests} tests, ${this.#starts} browser starts, ${Math.round(duration / 1000)} s`);
  }

  printsToStdio(): boolean {
    return false;
  }
}
