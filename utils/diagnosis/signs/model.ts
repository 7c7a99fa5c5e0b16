/**
 * The learned part of reading. Each short run of characters or concepts has learned weights. So has each fact about the
 * page, and each statement of the rules. The class with the largest sum wins. `npm run train` writes the weights from
 * the labelled pages in `tests/corpus/`.
 */
import type { Page } from './page.ts';
import { compareHours } from './page-hours.ts';
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
  /** The first sentence that has it. */
  sentence?: Sentence | undefined;
}

/** What the rules say about a page. */
export interface Votes {
  sign: Class;
  statements: readonly (Statement & { refusal: string | undefined })[];
}

/** What the model says: the classes with their sums, the best first, and the sentence that spoke most for the best. */
export interface Verdict {
  scores: readonly (readonly [Class, number])[];
  strongest: Sentence | undefined;
}

/** Returns the features of a page. Without `votes` the model must do without the rules. */
export function featuresOf(page: Page, votes?: Votes): Feature[] {
  const { sentences, text, at } = page;
  const features = new Map<number, Feature>();
  const add = (value: number, names: readonly (readonly [name: string, sentence?: Sentence])[]) => {
    for (const [name, sentence] of names) {
      const id = hashText(name);
      if (!features.has(id)) features.set(id, { id, value, sentence });
    }
  };
  /** All runs of `min` to `max` characters of the sentences, each counted once; long pages dilute them. */
  const addRuns = (prefix: string, of: readonly Sentence[], field: 'text' | 'letters', min: number, max: number) => {
    const names: [string, Sentence][] = [];
    let left = field === 'text' ? MAX_CHARS : MAX_LETTERS;
    for (const sentence of of) {
      const whole = `${sentence[field].slice(0, Math.max(0, left))}.`;
      left -= whole.length;
      for (let length = min; length <= max && whole !== '.'; length += 1)
        for (let start = 0; start + length <= whole.length; start += 1)
          names.push([prefix + whole.slice(start, start + length), sentence]);
    }
    add(1 / Math.sqrt(Math.max(8, names.length)), names);
  };

  const kind = page.isWell ? 'well' : page.isMissing ? 'missing' : page.isRefusal ? 'refusal' : 'failure';
  const beginning = text.slice(0, MAX_CHARS);
  const facts = Object.entries(factsOf(page, beginning)).map(([name, value]) => `#${name} ${value}`);
  const hours = at === undefined ? undefined : compareHours(beginning, at);
  if (hours) facts.push(`#hours ${hours}`);
  add(
    0.15,
    [kind, ...facts].flatMap((fact) => [[fact], [fact + kind]] as const),
  );
  if (votes) {
    add(0.25, [[`=${votes.sign}`], [`=${votes.sign}${kind}`]]);
    for (const one of votes.statements)
      add(0.25, [
        [`=${one.sign}${one.refusal ?? ''}`, one.sentence],
        [`=${one.sign}${one.rank}${one.refusal === undefined}`, one.sentence],
      ]);
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
  return [...features.values()];
}

/** Facts about the page as a whole. */
function factsOf(page: Page, beginning: string): Record<string, unknown> {
  const { sentences, text, title, isInteractive, isError, isArticle, isMessage, isShort, isNow } = page;
  const count = (mark: string) => sentences.filter(({ marks }) => marks.includes(mark)).length;
  return {
    ...{ isInteractive, isError, isArticle, isMessage, isShort, isNow },
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

/** Adds up the weights of a page's features. `vote`: what the rules say; `isWell`: a success status, or fields. */
export function classify(
  features: readonly Feature[],
  { vote, isWell }: { vote: Class; isWell: boolean },
  weights = builtInWeights(),
): Verdict {
  const sums: number[] = CLASSES.map(() => 0);
  const bySentence = new Map<Sentence, number[]>();
  for (const { id, value, sentence } of features) {
    for (const [index, weight] of weights.get(id) ?? []) {
      sums[index] = (sums[index] ?? 0) + weight * value;
      if (!sentence) continue;
      const part = bySentence.get(sentence) ?? CLASSES.map(() => 0);
      part[index] = (part[index] ?? 0) + weight * value;
      bySentence.set(sentence, part);
    }
  }
  const strongestSign = CLASSES[sums.indexOf(Math.max(...sums.slice(1)))];
  sums[0] = (sums[0] ?? 0) + (strongestSign === vote ? 0 : isWell ? CAUTION.well : CAUTION.failed);
  const scores = CLASSES.map((name, index) => [name, sums[index] ?? 0] as const).sort(([, a], [, b]) => b - a);
  const best = CLASSES.indexOf(scores[0]?.[0] ?? 'none');
  const other = CLASSES.indexOf(scores[1]?.[0] ?? 'none');
  const speaksFor = ([, part]: [Sentence, number[]]) => (part[best] ?? 0) - (part[other] ?? 0);
  const [[strongest] = []] = [...bySentence].sort((a, b) => speaksFor(b) - speaksFor(a));
  return { scores, strongest };
}

/** Made at the first page: a worker that starts makes none. */
let unpackedWeights: Weights | undefined;

function builtInWeights(): Weights {
  unpackedWeights ??= unpackWeights(WEIGHTS, CLASSES.length);
  return unpackedWeights;
}
