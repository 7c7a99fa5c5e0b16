/**
 * `npm run soak:events`: plays 100,000 random sequences (`SEQUENCES=…` changes the number) in two processes, in batches
 * with a seed each. Prints a failing sequence in its shortest form. `SEED=… PATH_=… npm run soak:events`, as printed
 * with it, plays it again.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { bundleWorker } from '../tests/random/bundle.ts';
import { playMany } from '../tests/random/play-many.ts';
import { starter } from '../tests/random/run.ts';

const PROCESSES = 2;
const BATCH = 1000;
const { SEED, PATH_, SEQUENCES = 100_000, SHARE } = process.env;
const firstSeed = SEED === undefined ? Date.now() % 2 ** 31 : Number(SEED);
const batches = Math.ceil(Number(SEQUENCES) / BATCH);

/** Plays the batch with the number `first` and each `step`-th one after it. Returns whether all passed. */
async function soak(first: number, step: number): Promise<boolean> {
  const start = starter(await bundleWorker());
  let hasPassed = true;
  for (let batch = first; batch < batches; batch += step) {
    const startedAt = Date.now();
    const count = Math.min(BATCH, Number(SEQUENCES) - batch * BATCH);
    const { seed, sequences, failure } = await playMany(start, { count, seed: firstSeed + batch, path: PATH_ });
    console.log(`SEED=${seed}: ${sequences} sequences in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
    if (failure) console.error(failure);
    hasPassed &&= failure === undefined;
  }
  return hasPassed;
}

if (SHARE !== undefined || PATH_ !== undefined) {
  process.exitCode = (await soak(Number(SHARE ?? 0), PATH_ === undefined ? PROCESSES : batches)) ? 0 : 1;
} else {
  console.log(`${SEQUENCES} sequences, from SEED=${firstSeed} on`);
  const startedAt = Date.now();
  const shares = Array.from({ length: PROCESSES }, (_, share) =>
    fork(fileURLToPath(import.meta.url), { env: { ...process.env, SEED: String(firstSeed), SHARE: String(share) } }),
  );
  const codes = await Promise.all(shares.map(async (share) => (await once(share, 'exit'))[0]));
  const hasPassed = codes.every((code) => code === 0);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
  console.log(`${SEQUENCES} sequences in ${seconds} s: ${hasPassed ? 'nothing is lost' : `FAILED (${codes})`}`);
  process.exitCode = hasPassed ? 0 : 1;
}
