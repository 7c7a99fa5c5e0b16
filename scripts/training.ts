/** Training of the model in `utils/diagnosis/signs/model.ts`. The same pages give the same weights. */
import { AUTHORS, type LabelledPage } from '../tests/corpus/labelled.ts';
import { CLASSES, type Class, classify, type Feature, featuresOf } from '../utils/diagnosis/signs/model.ts';
import { readByRules } from '../utils/diagnosis/signs/read-signs.ts';
import { unpackWeights, type Weights } from '../utils/diagnosis/signs/unpack-weights.ts';
import { packWeights } from './pack-weights.ts';

/** Number of weights that are kept. */
const MAX_WEIGHTS = 20_000;
/** Real pages are plain and dated, those of most authors hard on purpose: pages like real ones are learned so often. */
const PLAIN = { source: /^author-(?:plain|dated)/, times: 4 };
/** A feature of fewer pages has no weight. */
const MIN_USES = 3;
/** Rounds over all pages: with all weights, after each step of dropping, after the last, and after pages count more. */
const ROUNDS = { all: 12, dropped: 4, kept: 20, again: 3 };
/** Steps in which weights are dropped; each but the last keeps twice as many as the next. */
const DROPS = 3;
/** How often pages that must be right count more, while they are wrong. */
const MAX_AGAIN = 20;
/** Step of learning, and the pull of each weight to 0. */
const STEP = 0.15;
const PULL = 1e-5;
const COUNT = CLASSES.length;

/** A page as the trainer sees it. */
export interface Sample {
  page: LabelledPage;
  /** Index of its class. */
  expected: number;
  /** What the rules say. */
  vote: Class;
  /** Its features, and those that the model learns from: rows of the matrix of weights, and their values. */
  features: readonly Feature[];
  rows: Int32Array;
  values: Float32Array;
  /** How much it counts. */
  weight: number;
}

const rowOf = new Map<number, number>();

/** Makes the sample of a page. All samples of a process share the rows of the matrix. */
export function createSample(page: LabelledPage): Sample {
  const { page: evidence, votes } = readByRules(page.content);
  // The rules were written for the other pages. There the model must do without them, or it believes them too much.
  const learned = featuresOf(evidence, AUTHORS.includes(page.source) ? votes : undefined);
  for (const { id } of learned) rowOf.set(id, rowOf.get(id) ?? rowOf.size);
  // A 5xx says by its status that the server has failed.
  const isSilent = page.sign === 'server-error' && page.content.status >= 500;
  return {
    page,
    expected: isSilent ? 0 : Math.max(0, CLASSES.indexOf(page.sign as Class)),
    vote: votes.sign,
    features: featuresOf(evidence, votes),
    rows: Int32Array.from(learned, ({ id }) => rowOf.get(id) ?? 0),
    values: Float32Array.from(learned, ({ value }) => value),
    weight: 1,
  };
}

/** Returns numbers from 0 to 1, always the same ones. */
function createRandom(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x80000000;
  };
}

/** The probability of each class. */
function predict({ rows, values }: Sample, matrix: Float32Array): Float64Array {
  const sums = new Float64Array(COUNT);
  rows.forEach((row, place) => {
    for (let index = 0; index < COUNT; index += 1)
      sums[index] = (sums[index] ?? 0) + (matrix[row * COUNT + index] ?? 0) * (values[place] ?? 0);
  });
  const max = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - max));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** Weights in learning: those in `isKept` change. `squares`: how much was learned from each, as a sum of squares. */
interface Learner {
  matrix: Float32Array;
  squares: Float32Array;
  isKept: Uint8Array;
}

