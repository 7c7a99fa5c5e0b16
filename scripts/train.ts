/**
 * Trains the model of `utils/diagnosis/signs/model.ts` on the labelled pages of the corpus: `npm run train`, two
 * minutes. Writes the weights. The same pages give the same weights. With `--check` it writes none: it trains without a
 * fifth of the authors and reads their pages, and does so for each fifth. It also reads the pages that are held out.
 * Then it prints how many are right.
 */
import { writeFileSync } from 'node:fs';
import { AUTHORS, HELD_OUT, readLabelledPages, readStoredPages } from '../tests/corpus/labelled.ts';
import { CLASSES, type Class } from '../utils/diagnosis/signs/model.ts';
import { unpackWeights } from '../utils/diagnosis/signs/unpack-weights.ts';
import { classOf, createSample, isRight, type Sample, train } from './training.ts';

/** `--check` leaves out one of so many parts of the authors. */
const PARTS = 5;

/** Reads the pages of each fifth of the authors without having learned from them, and those that are held out. */
function check(samples: readonly Sample[]): void {
  const read = Array.from({ length: PARTS }, (_, part) => {
    const isLeftOut = ({ page }: Sample) => AUTHORS.indexOf(page.source) % PARTS === part;
    const weights = unpackWeights(train(samples.filter((sample) => !isLeftOut(sample))), CLASSES.length);
    return samples.filter(isLeftOut).map((sample) => ({ ...sample, found: classOf(sample, weights) }));
  });
  report('authors left out', read.flat());
  const weights = unpackWeights(train(samples), CLASSES.length);
  for (const source of HELD_OUT) {
    const heldOut = readStoredPages(source).map(createSample);
    report(
      source,
      heldOut.map((sample) => ({ ...sample, found: classOf(sample, weights) })),
    );
  }
}

/** Prints how many failures are found, and how many other pages alarm: by rules alone, and by the model. */
function report(name: string, read: readonly (Sample & { found: Class })[]): void {
  const percent = (part: number, all: number) =>
    `${part} of ${all} (${((100 * part) / Math.max(1, all)).toFixed(1)} %)`;
  for (const [group, isInGroup] of [
    ['', () => true],
    [', status 4xx and 5xx', ({ page }: Sample) => page.content.status >= 400],
    [', status 200', ({ page }: Sample) => page.content.status < 400],
  ] as const) {
    const failures = read.filter((one) => one.expected > 0 && isInGroup(one));
    const others = read.filter((one) => one.expected === 0 && isInGroup(one));
    const share = (field: 'vote' | 'found') => {
      const found = failures.filter((one) => one[field] === CLASSES[one.expected]).length;
      const alarms = others.filter((one) => one[field] !== 'none').length;
      return `found ${percent(found, failures.length)}, alarms ${percent(alarms, others.length)}`;
    };
    console.log(`${name}${group}: ${share('found')}; rules alone: ${share('vote')}`);
  }
}

/** Writes the weights. */
function write(samples: readonly Sample[]): void {
  const packed = train(samples);
  const text = `/** What the model has learned: \`npm run train\` writes it. */\nexport const WEIGHTS =\n  '${packed}';\n`;
  writeFileSync('utils/diagnosis/signs/weights.ts', text);
  const weights = unpackWeights(packed, CLASSES.length);
  const right = samples.filter((sample) => isRight(sample, weights)).length;
  console.log(
    `${right} of ${samples.length} of these pages are read right. Pages that it has not learned from: npm run train -- --check`,
  );
}

const samples = readLabelledPages().map(createSample);
if (process.argv.includes('--check')) check(samples);
else write(samples);
