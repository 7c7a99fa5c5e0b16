/** A browser process without Playwright, which attaches itself to every page and worker. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findBrowser } from './browser.ts';
import { type Cdp, connect } from './cdp.ts';
import { registerProcess, unregisterProcess } from './leftovers.ts';
import { waitFor } from './wait.ts';

export interface SpawnedBrowser {
  pid: number;
  /** Port of its `--remote-debugging-port`. */
  port: number;
  cdp: Cdp;
  /** Closes the browser; returns when its process has ended. */
  close(): Promise<void>;
}

/** Starts a browser, and connects to it as soon as it listens. */
export async function spawnBrowser(
  profile: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<SpawnedBrowser> {
  const portFile = join(profile, 'DevToolsActivePort');
  // The browser run before has left it.
  await rm(portFile, { force: true });
  const child = spawn(findBrowser(), args, { stdio: 'ignore', env });
  const exited = once(child, 'exit');
  const pid = child.pid ?? 0;
  registerProcess(pid);
  const [port, path] = await waitFor('the browser to listen', async () => {
    const lines = (await readFile(portFile, 'utf8').catch(() => '')).split('\n');
    return lines.length >= 2 && lines;
  });
  const cdp = await connect(`ws://127.0.0.1:${port}${path}`);
  return {
    pid,
    port: Number(port),
    cdp,
    async close() {
      // The browser may have ended already.
      await cdp.send('Browser.close').catch(() => {});
      await exited;
      cdp.close();
      unregisterProcess(pid);
    },
  };
}
