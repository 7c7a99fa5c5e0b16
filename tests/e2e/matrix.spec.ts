/** The short form of `npm run accuracy`: real servers × PCs × faults, each in a fresh browser. */
import { isRace, SHORT_FORM } from '../../scripts/accuracy/cells.ts';
import { type Lane, runCell } from '../../scripts/accuracy/run-cell.ts';
import { withLane } from '../../scripts/accuracy/run-matrix.ts';
import { describeRun } from '../../scripts/accuracy/tables.ts';
import { test as base, expect } from './pc-test.ts';

const test = base.extend<object, { lane: Lane }>({
  lane: [
    async ({ lab }, use) => {
      await withLane(lab, SHORT_FORM, '.output/chrome-mv3', use);
    },
    { scope: 'worker' },
  ],
});

// Every cell has a browser of its own, and every worker systems of its own.
test.describe.configure({ mode: 'parallel' });

for (const cell of SHORT_FORM) {
  test(`matrix: ${cell.row} | ${cell.pc}`, async ({ lane }) => {
    for (let round = 0; round < (isRace(cell) ? 3 : 1); round += 1) {
      const run = await runCell(cell, lane);
      expect(run.isRight, describeRun(run)).toBe(true);
    }
  });
}
