/**
 * Plays many random sequences. `SEQUENCES=100000 npm run soak` tells how many; `SEED=… PATH_=…`, as printed with a failure,
 * play that one again.
 */
import { cpus } from 'node:os';
import { bundleWorker } from './bundle.ts';
import { starter } from './run.ts';
import { play } from './many.ts';

const start = starter(await bundleWorker());
const began = Date.now();
const result = await play(start, { count: Number(process.env.SEQUENCES ?? 1000), seed: Number(process.env.SEED ?? Date.now() % 2 ** 31), path: process.env.PATH_ });
console.log(result.seed, result.sequences, result.failure, (Date.now() - began) / 1000, cpus().length);
