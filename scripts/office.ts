/**
 * `npm run office`: a simulated office of 200 PCs over 100 working days, on the product's real worker. Prints how often
 * the extension is right, and every mistake with the command that replays its day event by event.
 *
 * - `--years N`: so many person-years (240 working days each) instead of the whole office (83)
 * - `--seed N`: another office; default: a new one each time
 * - `--pc K --day D`: replays one day of one PC
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleProduct, DAYS, PCS, playPc } from '../tests/office/play.ts';
import { mistakeLines, reportOf } from '../tests/office/report.ts';
import { Tally, WORKING_DAYS } from '../tests/office/tally.ts';

const PROCESSES = 2;
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    years: { type: 'string' },
    pc: { type: 'string' },
    day: { type: 'string' },
    share: { type: 'string' },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const pcs = values.years === undefined ? PCS : Math.ceil((Number(values.years) * WORKING_DAYS) / DAYS);

/** Plays every second PC, and sends what each has shown to the parent process. */
async function playShare(share: number): Promise<void> {
  const start = await bundleProduct();
  for (let id = share; id < pcs; id += PROCESSES) {
    const tally = new Tally();
    await playPc(start, tally, { seed, id, days: DAYS });
    process.send?.(tally);
  }
}

/** Replays a day, and prints its events. */
async function replay(id: number, day: number): Promise<void> {
  const tally = new Tally();
  const start = await bundleProduct();
  await playPc(start, tally, { seed, id, days: day + 1, replay: day });
  console.log(tally.lines?.join('\n'));
}

/** Plays the office in several processes, and prints its figures. */
async function playOffice(): Promise<void> {
  console.log(`${pcs} PCs for ${DAYS} working days, --seed ${seed}`);
  const tally = new Tally();
  let played = 0;
  const args = process.argv.slice(2).concat(values.seed === undefined ? ['--seed', String(seed)] : []);
  const shares = Array.from({ length: PROCESSES }, (_, share) => {
    const child = fork(fileURLToPath(import.meta.url), [...args, '--share', String(share)]);
    child.on('message', (part) => {
      tally.add(part as Tally);
      played += 1;
      if (played % 10 === 0) console.error(`${played} of ${pcs} PCs played`);
    });
    return child;
  });
  const codes = await Promise.all(shares.map(async (child) => (await once(child, 'exit'))[0]));
  const replayHint = (index: number) => {
    const { pc, day, time } = tally.mistakes[index] ?? {};
    return `at ${time}: npm run office -- --seed ${seed} --pc ${pc} --day ${day}`;
  };
  console.log([...mistakeLines(tally, replayHint), '', ...reportOf(tally)].join('\n'));
  process.exitCode = codes.every((code) => code === 0) && tally.mistakes.length === 0 ? 0 : 1;
}

if (values.share !== undefined) await playShare(Number(values.share));
else if (values.pc !== undefined) await replay(Number(values.pc), Number(values.day ?? 0));
else await playOffice();
