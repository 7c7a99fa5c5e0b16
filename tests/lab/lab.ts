/** The simulated まもりす: all ten systems on loopback, with real TLS and real client certificates. */
import { createServer as createHttpServer } from 'node:http';
import { type ManualSystemId, SYSTEMS } from '../../utils/catalog/systems.ts';
import { type LabCertificates, makeCertificates } from './certificates.ts';
import { type ClockSetting, clockOffset } from './clock.ts';
import { type Host, listenSomewhere, type Seen, startHost } from './host.ts';
import { makeFolder, removeLeftover } from './leftovers.ts';
import { type BehaviourName, DEFAULT_BEHAVIOURS } from './server-behaviours.ts';

/** A site that does not belong to まもりす. Plain http, always available. */
export const OTHER_SITE = 'http://other-site.example/';

export interface Lab {
  /** Folder of the certificates and the stores, until `close`. */
  dir: string;
  certificates: LabCertificates;
  /** Sets a system's behaviour for new connections. Cuts open connections. */
  setBehaviour(id: ManualSystemId, behaviour: BehaviourName): Promise<void>;
  /** Sets all systems to their default behaviours, and clears the traffic. */
  reset(): Promise<void>;
  /** The traffic of a system since the start, `reset` or `clearSeen`; icons included. */
  seen(id: ManualSystemId): Readonly<Seen>;
  clearSeen(): void;
  /** Sets the systems' clocks. A PC sets them to its clock when it starts. */
  setClock(setting: ClockSetting): void;
  /** Answers the loads that the behaviour `hang` holds with the healthy page. */
  release(id: ManualSystemId): void;
  /**
   * Chromium's `--host-resolver-rules`: the real names lead here, and no name leads to the real network.
   * @param unresolvable systems whose names cannot be resolved
   */
  resolverRules(options?: { unresolvable?: readonly ManualSystemId[] }): string;
  /** The local port for a host name and port (for a proxy); `undefined`: not a host of the lab. */
  target(hostname: string, port: number): number | undefined;
  /** Stops everything and removes the folder. */
  close(): Promise<void>;
}

/** A port without a listener: only root can open it. */
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
      for (const system of hosts.values()) system.clearSeen();
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
      await Promise.all([...hosts.values()].map((system) => system.close()));
      await removeLeftover(dir);
    },
  };
  return lab;
}

/** The address of a system. */
export function addressOf(id: ManualSystemId): string {
  const system = SYSTEMS.find((row) => row.id === id);
  if (system === undefined) throw new Error(`no such system: ${id}`);
  return system.address;
}

/** Serves port 80: systems redirect to https, as real servers do; the other site has a page. */
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
