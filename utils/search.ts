import { fold, type Known, type Term, termsOf } from './search-terms.ts';

/** An entry to search: its title, and search words besides the title. */
export interface Findable<Id> {
  id: Id;
  title: string;
  words: string;
}

/** What a search knows besides the entries. */
interface SearchOptions<Id> {
  /** Words that say hardly anything (“please”, 「ください」), separated by spaces. */
  fillers: string;
  /** The entries that a code or a number means, the likeliest first (`err_timed_out`, `403`); `undefined`: none. */
  idsOfCode: (word: string) => readonly Id[] | undefined;
}

interface Entry<Id> {
  id: Id;
  /** Folded, as are all below. */
  title: string;
  text: string;
  /** Words in Latin letters, and numbers. */
  words: readonly string[];
  /** Words in katakana. */
  katakana: readonly string[];
  /** Kanji that stand alone, as stems of verbs do. */
  stems: ReadonlySet<string>;
}

/** Entries, prepared for any number of queries. */
export interface SearchIndex<Id> extends SearchOptions<Id> {
  entries: readonly Entry<Id>[];
  known: Known;
}

/** An entry that fits this share of a query is found. */
const FOUND_SHARE = 0.5;
/** Further entries are found that fit this share of the query, and this part of the best entry's share. */
const OTHER_SHARE = 0.45;
const SHARE_OF_BEST = 0.6;
/** Entries that fit this share of a query are shown as near if nothing is found. */
const NEAR_SHARE = 0.32;
const MAX_NEAR = 3;
const STEM = /(?<!\p{sc=Han})\p{sc=Han}(?!\p{sc=Han})/gu;
/** Between clauses; also where people speak on without a comma. */
const CLAUSE_END = /[、。，,.;；:：\n]+|けれ?ど|のに|たら/;

/** A code says more than the words around it. */
const CODE_WEIGHT = 6;
const FILLER_FACTOR = 0.2;
/** How well a word fits if only its stem does: of several kanji, of one, of one with an unknown ending. */
const STEM_FIT = { long: 0.7, short: 0.5, bare: 0.8 };
const UNKNOWN_FACTOR = 1.3;
/** Additions to the share for the order of matches. */
const TITLE_BONUS = 0.1;
const WHOLE_BONUS = 0.2;

/** Prepares entries for searches. */
export function createIndex<Id>(
  entries: readonly Findable<Id>[],
  { fillers, idsOfCode }: SearchOptions<Id>,
): SearchIndex<Id> {
  const texts = [...entries.map(({ title, words }) => `${title} ${words}`), fillers];
  const all = spaced(texts.join(' '));
  return {
    entries: entries.map(({ id, title, words }) => {
      const text = fold(`${title} ${words}`);
      return {
        id,
        title: fold(title),
        text,
        words: (text.match(/[a-z]+|[0-9]+/g) ?? []).map(plainWord),
        katakana: katakanaIn(`${title} ${words}`),
        stems: new Set(text.match(STEM)),
      };
    }),
    known: { text: all, katakana: new Set(texts.flatMap(katakanaIn)), stems: new Set(all.match(STEM)) },
    fillers: spaced(fillers),
    idsOfCode,
  };
}

/**
 * Finds the entries that fit a query; returns their ids, best first, with ties in the given order. Width, case, kana
 * and the length of vowels make no difference, endings hardly any. A query without words finds everything. If no entry
 * fits a sentence, those count that fit one of its clauses: a message often names a cause and an effect.
 */
export function search<Id>(query: string, index: SearchIndex<Id>): Id[] {
  const found = searchWhole(query, index);
  const clauses = query.split(CLAUSE_END).filter((clause) => hasTopic(clause, index));
  return found.length > 0 ? found : [...new Set(clauses.flatMap((clause) => searchWhole(clause, index)))];
}

/** Whether a clause has a word that is neither a filler nor a number: one without a word would find everything. */
function hasTopic(clause: string, { known, fillers }: SearchIndex<unknown>): boolean {
  return termsOf(clause, known).some((term) => term.script !== 'number' && !isFiller(term, fillers));
}

/** Whether a filler begins with a term. In Latin letters it has to be the term: “ie” is not in “tried”. */
function isFiller({ word, script }: Term, fillers: string): boolean {
  return fillers.includes(script === 'latin' ? ` ${word} ` : ` ${word}`);
}

