/**
 * A virtual screen with a window manager and a keyboard, for the certificate dialog, which only a headed browser shows.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { endChild, registerChild } from './leftovers.ts';
import { runTool } from './tools.ts';

export interface Screen {
  /** For `PcOptions.display`. */
  display: string;
  /** Sends keys to the window in front, one after the other. Names are those of xdotool: `Return`, `Escape`, `Tab`. */
  press(...keys: string[]): Promise<void>;
  close(): Promise<void>;
}

/** Starts Xvfb on a free display, and openbox on it. */
export async function startScreen(width = 1280, height = 900): Promise<Screen> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  registerChild(server);
  const pipe = server.stdio[3];
  if (!pipe || !('readable' in pipe)) throw new Error('Xvfb has no pipe for its display number');
  const [number] = await Promise.race([
    once(createInterface({ input: pipe as NodeJS.ReadableStream }), 'line'),
    once(server, 'exit').then(() => Promise.reject(new Error('Xvfb ended before it had a display'))),
  ]);
  const display = `:${number}`;
  const manager = spawn('openbox', ['--sm-disable'], { env: { ...process.env, DISPLAY: display }, stdio: 'ignore' });
  registerChild(manager);
  const xdotool = (...args: string[]) => runTool('env', [`DISPLAY=${display}`, 'xdotool', ...args]);
  const screen: Screen = {
    display,
    async press(...keys) {
      await xdotool('key', '--clearmodifiers', '--delay', '60', ...keys);
    },
    async close() {
      await endChild(manager);
      await endChild(server);
    },
  };
  return screen;
}
