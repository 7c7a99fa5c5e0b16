import { DOMAIN } from './domain.ts';
import { type Facts, portal } from './facts.ts';
import type { System } from './systems.ts';

/** Host names may have one typing mistake for this many letters. */
const LETTERS_PER_MISTAKE = 3;

/**
 * Finds the system that the user meant with a mistyped address. Compares host names only: an exact match, or else the
 * single system with the fewest typing mistakes. The bare domain stands for the portal. Returns `undefined` for any
 * other address.
 */
export function nearestSystem(address: string, facts: Facts): System | undefined {
  const host = URL.parse(address)?.hostname.replace(/\.$/, '') ?? '';
  if (host === DOMAIN) return portal(facts);
  if (!host.endsWith(`.${DOMAIN}`)) return undefined;
  const [typed = ''] = host.replace(/^www\.(?=.*\..*\.)/, '').split('.');
  const [best, second] = facts.systems
    .map((system) => {
      const [name = ''] = new URL(system.address).hostname.split('.');
      return { system, mistakes: mistakesBetween(typed, name), most: Math.floor(name.length / LETTERS_PER_MISTAKE) };
    })
    .filter(({ mistakes, most }) => mistakes <= most)
    .toSorted((a, b) => a.mistakes - b.mistakes);
  return best?.mistakes === second?.mistakes ? undefined : best?.system;
}

/**
 * Counts the typing mistakes between two words: letters to remove, add, replace or swap ("optimal string alignment",
 * https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance). Host labels have 63 letters at most.
 */
export function mistakesBetween(a: string, b: string): number {
  // Row i, column j: the mistakes between the first i letters of a and the first j letters of b.
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const cost = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwapped ? cost(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      const replace = cost(i - 1, j - 1) + (isSame ? 0 : 1);
      rows[i]?.push(Math.min(cost(i - 1, j) + 1, cost(i, j - 1) + 1, replace, swap));
    }
  }
  return cost(a.length, b.length);
}
