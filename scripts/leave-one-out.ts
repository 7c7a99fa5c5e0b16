/**
 * How the reading of pages depends on single words: `npm run --silent leave-one-out`. It reads each page of the corpus
 * without a word that it has (leave-one-wording-out). Then it does so without all words of its source alone
 * (leave-one-source-out). Prints both shares, and for each row of the lexicon how many pages change without it.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { PUBLIC_PAGES } from '../tests/corpus/public-pages.ts';
import { foldText } from '../utils/diagnosis/signs/fold-text.ts';
import { readMarkup } from '../utils/diagnosis/signs/html-text.ts';
import { LEXICON } from '../utils/diagnosis/signs/lexicon.ts';
import { linesOfText } from '../utils/diagnosis/signs/lines.ts';
import { CLASSES } from '../utils/diagnosis/signs/model.ts';
import type * as reader from '../utils/diagnosis/signs/read-signs.ts';
import type { PageContent } from '../utils/diagnosis/signs/read-signs.ts';
import { formsOf } from '../utils/diagnosis/signs/tokenize.ts';
import { unpackWeights } from '../utils/diagnosis/signs/unpack-weights.ts';
import { WEIGHTS } from '../utils/diagnosis/signs/weights.ts';

interface SourcePage {
  source: string;
  content: PageContent;
  /** The folded text, in which words are found. */
  text: string;
}

interface BlindPage {
  source: string;
  status: number;
  html: string;
  text?: string;
  title?: string;
  at?: string;
}

const momentOf = (hour = '10:00') => Date.parse(`2026-11-24T${hour}:00+09:00`);

/** Each version of the reader is a module graph of its own: the query goes on to what a module imports. */
registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    const query = /\?without=\d+/.exec(context.parentURL ?? '')?.[0] ?? '';
    return resolved.url.includes('/diagnosis/signs/') ? { ...resolved, url: resolved.url + query } : resolved;
  },
});
const SIGNS = '../utils/diagnosis/signs';
/** Made once: thousands of versions of them do not fit into the memory. */
const weights = unpackWeights(WEIGHTS, CLASSES.length);
let versions = 0;

/** Returns a reader whose lexicon lacks some words. */
async function createReader(without: ReadonlySet<string>): Promise<(content: PageContent) => string> {
  versions += 1;
  const query = `?without=${versions}`;
  const { LEXICON: lexicon } = (await import(`${SIGNS}/lexicon.ts${query}`)) as { LEXICON: Record<string, string> };
  for (const [concept, words] of Object.entries(lexicon)) {
    const left = words.split(' ').filter((word) => !without.has(word));
    if (left.length > 0) lexicon[concept] = left.join(' ');
    else delete lexicon[concept];
  }
  const { readInLayers } = (await import(`${SIGNS}/read-signs.ts${query}`)) as typeof reader;
  return (content) => readInLayers(content, weights).signs.join();
}

function createPage(source: string, content: PageContent): SourcePage {
  const text = [content.title, ...content.lines.map((line) => line.text)].map(foldText);
  return { source, content, text: text.join('\n') };
}

function readCorpus(): SourcePage[] {
  const blind = JSON.parse(readFileSync('tests/corpus/blind-pages.json', 'utf8')) as BlindPage[];
  const pages = blind.map(({ source, status, html, text, title = '', at }) => {
    const shown = text === undefined ? readMarkup(html) : { title, lines: linesOfText(text), isInteractive: false };
    return createPage(source, { ...shown, status, at: momentOf(at) });
  });
  const publicPages = PUBLIC_PAGES.map(([, status, title, text, source, hour]) =>
    createPage(source, { status, title, lines: linesOfText(text), isInteractive: false, at: momentOf(hour) }),
  );
  return [...pages, ...publicPages];
}

const WORDS = Object.values(LEXICON).flatMap((row) => row.split(' '));
const pages = readCorpus();
const readWhole = await createReader(new Set());
const whole = new Map(pages.map((page) => [page, readWhole(page.content)]));
const pagesOf = new Map(
  WORDS.map((word) => {
    const forms = formsOf(word);
    return [word, pages.filter(({ text }) => forms.some((form) => text.includes(form)))];
  }),
);

let [readings, changed] = [0, 0];
for (const [word, having] of pagesOf) {
  const read = await createReader(new Set([word]));
  const lost = having.filter((page) => read(page.content) !== whole.get(page)).length;
  readings += having.length;
  changed += lost;
}

let kept = 0;
for (const page of pages) {
  const ofSource = WORDS.filter((word) => pagesOf.get(word)?.every(({ source }) => source === page.source));
  const read = await createReader(new Set(ofSource.filter((word) => pagesOf.get(word)?.includes(page))));
  if (read(page.content) === whole.get(page)) kept += 1;
}

const percent = (part: number, all: number) => `${((100 * part) / all).toFixed(1)} %`;
console.log(
  `${pages.length} pages of ${new Set(pages.map(({ source }) => source)).size} sources, ${WORDS.length} words`,
);
console.log(`without one of their words, pages are read as before: ${percent(readings - changed, readings)}`);
console.log(`without the words of their source, pages are read as before: ${percent(kept, pages.length)}`);
const rows: string[] = [];
for (const [concept, words] of Object.entries(LEXICON)) {
  const read = await createReader(new Set(words.split(' ')));
  rows.push(`${concept} ${pages.filter((page) => read(page.content) !== whole.get(page)).length}`);
}
console.log(`pages that change without a row: ${rows.join(', ')}`);
