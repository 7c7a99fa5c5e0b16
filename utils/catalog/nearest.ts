import { facts, portal } from './facts.ts';
import type { System } from './systems.ts';

const DOMAIN = 'mamoris-net.jp';
/** So many letters of a name may be wrong for one mistake in it. */
const LETTERS_A_MISTAKE = 3;

/**
 * The system that someone meant who typed this address: that of its host, whatever else is wrong with it; otherwise the one whose
 * name is typed with few mistakes, if there is exactly one. The domain itself is the portal's. `undefined` for any other
 * address, and for what is no address under mamoris-net.jp.
 */
export function nearestSystem(address: string): System | undefined {
  const host = URL.parse(address)?.hostname.replace(/\.$/, '') ?? '';
  if (host === DOMAIN) return portal();
  if (!host.endsWith(`.${DOMAIN}`)) return undefined;
  const [typed = ''] = host.replace(/^www\.(?=.*\..*\.)/, '').split('.');
  const found = facts()
    .systems.map((system) => {
      const [name = ''] = new URL(system.address).hostname.split('.');
      return { system, mistakes: mistakesBetween(typed, name), most: Math.floor(name.length / LETTERS_A_MISTAKE) };
    })
    .filter(({ mistakes, most }) => mistakes <= most)
    .toSorted((a, b) => a.mistakes - b.mistakes);
  const [best, second] = found;
  return best?.mistakes === second?.mistakes ? undefined : best?.system;
}

/**
 * How many letters were left out, added, mistaken or swapped with the next one to make one word of another ("optimal string
 * alignment", https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance). Host labels have 63 letters at most.
 */
export function mistakesBetween(a: string, b: string): number {
  // Row i: what it takes to make the first j letters of b out of the first i of a.
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const cost = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      rows[i]?.push(
        Math.min(
          cost(i - 1, j) + 1,
          cost(i, j - 1) + 1,
          cost(i - 1, j - 1) + (isSame ? 0 : 1),
          isSwapped ? cost(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return cost(a.length, b.length);
}
