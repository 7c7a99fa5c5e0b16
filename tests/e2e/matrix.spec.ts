/**
 * Cells of the accuracy matrix, each in a fresh browser beside real servers: one for each way in which a failure
 * reaches the browser. The whole matrix (`npm run accuracy`) adds every version of TLS and HTTP, and repeats races.
 */
import { CELLS, type PcState } from '../../scripts/accuracy/cells.ts';
import { type Lane, runCell } from '../../scripts/accuracy/run-cell.ts';
import { withLane } from '../../scripts/accuracy/run-matrix.ts';
import { describeRun } from '../../scripts/accuracy/tables.ts';
import { test as base, countBrowserStart, expect } from './pc-test.ts';

/** The row, the PC, and what this cell covers that no other one does. */
const COVERED: readonly [row: string, pc: PcState, covers: string][] = [
  // A page with the server's own words.
  [
    'nginx required, TLS 1.3, HTTP/2',
    'none',
    'the words of nginx for a missing certificate; `expired` and `other-ca` send none either',
  ],
  ['nginx required, TLS 1.3, HTTP/2', 'revoked', 'the words of nginx for a refused certificate'],
  ['nginx required, TLS 1.2, HTTP/1.1', 'cancelled', 'the same words as without one, after a cancelled dialog'],
  [
    'nginx custom-200, TLS 1.3, HTTP/2',
    'none',
    'the words of a page with status 200; `custom-403` is such a page with an error status',
  ],
  ['nginx bare-403, TLS 1.3, HTTP/2', 'none', 'a status without words, so that a probe decides; `bare-400` likewise'],
  ['nginx shared, TLS 1.3, HTTP/2', 'none', 'a connection of HTTP/2 that two hosts share'],
  ['nginx gives-400, TLS 1.3, HTTP/2', 'good', 'the words for a missing certificate, after a good one was sent'],
  // A refusal within TLS: an alert and a close that race. TLS 1.2 refuses before the handshake ends, TLS 1.3 after it.
  ['Apache required, TLS 1.2, HTTP/1.1', 'none', 'the alert of Apache within the handshake'],
  ['Apache required, TLS 1.2, HTTP/1.1', 'revoked', 'the alert of Apache for a revoked certificate'],
  ['Apache required, TLS 1.3, HTTP/2', 'none', 'the alert of Apache after the handshake'],
  ['Apache required, TLS 1.3, HTTP/2', 'good', 'a good certificate at Apache'],
  ['Apache required, TLS 1.3, HTTP/2', 'cancelled', 'the alert after a cancelled dialog'],
  ['Node required, TLS 1.2, HTTP/1.1', 'none', 'the close of Node within the handshake'],
  ['Node required, TLS 1.3, HTTP/2', 'revoked', 'the close of Node after the handshake'],
  ['Node required, TLS 1.3, HTTP/2', 'cancelled-revoked', 'a revoked certificate that was never sent'],
  // Faults besides the certificate; `faults.spec.ts` tests the other kinds.
  ['reset before TLS', 'none', 'a reset, which a system that requires a certificate may send to those without one'],
  [
    'server certificate old',
    'none',
    'an old certificate of one server, while the other servers show that the clock is right',
  ],
  ['all: closed before TLS', 'none', 'the same trouble at systems that ask for no certificate'],
  ['clock: 1999', 'good', 'a wrong clock of the PC, beside servers whose clocks are right'],
];

const cells = COVERED.map(([row, pc]) => {
  const cell = CELLS.find((candidate) => candidate.row === row && candidate.pc === pc);
  if (cell === undefined) throw new Error(`The matrix has no cell ${row} | ${pc}`);
  return cell;
});

const test = base.extend<object, { lane: Lane }>({
  lane: [
    async ({ lab }, use) => {
      await withLane(lab, cells, '.output/chrome-mv3', use);
    },
    { scope: 'worker' },
  ],
});

// Every cell has its own browser, and every worker its own systems.
test.describe.configure({ mode: 'parallel' });

for (const cell of cells) {
  test(`the diagnosis of a cell of the matrix is right: ${cell.row} | ${cell.pc}`, async ({ lane }) => {
    countBrowserStart();
    const run = await runCell(cell, lane);
    expect(run.isRight, describeRun(run)).toBe(true);
  });
}
