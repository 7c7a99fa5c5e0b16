/** Statements, and why one is not believed: patterns over letters (see `LEXICON`). `@` is the PC's certificate. */
import type { Sign } from './signs.ts';

/** A sentence of a page. */
export interface Sentence {
  letters: string;
  /** The folded text, and the place in it of each letter. */
  text: string;
  at: readonly number[];
  /** The marks of its line (see `Line`). */
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

type Pattern = readonly [sign: Sign, rank: number, pattern: RegExp];

/** The first decisive word after the certificate: its absence, a judgement about it, a requirement. */
const DECISIVE =
  /@((?:(?!z[_SH])[^bDHk]){0,40}?(?:k[^H]{0,30}?)?)(?:(F+[_d]?[nN]|F+J|:?Z|(?<=@)J|(?<![GXArsQFbd])[nN])|(X+(?![nN])|[GAr]+_?[nN]|[GA]+J|Yd|L.?[nN])|Q(?![nN]))/g;

const PATTERNS: readonly Pattern[] = [
  // この端末に証明書が登録されていません
  ['certificate-absent', 5, /π(?!@)[^@]*@.*?r[nN]|@[^r]*π.*?r[nN]/g],
  // 無効な証明書です, 許可されていない証明書です, "untrusted certificate"
  ['certificate-refused', 4, /(?:X[_pmsR]{0,3}|[Gr][nN])[oπL_]?@(?=[^nNbi]*$)/g],
  ['certificate-refused', 4, /A[nN].{0,4}@|A[^Zn]{0,4}@[^nN]*J/g],
  // "missing certificate", "you did not present a certificate"
  ['certificate-absent', 3, /Z[oπGQ_:]*@|F[nN][_,]?[oπ]*@/g],
  // The dialog was closed.
  ['certificate-absent', 3, /@[^b]*?W[^nN]*?x|x.{0,3}@/g],
  ['certificate-absent', 2, /Q[^nN]{0,6}@/g],
  ['certificate-absent', 1, /@[^bnN]*F[^nN]*y|^[y,_]*F[^nNp]{0,3}@/g],
  ['certificate-present', 0, /@[^bDnNXQZJ]*?(?:s[FGA]?[pm]?|[FGA][^nNXFi]{0,2}?[pm])/g],
  ['certificate-present', 0, /[FG]p[oπ]*@/g],
  ['maintenance', 0, /M[_eEV:]?[mv]|Mz?[mv]|m[_Sfl:]{0,4}M|τ[^nN]{0,5}M/g],
  ['maintenance', 0, /M[_,h]?j.*?(?:t|[FGASr_oπ,][nN]|J)|[Sw][^nNHD]{0,3}t(?=[mvpk,:e]|$)/g],
  ['closed', 0, /G?O(?=[pmjkl:,ed]|$)|O[_S]{0,4}h|OgAj/g],
  ['closed', 0, /h.{0,2}X|h[^nNbH]{0,6}[GAF_S][nN]|θ[SGA_F]{0,3}d|hj.*t/g],
];

/** Finds all statements of a sentence. `certificate`: the letters that mean the PC's certificate on this page. */
export function findStatements(sentence: Sentence, certificate: 'C' | 'Cc'): Statement[] {
  const letters = sentence.letters.replace(certificate === 'C' ? /C/g : /c/gi, '@');
  const decisive = [...letters.matchAll(DECISIVE)].map(({ 0: all, 1: gap = '', 2: absent, 3: judged, index }) => {
    // About its issuer, its dates or a list, an absence is a judgement.
    const isJudged = judged || (absent && /[LYI]/.test(gap));
    const sign: Sign = isJudged ? 'certificate-refused' : 'certificate-absent';
    return { sign, rank: isJudged ? 4 : absent ? 3 : 2, sentence, start: index, end: index + all.length };
  });
  const others = PATTERNS.flatMap(([sign, rank, pattern]) =>
    [...letters.matchAll(pattern)].map(({ 0: all, index }) => ({
      sign,
      rank,
      sentence,
      start: index,
      end: index + all.length,
    })),
  );
  return [...decisive, ...others];
}

/**
 * Reasons not to believe a statement, by name. Each is a pattern over the statement in its context:
 * `LEAD{WORDS}REST;HEAD;TITLE;BEFORE;AFTER`. HEAD begins with the status: 2 (below 400), 3 (not found), 4 or 5. The
 * sign (R A P M C), the rank, the marks of the line and flags follow. `l`: in Latin letters. `e`: an error page.
 * `w`: at work. `b`: below the beginning. `o`: outvoted by a long page. `s`: among other sentences.
 * `x`: among several lines. `y`: nothing names a system or a user. `f`: a schedule.
 */
export const REFUSALS: Readonly<Record<string, RegExp>> = {
  condition: /}[mvpsFz_,]{0,4}i|^[^;]*i[^;]*;\w*l/,
  possibility: /^[^;]*u/,
  'below possible causes': /;\d[^;]*;[^;]*;[^;]*u/,
  'help desk': /^[^;]*T[^;]*;\dC/,
  // 5xx: the certificate of a server behind.
  backend: /^[^oπ{]*\{[^;]*;5[RA]\w*l/,
  night: /^[^M;]*h[^M;]*;\dM/,
  'maintenance ended': /M[^.;]{0,4}dp.*;[2-4]M|;[2-4]M.*M[^.;]{0,3}dp/,
  'good certificate': /;[345]P/,
  'missing page': /;3.[12]/,
  schedule: /;[34]M\w*f|;2[^P]\w*f/,
  'reported speech': /<[^>;]*\{[^>;]*>i/,
  quotation: /<[^>;]*\{[^;]*;2/,
  'weak words': /;2.(?:1|2(?!\w*e|[^s;]*l))/,
  'at work': /;2(?:[^RA]|.[012])\w*w/,
  'below the beginning': /;2\w*b/,
  'long page': /;2\w*o/,
  'part of a list': /;2\w*r/,
  sample: /σ.*;2|;2.*σ/,
  'inside a sentence': /}(?![mvpsNlwj]*[,:>ky;]|j)[^;]*;2[^l;]*;|}(?![mvpsFGow_]{0,2}[,:>;])[^;]*;2\w*l/,
  'dependent clause': /^[^{]*i.*;2/,
  'about others': /^[^{]*(?:g|_δ[oπ]*\{|X[_pmvs]{0,3}[oπ]*\{).*;2/,
  'one function': /^[^{]*ι.*;2[MC]/,
  contradicted: /}[^f;]*[nNXJ][^;]*;2P|;2P[^;]*;[^;]*;(?:.*[.;])?[^.;f]*X/,
  // 証明書を失効しました: someone has done so on purpose.
  'an action': /\{[cC]zX}[^;]*;2/,
  'a topic': /X};2R\w*t/,
  article: /;2\w*t.*;[^.;]{0,3}a|^[^{]*a.*;2|;2[^;]*;[^;]*a|;2[^;]*;[^;]*;[^;]*a/,
  news: /;2[RA]\w*s\w*;[^;]*(?:[cCD].*q|q[:;]|b)/,
  'an account': /\{[^SFG}]*r[nN]}[^;]*;2R[^e;]*;/,
  'running system': /;2[RA].*\+|;2[MC].*\+\+|;2[MC]\w*x.*\+/,
  'the rest works': /;2[MC].*[.;][^.;i]*ο[^.;i]*(?:[.;]|$)/,
  'desk elsewhere': /\{[^GS}]*}[^;]*;2C.*T/,
  business: /^[^;S]*H[^;S]*;2[MC]|^[^{SVw]*_\{[^;S]*;2M[^l;]*;|;2[MC]\w*y/,
};

/** Returns the name of the first reason not to believe a statement; `undefined`: it is believed. */
export function refusalOf(
  { sentence: { letters }, start, end }: Statement,
  head: string,
  page: string,
): string | undefined {
  const context = `${letters.slice(0, start)}{${letters.slice(start, end)}}${letters.slice(end)};${head};${page}`;
  return Object.entries(REFUSALS).find(([, pattern]) => pattern.test(context))?.[0];
}

/** The words of a statement, for people. */
export function wordsOf({ sentence: { text, at }, start, end }: Statement): string {
  return text.slice(at[start], at[end]);
}
