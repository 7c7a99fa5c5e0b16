import { fold } from '../search-terms.ts';
import { type Facts, listedSystems } from './facts.ts';
import type { System } from './systems.ts';

/**
 * Finds the systems that match every word of a query, best first, with ties in the manual's order. An empty query finds
 * all systems. `wordsOf`: search words of a system besides its id and address, separated by spaces.
 */
export function findSystems(query: string, wordsOf: (system: System) => string, facts: Facts): System[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return listedSystems(facts)
    .map((system) => {
      const text = ` ${fold(`${system.id} ${system.address} ${wordsOf(system)}`)} `;
      // A word scores 1 anywhere, 2 at the beginning of a word, 3 as a whole word.
      const scores = words.map((word) => [word, ` ${word}`, ` ${word} `].filter((part) => text.includes(part)).length);
      return { system, score: Math.min(...scores) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ system }) => system);
}
