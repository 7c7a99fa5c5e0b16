import { expect, test } from 'vitest';
import { packWeights } from '@/scripts/pack-weights.ts';
import { CLASSES } from '@/utils/diagnosis/signs/model.ts';
import { unpackWeights, type Weights } from '@/utils/diagnosis/signs/unpack-weights.ts';
import { WEIGHTS } from '@/utils/diagnosis/signs/weights.ts';

const COUNT = CLASSES.length;
const survive = (weights: Weights) => unpackWeights(packWeights(weights, COUNT), COUNT);

test('the weights have at most 30 kB of printable characters, and survive packing', () => {
  expect(WEIGHTS.length).toBeLessThanOrEqual(30_000);
  expect(WEIGHTS).toMatch(/^[ -~]+$/);
  expect(packWeights(unpackWeights(WEIGHTS, COUNT), COUNT)).toBe(WEIGHTS);
});

test.each<[string, Weights]>([
  ['no weights', new Map()],
  ['one feature', new Map([[1, [[0, 0.3]]]])],
  ['the largest feature', new Map([[2 ** 18 - 1, [[7, -2.4]]]])],
  [
    'neighbours, with many classes each',
    new Map([1, 2, 3, 1000].map((id) => [id, [0, 3, 7].map((index): [number, number] => [index, -0.6])])),
  ],
])('packing keeps %s', (_what, weights) => {
  expect(survive(weights)).toEqual(weights);
});

test('packing rounds a weight to the nearest size', () => {
  const weights: Weights = new Map([
    [
      5,
      [
        [1, 0.01],
        [2, -0.7],
        [3, 100],
      ],
    ],
  ]);
  expect(survive(weights)).toEqual(
    new Map([
      [
        5,
        [
          [1, 0.3],
          [2, -0.6],
          [3, 2.4],
        ],
      ],
    ]),
  );
});
