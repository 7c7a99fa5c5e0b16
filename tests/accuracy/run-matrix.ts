import { systemById } from '../../utils/manual/systems.ts';
import { whileOpen } from '../demo/ending.ts';
import { DEFAULT_CLOCK } from '../lab/clock.ts';
import type { Lab } from '../lab/lab.ts';
import { startLab } from '../lab/lab.ts';
import type { RealServers } from '../lab/real-servers.ts';
import { startRealServers } from '../lab/real-servers.ts';
import { type Screen, startScreen } from '../lab/screen.ts';
import { type Cell, serversOf } from './cells.ts';
import { type Place, type Run, runCell } from './run-cell.ts';

export interface MatrixOptions {
  extension: string;
  /** How often each cell is run. */
  rounds: number;
  /** Browsers at the same time. */
  lanes: number;
  onRun?: (run: Run, done: number, total: number) => void;
}

/** Runs every cell, all of them once before any a second time, each in a fresh browser. */
export async function runMatrix(
  cells: readonly Cell[],
  { extension, rounds, lanes, onRun }: MatrixOptions,
): Promise<Run[]> {
  const waiting = Array.from({ length: rounds }, () => cells).flat();
  const total = waiting.length;
  const runs: Run[] = [];
  const lane = (place: Place) => async () => {
    for (let cell = waiting.shift(); cell; cell = waiting.shift()) {
      const run = await runCell(cell, place);
      runs.push(run);
      onRun?.(run, runs.length, total);
    }
  };
  await Promise.all(Array.from({ length: lanes }, () => atPlace(cells, extension, (place) => lane(place)())));
  return runs;
}

/** A lane's own systems, servers and screen; all are closed afterwards. */
async function atPlace(cells: readonly Cell[], extension: string, use: (place: Place) => Promise<void>): Promise<void> {
  await whileOpen(
    startLab(),
    (lab) => lab.close(),
    (lab) =>
      whileOpen(
        startServers(lab, cells),
        (servers) => servers.close(),
        async (servers) => {
          let screen: Promise<Screen> | undefined;
          try {
            await use({ lab, servers, extension, screen: () => (screen ??= startScreen()) });
          } finally {
            await (await screen)?.close();
          }
        },
      ),
  );
}

/** The servers that these cells need, at the hour at which PCs begin. */
export function startServers(lab: Lab, cells: readonly Cell[]): Promise<RealServers> {
  const office = systemById('office');
  if (office === undefined) throw new Error('there is no office');
  return startRealServers(lab, office, serversOf(cells), DEFAULT_CLOCK);
}
