/**
 * How often the extension is right: real servers × PCs × faults, each in a fresh browser, beside what a plain table of error codes
 * would have said. Ends with 1 if anything is wrong.
 *
 *   npm run accuracy
 *   npm run accuracy -- --only 'Apache required' --rounds 10
 */
import { parseArgs } from 'node:util';
import { end, endOnSignals, isEnding } from '../demo/ending.ts';
import { CELLS } from './cells.ts';
import { runMatrix } from './run-matrix.ts';
import { describeRun, report } from './tables.ts';

const { values: options } = parseArgs({
  options: {
    /** Cells whose `table | row | pc` holds this. */
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '3' },
    lanes: { type: 'string', default: '2' },
    extension: { type: 'string', default: '.output/chrome-mv3' },
  },
});

endOnSignals(130);
try {
  const { only, extension } = options;
  const cells = CELLS.filter(({ table, row, pc }) => `${table} | ${row} | ${pc}`.includes(only));
  const start = performance.now();
  const runs = await runMatrix(cells, {
    ...{ extension, rounds: Number(options.rounds), lanes: Number(options.lanes) },
    onRun(run, done, total) {
      if (!run.isRight) console.log(`wrong: ${describeRun(run)}`);
      if (done % 100 === 0) console.log(`${done} of ${total} runs`);
    },
  });
  console.log(`\n${report(runs)}\n\n${Math.round((performance.now() - start) / 1000)} s`);
  await end(runs.every(({ isRight }) => isRight) ? 0 : 1);
} catch (error) {
  if (!isEnding()) {
    console.error(error);
    await end(1);
  }
}
