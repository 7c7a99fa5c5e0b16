import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createSecureServer } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import type { Server, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { customRefusal, loginPage, type Reply } from '../answers.ts';
import { assignAddresses } from './program.ts';
import {
  acceptedVisit,
  isCertificateOptional,
  type ManualSystem,
  type RefusalMode,
  type ServerMaker,
  type ServerSetup,
  type Site,
  statusFor,
} from './types.ts';

export const startNode: ServerMaker = async (servers, setup) => {
  const sites = assignAddresses(servers);
  const closers = await Promise.all(sites.map((site) => startSite(site, setup)));
  return {
    sites,
    async close() {
      await Promise.all(closers.map((close) => close()));
    },
  };
};

/** Starts one server. The returned function closes it. */
async function startSite(site: Site, { identity, clientCa, crlFile, system, now }: ServerSetup) {
  const { mode, tls, http } = site;
  const version = `TLSv${tls}` as const;
  const options = {
    cert: identity.certificate,
    key: identity.key,
    ca: clientCa,
    crl: await readFile(crlFile, 'utf8'),
    minVersion: version,
    maxVersion: version,
    requestCert: true,
    rejectUnauthorized: !isCertificateOptional(mode),
  };
  const listener: Server =
    http === '2' ? createSecureServer({ ...options, allowHTTP1: true }) : createHttpsServer(options);
  listener.on('request', (request, response) => {
    // Under HTTP/2 `request.socket` is a proxy without the TLS properties.
    const socket: TLSSocket = request.stream?.session?.socket ?? request.socket;
    const { status, headers, body } = answerRequest(mode, socket, system);
    response.writeHead(status, { 'Content-Type': 'text/plain', ...headers, Date: new Date(now()).toUTCString() });
    response.end(body);
  });
  const open = new Set<Socket>();
  listener.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => {});
  });
  // Refused handshakes are the purpose of these servers.
  listener.on('tlsClientError', () => {});
  listener.on('sessionError', () => {});
  const listening = once(listener, 'listening');
  listener.listen(site.port, site.address);
  await listening;
  return async () => {
    const closed = once(listener, 'close');
    listener.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
}

const STATUS_TEXTS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

function answerRequest(mode: RefusalMode, socket: TLSSocket, system: ManualSystem): Reply {
  if (!socket.authorized) {
    const hasCertificate = Object.keys(socket.getPeerCertificate()).length > 0;
    if (mode === 'custom-403') return customRefusal(403, hasCertificate ? { refused: 'stranger' } : 'none');
    return { status: 403, body: 'Forbidden' };
  }
  const status = statusFor(mode);
  return status === 200 ? loginPage(acceptedVisit(system)) : { status, body: STATUS_TEXTS[status] ?? '' };
}
