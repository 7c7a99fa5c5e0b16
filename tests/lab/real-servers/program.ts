/** Starts a server program with a listener for each site. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { clockTraces } from '../clock.ts';
import { endChild, hasEnded, registerChild, registerLeftover, removeLeftover } from '../leftovers.ts';
import { programPath } from '../programs.mjs';
import { waitFor } from '../wait.ts';
import type { RealServer, RunningSites, ServerSetup, Site } from './types.ts';

/**
 * Gives each server an address and a port. Unlike the lab's own hosts, the programs cannot search for a free port.
 * A random one of the millions of loopback addresses prevents collisions.
 */
export function assignAddresses(servers: readonly RealServer[]): Site[] {
  const address = `127.${randomInt(1, 255)}.${randomInt(256)}.${randomInt(1, 255)}`;
  return servers.map((server, index) => ({ ...server, address, port: 20_000 + index }));
}

/** @param configure writes the configuration into the folder, and returns the arguments of the program */
export async function startProgram(
  name: string,
  servers: readonly RealServer[],
  { dir, env }: ServerSetup,
  configure: (folder: string, sites: readonly Site[]) => Promise<string[]>,
): Promise<RunningSites> {
  const path = programPath(name);
  if (path === undefined) throw new Error(`${name} is missing; run "node scripts/setup.mjs" once.`);
  const sites = assignAddresses(servers);
  const folder = join(dir, name);
  await mkdir(folder);
  const args = await configure(folder, sites);
  const child = spawn(path, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  registerChild(child);
  const traces = child.pid === undefined ? [] : clockTraces(child.pid);
  for (const trace of traces) registerLeftover(trace);
  const close = async () => {
    await endChild(child);
    await Promise.all(traces.map(removeLeftover));
  };
  try {
    await Promise.all(sites.map((site) => waitFor(`${name} to listen`, () => isListening(site, child))));
    return { sites, close };
  } catch (error) {
    await close();
    const log = await readFile(join(folder, 'error.log'), 'utf8').catch(() => '');
    throw new Error(`${error}\n${errors}${log}`);
  }
}

/** Whether the site accepts connections. Throws when its program has ended. */
async function isListening({ address, port }: Site, child: ChildProcess): Promise<boolean> {
  if (hasEnded(child)) throw new Error(`${child.spawnfile} has ended`);
  const socket = connect(port, address);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
