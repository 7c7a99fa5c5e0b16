import { DOMAIN, isInDomain } from './domain.ts';
import { type Facts, portal } from './facts.ts';
import { plainRomaji } from './romaji.ts';
import type { System } from './systems.ts';

/** Names may have one typing mistake for this many letters. */
const LETTERS_PER_MISTAKE = 3;

/**
 * Finds the system that the user meant with a mistyped address. Compares host names, as they are written and as they
 * sound: an exact match, or else the single system with the fewest typing mistakes. The bare domain stands for the
 * portal, unless the path begins with the name of another system. Returns `undefined` for any other address.
 */
export function nearestSystem(address: string, facts: Facts): System | undefined {
  const { hostname = '', pathname = '' } = URL.parse(address) ?? {};
  const host = hostname.replace(/\.$/, '');
  if (!isInDomain(host)) return undefined;
  const names = host.slice(0, -DOMAIN.length - 1).replace(/^www\.(?=.)/, '');
  const [name = ''] = names.split('.');
  // A dot inside the name: client.check.
  const byName = () => systemByName(name, facts) ?? systemByName(names.replaceAll('.', ''), facts);
  const system = host === DOMAIN ? portal(facts) : byName();
  if (system?.id !== portal(facts).id) return system;
  const [, folder = ''] = pathname.toLowerCase().split('/');
  return systemByName(folder, facts) ?? system;
}

/** Finds the single system whose name has the fewest typing mistakes; `undefined` if none is near. */
function systemByName(typed: string, facts: Facts): System | undefined {
  const [best, second] = facts.systems
    .map((system) => ({ system, mistakes: Math.min(...namesOf(system).map((name) => mistakesIn(typed, name))) }))
    .filter(({ mistakes }) => Number.isFinite(mistakes))
    .toSorted((a, b) => a.mistakes - b.mistakes);
  return best?.mistakes === second?.mistakes ? undefined : best?.system;
}

/** The names of a system in its address and by its sound. */
function namesOf({ address, sounds }: System): string[] {
  const [name = ''] = new URL(address).hostname.split('.');
  return [name, ...(sounds?.split(' ') ?? [])];
}

/** Counts the mistakes in a typed name, as it is written or as it sounds; infinite if there are too many. */
function mistakesIn(typed: string, name: string): number {
  const counts = [
    [typed, name],
    [plainRomaji(typed), plainRomaji(name)],
  ].map(([given = '', right = '']) => {
    const mistakes = mistakesBetween(given, right);
    return mistakes <= Math.floor(right.length / LETTERS_PER_MISTAKE) ? mistakes : Number.POSITIVE_INFINITY;
  });
  return Math.min(...counts);
}

/**
 * Counts the typing mistakes between two words: letters to remove, add, replace or swap ("optimal string alignment",
 * https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance). Host names have 253 letters at most.
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
