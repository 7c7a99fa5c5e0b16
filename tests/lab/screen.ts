/**
 * A virtual screen with a window manager and a keyboard, for the certificate dialog, which only a headed browser shows.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { endChild, makeFolder, registerChild, removeLeftover } from './leftovers.ts';
import { runTool } from './tools.ts';

export interface Screen {
  /** For `PcOptions.display`. */
  display: string;
  /** Sends keys to the window in front, one after the other. Names are those of xdotool: `Return`, `Escape`, `Tab`. */
  press(...keys: string[]): Promise<void>;
  /** The pixels of a part of the screen above its middle, where the pointer is; four bytes each. */
  part(): Promise<Buffer>;
  close(): Promise<void>;
}

/** Starts Xvfb on a free display, and openbox on it. */
export async function startScreen(width = 1280, height = 900): Promise<Screen> {
  const folder = await makeFolder('screen');
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-fbdir', folder],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
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
    async part() {
      const picture = await readFile(join(folder, 'Xvfb_screen0'));
      // A dump of the X window system (`XWDfile.h`): a header, its size first, 12 bytes a colour, then the pixels.
      const field = (index: number) => picture.readUInt32BE(index * 4);
      const [start, bytesPerLine] = [field(0) + field(19) * 12, field(12)];
      const [left, right] = [Math.floor(width * 0.4) * 4, Math.floor(width * 0.6) * 4];
      const lines = Array.from({ length: Math.floor(height / 5) }, (_, line) => {
        const offset = start + (Math.floor(height / 4) + line) * bytesPerLine;
        return picture.subarray(offset + left, offset + right);
      });
      return Buffer.concat(lines);
    },
    async close() {
      await endChild(manager);
      await endChild(server);
      await removeLeftover(folder);
    },
  };
  return screen;
}
