/**
 * The learned part of reading. Each short run of characters or concepts has learned weights. So has each fact about the
 * page, and each statement of the rules. The class with the largest sum wins. `npm run train` writes the weights from
 * the labelled pages in `tests/corpus/`.
 */
import type { Page } from './page.ts';
import { compareDays, compareHours } from './page-times.ts';
import type { Sign } from './signs.ts';
import type { Sentence, Statement } from './statements.ts';
import { BITS, unpackWeights, type Weights } from './unpack-weights.ts';
import { WEIGHTS } from './weights.ts';

/** What the model distinguishes; `none`: no failure that it knows. */
export const CLASSES = [
  'none',
  'certificate-refused',
  'certificate-absent',
  'certificate-present',
  'maintenance',
  'closed',
  'proxy',
  'server-error',
] as const satisfies readonly (Sign | 'none')[];
export type Class = (typeof CLASSES)[number];

/** Number of characters and of concepts that are read; a message is at the beginning. */
const MAX_CHARS = 250;
const MAX_LETTERS = 200;
/**
 * What `none` gets in addition where the rules do not agree: a healthy page that alarms is worse than a message that
 * is missed. `well`: on a page with a success status or with fields; `failed`: on another one, which has failed anyway.
 */
const CAUTION = { well: 2, failed: 0.75 };

/** A feature of a page. */
export interface Feature {
  /** A number made of its text. */
  id: number;
  value: number;
}

/** What the rules say about a page. */
export interface Votes {
  sign: Class;
  /** `doubt`: why a statement is not believed. */
  statements: readonly (Statement & { doubt: string | undefined })[];
}

/** Returns the features of a page. Without `votes` the model must do without the rules. */
export function featuresOf(page: Page, votes?: Votes): Feature[] {
  const { sentences, text, at } = page;
  const features = new Map<number, Feature>();
  const add = (value: number, names: readonly string[]) => {
    for (const id of names.map(hashText)) if (!features.has(id)) features.set(id, { id, value });
  };
  /** All runs of `min` to `max` characters of the sentences, each counted once; long pages dilute them. */
  const addRuns = (prefix: string, of: readonly Sentence[], field: 'text' | 'letters', min: number, max: number) => {
    const names: string[] = [];
    let left = field === 'text' ? MAX_CHARS : MAX_LETTERS;
    for (const sentence of of) {
      const whole = `${sentence[field].slice(0, Math.max(0, left))}.`;
      left -= whole.length;
      for (let length = min; length <= max && whole !== '.'; length += 1)
        for (let start = 0; start + length <= whole.length; start += 1)
          names.push(prefix + whole.slice(start, start + length));
    }
    add(1 / Math.sqrt(Math.max(8, names.length)), names);
  };

  const kind = page.isWell ? 'well' : page.isMissing ? 'missing' : page.isRefusal ? 'refusal' : 'failure';
  const beginning = text.slice(0, MAX_CHARS);
  const facts = Object.entries(factsOf(page, beginning)).map(([name, value]) => `#${name} ${value}`);
  const hours = at === undefined ? undefined : compareHours(beginning, at);
  if (hours) facts.push(`#hours ${hours}`);
  const days = at === undefined ? undefined : compareDays(text, at);
  if (days) facts.push(`#days ${days}`, `#days ${days} ${hours}`);
  add(
    0.15,
    [kind, ...facts].flatMap((fact) => [fact, fact + kind]),
  );
  if (votes) {
    add(0.25, [`=${votes.sign}`, `=${votes.sign}${kind}`]);
    for (const { sign, rank, doubt } of votes.statements)
      add(0.25, [`=${sign}${doubt ?? ''}`, `=${sign}${rank}${doubt === undefined}`]);
  }
  const title = sentences.filter(({ marks }) => marks === 't');
  const body = sentences.filter(({ marks }) => marks !== 't');
  const well = page.isWell ? '+' : '-';
  addRuns('t', title, 'text', 2, 3);
  addRuns('b', body, 'text', 2, 3);
  addRuns(`b${well}`, body, 'text', 2, 2);
  addRuns('T', title, 'letters', 1, 3);
  addRuns(`T${well}`, title, 'letters', 1, 1);
  addRuns('B', body, 'letters', 1, 3);
  addRuns(`B${well}`, body, 'letters', 1, 2);
  // The same words are a notice within the hours, and a closing outside of them.
  if (hours) addRuns(hours, sentences, 'letters', 1, 1);
  if (days) addRuns(days, sentences, 'letters', 1, 1);
  return [...features.values()];
}

/** Facts about the page as a whole. */
function factsOf(page: Page, beginning: string): Record<string, unknown> {
  const { sentences, text, title, isInteractive, isError, isArticle, isMessage, isShort, isNow } = page;
  const count = (mark: string) => sentences.filter(({ marks }) => marks.includes(mark)).length;
  return {
    isInteractive,
    isError,
    isArticle,
    isMessage,
    isShort,
    isNow,
    isUntitled: title === '',
    isQuestion: /[?？]/.test(beginning),
    isDated: /\d[月日/]/.test(beginning),
    hasRows: count('r') > 0,
    headings: Math.min(3, count('h')),
    size: Math.floor(Math.log2(text.length + 1)),
    sentences: Math.min(8, sentences.length),
    lines: Math.min(8, text.split('\n').length),
  };
}

/** The number of a text (FNV-1a, of `BITS` bits). */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  return (hash ^ (hash >>> BITS)) & ((1 << BITS) - 1);
}

/** Adds up the weights of features, for each of `CLASSES`. */
export function sumsOf(features: readonly Feature[], weights = builtInWeights()): number[] {
  const sums: number[] = CLASSES.map(() => 0);
  for (const { id, value } of features)
    for (const [index, weight] of weights.get(id) ?? []) sums[index] = (sums[index] ?? 0) + weight * value;
  return sums;
}

/** Returns the classes with their sums, the best first. `vote`: what the rules say. `isWell`: see `CAUTION`. */
export function classify(
  features: readonly Feature[],
  { vote, isWell }: { vote: Class; isWell: boolean },
  weights?: Weights,
): (readonly [Class, number])[] {
  const sums = sumsOf(features, weights);
  const strongest = CLASSES[sums.indexOf(Math.max(...sums.slice(1)))];
  sums[0] = (sums[0] ?? 0) + (strongest === vote ? 0 : isWell ? CAUTION.well : CAUTION.failed);
  return CLASSES.map((name, index) => [name, sums[index] ?? 0] as const).sort(([, a], [, b]) => b - a);
}

/** Made at the first page: a worker that starts makes none. */
let unpackedWeights: Weights | undefined;

function builtInWeights(): Weights {
  unpackedWeights ??= unpackWeights(WEIGHTS, CLASSES.length);
  return unpackedWeights;
}
