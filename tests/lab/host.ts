/** One simulated system: a listener on loopback that behaves as its behaviour says. */
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import {
  createServer as createHttpServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { asksForCertificate, type System } from '../../utils/catalog/systems.ts';
import { type Judgement, loginPage, type Reply } from './answers.ts';
import type { LabCertificates } from './certificates.ts';
import { type BehaviourName, SERVER_BEHAVIOURS, type ServerBehaviour, type TlsBehaviour } from './server-behaviours.ts';
import { refuseInTls } from './tls-refusal.ts';

/** What a system has seen since it was last cleared. */
export interface Seen {
  /** TCP connections; browsers open one more than they need, and try again after a failure. */
  connections: number;
  /** Connections on which a TLS conversation was begun. */
  handshakes: number;
  requests: { method: string; path: string; certificate: Judgement; headers: IncomingHttpHeaders }[];
}

export interface Host {
  port: number;
  seen: Seen;
  /** Behaves like this from the next connection on; those that are open are cut. */
  setBehaviour(name: BehaviourName): Promise<void>;
  /** Lets requests that the behaviour `hang` is holding go on to the healthy page. */
  release(): void;
  clearSeen(): void;
  close(): Promise<void>;
}

/** The first byte of a TLS conversation: a handshake record. */
const TLS_HANDSHAKE = 0x16;

/** Starts a system. `dir` is for short-lived socket files; `now` is its clock, in milliseconds since 1970. */
export async function startHost(
  system: System,
  certificates: LabCertificates,
  dir: string,
  firstBehaviour: BehaviourName,
  now: () => number,
): Promise<Host> {
  const hostname = new URL(system.address).hostname;
  const open = new Set<Socket>();
  const held = new Set<() => void>();
  const secureServers = new Map<BehaviourName, HttpsServer>();
  let behaviourName = firstBehaviour;
  const behaviour = (): ServerBehaviour => SERVER_BEHAVIOURS[behaviourName];

  function judge(socket: unknown): Judgement {
    // Behind a refusal in TLS, only a good certificate gets as far as a request.
    if (!(socket instanceof TLSSocket)) return behaviour().how === 'tls-refusal' ? 'accepted' : 'none';
    const { fingerprint256 } = socket.getPeerCertificate();
    if (fingerprint256 === undefined) return 'none';
    const kind = certificates.clientKind(fingerprint256);
    return kind === 'good' ? 'accepted' : { refused: kind ?? 'stranger' };
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const visit = { system, path: request.url ?? '/', certificate: judge(request.socket) };
    const { method = '', headers } = request;
    host.seen.requests.push({ method, path: visit.path, certificate: visit.certificate, headers });
    // Browsers ask for icons on their own account; no behaviour is about them.
    if (visit.path === '/favicon.ico') {
      send(response, { status: 204, body: '' }, now);
      return;
    }
    const current = behaviour();
    const answer = current.how === 'tls' ? current.answer(visit) : loginPage(visit);
    if (answer === 'hold') {
      const go = () => send(response, loginPage(visit), now);
      held.add(go);
      response.once('close', () => held.delete(go));
    } else if (answer === 'close') request.socket.destroy();
    else if (answer === 'reset') resetBelow(request.socket);
    else send(response, answer, now);
  }

  const plainServer = createHttpServer(handle);

  function secureServer(name: BehaviourName, { identity, asks, namesNoCa, only }: TlsBehaviour): HttpsServer {
    const known = secureServers.get(name);
    if (known) return known;
    const { certificate, key } = certificates.server(hostname, identity ?? 'valid');
    const server = createHttpsServer(
      {
        cert: certificate,
        key,
        requestCert: asks ?? asksForCertificate(system),
        rejectUnauthorized: false,
        ...(namesNoCa ? {} : { ca: certificates.clientCa }),
        // OpenSSL speaks TLS 1.0 only when told to be careless.
        ...(only === undefined ? {} : { minVersion: only, maxVersion: only }),
        ...(only === 'TLSv1' ? { ciphers: 'DEFAULT:@SECLEVEL=0' } : {}),
      },
      handle,
    );
    secureServers.set(name, server);
    return server;
  }

  async function serve(socket: Socket): Promise<void> {
    const current = behaviour();
    if (current.how === 'tls') secureServer(behaviourName, current).emit('connection', socket);
    else if (current.how === 'tls-refusal') {
      const server = certificates.server(hostname, 'valid');
      const conversation: Duplex = await refuseInTls(socket, dir, current.only, server, certificates);
      plainServer.emit('connection', conversation);
    } else if (current.wire === 'close') socket.end();
    else if (current.wire === 'plain-http') {
      plainServer.emit('connection', socket);
      // Unlike the TLS server, that of HTTP doesn't look for what was already read, unless it flows.
      process.nextTick(() => socket.resume());
    }
  }

  function accept(socket: Socket): void {
    host.seen.connections += 1;
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => {});
    const current = behaviour();
    if (current.how === 'wire' && current.wire === 'reset') socket.resetAndDestroy();
    else {
      socket.once('data', (chunk) => {
        if (chunk[0] === TLS_HANDSHAKE) host.seen.handshakes += 1;
        socket.pause();
        socket.unshift(chunk);
        void serve(socket);
      });
    }
  }

  const listener: Server = createServer(accept);
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  const stopListening = async () => {
    if (!listener.listening) return;
    const closed = once(listener, 'close');
    listener.close();
    cut();
    await closed;
  };

  const host: Host = {
    port: await listenSomewhere(listener),
    seen: { connections: 0, handshakes: 0, requests: [] },
    async setBehaviour(name) {
      behaviourName = name;
      const next: ServerBehaviour = SERVER_BEHAVIOURS[name];
      cut();
      if (next.how === 'wire' && next.wire === 'refused') await stopListening();
      else if (!listener.listening) await listen(listener, host.port);
    },
    release() {
      for (const go of held) go();
    },
    clearSeen() {
      host.seen = { connections: 0, handshakes: 0, requests: [] };
    },
    close: stopListening,
  };
  return host;
}

function send(response: ServerResponse, reply: Reply | Reply<Uint8Array>, now: () => number): void {
  const write = () => {
    if (response.destroyed) return;
    response.writeHead(reply.status, {
      'Cache-Control': 'no-cache',
      Date: new Date(now()).toUTCString(),
      ...reply.headers,
    });
    response.end(reply.body);
  };
  const timer = setTimeout(write, reply.afterMs ?? 0);
  response.once('close', () => clearTimeout(timer));
}

/** A reset has to be sent by the TCP connection below TLS. */
function resetBelow(socket: Socket): void {
  const below: unknown = socket instanceof TLSSocket ? Reflect.get(socket, '_parent') : socket;
  if (below && typeof below === 'object' && 'resetAndDestroy' in below) (below as Socket).resetAndDestroy();
  else socket.destroy();
}

/**
 * Listens on a free port below the range from which the system takes ports for outgoing connections: a port that a behaviour has left
 * (`refused`) is still free when it is wanted back.
 */
export async function listenSomewhere(listener: Server): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    try {
      await listen(listener, port);
      return port;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    }
  }
}

async function listen(listener: Server, port: number): Promise<void> {
  const listening = once(listener, 'listening');
  listener.listen(port, '127.0.0.1');
  await listening;
}
