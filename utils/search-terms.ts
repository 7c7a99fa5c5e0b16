import { toHiragana, withoutInnerKana } from './japanese.ts';

/** A word of a query that a search looks for. */
export interface Term {
  /** In the form of `fold`; with as much of its ending as the searched texts have (「開けな」 of 「開けなくて」). */
  word: string;
  /** The kanji that it begins with (「開」), if an ending follows them. */
  stem?: string;
  script: Script;
  /** How much the word says: the sum of the weights of its letters. */
  weight: number;
}

/** What the searched texts contain, in the form of `fold`. */
export interface Known {
  text: string;
  /** Whole words in katakana. */
  katakana: ReadonlySet<string>;
  /** Kanji that stand alone, as stems of verbs do. */
  stems: ReadonlySet<string>;
}

/** The weight of a letter by its script. Hiragana are mostly endings. */
const WEIGHTS = { code: 0.5, latin: 0.5, number: 0.5, katakana: 0.5, kanji: 1, hiragana: 0.3, other: 0.5 };
type Script = keyof typeof WEIGHTS;
const MAX_WEIGHT = 4;

/** The end of a host name. Browsers print host names in every message. */
const HOST_END = /\.[a-z]{2,}\.?(?:[:/]|$)/;
/** A code as people type it: “err connection reset”. */
const SPACED_CODE = /\berr(?:[ _-][a-z][a-z0-9]*)+/g;
const PARTICLE = /^(?:から|まで|って|[がをはにのでともへや])/;
/** The rest of a longer text is not searched. */
const MAX_QUERY = 300;
/** Letters that say what a number counts: 「2021年」, 「500円」. */
const COUNTER = /^[年月日時分秒円件人回番台枚個歳つ]目?/;
/** The number of an hour, and of things: which one hardly matters. */
const AMOUNT = /[二三四五六七八九十]{1,2}一?(?=つ|時(?!間))|[3-9](?=つ)/g;
/** The sign that closes a window, not that of 「2×4」. */
const CROSS = /(?<!\d)[×✕✖❌](?!\d)/g;
/** Where people work, and who they are: 「東京支店」, 「総務課長」. */
const ASKER = /(?:[支本][店社]|[営事]業所|事務所|[部課係]|[社部課所室店係]長)$/;
/** The fewest hiragana that are a word: fewer are an ending. */
const MIN_KANA_WORD = 3;

/**
 * Splits a query into the words that it asks for. Leaves out endings, particles, punctuation, and addresses. Takes
 * compounds apart, as the searched texts know their parts.
 */
export function termsOf(query: string, known: Known): Term[] {
  const plain = plainSpelling(query.slice(0, MAX_QUERY))
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/net::/g, ' ')
    .replaceAll(/[!-~]+/g, (part) => (HOST_END.test(part) ? ' ' : part))
    .replaceAll(SPACED_CODE, (code) => code.replaceAll(/[ -]/g, '_'))
    .replaceAll(/[ー-]/g, '')
    .replaceAll(CROSS, 'バツ')
    .replaceAll(AMOUNT, '2')
    .replaceAll(/[a-z0-9_]+/g, (part) => (isCode(part) ? ` ${part} ` : part));
  const words = plain.split(/[^\p{L}\p{M}\p{N}\p{So}_]+/u);
  return words.flatMap((word) => (isCode(word) ? [termOf(word, 'code')] : termsOfWord(word, known)));
}

function isCode(word: string): boolean {
  return word.includes('_');
}

function termsOfWord(word: string, known: Known): Term[] {
  const runs = runsOf(word);
  return runs.flatMap(({ script, letters }, index): Term[] => {
    const before = runs[index - 1]?.script;
    const after = runs[index + 1];
    const folded = fold(letters);
    switch (script) {
      case 'kanji':
        return splitKanji(
          before === 'number' ? folded.replace(COUNTER, '') : folded,
          after?.script === 'hiragana' ? fold(after.letters) : '',
          known,
        );
      case 'hiragana':
        return before === 'kanji' ? [] : splitHiragana(folded, before === undefined, known);
      case 'katakana':
        return splitKatakana(folded, known);
      case 'number':
        return [termOf(folded + (COUNTER.exec(after?.letters ?? '')?.[0] ?? ''), script)];
      default:
        return folded.length > 1 ? [termOf(folded, script)] : [];
    }
  });
}

/** Groups the letters of a word by script. */
function runsOf(word: string): { script: Script; letters: string }[] {
  const runs: { script: Script; letters: string }[] = [];
  for (const letter of word) {
    const script = scriptOf(letter);
    const last = runs.at(-1);
    if (last?.script === script) last.letters += letter;
    else runs.push({ script, letters: letter });
  }
  return runs;
}

function scriptOf(letter: string): Script {
  if (/[\p{sc=Han}々]/u.test(letter)) return 'kanji';
  if (/\p{sc=Hiragana}/u.test(letter)) return 'hiragana';
  if (/\p{sc=Katakana}/u.test(letter)) return 'katakana';
  if (/\p{N}/u.test(letter)) return 'number';
  return /\p{sc=Latin}/u.test(letter) ? 'latin' : 'other';
}

