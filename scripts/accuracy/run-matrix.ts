import { DEFAULT_CLOCK } from '../../tests/lab/clock.ts';
import { type Lab, startLab } from '../../tests/lab/lab.ts';
import { startRealServers } from '../../tests/lab/real-servers.ts';
import { type Screen, startScreen } from '../../tests/lab/screen.ts';
import { SYSTEMS } from '../../utils/catalog/systems.ts';
import { whileOpen } from '../demo/ending.ts';
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
  const lane = async (place: Place) => {
    for (let cell = waiting.shift(); cell; cell = waiting.shift()) {
      const run = await runCell(cell, place);
      runs.push(run);
      onRun?.(run, runs.length, total);
    }
  };
  await Promise.all(Array.from({ length: lanes }, () => atPlace(cells, extension, (place) => lane(place))));
  return runs;
}

/** A lane's own systems, servers and screen; all are closed afterwards. */
async function atPlace(cells: readonly Cell[], extension: string, use: (place: Place) => Promise<void>): Promise<void> {
  await whileOpen(
    startLab(),
    (lab) => lab.close(),
    (lab) => atPlaceIn(lab, cells, extension, use),
  );
}

/** Puts the servers that these cells need, and a screen once one is wanted, beside the systems of a lab. */
export async function atPlaceIn(
  lab: Lab,
  cells: readonly Cell[],
  extension: string,
  use: (place: Place) => Promise<void>,
): Promise<void> {
  const office = SYSTEMS.find(({ id }) => id === 'office');
  if (office === undefined) throw new Error('there is no office');
  await whileOpen(
    startRealServers(lab, office, serversOf(cells), DEFAULT_CLOCK),
    (servers) => servers.close(),
    async (servers) => {
      let screen: Promise<Screen> | undefined;
      const startOnce = () => {
        screen ??= startScreen();
        return screen;
      };
      try {
        await use({ lab, servers, extension, screen: startOnce });
      } finally {
        await (await screen)?.close();
      }
    },
  );
}
