/** Doubts: reasons not to believe a statement. */
import type { Page } from './page.ts';
import type { Statement } from './statements.ts';

/** A page with a success status states its failure in its first characters… */
const BEGINNING = 200;
/** …or, if it is longer than this, in its title, its headings or its first line. */
const SHORT_PAGE = 600;

/** A statement in its place, as letters. */
function contextOf(page: Page, { sign, rank, sentence, start, end }: Statement) {
  const { letters: line, text, marks, before } = sentence;
  const place = page.sentences.indexOf(sentence);
  const lettersOf = (others: readonly (typeof sentence)[]) =>
    others.flatMap((other) => (other.marks === 't' ? [] : other.letters)).join('.');
  return {
    page,
    sign,
    rank,
    /** Whether it is about the PC's certificate; if not, about hours or maintenance. */
    isCertificate: sign.startsWith('certificate'),
    isLatin: /^[ -~]*$/.test(text),
    marks,
    before,
    /** Its sentence, and the letters before, in and after its words. */
    text,
    line,
    lead: line.slice(0, start),
    words: line.slice(start, end),
    tail: line.slice(end),
    /** The sentences before and after its own, without the title. */
    above: lettersOf(page.sentences.slice(0, place)),
    below: lettersOf(page.sentences.slice(place + 1)),
  };
}

type Doubts = Readonly<Record<string, (context: ReturnType<typeof contextOf>) => boolean>>;

/** Reasons on any page, by name. */
const ALWAYS: Doubts = {
  condition: ({ tail, isLatin, line }) => /^[mvpsFz_,]{0,4}i/.test(tail) || (isLatin && line.includes('i')),
  possibility: ({ above, line }) => /u/.test(above + line),
  'help desk': ({ sign, line, words, page, above, below }) =>
    sign === 'closed' && (/T/.test(line) || (page.isWell && !/[GS]/.test(words) && /T/.test(above + below))),
  /** The certificate of a server behind this one. */
  backend: ({ page, isCertificate, isLatin, lead }) =>
    page.status >= 500 && isCertificate && isLatin && (/V/.test(lead) || !/[oπ]/.test(lead)),
  night: ({ sign, line }) => sign === 'maintenance' && line.includes('h') && !line.includes('M'),
  'maintenance ended': ({ page, sign }) =>
    page.status < 500 && sign === 'maintenance' && /M[^.]{0,4}dp/.test(page.letters),
  /** The name of a relay counts only on an error page. */
  'no error page': ({ page, sign }) => sign === 'proxy' && (page.isWell || page.isMissing),
  /** An error status says so itself. */
  'error status': ({ page, sign }) => !page.isWell && sign === 'server-error',
  'good certificate': ({ page, sign }) => !page.isWell && sign === 'certificate-present',
  'missing page': ({ page, rank }) => page.isMissing && (rank === 1 || rank === 2),
  schedule: ({ page, sign, lead, words, tail, text }) =>
    (page.isWell ? sign !== 'certificate-present' : page.status < 500 && sign === 'maintenance') &&
    !page.isNow &&
    isSchedule(lead + words + (tail.split(',')[0] ?? ''), text),
  'reported speech': ({ lead, tail, below }) => /^i/.test(below) || (isQuoted(lead) && tail.includes('>i')),
};

