/** Statements: patterns over the letters of a sentence (see `LEXICON`). `@` is the PC's certificate. */
import type { Sign } from './signs.ts';

/** A sentence of a page. */
export interface Sentence {
  letters: string;
  /** The folded text, and the place in it of each letter. */
  text: string;
  at: readonly number[];
  /** The marks of its line (see `Line`); `t`: it is in the title. */
  marks: string;
  /** The number of characters before it on the page. */
  before: number;
}

/** What a sentence says. */
export interface Statement {
  sign: Sign;
  /** How precise it is: 4 a certificate came and is refused, 3 none came, 2 one is required, 1 advice. */
  rank: number;
  sentence: Sentence;
  /** The letters of its words: from, to. */
  start: number;
  end: number;
}

/** What decides about a certificate: its absence, a judgement about it, a requirement. */
const VERDICT =
  /(F+[_d]?[nN]|F+J|(?<!,_):?Z|(?<=@)J|(?<![GXArsQFbd])[nN])|((?:X|t)+(?![nN])|[Gr]_?[nN]|A[nN]|[GA]+[Je]|Yd|Y[_,0]{1,10}p|[LY][^X]{0,3}?[nN])|Q(?![nN])/y;
/** Max number of concepts between a certificate and its verdict. */
const MAX_GAP = 24;

const PATTERNS: readonly (readonly [sign: Sign, rank: number, pattern: RegExp])[] = [
  // この端末に証明書が登録されていません
  ['certificate-absent', 5, /@[^r]{0,12}π.{0,9}r[nN]/g],
  // 無効な証明書です, 許可されていない証明書です, "untrusted certificate"
  ['certificate-refused', 4, /(?<!Z)(?:X[_pmsR]{0,3}|[Gr][nN])[oπL_]?@(?=[^nNbi]{0,12}$)/g],
  // クライアント認証用ではない証明書です, この証明書ではログインできません
  ['certificate-refused', 4, /δ[nN]@|@δ[^@nN]{0,12}[nN]/g],
  ['certificate-refused', 4, /A[nN].{0,4}@|A[^Zn]{0,4}@[^nN]{0,9}J/g],
  // "missing certificate", "you did not present a certificate"
  ['certificate-absent', 3, /(?:Z|J(?=[F_]))[oπGQF_:]{0,6}@|F[nN][_,]?[oπ]{0,4}@/g],
  // The dialog was closed.
  ['certificate-absent', 3, /@[^b]{0,9}W[^nN]{0,9}x/g],
  ['certificate-absent', 2, /Q[^nN]{0,6}@/g],
  ['certificate-absent', 1, /@[^bnN]{0,9}F[^nN]{0,9}y/g],
  ['certificate-absent', 1, /^[y,_]{0,3}F[^nNp]{0,2}@/g],
  ['certificate-present', 0, /@[^bDnNXQZJt]{0,12}?(?:s[FGA]?[pm]?|[FGA][^nNXFi]{0,2}?[pm])|[FG]p[oπ]{0,4}@/g],
  ['maintenance', 0, /M[_eEVSt:]{0,6}[mv]M?|Mz?[mv]|m[_Sfl:]{0,4}M|τ[^nN]{0,5}M/g],
  ['maintenance', 0, /M[_,h]?j.{0,12}(?:t|[FGASr_oπ,][nN]|J)|[Swθ:V][^nNHD]{0,3}t(?=[mvpkdf,:e]|$)/g],
  // ただいま入れ替えを行っているため、ご利用になれません
  ['maintenance', 0, /w[^Eh]{0,9}vj[^Eh]{0,9}(?:t|[GASF_][nN])/g],
  ['closed', 0, /G?O(?=[pmjkl:,ed0]|$)|O[_SG]{0,4}h|OgAj/g],
  ['closed', 0, /h.{0,2}X|h[^nNbH]{0,6}[GAF_S][nN]|θ[SGA_F]{0,3}d|hj.{0,12}t/g],
];

/** Finds all statements of a sentence. `certificate`: the letters that mean the PC's certificate on this page. */
export function findStatements(sentence: Sentence, certificate: 'C' | 'Cc'): Statement[] {
  const letters = sentence.letters.replace(certificate === 'C' ? /C/g : /c/gi, '@');
  const verdicts = [...letters.matchAll(/@/g)].flatMap(({ index }) => findVerdict(letters, index) ?? []);
  const others = PATTERNS.flatMap(([sign, rank, pattern]) =>
    [...letters.matchAll(pattern)].map(({ 0: { length }, index }) => ({
      sign,
      rank,
      start: index,
      end: index + length,
    })),
  );
  return [...verdicts, ...others].map((found) => ({ ...found, sentence }));
}

/** The first verdict after a certificate, unless a document, a house or another object comes between. */
function findVerdict(letters: string, start: number): Omit<Statement, 'sentence'> | undefined {
  let hasConcession = false;
  for (let place = start + 1; place <= start + MAX_GAP; place += 1) {
    VERDICT.lastIndex = place;
    const [words, absent, judged] = VERDICT.exec(letters) ?? [];
    if (words !== undefined) {
      // 証明書は確認できましたが、この画面は開けません: the rest is about something else.
      if (hasConcession && absent?.length === 1) return undefined;
      // About its issuer, its dates or a list, an absence is a judgement.
      const isJudged = judged !== undefined || (absent && /[LYIG]/.test(letters.slice(start, place)));
      const sign = isJudged ? 'certificate-refused' : 'certificate-absent';
      return { sign, rank: isJudged ? 4 : absent ? 3 : 2, start, end: place + words.length };
    }
    const [letter = '', next = ''] = letters.slice(place, place + 2);
    if (letter === 'k') hasConcession = true;
    else if (hasConcession ? letter === 'H' : /[bDHδ]/.test(letter) || /z[_SH]/.test(letter + next)) return undefined;
  }
  return undefined;
}

/** The words of a statement, for people. */
export function wordsOf({ sentence: { text, at }, start, end }: Statement): string {
  return text.slice(at[start], at[end]);
}
