/**
 * Measures how often the extension is right: real servers × PCs × faults, each in a fresh browser, and the pages of the
 * corpus. The baseline is a plain table of error codes. Exits with 1 if a diagnosis is wrong.
 *
 *   npm run accuracy
 *   npm run accuracy -- --only 'Apache required' --rounds 10
 */
import { parseArgs } from 'node:util';
import { type CorpusRow, runCorpus } from '../../tests/corpus/corpus.ts';
import { startLab } from '../../tests/lab/lab.ts';
import { end, endOnSignals, isEnding, whileOpen } from '../demo/process-end.ts';
import { CELLS } from './cells.ts';
import { runMatrix } from './run-matrix.ts';
import { corpusReport, describeRun, isMisread, report } from './tables.ts';

const { values: options } = parseArgs({
  options: {
    /** Selects the cells whose `table | row | pc` contains this text, and no corpus. */
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
    extension,
    rounds: Number(options.rounds),
    lanes: Number(options.lanes),
    onRun(run, done, total) {
      if (!run.isRight) console.log(`wrong: ${describeRun(run)}`);
      if (done % 100 === 0) console.log(`${done} of ${total} runs`);
    },
  });
  console.log(`\n${report(runs)}`);
  const pages = only === '' ? await readCorpus(extension) : [];
  if (pages.length > 0) console.log(`\n${corpusReport(pages)}`);
  console.log(`\n${Math.round((performance.now() - start) / 1000)} s`);
  await end(runs.every(({ isRight }) => isRight) && !pages.some(isMisread) ? 0 : 1);
} catch (error) {
  if (!isEnding()) {
    console.error(error);
    await end(1);
  }
}

function readCorpus(extension: string): Promise<CorpusRow[]> {
  return whileOpen(
    startLab(),
    (lab) => lab.close(),
    (lab) => runCorpus(lab, { extension }),
  );
}
