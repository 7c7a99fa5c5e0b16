import fc from 'fast-check';
import { run, type starter } from './run.ts';
import { type Sequence, sequence } from './steps.ts';

/** The sequences of the tests: the sound code passes all of them, and each planted fault fails in one. */
export const TEST_SEQUENCES = { seed: 20_261_128, count: 700 };

export interface Found {
  seed: number;
  sequences: number;
  /** Difference that was found, with the shortest sequence that shows it; absent: none. */
  failure?: string;
}

/** Plays `count` random sequences, or the sequence at `path`. Shrinks a failing one. */
export async function playMany(
  start: ReturnType<typeof starter>,
  { count, seed, path, isQuick = false }: { count: number; seed: number; path?: string | undefined; isQuick?: boolean },
): Promise<Found> {
  const property = fc.asyncProperty(sequence, async (steps: Sequence) => {
    let rejected: unknown;
    const listener = (error: unknown) => {
      rejected ??= error;
    };
    process.on('unhandledRejection', listener);
    try {
      await run(start, steps);
    } finally {
      process.off('unhandledRejection', listener);
    }
    if (rejected) throw new Error(`Unhandled rejection: ${rejected}`);
  });
  // A replay, or a mere proof that there is a failure, needs no shrinking.
  const options = { ...(path !== undefined && { path }), endOnFailure: isQuick || path !== undefined };
  const result = await fc.check(property, { numRuns: count, seed, ...options });
  if (!result.failed) return { seed, sequences: result.numRuns };
  const { counterexamplePath, counterexample, errorInstance } = result;
  const replayHint = `SEED=${seed} PATH_=${counterexamplePath}`;
  const steps = counterexample?.[0].steps.map((step) => JSON.stringify(step)).join('\n  ');
  const { at, slowness } = counterexample?.[0] ?? {};
  const reason = errorInstance instanceof Error ? errorInstance.stack : String(errorInstance);
  return {
    seed,
    sequences: result.numRuns,
    failure: `${reason}\n${replayHint}\nat ${at}, slowness ${slowness}:\n  ${steps}`,
  };
}
