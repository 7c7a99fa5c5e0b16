import { beforeAll, expect, test } from 'vitest';
import { bundleWorker } from './bundle.ts';
import { PLANTED, plant } from './planted.ts';
import { playMany, TEST_SEQUENCES } from './play-many.ts';
import { starter } from './run.ts';

let code = '';

beforeAll(async () => {
  code = await bundleWorker();
});

test.each(Object.keys(PLANTED))(
  'the random sequences catch this planted fault: %s',
  async (fault) => {
    // Without the fault the same sequences pass: `nothing-lost.test.ts` plays them.
    const found = await playMany(starter(plant(code, fault)), { ...TEST_SEQUENCES, isQuick: true });
    console.info(`${fault}: SEED=${found.seed}, caught at sequence ${found.sequences}`);
    console.info(found.failure?.split('\n', 1)[0]);
    expect(found.failure).toBeDefined();
  },
  300_000,
);
