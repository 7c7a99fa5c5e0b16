/** The checks of axe, run in the page itself: the wrapper for Playwright sends axe twice for each of them. */
import type { Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

/** Appearances of a page, as Playwright emulates them. */
export type Appearance = NonNullable<Parameters<Page['emulateMedia']>[0]>;

/**
 * Finds the violations in each appearance, a line for each rule. Only its contrast rule depends on colours. So axe
 * checks only the contrast in all appearances but the first.
 */
export async function findViolations(
  page: Page,
  appearances: readonly Appearance[] = [{}],
  within = 'html',
): Promise<string[]> {
  const found: string[] = [];
  for (const [index, appearance] of appearances.entries()) {
    await page.emulateMedia(appearance);
    found.push(...(await runAxe(page, within, index === 0 ? {} : { runOnly: ['color-contrast'] })));
  }
  return found;
}

async function runAxe(page: Page, within: string, options: RunOptions): Promise<string[]> {
  // A page that has loaded again has lost it.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async ([selector, chosen]) => {
      const { run }: typeof axe = Reflect.get(window, 'axe');
      const { violations } = await run(selector, chosen);
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    },
    // By default axe describes all that passes as well.
    [within, { resultTypes: ['violations'], ...options }] satisfies [string, RunOptions],
  );
}