/** Logistic regression by AdaGrad. */
function learn(samples: readonly Sample[], { matrix, squares, isKept }: Learner, rounds: number, step: number): void {
  const random = createRandom();
  squares.fill(1e-3);
  const order = [...samples];
  for (let round = 0; round < rounds; round += 1) {
    for (let last = order.length - 1; last > 0; last -= 1) {
      const other = Math.floor(random() * (last + 1));
      [order[last], order[other]] = [order[other] as Sample, order[last] as Sample];
    }
    for (const sample of order) {
      const { expected, rows, values, weight } = sample;
      const errors = predict(sample, matrix).map((share, index) => weight * (share - Number(index === expected)));
      rows.forEach((row, place) => {
        for (let index = 0; index < COUNT; index += 1) {
          const cell = row * COUNT + index;
          const slope = (errors[index] ?? 0) * (values[place] ?? 0) + PULL * (matrix[cell] ?? 0);
          if (!isKept[cell] || Math.abs(slope) < 1e-6) continue;
          squares[cell] = (squares[cell] ?? 0) + slope * slope;
          matrix[cell] = (matrix[cell] ?? 0) - (step * slope) / Math.sqrt(squares[cell] ?? 1);
        }
      });
    }
  }
}

/** How often a page is learned in each round. */
function timesOf({ page }: Sample): number {
  return PLAIN.source.test(page.source) ? PLAIN.times : 1;
}

/** Trains on some pages. Returns the packed weights. */
export function train(pages: readonly Sample[]): string {
  for (const sample of pages) sample.weight = 1;
  const samples = pages.flatMap((page) => Array.from({ length: timesOf(page) }, () => page));
  const matrix = new Float32Array(rowOf.size * COUNT);
  const uses = new Int32Array(rowOf.size);
  for (const { rows } of samples) for (const row of rows) uses[row] = (uses[row] ?? 0) + 1;
  const isOften = (cell: number) => (uses[Math.floor(cell / COUNT)] ?? 0) >= MIN_USES;
  const isKept = new Uint8Array(matrix.length).map((_, cell) => Number(isOften(cell)));
  const learner = { matrix, isKept, squares: new Float32Array(matrix.length) };
  learn(samples, learner, ROUNDS.all, STEP);
  for (let left = DROPS - 1; left >= 0; left -= 1) {
    dropWeights(learner, MAX_WEIGHTS * 2 ** left);
    learn(samples, learner, left > 0 ? ROUNDS.dropped : ROUNDS.kept, STEP / 2);
  }
  for (let again = 0; ; again += 1) {
    const packed = packWeights(weightsOf(matrix), COUNT);
    const weights = unpackWeights(packed, COUNT);
    const wrong = samples.filter((sample) => !AUTHORS.includes(sample.page.source) && !isRight(sample, weights));
    if (wrong.length === 0 || again === MAX_AGAIN) return packed;
    for (const sample of wrong) sample.weight *= 3;
    learn(samples, learner, ROUNDS.again, STEP / 4);
  }
}

/** Keeps `count` weights. Drops those that matter least, by their size and by how much was learned from them. */
function dropWeights({ matrix, squares, isKept }: Learner, count: number): void {
  const matters = matrix.map((weight, cell) => Math.abs(weight) * (squares[cell] ?? 0) ** 0.25);
  const least = Float32Array.from(matters).sort().at(-count) ?? 0;
  matters.forEach((value, cell) => {
    if (value >= least) return;
    isKept[cell] = 0;
    matrix[cell] = 0;
  });
}

function weightsOf(matrix: Float32Array): Weights {
  const listOf = (row: number) =>
    CLASSES.map((_, index): [number, number] => [index, matrix[row * COUNT + index] ?? 0]).filter(
      ([, one]) => one !== 0,
    );
  return new Map([...rowOf].map(([id, row]) => [id, listOf(row)] as const).filter(([, list]) => list.length > 0));
}

/** What the model says of a page. */
export function classOf({ page, vote, features }: Sample, weights: Weights): Class {
  const isWell = page.content.status < 400 || page.content.isInteractive;
  return classify(features, { vote, isWell }, weights)[0]?.[0] ?? 'none';
}

/** Whether the model says of a page what it should. */
export function isRight(sample: Sample, weights: Weights): boolean {
  return classOf(sample, weights) === CLASSES[sample.expected];
}
