import fc from 'fast-check';
import { run, type starter } from './run.ts';
import { type Sequence, sequence } from './steps.ts';

export interface Found {
  seed: number;
  sequences: number;
  /** The failure, with the shortest sequence that shows it; absent: none. */
  failure?: string;
}

/** Plays so many random sequences, or the one at a path; a failing one is made as short as it goes. */
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
    if (rejected) throw new Error(`A rejection that nobody handles: ${rejected}`);
  });
  // Shrinking is not needed to see a failure, nor to replay the failure of a path.
  const replay = { ...(path !== undefined && { path }), endOnFailure: isQuick || path !== undefined };
  const result = await fc.check(property, { numRuns: count, seed, ...replay });
  if (!result.failed) return { seed, sequences: result.numRuns };
  const { counterexamplePath, counterexample, errorInstance } = result;
  const again = `SEED=${seed} PATH_=${counterexamplePath}`;
  const steps = counterexample?.[0].steps.map((step) => JSON.stringify(step)).join('\n  ');
  const { at, slowness } = counterexample?.[0] ?? {};
  const why = errorInstance instanceof Error ? errorInstance.stack : String(errorInstance);
  return { seed, sequences: result.numRuns, failure: `${why}\n${again}\nat ${at}, slowness ${slowness}:\n  ${steps}` };
}
