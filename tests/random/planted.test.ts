import { beforeAll, expect, test } from 'vitest';
import { bundleWorker } from './bundle.ts';
import { PLANTED, plant } from './planted.ts';
import { playMany } from './play-many.ts';
import { starter } from './run.ts';

const SEED = 20_261_124;

let code = '';

beforeAll(async () => {
  code = await bundleWorker();
});

test.each(Object.keys(PLANTED))(
  'the random sequences catch this planted fault: %s',
  async (fault) => {
    const found = await playMany(starter(plant(code, fault)), { count: 1500, seed: SEED, isQuick: true });
    console.info(`${fault}: SEED=${SEED}, caught at sequence ${found.sequences}`);
    console.info(found.failure?.split('\n', 1)[0]);
    expect(found.failure).toBeDefined();
    // Without the fault the same sequences pass.
    const sound = await playMany(starter(code), { count: found.sequences, seed: SEED, isQuick: true });
    expect(sound.failure).toBeUndefined();
  },
  300_000,
);
