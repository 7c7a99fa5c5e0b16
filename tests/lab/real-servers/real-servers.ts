/**
 * Real servers that ask for client certificates and refuse in their own ways: nginx and Apache of the distribution, and
 * Node. They listen on loopback beside the lab's own systems; `scripts/setup.mjs` installs the programs.
 */
import { once } from 'node:events';
import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { makeClock } from '../clock.ts';
import type { Lab } from '../lab.ts';
import { makeFolder, removeLeftover } from '../leftovers.ts';
import { openssl } from '../tools.ts';
import { startApache } from './apache.ts';
import { startNginx } from './nginx.ts';
import { startNode } from './node.ts';
import type { ManualSystem, RealServer, RunningSites, ServerMaker, ServerSetup, Site } from './types.ts';

export interface RealServers {
  /** The `address:port` of a server, on loopback. Throws if the server was not started. */
  addressOf(server: RealServer): string;
  /** The servers' clock, in ms since the epoch. */
  now(): number;
  close(): Promise<void>;
}

const MAKERS: Record<RealServer['product'], ServerMaker> = {
  nginx: startNginx,
  Apache: startApache,
  Node: startNode,
};

/**
 * Starts servers that stand for one system. Returns when each has proved that it speaks its TLS and HTTP version.
 * @param now their clock, in ISO with zone: the PC's time, because browsers compare it with their clock
 */
export async function startRealServers(
  lab: Lab,
  system: ManualSystem,
  servers: readonly RealServer[],
  now: string,
): Promise<RealServers> {
  const dir = await makeFolder('servers');
  // Started by root, Apache reads its pages as another user. The folder holds no key.
  await chmod(dir, 0o755);
  const clock = await makeClock(dir, now);
  const crlFile = join(dir, 'revoked.pem');
  await writeRevocationList(lab, crlFile);
  const wildcardFile = join(dir, 'wildcard.pem');
  await issueWildcard(lab, dir, wildcardFile);
  const setup: ServerSetup = {
    ...{ dir, crlFile, wildcardFile, system, now: clock.now, env: clock.env },
    identity: lab.certificates.server(new URL(system.address).hostname, 'valid'),
    clientCaFile: lab.certificates.clientCaFile,
    clientCa: lab.certificates.clientCa,
  };
  const running: RunningSites[] = [];
  const close = async () => {
    await Promise.all(running.map((part) => part.close()));
    await removeLeftover(dir);
  };
  try {
    for (const product of ['nginx', 'Apache', 'Node'] as const) {
      const ofProduct = servers.filter((server) => server.product === product);
      if (ofProduct.length > 0) running.push(await MAKERS[product](ofProduct, setup));
    }
    const sites = running.flatMap((part) => part.sites);
    await Promise.all(sites.map((site) => checkConversation(site, lab, setup)));
    const addresses = new Map(sites.map((site) => [keyOf(site), `${site.address}:${site.port}`]));
    return {
      addressOf(server) {
        const address = addresses.get(keyOf(server));
        if (address === undefined) throw new Error(`not started: ${keyOf(server)}`);
        return address;
      },
      now: clock.now,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function keyOf({ product, mode, tls, http }: RealServer): string {
  return `${product} ${mode} TLS ${tls} HTTP/${http}`;
}

/** Writes a revocation list for every faked clock. The lab's own list begins today. */
function writeRevocationList(lab: Lab, file: string): Promise<void> {
  return openssl(
    join(lab.dir, 'client-ca'),
    ...['ca', '-config', 'ca.cnf', '-gencrl', '-out', file],
    ...['-crl_lastupdate', '20200101000000Z', '-crl_nextupdate', '20491231000000Z'],
  );
}

/** Issues one certificate for all hosts. Each of the lab's own certificates is for one host. */
async function issueWildcard(lab: Lab, dir: string, file: string): Promise<void> {
  const authority = join(lab.dir, 'server-ca');
  const request = join(dir, 'wildcard.csr');
  await openssl(
    authority,
    ...['req', '-new', '-key', '../key.pem', '-subj', '/CN=*.mamoris-net.jp', '-config', 'ca.cnf', '-out', request],
    ...['-addext', 'subjectAltName=DNS:*.mamoris-net.jp'],
  );
  await openssl(
    authority,
    ...['ca', '-batch', '-notext', '-config', 'ca.cnf', '-extensions', 'server'],
    ...['-startdate', '20200101000000Z', '-enddate', '20491231000000Z', '-in', request, '-out', file],
  );
}

/** Connects with a good certificate. Throws if the server speaks other versions than the matrix has. */
async function checkConversation(site: Site, lab: Lab, { identity, system }: ServerSetup): Promise<void> {
  const socket = connect({
    ...{ host: site.address, port: site.port, servername: new URL(system.address).hostname },
    ca: await readFile(lab.certificates.serverCaFile, 'utf8'),
    cert: await readFile(join(lab.dir, 'client-good.pem'), 'utf8'),
    key: identity.key,
    ALPNProtocols: ['h2', 'http/1.1'],
  });
  try {
    await once(socket, 'secureConnect');
    // A server without ALPN speaks HTTP/1.1.
    const actual = `${socket.getProtocol()} ${socket.alpnProtocol}`.replace('false', 'http/1.1');
    const expected = `TLSv${site.tls} ${site.http === '2' ? 'h2' : 'http/1.1'}`;
    if (actual !== expected) throw new Error(`${keyOf(site)} speaks ${actual}`);
  } finally {
    socket.destroy();
  }
}
