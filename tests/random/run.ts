import { check } from './check.ts';
import { Play } from './play.ts';
import { RandomPc, type Started } from './random-pc.ts';
import type { Sequence } from './steps.ts';

/** Creates a function that starts the worker's code in a fresh scope each time. */
export function starter(code: string): (globals: Record<string, unknown>) => Started {
  const names = [
    'injected',
    'Date',
    'console',
    'setTimeout',
    'clearTimeout',
    'location',
    'navigator',
    'AbortSignal',
    'fetch',
    'performance',
  ];
  const start = new Function(...names, `${code}\nreturn worker;`);
  return (globals) => start(...names.map((name) => globals[name]));
}

/**
 * Plays a sequence against the worker, waits until the PC is idle, and checks the result. Rejects with the difference.
 * Node emits unhandled rejections on `process`; the caller listens for them.
 */
export async function run(start: ReturnType<typeof starter>, { at, slowness, steps }: Sequence): Promise<RandomPc> {
  const play: { now?: Play } = {};
  const onStop = () => play.now?.onStop();
  const pc = new RandomPc(start, { now: Date.parse(`2026-11-24T${at}+09:00`), slowness, onStop });
  play.now = new Play(pc);
  for (const step of steps) await play.now.run(step);
  await play.now.calm();
  await check(play.now, 'at rest');
  await play.now.waitForHours();
  await check(play.now, 'after the next change of the hours');
  return pc;
}