/** Reasons on a page with a success status: it must fail in its own voice, as its main point. */
const ON_SUCCESS: Doubts = {
  quotation: ({ lead }) => isQuoted(lead),
  'more than a message': ({ page, sign }) => sign === 'server-error' && !page.isMessage,
  'weak words': ({ page, rank, isLatin }) =>
    rank === 1 || (rank === 2 && !page.isError && !(isLatin && !page.letters.includes('.'))),
  'at work': ({ page, isCertificate, rank, line }) =>
    page.isInteractive && !(isCertificate ? rank > 2 : /[hwθ]/.test(line) && /[nN]|t[mv]/.test(line)),
  'below the beginning': ({ before }) => before > BEGINNING,
  'long page': ({ page: { text }, marks, before }) =>
    text.length > SHORT_PAGE && !/[th]/.test(marks) && before > text.indexOf('\n'),
  'part of a list': ({ marks, line }) => marks.includes('r') && !/^λ:/.test(line),
  sample: ({ page }) => /σ/.test(page.titleLetters + page.letters),
  'inside a sentence': ({ sign, isLatin, tail }) =>
    sign !== 'server-error' &&
    (isLatin ? !/^[mvpsFGow_]{0,2}(?:[,:>]|$)/.test(tail) : !/^(?:[mvpsFNlwj]*(?:[,:>ky]|$)|j)/.test(tail)),
  'dependent clause': ({ lead }) => lead.includes('i'),
  'about others': ({ lead }) =>
    lead.includes('g') || /(?:_δ[oπ]{0,4}|X[_pmvs]{0,3}[oπ]{1,4}|X[_pmvs]{1,3})$/.test(lead),
  'one function': ({ isCertificate, lead }) => !isCertificate && lead.includes('ι'),
  contradicted: ({ sign, tail, above, below }) =>
    sign === 'certificate-present' && (/^[^f]*[nNXJ]/.test(tail) || /X/.test(above + below)),
  /** 証明書を失効しました: someone has done so on purpose. */
  'an action': ({ words }) => /^[cC]zX/.test(words),
  /** 電子証明書の失効 as a title. */
  'a topic': ({ marks, words, tail }) => marks === 't' && /^[cC].*X$/.test(words) && tail === '',
  article: ({ page, lead, above }) => page.isArticle || /a/.test(above + lead),
  news: ({ page, isCertificate }) =>
    isCertificate && page.letters.includes('.') && /q(?:[:.]|$)|b/.test(page.titleLetters),
  'an account': ({ page, sign, words }) =>
    sign === 'certificate-refused' && !page.isError && /r[nN]$/.test(words) && !/[SFG]/.test(words),
  'running system': ({ page, sign, isCertificate }) =>
    sign !== 'certificate-present' &&
    (isCertificate || page.text.split('\n').length > 4 ? /\+/ : /\+\+/).test(page.titleLetters + page.letters),
  'the rest works': ({ isCertificate, above, below }) =>
    !isCertificate && `${above}.${below}`.split('.').some((other) => other.includes('ο') && !other.includes('i')),
  business: ({ page, sign, isCertificate, line, lead, isLatin }) =>
    !isCertificate &&
    ((line.includes('H') && !line.includes('S')) ||
      (page.titleLetters.includes('H') && /_S/.test(line)) ||
      (sign === 'maintenance' && !isLatin && /^[^SVw]*_$/.test(lead) && !/[SV]/.test(line)) ||
      isAnonymous(page)),
};

/** All reasons, in the order in which they are tried. */
export const DOUBTS: Doubts = { ...ALWAYS, ...ON_SUCCESS };

/** Nothing on a page of several lines names a system or a user, and no time in it holds now. */
function isAnonymous({ text, isNow, titleLetters, letters }: Page): boolean {
  return /\n./.test(text) && !isNow && !/[SVwl]|[GASF_][nN]|[Gr]_?O|θ[GS]|hzX/.test(`${titleLetters}.${letters}`);
}

/** A day, a time or a word for the future, and no word for now. */
function isSchedule(line: string, text: string): boolean {
  const plain = text.replace(/\([^()]{0,80}\)/g, '');
  const isDated = /\d[月日/]/.test(plain) || (/\d[時:]/.test(plain) && !/t[mv]$/.test(line));
  return (isDated || line.includes('f')) && !line.includes('w');
}

/** Whether a quotation is open at the end. */
function isQuoted(lead: string): boolean {
  return lead.lastIndexOf('<') > lead.lastIndexOf('>');
}

/** Returns the name of the first reason not to believe a statement; `undefined`: it is believed. */
export function findDoubt(page: Page, statement: Statement): string | undefined {
  const context = contextOf(page, statement);
  return Object.entries(page.isWell ? DOUBTS : ALWAYS).find(([, applies]) => applies(context))?.[0];
}
