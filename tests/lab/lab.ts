/** The simulated まもりす: all ten systems on loopback, with real TLS and real client certificates. */
import { createServer as createHttpServer } from 'node:http';
import { type ManualSystemId, SYSTEMS } from '../../utils/catalog/systems.ts';
import { type LabCertificates, makeCertificates } from './certificates.ts';
import { type ClockSetting, clockOffset } from './clock.ts';
import { type Host, listenSomewhere, type Seen, startHost } from './host.ts';
import { makeFolder, removeLeftover } from './leftovers.ts';
import { type BehaviourName, DEFAULT_BEHAVIOURS } from './server-behaviours.ts';

/** A site that has nothing to do with まもりす; plain http, always there. */
export const OTHER_SITE = 'http://other-site.example/';

export interface Lab {
  /** Certificates and what is made of them live here until `close`. */
  dir: string;
  certificates: LabCertificates;
  /** Makes a system behave like this from the next connection on; connections that are open are cut. */
  setBehaviour(id: ManualSystemId, behaviour: BehaviourName): Promise<void>;
  /** All systems back to their default behaviours; what was seen is forgotten. */
  reset(): Promise<void>;
  /** What a system has been asked since the start, `reset` or `clearSeen`; icons included. */
  seen(id: ManualSystemId): Readonly<Seen>;
  clearSeen(): void;
  /** What the systems' own clocks show from now on; PCs set it to theirs when they start. */
  setClock(setting: ClockSetting): void;
  /** Lets the loads that the behaviour `hang` is holding go on to the healthy page. */
  release(id: ManualSystemId): void;
  /**
   * Chromium's `--host-resolver-rules`: the real names lead here, and nothing leads to the real network.
   * @param unresolvable systems whose names can't be found
   */
  resolverRules(options?: { unresolvable?: readonly ManualSystemId[] }): string;
  /** Where TCP for this host name and port is to be taken (for a proxy); `undefined` if it isn't ours. */
  target(hostname: string, port: number): number | undefined;
  /** Stops everything and removes the folder. */
  close(): Promise<void>;
}

/** Nothing listens on it, and nothing ever will without the machine's owner. */
const CLOSED_PORT = 1;

/** Starts the systems with their default behaviours. */
export async function startLab(): Promise<Lab> {
  const dir = await makeFolder('lab');
  const hostname = (id: ManualSystemId) => new URL(addressOf(id)).hostname;
  let clockOffsetMs = 0;
  const now = () => Date.now() + clockOffsetMs;
  const certificates = await makeCertificates(
    dir,
    SYSTEMS.map(({ id }) => hostname(id)),
  );
  const hosts = new Map<ManualSystemId, Host>(
    await Promise.all(
      SYSTEMS.map(
        async (system) =>
          [system.id, await startHost(system, certificates, dir, DEFAULT_BEHAVIOURS[system.id], now)] as const,
      ),
    ),
  );
  const plain = createPlainServer();
  const plainPort = await listenSomewhere(plain);
  const host = (id: ManualSystemId): Host => {
    const found = hosts.get(id);
    if (found === undefined) throw new Error(`no such system: ${id}`);
    return found;
  };

  const lab: Lab = {
    dir,
    certificates,
    setBehaviour: (id, behaviour) => host(id).setBehaviour(behaviour),
    async reset() {
      await Promise.all(SYSTEMS.map(({ id }) => lab.setBehaviour(id, DEFAULT_BEHAVIOURS[id])));
      lab.clearSeen();
    },
    seen: (id) => host(id).seen,
    clearSeen() {
      for (const each of hosts.values()) each.clearSeen();
    },
    setClock(setting) {
      clockOffsetMs = clockOffset(setting);
    },
    release: (id) => host(id).release(),
    resolverRules({ unresolvable = [] } = {}) {
      const rules = SYSTEMS.flatMap(({ id }) =>
        unresolvable.includes(id)
          ? [`MAP ${hostname(id)} ~NOTFOUND`]
          : [
              `MAP ${hostname(id)}:443 127.0.0.1:${host(id).port}`,
              `MAP ${hostname(id)}:80 127.0.0.1:${plainPort}`,
              `MAP ${hostname(id)} 127.0.0.1:${CLOSED_PORT}`,
            ],
      );
      const other = `MAP ${new URL(OTHER_SITE).hostname}:80 127.0.0.1:${plainPort}`;
      return [...rules, other, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1', 'EXCLUDE localhost'].join(',');
    },
    target(name, port) {
      const system = SYSTEMS.find(({ id }) => hostname(id) === name);
      if (port === 80) return system || name === new URL(OTHER_SITE).hostname ? plainPort : undefined;
      return port === 443 && system ? host(system.id).port : undefined;
    },
    async close() {
      plain.closeAllConnections();
      plain.close();
      await Promise.all([...hosts.values()].map((each) => each.close()));
      await removeLeftover(dir);
    },
  };
  return lab;
}

/** The address of a system. */
export function addressOf(id: ManualSystemId): string {
  const system = SYSTEMS.find((each) => each.id === id);
  if (system === undefined) throw new Error(`no such system: ${id}`);
  return system.address;
}

/** Port 80 of every system leads to https, as it does on real servers; that of the other site has a page. */
function createPlainServer() {
  return createHttpServer((request, response) => {
    const name = request.headers.host ?? '';
    if (name === new URL(OTHER_SITE).hostname) {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end(
        `<!doctype html><title>よそのサイト</title><h1>よそのサイト</h1><a href="${addressOf('portal')}">まもりす</a>`,
      );
    } else {
      response.writeHead(301, { Location: `https://${name}${request.url ?? '/'}` });
      response.end();
    }
  });
}
