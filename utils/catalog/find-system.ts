import { fold } from '../search.ts';
import { listedSystems } from './facts.ts';
import type { System } from './systems.ts';

/**
 * The systems that fit every word of a query, best first, and of those that fit alike in the manual's order; all of them for an empty
 * query. `wordsOf`: what a system is found by besides its id and address, with spaces between.
 */
export function findSystems(query: string, wordsOf: (system: System) => string): System[] {
  const asked = fold(query).split(/\s+/).filter(Boolean);
  return listedSystems()
    .map((system) => {
      const words = ` ${fold(`${system.id} ${system.address} ${wordsOf(system)}`)} `;
      // In the middle of a word, where one begins, and as a whole one.
      const fits = asked.map((word) => [word, ` ${word}`, ` ${word} `].filter((each) => words.includes(each)).length);
      return { system, fit: Math.min(...fits) };
    })
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit)
    .map(({ system }) => system);
}
