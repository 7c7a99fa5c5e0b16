/** All pages of the corpus that can be read without a browser, each with what it says. */
import { readdirSync, readFileSync } from 'node:fs';
import { contentOf } from '../../scripts/ask/answer.ts';
import { readMarkup } from '../../utils/diagnosis/signs/html-text.ts';
import { type PageContent, STRONGEST } from '../../utils/diagnosis/signs/read-signs.ts';
import type { Sign } from '../../utils/diagnosis/signs/signs.ts';
import { CERTIFICATE_PAGES, OTHER_ERRORS } from './certificate-pages.ts';
import { HEALTHY_PAGES } from './healthy-pages.ts';
import { NOTICE_PAGES } from './notice-pages.ts';
import { drawParaphrases } from './paraphrases.ts';
import { PLAIN_PAGES } from './plain-pages.ts';
import { PUBLIC_PAGES } from './public-pages.ts';

/** A page in one of the JSON files. */
export interface StoredPage {
  id: string;
  status: number;
  sign: string;
  html?: string;
  /** The title and the text that scripts write, or of a page without markup. */
  title?: string;
  text?: string;
  /** The hour in Japan; default: 10:00. */
  at?: string;
  contentType?: string;
  isAtWork?: true;
  frames?: Record<string, string>;
}

/** A page, its source, and the sign that it has: one, or `none`. */
export interface LabelledPage {
  source: string;
  id: string;
  sign: string;
  content: PageContent;
}

/** The JSON files of pages whose names begin with a word, without their endings. */
function sourcesOf(beginning: string): string[] {
  const files = readdirSync('tests/corpus').filter((file) => file.startsWith(beginning) && file.endsWith('.json'));
  return files.map((file) => file.replace('.json', '')).sort();
}

/** Pages by authors who did not know the reader, which learns from them. */
export const AUTHORS = sourcesOf('author-');

/** Pages that the reader never learns from: they show how it reads what is unknown. */
export const HELD_OUT = sourcesOf('held-out-');

/** A moment of the day on which the pages are read. */
export const momentOf = (hour = '10:00') => Date.parse(`2026-11-24T${hour}:00+09:00`);

export function readStoredPages(source: string): LabelledPage[] {
  const pages = JSON.parse(readFileSync(`tests/corpus/${source}.json`, 'utf8')) as StoredPage[];
  return pages.map(({ id, sign, at, html, text, ...page }) => {
    // What scripts write stands in the text.
    const isWritten = text !== undefined && html?.includes('<script>');
    const shown = html === undefined || isWritten ? { text: text ?? '' } : { html, text: '' };
    const content = contentOf({ title: '', isAtWork: false, ...page, ...shown, endedAt: momentOf(at) });
    return { source, id, sign, content };
  });
}

function createParaphrase(sign: string, page: { status: number; title: string; text: string }): LabelledPage {
  const content = contentOf({ ...page, isAtWork: false, endedAt: momentOf() });
  return { source: 'paraphrases', id: page.text, sign, content };
}

export function readPublicPages(): LabelledPage[] {
  return PUBLIC_PAGES.map(([sign, status, title, text, source, hour]) => ({
    ...{ source: 'public', id: `${text} (${source})`, sign: sign === 'silent' ? 'none' : sign },
    content: contentOf({ title, text, isAtWork: false, status, endedAt: momentOf(hour) }),
  }));
}

/** All labelled pages from which the reader learns. */
export function readLabelledPages(): LabelledPage[] {
  const corpus = [CERTIFICATE_PAGES, OTHER_ERRORS, NOTICE_PAGES, HEALTHY_PAGES, PLAIN_PAGES].flat();
  const served = corpus.flatMap(({ needsBrowser, name, sign, status, html }) =>
    needsBrowser
      ? []
      : [
          {
            source: 'served',
            id: name,
            sign: sign === 'silent' ? 'none' : sign,
            content: { ...readMarkup(html), status },
          },
        ],
  );
  // Another seed than the test's.
  const paraphrases = drawParaphrases(1, 200).flatMap(({ sign, twin, ...page }) => [
    createParaphrase(sign, page),
    createParaphrase('none', { status: 200, title: 'ご案内', text: twin }),
  ]);
  const stored = ['page-kinds', 'reported-pages', 'ordinary-pages', 'blind-pages', ...AUTHORS].flatMap(readStoredPages);
  return [...stored, ...readPublicPages(), ...served, ...paraphrases];
}

/**
 * Signs as one word: the strongest, or `none`. A status of 5xx reports an error of the server by itself. `other-reason`
 * counts only where it is asked for.
 */
export function wordOf(
  signs: readonly Sign[],
  { sign, content: { status } }: Pick<LabelledPage, 'sign' | 'content'>,
): string {
  if (sign === 'other-reason') return signs.join();
  return STRONGEST.find((one) => signs.includes(one)) ?? (status >= 500 ? 'server-error' : 'none');
}
