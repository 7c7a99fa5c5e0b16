/** A screen of its own, with a window manager and a keyboard, for what only a headed browser shows: the certificate dialog. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { registerProcess, unregisterProcess } from './leftovers.ts';
import { runTool } from './tools.ts';

export interface Screen {
  /** For `PcOptions.display`. */
  display: string;
  /** Presses keys one after the other, by their names in xdotool: `Return`, `Escape`, `Tab`. They go to the window in front. */
  press(...keys: string[]): Promise<void>;
  close(): Promise<void>;
}

/** Starts Xvfb on a free display, and openbox on it. */
export async function startScreen(width = 1280, height = 900): Promise<Screen> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  note(server);
  const pipe = server.stdio[3];
  if (!pipe || !('readable' in pipe)) throw new Error('Xvfb has no pipe to tell its display on');
  const [number] = await Promise.race([
    once(createInterface({ input: pipe as NodeJS.ReadableStream }), 'line'),
    once(server, 'exit').then(() => Promise.reject(new Error('Xvfb ended before it had a display'))),
  ]);
  const display = `:${number}`;
  const manager = spawn('openbox', ['--sm-disable'], { env: { ...process.env, DISPLAY: display }, stdio: 'ignore' });
  note(manager);
  const xdotool = (...args: string[]) => runTool('env', [`DISPLAY=${display}`, 'xdotool', ...args]);
  const screen: Screen = {
    display,
    async press(...keys) {
      await xdotool('key', '--clearmodifiers', '--delay', '60', ...keys);
    },
    async close() {
      await end(manager);
      await end(server);
    },
  };
  return screen;
}

function note(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  registerProcess(pid);
  child.once('exit', () => unregisterProcess(pid));
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill();
  await gone;
}
