/** Something that can be found: by its title, and by search words beside it. */
export interface Findable<Id> {
  id: Id;
  title: string;
  words: string;
}

/**
 * The ids of what fits a query, the best first, and in their own order where they fit alike. Every word of the query must fit:
 * as it stands, or else each of its parts (people write 「証明書が出ない」 in one). Width, case, kana and the length of vowels make no
 * difference. A query without any word finds everything.
 */
export function search<Id>(query: string, entries: readonly Findable<Id>[]): Id[] {
  const words = wordsOf(query);
  const found = entries.flatMap(({ id, title, words: more }) => {
    const [inTitle, anywhere] = [fold(title), fold(`${title} ${more}`)];
    const scores = words.map((word) => score(word, inTitle, anywhere));
    return scores.includes(0) ? [] : [{ id, score: scores.reduce((sum, each) => sum + each, 0) }];
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

/** The words as they were typed, without what only punctuates. `_` (error names) and `-` (Wi-Fi) are part of them. */
function wordsOf(query: string): string[] {
  const words = query.normalize('NFKC').match(/[\p{L}\p{M}\p{N}_-]+/gu) ?? [];
  return words.filter((word) => /[\p{L}\p{N}]/u.test(word));
}

const PARTICLES = new Set(['が', 'を', 'は', 'に', 'の', 'で', 'と', 'も', 'へ', 'や', 'から', 'まで', 'って']);

/** A word without spaces, cut where its script changes; particles tell nothing. */
function partsOf(word: string): string[] {
  const parts = word.match(
    /\p{sc=Han}+|\p{sc=Hiragana}+|[\p{sc=Katakana}ー]+|[^\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]+/gu,
  );
  return (parts ?? []).filter((part) => !PARTICLES.has(part));
}

/** Where hiragana and katakana of the same sound lie apart in Unicode. */
const KANA_DISTANCE = 'ア'.charCodeAt(0) - 'あ'.charCodeAt(0);
/** Each of them lies right before its large one. */
const SMALL_KANA = /[ぁぃぅぇぉっゃゅょゎ]/g;

/** A text in the one form in which texts are compared: 「ウィルス」 is 「ウイルス」, `wi-fi` is `WiFi`. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[ー-]/g, '')
    .replaceAll(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - KANA_DISTANCE))
    .replaceAll(SMALL_KANA, (kana) => String.fromCharCode(kana.charCodeAt(0) + 1));
}
