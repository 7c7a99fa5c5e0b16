/** One simulated system: a listener on loopback with one of `SERVER_BEHAVIOURS`. */
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

/** The traffic of a system since the last `clearSeen`. */
export interface Seen {
  /** TCP connections. Browsers open more than they need, and try again after a failure. */
  connections: number;
  /** Connections with the start of a TLS handshake. */
  handshakes: number;
  requests: { method: string; path: string; certificate: Judgement; headers: IncomingHttpHeaders }[];
}

export interface Host {
  port: number;
  seen: Seen;
  /** Sets the behaviour for new connections. Cuts open connections. */
  setBehaviour(name: BehaviourName): Promise<void>;
  /** Answers the requests that the behaviour `hang` holds with the healthy page. */
  release(): void;
  clearSeen(): void;
  close(): Promise<void>;
}

/** First byte of a TLS connection: a handshake record. */
const TLS_HANDSHAKE = 0x16;

/**
 * Starts a system.
 * @param dir folder for short-lived socket files
 * @param now the system's clock, in ms since the epoch
 */
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
    // After a refusal in TLS, only clients with a good certificate send a request.
    if (!(socket instanceof TLSSocket)) return behaviour().how === 'tls-refusal' ? 'accepted' : 'none';
    const { fingerprint256 } = socket.getPeerCertificate();
    if (fingerprint256 === undefined) return 'none';
    const kind = certificates.clientKind(fingerprint256);
    return kind === 'good' ? 'accepted' : { refused: kind ?? 'stranger' };
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const { method = '', headers } = request;
    const visit = { system, method, path: request.url ?? '/', certificate: judge(request.socket) };
    host.seen.requests.push({ method, path: visit.path, certificate: visit.certificate, headers });
    // Browsers request icons by themselves. No behaviour concerns icons.
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
        // OpenSSL speaks TLS 1.0 only at security level 0.
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
      // Unlike the TLS server, the HTTP server reads the bytes of `unshift` only from a flowing socket.
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

/** Resets the TCP connection below TLS. */
function resetBelow(socket: Socket): void {
  const below: unknown = socket instanceof TLSSocket ? Reflect.get(socket, '_parent') : socket;
  if (below && typeof below === 'object' && 'resetAndDestroy' in below) (below as Socket).resetAndDestroy();
  else socket.destroy();
}

/**
 * Listens on a free port below the range that the OS uses for outgoing connections. A port that the behaviour `refused`
 * has closed is therefore still free later.
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
