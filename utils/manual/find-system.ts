import { SYSTEMS, type System, type SystemId } from './systems.ts';

/** As people search: half or full width, katakana or hiragana, capitals or not, is all the same. */
export function searchable(text: string): string {
  const katakana = /[\u30a1-\u30f6]/g;
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(katakana, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));
}

/**
 * The systems that fit every word of a query, best first, and of those that fit alike in the manual's order; all of them for an empty
 * query. `wordsOf`: what a system is found by besides its id and address, with spaces between.
 */
export function findSystems(query: string, wordsOf: (id: SystemId) => string): System[] {
  const asked = searchable(query).split(/\s+/).filter(Boolean);
  return SYSTEMS.map((system) => {
    const words = searchable(`${system.id} ${system.address} ${wordsOf(system.id)}`).split(/\s+/);
    return { system, fit: Math.min(...asked.map((word) => fitOf(word, words))) };
  })
    .filter(({ fit }) => fit > 0)
    .toSorted((a, b) => b.fit - a.fit)
    .map(({ system }) => system);
}

/** 3: the word itself; 2: how one begins; 1: in the middle of one; 0: nowhere. */
function fitOf(asked: string, words: readonly string[]): number {
  return Math.max(
    ...words.map((word) => (word === asked ? 3 : word.startsWith(asked) ? 2 : word.includes(asked) ? 1 : 0)),
  );
}
