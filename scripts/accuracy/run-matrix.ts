import { DEFAULT_CLOCK } from '../../tests/lab/clock.ts';
import { type Lab, startLab } from '../../tests/lab/lab.ts';
import { startRealServers } from '../../tests/lab/real-servers/real-servers.ts';
import { type Screen, startScreen } from '../../tests/lab/screen.ts';
import { SYSTEMS } from '../../utils/catalog/systems.ts';
import { whileOpen } from '../demo/process-end.ts';
import { type Cell, serversOf } from './cells.ts';
import { type Lane, type Run, runCell } from './run-cell.ts';

export interface MatrixOptions {
  extension: string;
  /** Runs of each cell. */
  rounds: number;
  /** Browsers that run at the same time. */
  lanes: number;
  onRun?: (run: Run, done: number, total: number) => void;
}

/** Runs each cell in a fresh browser, and all cells once before any cell a second time. */
export async function runMatrix(
  cells: readonly Cell[],
  { extension, rounds, lanes, onRun }: MatrixOptions,
): Promise<Run[]> {
  const waiting = Array.from({ length: rounds }, () => cells).flat();
  const total = waiting.length;
  const runs: Run[] = [];
  const runWaiting = async (lane: Lane) => {
    for (let cell = waiting.shift(); cell; cell = waiting.shift()) {
      const run = await runCell(cell, lane);
      runs.push(run);
      onRun?.(run, runs.length, total);
    }
  };
  const runLane = () =>
    whileOpen(
      startLab(),
      (lab) => lab.close(),
      (lab) => withLane(lab, cells, extension, runWaiting),
    );
  await Promise.all(Array.from({ length: lanes }, runLane));
  return runs;
}

/**
 * Starts the real servers of these cells beside a lab, and a screen when the first cell asks for it. Closes both
 * afterwards.
 */
export async function withLane(
  lab: Lab,
  cells: readonly Cell[],
  extension: string,
  use: (lane: Lane) => Promise<void>,
): Promise<void> {
  const office = SYSTEMS.find(({ id }) => id === 'office');
  if (office === undefined) throw new Error('there is no office');
  await whileOpen(
    startRealServers(lab, office, serversOf(cells), DEFAULT_CLOCK),
    (servers) => servers.close(),
    async (servers) => {
      let screen: Promise<Screen> | undefined;
      const startScreenOnce = () => {
        screen ??= startScreen();
        return screen;
      };
      try {
        await use({ lab, servers, extension, screen: startScreenOnce });
      } finally {
        await (await screen)?.close();
      }
    },
  );
}