function termOf(word: string, script: Script): Term {
  // A long word says hardly more than another, and a short one hardly less: 「鍵」, “IE”.
  const least = script === 'hiragana' || script === 'number' ? 0 : 2;
  const weight = Math.min(Math.max(word.length * WEIGHTS[script], least), MAX_WEIGHT);
  return { word, script, weight: ASKER.test(word) ? 0.5 : weight };
}

/** Takes a compound apart, and adds to its last part as much of the ending as is known. */
function splitKanji(kanji: string, ending: string, known: Known): Term[] {
  const isSingle = kanji.length === 1;
  const terms: Term[] = [];
  let unknown = '';
  for (let at = 0; at < kanji.length; ) {
    const part = isSingle && known.stems.has(kanji) ? kanji : longestKnown(kanji.slice(at), 2, known);
    // A document that follows an unknown word is another one: 「付保証明書」 is no 「証明書」, but 「旧証明書」 is.
    const isPart = part !== '' && !(unknown.length > 1 && /[書証]$/.test(part));
    if (isPart && unknown.length > 1) terms.push(termOf(unknown, 'kanji'));
    if (isPart) terms.push(termOf(part, 'kanji'));
    unknown = isPart ? '' : unknown + kanji[at];
    at += isPart ? part.length : 1;
  }
  // 「退職者」 is about 「退職」.
  if (unknown === '者' && terms.length > 0) unknown = '';
  // Particles, 「する」 and 「だ」 follow a noun. Other endings make the last kanji a verb (「朝早く」), which says less.
  const isNoun = /^(?:$|[しさすせだな])/.test(ending) || PARTICLE.test(ending);
  if (unknown && !isSingle && !isNoun)
    return [...splitKanji(kanji.slice(0, -1), '', known), ...splitKanji(kanji.slice(-1), ending, known)];
  if (unknown) terms.push({ ...termOf(unknown, 'kanji'), ...(isNoun ? {} : { weight: 1 }) });
  const last = terms.at(-1);
  if (!last || unknown || !ending || (last.word.length > 1 && PARTICLE.test(ending)))
    return [...terms, ...splitHiragana(ending.replace(PARTICLE, ''), false, known)];
  const word = longestKnown(last.word + ending, last.word.length, known);
  return [...terms.slice(0, -1), { ...last, word, stem: last.word }];
}

/** Finds known words in hiragana. Unknown ones count at the beginning of a word only: elsewhere they are endings. */
function splitHiragana(text: string, isBeginning: boolean, known: Known): Term[] {
  const terms: Term[] = [];
  let unknown = '';
  for (let at = 0; at < text.length; ) {
    const shortest = Math.min(MIN_KANA_WORD + (unknown ? 1 : 0), isBeginning ? text.length : MIN_KANA_WORD);
    const word = longestKnown(` ${text.slice(at)}`, shortest + 1, known).slice(1);
    if (word) terms.push(termOf(word, 'hiragana'));
    else if (terms.length === 0) unknown += text[at];
    at += word.length || 1;
  }
  return isBeginning && unknown ? [termOf(unknown, 'hiragana'), ...terms] : terms;
}

/** Takes a compound in katakana apart into whole words; what is left counts as one. */
function splitKatakana(text: string, known: Known): Term[] {
  if (text === '') return [];
  if (known.text.includes(text)) return [termOf(text, 'katakana')];
  for (let length = text.length - 1; length > 1; length -= 1) {
    const word = text.slice(0, length);
    if (known.katakana.has(word)) return [termOf(word, 'katakana'), ...splitKatakana(text.slice(length), known)];
  }
  const end = [...known.katakana].find((word) => word.length > 1 && text.endsWith(word));
  return (end ? [text.slice(0, -end.length), end] : [text]).map((word) => termOf(word, 'katakana'));
}

/** Returns the longest known beginning of a text, with at least this many letters; "" if there is none. */
function longestKnown(text: string, shortest: number, known: Known): string {
  let length = shortest;
  while (length <= text.length && known.text.includes(text.slice(0, length))) length += 1;
  return length > shortest ? text.slice(0, length - 1) : '';
}

/** In Unicode each small kana directly precedes its large one. */
const SMALL_KANA = /[ぁぃぅぇぉっゃゅょゎ]/g;

/** Converts a text to the form for comparisons: 「ウィルス」 equals 「ウイルス」, `wi-fi` equals `WiFi`. */
export function fold(text: string): string {
  return toHiragana(plainSpelling(text).replaceAll(/[ー-]/g, '')).replaceAll(SMALL_KANA, (kana) =>
    String.fromCharCode(kana.charCodeAt(0) + 1),
  );
}

/** One width, one case, one spelling: 「読み込み」 equals 「読込み」. */
function plainSpelling(text: string): string {
  return withoutInnerKana(text.normalize('NFKC').toLowerCase()).replaceAll('入れ替', '入替');
}