function searchWhole<Id>(query: string, index: SearchIndex<Id>): Id[] {
  const matches = rank(query, index);
  const best = Math.max(...matches.map(({ share }) => share));
  if (best < FOUND_SHARE) return [];
  const least = Math.max(OTHER_SHARE, best * SHARE_OF_BEST);
  return matches.filter(({ share }) => share >= least).map(({ id }) => id);
}

/** Finds the few entries nearest to a query that finds none; empty for a query about another subject. */
export function searchNear<Id>(query: string, index: SearchIndex<Id>): Id[] {
  const near = rank(query, index).filter(({ share }) => share >= NEAR_SHARE);
  return near.slice(0, MAX_NEAR).map(({ id }) => id);
}

/**
 * Ranks all entries by the share of the query that each fits, from 0 to 1. Rare words count more than common ones, a
 * word that no entry has counts against all, a filler hardly counts.
 */
function rank<Id>(query: string, index: SearchIndex<Id>) {
  const terms = termsOf(query, index.known).map((term) => weigh(term, index));
  const whole = fold(query).replaceAll(/\s/g, '');
  const all = sum(terms.map(({ weight }) => weight));
  const matches = index.entries.map(({ id, title, text }, at) => {
    const fits = terms.map(({ weight, fits }) => weight * (fits[at] ?? 0));
    const share = terms.length === 0 ? 1 : sum(fits) / all;
    const inTitle = sum(fits.filter((_, term) => title.includes(terms[term]?.word ?? ''))) / all;
    const bonus = inTitle * TITLE_BONUS + (text.includes(whole) ? WHOLE_BONUS : 0);
    return { id, share, order: share > 0 ? share + bonus : 0 };
  });
  return matches.toSorted((a, b) => b.order - a.order);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Adds how well each entry fits a term, and weighs it. */
function weigh<Id>(term: Term, { entries, fillers, idsOfCode }: SearchIndex<Id>) {
  const ids = term.script === 'code' || term.script === 'number' ? idsOfCode(term.word) : undefined;
  if (ids) {
    const fits = entries.map(({ id }) => (ids.includes(id) ? 1 - ids.indexOf(id) / 10 : 0));
    return { ...term, fits, weight: CODE_WEIGHT };
  }
  const fits = entries.map((entry) => fitOf(term, entry));
  const count = sum(fits);
  // 1 for a word of one entry, near 0 for a word of all.
  const rarity = Math.log(1 + entries.length / Math.max(count, 1)) / Math.log(1 + entries.length);
  // A number that no entry has is a filler: 「10時」, “Windows 12”.
  const isLight = isFiller(term, fillers) || (count === 0 && term.script === 'number');
  const factor = isLight ? FILLER_FACTOR : count === 0 ? UNKNOWN_FACTOR : rarity;
  return { ...term, fits, weight: (term.script === 'code' ? CODE_WEIGHT : term.weight) * factor };
}

/** Folds a text, and puts a space before and after each word. */
function spaced(text: string): string {
  return ` ${fold(text).replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')} `;
}

function katakanaIn(text: string): string[] {
  return (text.normalize('NFKC').match(/[\p{sc=Katakana}ー]+/gu) ?? []).map(fold);
}

/** Computes how well an entry fits a term: 0 to 1. */
function fitOf({ word, stem = '', script }: Term, { text, words, katakana, stems }: Entry<unknown>): number {
  if (script === 'latin' || script === 'code') {
    const plain = plainWord(word);
    const fits = (other: string) => other === plain || (plain.length > 3 && other.startsWith(plain));
    return words.some(fits) ? 1 : 0;
  }
  if (script === 'number' && /^\d+$/.test(word)) return words.includes(word) ? 1 : 0;
  // Not in the middle: 「ロック」 is not in 「ブロック」.
  if (script === 'katakana')
    return ` ${text}`.includes(` ${word}`) || katakana.some((other) => other.startsWith(word)) ? 1 : 0;
  if (script === 'kanji' && word.length === 1) return stems.has(word) ? (stem ? STEM_FIT.bare : 1) : 0;
  if (text.includes(word)) return 1;
  if (stem.length > 1) return text.includes(stem) ? STEM_FIT.long : 0;
  return stems.has(stem) ? STEM_FIT.short : 0;
}

/** Cuts the endings of English words: “refused”, “refuses” and “refusing” are one. */
function plainWord(word: string): string {
  return word.replace(/(?<=[a-z]{4})(?:ing|ed|es|e|s)$/, '');
}
