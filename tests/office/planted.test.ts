import { expect, test } from 'vitest';
import type { Starts } from './office-pc.ts';
import { PLANTED, plant } from './planted.ts';
import { bundleProduct, playPc } from './play.ts';
import { type Mistake, Tally } from './tally.ts';

const SEED = 20_260_406;
const DAYS = 4;
const PCS = 8;

/** Plays some PCs in a scene until a mistake shows the fault. */
async function findMistake(
  starts: Starts,
  { scene, kind, text }: (typeof PLANTED)[string],
  pcs = PCS,
): Promise<Mistake | undefined> {
  for (let id = 0; id < pcs; id += 1) {
    const tally = new Tally();
    await playPc(starts, tally, { seed: SEED, id, days: DAYS, change: scene });
    const mistake = tally.mistakes.find((one) => one.kind === kind && text.test(one.text));
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
    expect(await findMistake(sound, fault, (mistake?.pc ?? 0) + 1)).toBeUndefined();
  },
  120_000,
);
