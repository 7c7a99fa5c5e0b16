import { isToday } from './hours.ts';
import {
  hasOtherReason,
  isClosedByHours,
  isFilter,
  isRelay,
  isServerError,
  type Page,
  type PageContent,
} from './page-signs.ts';
import type { Sign } from './signs.ts';
import { findStatements, refusalOf, type Sentence, type Statement } from './statements.ts';
import { tokenize } from './tokenize.ts';

/** Max number of characters that are read; a message is at the beginning. */
export const MAX_TEXT = 3000;
/** Max length of a title, in characters; the rest is ignored. */
export const MAX_TITLE = 200;
/** Max number of concepts before and after a sentence that decide whether it is believed. */
const MAX_CONTEXT = 300;
/** A page with a success status states its failure in its first characters… */
const BEGINNING = 200;
/** …or, if it is longer than this, in its title, its headings or its first line. */
const SHORT_PAGE = 600;

export type { PageContent };

export interface Reading {
  sentences: readonly Sentence[];
  /** All statements; `refusal`: why one is not believed. */
  statements: readonly (Statement & { refusal: string | undefined })[];
  signs: readonly Sign[];
}

/** Returns the signs on a page. Total: any text will do. */
export function readSigns(content: PageContent): Sign[] {
  return [...readInLayers(content).signs];
}

/** Reads a page, and returns every layer of the reading. */
export function readInLayers(content: PageContent): Reading {
  const page = evidenceOf(content);
  const { status, isInteractive, isError, letters, sentences, text, titleLetters } = page;
  const isMissing = status === 404 || status === 410;
  const isRefusal = status >= 400 && status < 500 && !isMissing;
  // A bare 証明書 is the PC's on a refusal, or if the page also names the PC's, or an installation.
  const isSubject = isRefusal || /C/.test(letters) || /インストール|導入/.test(text) || (isError && status < 400);
  const digit = isMissing ? 3 : Math.max(2, Math.floor(status / 100));
  const lines = text.split('\n').length - 1;
  const isNow = page.at !== undefined && isToday(text, page.at);
  const flags = [
    isError && 'e',
    isInteractive && 'w',
    sentences.filter(({ marks }) => marks !== 't').length > 1 && 's',
    lines > 1 && !isNow && !/[Swl]|[GASF_][nN]|GO/.test(`${titleLetters}.${letters}`) && 'y',
    lines > 3 && 'x',
  ].filter(Boolean);

  const statements = sentences.flatMap((sentence, index) => {
    const found = findStatements(sentence, isSubject && !isInteractive ? 'Cc' : 'C');
    if (found.length === 0) return [];
    const { marks, before } = sentence;
    const head = [
      ...flags,
      /^[ -~]*$/.test(sentence.text) && 'l',
      before > BEGINNING && 'b',
      text.length > SHORT_PAGE && !/[th]/.test(marks) && before > text.indexOf('\n') && 'o',
      !isNow && isScheduled(sentence) && 'f',
      marks,
    ].filter(Boolean);
    const others = (from: number, to?: number) =>
      sentences.slice(from, to).flatMap((other) => (other.marks === 't' ? [] : other.letters));
    const around = `${titleLetters.slice(0, MAX_CONTEXT)};${others(0, index).join('.').slice(-MAX_CONTEXT)};${others(
      index + 1,
    )
      .join('.')
      .slice(0, MAX_CONTEXT)}`;
    return found.map((statement) => {
      const letter =
        { 'certificate-refused': 'R', 'certificate-absent': 'A', 'certificate-present': 'P', maintenance: 'M' }[
          statement.sign as string
        ] ?? 'C';
      return {
        ...statement,
        refusal: refusalOf(statement, `${digit}${letter}${statement.rank}${head.join('')}`, around),
      };
    });
  });
  return { sentences, statements, signs: signsOf(page, statements, isRefusal) };
}

/** What the page as a whole says. */
function signsOf(page: Page, statements: Reading['statements'], isRefusal: boolean): Sign[] {
  const isCertificate = ({ sign }: Statement) => sign.startsWith('certificate');
  const stated = statements.filter(({ refusal = 'business' }) => refusal === 'business');
  // A page that works and says two things is a list.
  const isList = page.status < 400 && stated.some(isCertificate) && !stated.every(isCertificate);
  const believed = isList ? [] : stated.filter(({ refusal }) => refusal === undefined);
  const [certificate] = believed.filter(isCertificate).sort((a, b) => b.rank - a.rank);
  const signs = new Set<Sign>(certificate ? [certificate.sign] : []);
  for (const statement of believed) if (!isCertificate(statement)) signs.add(statement.sign);
  if (isClosedByHours(page)) signs.add('closed');
  if (isRelay(page) || isFilter(page)) signs.add('proxy');
  if (signs.size > 0) return [...signs];
  if (isServerError(page)) return ['server-error'];
  if (page.isInteractive) return ['interactive'];
  return isRefusal && hasOtherReason(page) ? ['other-reason'] : [];
}

/** Makes evidence of a page: the lines that are its own voice, in sentences. */
function evidenceOf(content: PageContent): Page {
  const { status, title, lines, isInteractive } = content;
  const spoken = lines.filter(
    ({ marks }) => !/[ns]/.test(marks) && !(isInteractive && status < 400 && marks.includes('f')),
  );
  const isSample = !spoken.some(({ text, marks }) => text.length > 3 && !marks.includes('h'));
  const voice = isSample ? lines.filter(({ marks }) => !marks.includes('n')) : spoken;
  const sentences: Sentence[] = [];
  let text = '';
  const add = (line: string, marks: string) => {
    const tokens = tokenize(line.slice(0, MAX_TEXT));
    for (const { 0: letters, index } of tokens.letters.matchAll(/[^.]{1,200}/g)) {
      // Sentences are short: a pattern never meets a long one.
      const [start, end] = [tokens.at[index] ?? 0, tokens.at[index + letters.length]];
      const at = tokens.at.slice(index, index + letters.length).map((place) => place - start);
      sentences.push({ letters, text: tokens.text.slice(start, end), at, marks, before: text.length + start });
    }
    if (marks !== 't') text += `${tokens.text}\n`;
  };
  add(title.slice(0, MAX_TITLE), 't');
  for (const line of voice) if (text.length < MAX_TEXT) add(line.text, line.marks);
  const lettersOf = (isTitle: boolean) =>
    sentences.filter(({ marks }) => (marks === 't') === isTitle).map(({ letters }) => letters);
  const [titles, others] = [lettersOf(true), lettersOf(false)];
  const isError = [titles.join('.'), others[0] ?? ''].some(
    (name) => name.length < 12 && /[eEJX]|^[^cC]*[GAF_][nN]/.test(name),
  );
  return {
    ...content,
    sentences,
    titleLetters: titles.join('.'),
    letters: others.join('.'),
    text,
    isError: status >= 400 || isError,
  };
}

/** A day, a time or a word for the future, and no word for now. */
function isScheduled({ letters, text }: Sentence): boolean {
  const names = /f/.test(letters) || /\d[月日時:/]/.test(text.replace(/\([^()]{0,80}\)/g, ''));
  return names && !/w/.test(letters);
}
