/** An entry to search: its title, and search words besides the title. */
export interface Findable<Id> {
  id: Id;
  title: string;
  words: string;
}

/**
 * Finds the entries that match a query and returns their ids, best first, with ties in the given order. Every word of
 * the query must match, as a whole or in all its parts (users type 「証明書が出ない」 without spaces). Width, case, kana
 * and the length of vowels make no difference. A query without words finds everything.
 */
export function search<Id>(query: string, entries: readonly Findable<Id>[]): Id[] {
  const words = wordsOf(query);
  const found = entries.flatMap(({ id, title, words: more }) => {
    const [inTitle, anywhere] = [fold(title), fold(`${title} ${more}`)];
    const scores = words.map((word) => score(word, inTitle, anywhere));
    return scores.includes(0) ? [] : [{ id, score: scores.reduce((sum, value) => sum + value, 0) }];
  });
  return found.sort((a, b) => b.score - a.score).map(({ id }) => id);
}

function score(word: string, title: string, anywhere: string): number {
  const folded = fold(word);
  if (title.includes(folded)) return 3;
  if (anywhere.includes(folded)) return 2;
  const parts = partsOf(word).map(fold);
  return parts.length > 1 && parts.every((part) => anywhere.includes(part)) ? 1 : 0;
}

/** Splits a query into words without punctuation. `_` (error names) and `-` (Wi-Fi) belong to words. */
function wordsOf(query: string): string[] {
  const words = query.normalize('NFKC').match(/[\p{L}\p{M}\p{N}_-]+/gu) ?? [];
  return words.filter((word) => /[\p{L}\p{N}]/u.test(word));
}

const PARTICLES = new Set(['が', 'を', 'は', 'に', 'の', 'で', 'と', 'も', 'へ', 'や', 'から', 'まで', 'って']);

/** Splits a word where its script changes, without particles. */
function partsOf(word: string): string[] {
  const parts = word.match(
    /\p{sc=Han}+|\p{sc=Hiragana}+|[\p{sc=Katakana}ー]+|[^\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]+/gu,
  );
  return (parts ?? []).filter((part) => !PARTICLES.has(part));
}

/** The distance between hiragana and katakana of the same sound in Unicode. */
const KANA_DISTANCE = 'ア'.charCodeAt(0) - 'あ'.charCodeAt(0);
/** In Unicode each small kana directly precedes its large one. */
const SMALL_KANA = /[ぁぃぅぇぉっゃゅょゎ]/g;

/** Converts a text to the form for comparisons: 「ウィルス」 equals 「ウイルス」, `wi-fi` equals `WiFi`. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[ー-]/g, '')
    .replaceAll(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - KANA_DISTANCE))
    .replaceAll(SMALL_KANA, (kana) => String.fromCharCode(kana.charCodeAt(0) + 1));
}
