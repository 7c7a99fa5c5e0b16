import { toHiragana } from '../../japanese.ts';
import { foldText } from './fold-text.ts';
import { LEXICON } from './lexicon.ts';

/** A form of a word of the lexicon, its letters, and whether any ending in Latin letters may follow. */
type Word = [form: string, letters: string, isStem: boolean];

/** The words by their first character, the longest first. Made at the first page: a worker that starts reads none. */
let wordsByChar: Map<string, Word[]> | undefined;

function indexWords(): Map<string, Word[]> {
  const index = new Map<string, Word[]>();
  for (const [letters, words] of Object.entries(LEXICON)) {
    for (const word of words.split(' ')) {
      for (const form of formsOf(word))
        index.set(form.charAt(0), [...(index.get(form.charAt(0)) ?? []), [form, letters, word.endsWith('-')]]);
    }
  }
  for (const same of index.values()) same.sort(([a], [b]) => b.length - a.length);
  return index;
}

/**
 * How folded text may write a word of the lexicon: as it stands there, or all in hiragana, as in a sentence that was
 * all in katakana. No other mixture: 要り is not in 概要リスト. A long vowel at the end of a long word may be missing.
 */
export function formsOf(word: string): string[] {
  const folded = foldText(word.replace(/-$/, '')).replace(/(?<=...)ー$/, '');
  return [...new Set([folded, toHiragana(folded)])];
}

/** Marks: a letter, and the characters that it stands for. */
const MARKS = Object.entries({ '.': '.。!?', ',': ',、', ':': ':\t|', '<': '「『“', '>': '」』”' });
const LATIN = /[a-z]/;
const HAN = /\p{sc=Han}/u;
/** Words between an owner and its certificate: 端末の証明書, クライアントSSL証明書. */
const OF = /^(?:の|に|用|個人|認証| |ssl|tls)*$/;
/** Before a certificate that someone looks for or makes: a document. */
const REQUESTED = /(?:指定|該当|対象|条件|申請中|検索|発行[すで済待の])[^。、]{0,4}$/;

/**
 * Reads a line as concepts: one letter each (see `LEXICON`); `_` an unknown word, `0` a number, `.` the end of a
 * sentence. Linear in its length: words have a maximum length.
 */
export function tokenize(line: string) {
  const text = foldText(line);
  /** The place in `text` of each letter. */
  const at: number[] = [];
  let letters = /^[qa]\d{0,2}(?:[.:)]|$)/.test(text) ? 'a' : '';
  let end = 0;
  let place = 0;
  const push = (found: string, length: number) => {
    while (at.length < letters.length + found.length) at.push(place);
    letters += found;
    end = place + length;
    place = end;
  };
  while (place < text.length) {
    const char = text.charAt(place);
    const isAdjacent = end === place;
    const word = findWord(text, place, isAdjacent && letters.endsWith('_'));
    const closing = char === '(' && place > 0 ? text.slice(place, place + 42).indexOf(')') : -1;
    const mark = MARKS.find(([, chars]) => chars.includes(char));
    const isMark =
      char === '.' ? !/\w/.test(text[place + 1] ?? '') : !(char === ':' && /\d/.test(text[place + 1] ?? ''));
    if (word) {
      const isCertificate = word[0] === 'c';
      push(isCertificate ? certificateLetter(letters.slice(-1), text, end, place, place + word[1]) : word[0], word[1]);
    } else if (closing > 0 && !/^[XZ]/.test(findWord(text, place + 1)?.[0] ?? '')) place += closing + 1;
    else if (char === '"') push(letters.split('<').length > letters.split('>').length ? '>' : '<', 1);
    else if (isMark && mark) push(mark[0], 1);
    else {
      // An unknown word: one in Latin letters or digits, or the next character of a run in kanji and katakana.
      const latin = /^[a-z0-9][\w'/-]*(?:\.\w+)*/.exec(text.slice(place, place + 60))?.[0];
      if (latin) push(/\d/.test(char) ? '0' : '_', latin.length);
      else if (!/[ァ-ヶ\p{L}\p{N}]/u.test(text[place] ?? '') || /[ぁ-ん]/.test(text[place] ?? '')) place += 1;
      else push(isAdjacent && letters.endsWith('_') ? '' : '_', 1);
    }
  }
  return { text, letters: negate(letters), at };
}

/** The longest word at a place: its letters and its length, which includes the ending of a stem. */
export function findWord(
  text: string,
  place: number,
  isAfterUnknown = false,
): [letters: string, length: number] | undefined {
  if (LATIN.test(text[place] ?? '') && LATIN.test(text[place - 1] ?? '')) return undefined;
  wordsByChar ??= indexWords();
  for (const [form, letters, isStem] of wordsByChar.get(text.charAt(place)) ?? []) {
    if (!text.startsWith(form, place)) continue;
    let end = place + form.length;
    if (text[end] === 'ー') end += 1;
    const isLatin = LATIN.test(form.at(-1) ?? '');
    while (isLatin && isStem && LATIN.test(text[end] ?? '')) end += 1;
    const next = text[end] ?? '';
    // Parts of longer words: 中間, 途中, 未だ, 利用時間 in 利用時間外.
    const isPart =
      (form === '中' && (HAN.test(next) || isAfterUnknown)) ||
      (form === '未' && !HAN.test(next) && !findWord(text, end)) ||
      (form.endsWith('時間') && next === '外');
    if (!isPart && !(isLatin && LATIN.test(next))) return [letters, end - place];
  }
  return undefined;
}

/** Whose certificate a word means: the PC's own (`C`), a document or a server's (`D`), or unknown (`c`). */
function certificateLetter(last: string, text: string, end: number, place: number, next: number): string {
  const after = findWord(text, next);
  const isPartOfName = after ? /[qL]/.test(after[0]) : HAN.test(text[next] ?? '');
  if (isPartOfName || REQUESTED.test(text.slice(Math.max(0, place - 12), place))) return 'D';
  if (/[oπ]/.test(last) && OF.test(text.slice(end, place))) return 'C';
  // 付保証明書, サーバー証明書, "server certificate"; not 登録者用証明書.
  if (end === place && /[_VHDRbF]/.test(last) && !/[a-z用]/.test(text[place] ?? '')) return 'D';
  return end === place - 1 && last === 'V' && text[end] === ' ' ? 'D' : 'c';
}

/** Moves an English negation behind its verb, where Japanese has it: "not sent" becomes `FN`, "no certificate" `cZ`. */
function negate(letters: string): string {
  return letters.replace(/!([oπGQ_V]{0,5}[cC])/g, '$1Z').replace(/[!~]([^.FrGXAQMt!~]{0,8}[FrGXAQMt]?)/g, '$1N');
}
