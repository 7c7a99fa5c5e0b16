/** A page as evidence: the sentences of its own voice, and what its make-up says about it. */

import type { Line } from './lines.ts';
import { compareDays } from './page-times.ts';
import type { Sentence } from './statements.ts';
import { tokenize } from './tokenize.ts';

/** Max number of characters that are read; a message is at the beginning. */
export const MAX_TEXT = 3000;
/** A page that says no more than a message, in characters. */
const MESSAGE = 400;
/** Max length of a title, in characters; the rest is ignored. */
export const MAX_TITLE = 200;

/** A page as the reader, a probe or a case has it. */
export interface PageContent {
  /** HTTP status; 0 if the browser does not report it. */
  status: number;
  title: string;
  lines: readonly Line[];
  /** The page has fields to work with. */
  isInteractive: boolean;
  /** The moment of reading, in ms since the epoch; `undefined`: not known. */
  at?: number | undefined;
}

/** A page as evidence. */
export type Page = ReturnType<typeof createPage>;

/** Makes evidence of a page. Total: any text will do. */
export function createPage(content: PageContent) {
  const { status, title, at } = content;
  const isWell = status < 400;
  const isMissing = status === 404 || status === 410;
  const sentences = splitLine(title.slice(0, MAX_TITLE), 't', 0);
  let text = '';
  for (const { text: line, marks } of voiceOf(content, isWell)) {
    if (text.length >= MAX_TEXT) break;
    const added = splitLine(line.slice(0, MAX_TEXT), marks, text.length);
    sentences.push(...added);
    text += `${added.map((sentence) => sentence.text).join('')}\n`;
  }
  const lettersOf = (isTitle: boolean) =>
    sentences.filter(({ marks }) => (marks === 't') === isTitle).map(({ letters }) => letters);
  const [titleLetters, letters] = [lettersOf(true).join('.'), lettersOf(false).join('.')];
  const [first = ''] = letters.split('.');
  const isError = [titleLetters, first].some((name) => name.length < 12 && /[eEJX]|^[^cC]*[GAF_][nN]/.test(name));
  const headings = sentences.filter(({ marks, letters: heading }) => marks.includes('h') || heading.length < 4);
  const hasArticleTitle = /a/.test(titleLetters) || /とは[?？]?$/.test(title);
  const isArticle = hasArticleTitle || headings.filter((heading) => heading.letters.includes('a')).length > 1;
  const isShort = text.length <= MESSAGE;
  return {
    ...content,
    sentences,
    /** The letters of the title, and of the lines; the folded text of the lines. */
    titleLetters,
    letters,
    text,
    /** The letters of all, without what is quoted. */
    spoken: `${titleLetters}.${letters}`.replace(/<[^<>]{0,200}(?:>|$)/g, ''),
    /** A success status, or none. */
    isWell,
    isMissing,
    /** A 4xx, but not for a page that is missing. */
    isRefusal: status >= 400 && status < 500 && !isMissing,
    /** The page names an error in its status, its title or its first line. */
    isError: !isWell || isError,
    /** The title or several headings are those of an explanation. */
    isArticle,
    /** The page says no more than a message. */
    isShort,
    /** It is short, explains nothing, and there is nothing to work with. */
    isMessage: isShort && !isArticle && !content.isInteractive,
    /** The page names a time that holds now. */
    isNow: at !== undefined && compareDays(text, at) === 'now',
  };
}

/** Lines with fewer characters, without the headings, say next to nothing. */
const MIN_VOICE = 12;

/**
 * The lines in the page's own voice: no navigation, no samples beside text, nothing after the fields of a form. If they
 * say next to nothing, the samples count; on an error page also the navigation.
 */
function voiceOf({ lines, isInteractive }: PageContent, isWell: boolean): readonly Line[] {
  const before = lines.filter(({ marks }) => !(isInteractive && isWell && marks.includes('f')));
  const outside = before.filter(({ marks }) => !marks.includes('n'));
  const spoken = outside.filter(({ marks }) => !marks.includes('s'));
  const hasMessage = (some: readonly Line[]) =>
    some.reduce((sum, { text, marks }) => sum + (marks.includes('h') ? 0 : text.length), 0) >= MIN_VOICE;
  return [spoken, outside].find(hasMessage) ?? (isWell ? outside : before);
}

/** The sentences of a line. They are short: a pattern never meets a long one. */
function splitLine(line: string, marks: string, before: number): Sentence[] {
  const { text, letters, at } = tokenize(line);
  return [...letters.matchAll(/[^.]{1,200}/g)].map(({ 0: found, index }, number, { length }) => {
    const start = number === 0 ? 0 : (at[index] ?? 0);
    const end = number === length - 1 ? text.length : at[index + found.length];
    return {
      letters: found,
      text: text.slice(start, end),
      marks,
      before: before + start,
    };
  });
}
