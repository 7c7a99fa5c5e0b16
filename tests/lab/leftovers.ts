/** Files and processes that must not outlive this process, even if it ends by an error that no code catches. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const leftovers = new Set<string>();
const processes = new Set<number>();
process.on('exit', removeAll);

/** Makes a temporary folder. Remove it with `removeLeftover`. */
export async function makeFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `mamoris-${name}-`));
  registerLeftover(folder);
  return folder;
}

/** Registers a file or folder for removal, at the latest when this process ends. */
export function registerLeftover(path: string): void {
  leftovers.add(path);
}

/** Registers a process to kill when this process ends. */
export function registerProcess(pid: number): void {
  processes.add(pid);
}

export function unregisterProcess(pid: number): void {
  processes.delete(pid);
}

/** Registers a child process until it exits. */
export function registerChild(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  registerProcess(pid);
  child.once('exit', () => unregisterProcess(pid));
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Ends a child process; returns after its exit. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  child.kill();
  await exited;
}

/** Removes a file or folder now. Retries, because a browser that has just ended may still write to it. */
export async function removeLeftover(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  leftovers.delete(path);
}

function removeAll(): void {
  for (const pid of processes) ignoreErrors(() => process.kill(pid, 'SIGKILL'));
  for (const path of leftovers) {
    ignoreErrors(() => rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }));
  }
}

/** One failed removal must not prevent the others. */
function ignoreErrors(action: () => void): void {
  try {
    action();
  } catch {
    // The process ends: there is no caller to handle it.
  }
}
