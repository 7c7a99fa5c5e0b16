import { expect, test } from 'vitest';
import type { Starts } from './office-pc.ts';
import { PLANTED, plant } from './planted.ts';
import { bundleProduct, playPc } from './play.ts';
import { type Mistake, Tally } from './tally.ts';

const SEED = 20_260_406;
const DAYS = 4;
const PCS = 8;

/** Plays PCs in a scene until a mistake shows the fault. `end`: the last of them, and its last day. */
async function findMistake(
  starts: Starts,
  { scene, seed = SEED, kind, text }: (typeof PLANTED)[string],
  end = { pc: PCS - 1, day: DAYS - 1 },
): Promise<Mistake | undefined> {
  for (let id = 0; id <= end.pc; id += 1) {
    const tally = new Tally();
    const found = () => tally.mistakes.find((one) => one.kind === kind && text.test(one.text));
    const days = id < end.pc ? DAYS : end.day + 1;
    await playPc(starts, tally, { seed, id, days, change: scene, isDone: () => found() !== undefined });
    const mistake = found();
    if (mistake) return mistake;
  }
  return undefined;
}

let sound: Starts | undefined;

test.each(Object.entries(PLANTED))(
  'the office catches this planted fault: %s',
  async (_name, fault) => {
    const found = new Set<string>();
    const faulty = await bundleProduct((code) => plant(code, fault, found));
    expect([...found]).toEqual(expect.arrayContaining(fault.code.map(([from]) => from)));
    const mistake = await findMistake(faulty, fault);
    expect(mistake).toBeDefined();
    // Without the fault the same PCs show nothing of the kind.
    sound ??= await bundleProduct();
    expect(await findMistake(sound, fault, mistake)).toBeUndefined();
  },
  120_000,
);
