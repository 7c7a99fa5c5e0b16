/** Files and processes that must not outlive this process, even if it ends by an error that nobody caught. */
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const leftovers = new Set<string>();
const processes = new Set<number>();
process.on('exit', removeAll);

/** Makes a temporary folder; `removeLeftover` is its end. */
export async function makeFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `mamoris-${name}-`));
  registerLeftover(folder);
  return folder;
}

/** Takes charge of a file or folder: it is gone at the latest when this process ends. */
export function registerLeftover(path: string): void {
  leftovers.add(path);
}

/** Takes charge of a process, until its end is noted. */
export function registerProcess(pid: number): void {
  processes.add(pid);
}

export function unregisterProcess(pid: number): void {
  processes.delete(pid);
}

/** Removes a file or folder now. A browser that has just ended may still be writing to it. */
export async function removeLeftover(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  leftovers.delete(path);
}

function removeAll(): void {
  for (const pid of processes) attempt(() => process.kill(pid, 'SIGKILL'));
  for (const path of leftovers) {
    attempt(() => rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }));
  }
}

/** One thing that can't be removed must not keep the others from being removed. */
function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // Nobody is left to be told.
  }
}
