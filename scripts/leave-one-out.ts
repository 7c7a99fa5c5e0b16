/**
 * How the reading of pages depends on what is known of them: `npm run --silent leave-one-out`, a quarter of an hour. It
 * reads each page of public sources without a word that it has (leave-one-wording-out). It also reads it without the
 * words that only its source has, and by weights learned without that source (leave-one-source-out). It prints the
 * shares, and for each row of the lexicon how many pages change without it.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import {
  type LabelledPage,
  readLabelledPages,
  readPublicPages,
  readStoredPages,
  wordOf,
} from '../tests/corpus/labelled.ts';
import { PUBLIC_PAGES } from '../tests/corpus/public-pages.ts';
import { foldText } from '../utils/diagnosis/signs/fold-text.ts';
import { LEXICON } from '../utils/diagnosis/signs/lexicon.ts';
import { CLASSES } from '../utils/diagnosis/signs/model.ts';
import type * as reader from '../utils/diagnosis/signs/read-signs.ts';
import { formsOf } from '../utils/diagnosis/signs/tokenize.ts';
import { unpackWeights, type Weights } from '../utils/diagnosis/signs/unpack-weights.ts';
import { WEIGHTS } from '../utils/diagnosis/signs/weights.ts';
import { createSample, train } from './training.ts';

/** A page of a public source, or in the wording of one. */
interface SourcePage {
  page: LabelledPage;
  origin: string;
  /** The folded text, in which words are found. */
  text: string;
}

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
const builtInWeights = unpackWeights(WEIGHTS, CLASSES.length);
let versions = 0;

type Reader = (page: LabelledPage, weights?: Weights) => string;

/** Returns a reader whose lexicon lacks some words. */
async function createReader(without: ReadonlySet<string>): Promise<Reader> {
  versions += 1;
  const query = `?without=${versions}`;
  const { LEXICON: lexicon } = (await import(`${SIGNS}/lexicon.ts${query}`)) as { LEXICON: Record<string, string> };
  for (const [concept, words] of Object.entries(lexicon)) {
    const left = words.split(' ').filter((word) => !without.has(word));
    if (left.length > 0) lexicon[concept] = left.join(' ');
    else delete lexicon[concept];
  }
  const { readInLayers } = (await import(`${SIGNS}/read-signs.ts${query}`)) as typeof reader;
  return (page, weights = builtInWeights) => wordOf(readInLayers(page.content, weights).signs, page);
}

function readCorpus(): SourcePage[] {
  const blind = JSON.parse(readFileSync('tests/corpus/blind-pages.json', 'utf8')) as { source: string }[];
  const origins = [...blind.map(({ source }) => source), ...PUBLIC_PAGES.map(([, , , , source]) => source)];
  return [...readStoredPages('blind-pages'), ...readPublicPages()].map((page, index) => {
    const text = [page.content.title, ...page.content.lines.map((line) => line.text)].map(foldText);
    return { page, origin: origins[index] ?? '', text: text.join('\n') };
  });
}

const WORDS = Object.values(LEXICON).flatMap((row) => row.split(' '));
const pages = readCorpus();
const readWhole = await createReader(new Set());
const whole = new Map(pages.map((one) => [one, readWhole(one.page)]));
const pagesOf = new Map(
  WORDS.map((word) => {
    const forms = formsOf(word);
    return [word, pages.filter(({ text }) => forms.some((form) => text.includes(form)))];
  }),
);

let [readings, changed] = [0, 0];
for (const [word, having] of pagesOf) {
  const read = await createReader(new Set([word]));
  const lost = having.filter((one) => read(one.page) !== whole.get(one)).length;
  readings += having.length;
  changed += lost;
}

/** By source: a reader without the words that only this source has. */
const readers = new Map<string, Reader>();
const origins = [...new Set(pages.map(({ origin }) => origin))];
for (const origin of origins) {
  const isItsWord = (having: readonly SourcePage[]) =>
    having.length > 0 && having.every((one) => one.origin === origin);
  const words = WORDS.filter((word) => isItsWord(pagesOf.get(word) ?? []));
  readers.set(origin, words.length > 0 ? await createReader(new Set(words)) : readWhole);
}
const readByOthers = ({ page, origin }: SourcePage, weights?: Weights) => readers.get(origin)?.(page, weights);
const kept = pages.filter((one) => readByOthers(one) === whole.get(one)).length;

/** The sources are left out in so many parts. */
const PARTS = 10;
const samples = readLabelledPages().map(createSample);
const wrong: string[] = [];
for (let part = 0; part < PARTS; part += 1) {
  const leftOut = pages.filter(({ origin }) => origins.indexOf(origin) % PARTS === part);
  const ids = new Set(leftOut.map(({ page }) => `${page.source} ${page.id}`));
  const learned = samples.filter(({ page }) => !ids.has(`${page.source} ${page.id}`));
  const weights = unpackWeights(train(learned), CLASSES.length);
  for (const one of leftOut) {
    const found = readByOthers(one, weights);
    if (found !== one.page.sign) wrong.push(`${one.page.id}: ${one.page.sign}, not ${found}`);
  }
}

const percent = (part: number, all: number) => `${((100 * part) / all).toFixed(1)} %`;
console.log(`${pages.length} pages of ${origins.length} sources, ${WORDS.length} words`);
console.log(`without one of their words, pages are read as before: ${percent(readings - changed, readings)}`);
console.log(`without the words of their source, pages are read as before: ${percent(kept, pages.length)}`);
console.log(
  `learned and written without their source, pages are read right: ${percent(pages.length - wrong.length, pages.length)}`,
);
console.log(wrong.join('\n'));
const rows: string[] = [];
for (const [concept, words] of Object.entries(LEXICON)) {
  const read = await createReader(new Set(words.split(' ')));
  rows.push(`${concept} ${pages.filter((one) => read(one.page) !== whole.get(one)).length}`);
}
console.log(`pages that change without a row: ${rows.join(', ')}`);
