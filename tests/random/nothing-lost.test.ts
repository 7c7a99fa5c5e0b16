import { beforeAll, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { bundleWorker } from './bundle.ts';
import { Play } from './play.ts';
import { playMany, TEST_SEQUENCES } from './play-many.ts';
import { RandomPc } from './random-pc.ts';
import { starter } from './run.ts';
import { ADDRESSES } from './steps.ts';

let start: ReturnType<typeof starter>;

beforeAll(async () => {
  start = starter(await bundleWorker());
});

/** Short form of `npm run soak:events`: the same sequences each time; `SEED=…` plays others. */
test('[SEC-24] the worker loses no failure, in any order of events', async () => {
  const seed = Number(process.env.SEED ?? TEST_SEQUENCES.seed);
  console.info(`SEED=${seed}`);
  expect((await playMany(start, { ...TEST_SEQUENCES, seed, path: process.env.PATH_ })).failure).toBeUndefined();
}, 600_000);

test('[SEC-28] the run forgets the oldest tabs beyond 200', async () => {
  const pc = new RandomPc(start, { now: Date.parse('2026-11-24T10:00:00+09:00'), slowness: 0, onStop: () => {} });
  const play = new Play(pc);
  for (let tab = 2; tab < 230; tab += 1) {
    const address = ADDRESSES[tab % 10] ?? '';
    pc.open();
    await play.run({ do: 'wholeFailure', tab, address, error: 'net::ERR_NAME_NOT_RESOLVED' });
    await pc.wait(100);
  }
  const tabIds = Object.keys((await pc.surface().readStoredRun()).tabs);
  expect(tabIds).toHaveLength(200);
  expect(tabIds.map((id) => pc.badges.get(Number(id)))).toEqual(tabIds.map(() => '!'));
  expect(tabIds).toContain('230');
});

/** `LOADS=100000 npx vitest run tests/random/nothing-lost.test.ts -t grow` runs the long form. */
test('[SEC-27] storage does not grow with the number of loads', async () => {
  const pc = new RandomPc(start, { now: Date.parse('2026-11-24T10:00:00+09:00'), slowness: 0, onStop: () => {} });
  const play = new Play(pc);
  const sizes: number[] = [];
  for (let load = 0; load < Number(process.env.LOADS ?? 3000); load += 1) {
    const address = ADDRESSES[load % ADDRESSES.length] ?? '';
    await play.run({ do: 'wholeFailure', tab: load % 2, address, error: 'net::ERR_CONNECTION_RESET' });
    await pc.wait(100);
    const { local, session } = fakeBrowser.storage;
    if (load >= 900) sizes.push(JSON.stringify([await local.get(), await session.get()]).length);
  }
  const [early, late] = [Math.max(...sizes.slice(0, 100)), Math.max(...sizes.slice(-100))];
  console.info(`${early} bytes after 1,000 loads, ${late} after ${sizes.length + 900}`);
  expect(late).toBeLessThan(early + 500);
}, 3_600_000);
