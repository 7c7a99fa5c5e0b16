import { beforeAll, expect, test } from 'vitest';
import type { Starts } from './office-pc.ts';
import { bundleProduct, playPc, type Scene } from './play.ts';
import { countMistakes, mistakeLines, reportOf } from './report.ts';
import { BUSY, calm } from './scenes.ts';
import { Tally } from './tally.ts';

/** The office of the short form: `npm run office` plays others, and longer. */
const SEED = 20_260_406;

let start: Starts;

beforeAll(async () => {
  start = await bundleProduct();
});

/** Plays some PCs of the office for so many days. */
async function playOffice(
  pcs: readonly number[],
  days: number,
  more: { replay?: number; change?: (scene: Scene) => Scene } = {},
): Promise<Tally> {
  const tally = new Tally();
  for (const id of pcs) await playPc(start, tally, { seed: SEED, id, days, ...more });
  return tally;
}

test('a day of the simulated office repeats itself, event by event', async () => {
  const [first, second] = [await playOffice([3], 2, { replay: 1 }), await playOffice([3], 2, { replay: 1 })];
  expect(first.lines?.length).toBeGreaterThan(10);
  expect(second.lines).toEqual(first.lines);
});

test('each private window has tabs of its own, so that the run of the one before is over', async () => {
  const change = calm({ systems: ['kensa'] }, { habits: { opensPrivately: 1 } });
  const { lines } = await playOffice([0], 1, { replay: 0, change });
  const visits = lines?.flatMap((line) => /\(private\) tab (\d+) loads https:\/\/kensa[^/]*\/$/.exec(line)?.[1] ?? []);
  expect(visits?.length).toBeGreaterThan(1);
  expect(new Set(visits).size).toBe(visits?.length);
});

test('a failure that the browser tries again is judged once that try has been checked', async () => {
  const troubles = [{ ...BUSY, is: 'outage', how: 'reset-late' } as const];
  const change = calm({}, { institution: { choosesByPolicy: true }, troubles });
  const tally = await playOffice([0, 1, 2, 3, 4], 5, { change });
  expect(tally.last.all).toBeGreaterThan(8);
  expect(tally.mistakes).toEqual([]);
});

test('a week of the simulated office passes without a mistake', async () => {
  const tally = await playOffice([0, 1, 2, 3, 4], 5);
  const placeOf = (index: number) => {
    const { pc, day, time } = tally.mistakes[index] ?? {};
    return `at ${time}: npm run office -- --seed ${SEED} --pc ${pc} --day ${day}`;
  };
  console.info([...mistakeLines(tally, placeOf), ...reportOf(tally)].join('\n'));
  expect(tally.last.all).toBeGreaterThan(8);
  expect(countMistakes(tally)).toEqual({ wrong: 0, 'false alarm': 0, lost: 0, loss: 0 });
});
