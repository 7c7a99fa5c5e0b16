import { once } from 'node:events';
import { createServer, type IncomingMessage, request as requestByHttp } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { listenSomewhere } from './host.ts';
import type { Lab } from './lab.ts';

/**
 * What a proxy does with requests: forwards them, refuses (403), fails (502), wants a password (407), or does not
 * listen.
 */
export type ProxyMode = 'works' | 'refuses' | 'fails' | 'wants-password' | 'is-down';

/** Statuses that a proxy answers instead of a tunnel, by host name: it cannot reach the host, or wants something. */
export type ProxyAnswers = Readonly<Record<string, 403 | 407 | 502 | 503 | 504>>;

export interface LabProxy {
  /** For `PcOptions.proxy`. */
  address: string;
  /** All requested host names with ports, whatever the outcome. */
  asked: string[];
  setMode(mode: ProxyMode): Promise<void>;
  close(): Promise<void>;
}

/** Starts a proxy in front of the lab's systems. `answers`: those of single hosts, whatever the mode. */
export async function startProxy(
  lab: Lab,
  firstMode: ProxyMode = 'works',
  answers: ProxyAnswers = {},
): Promise<LabProxy> {
  let mode: ProxyMode = firstMode;
  const open = new Set<Duplex>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    // A request in plain HTTP has the whole address.
    const { hostname, port, pathname } = new URL(request.url ?? '', 'http://unknown.example');
    asked.push(`${hostname}:${port || 80}`);
    const target = lab.target(hostname, Number(port || 80));
    const status = answers[hostname] ?? refusal(mode) ?? (target === undefined ? 502 : undefined);
    if (status !== undefined) return void response.writeHead(status).end(request.method);
    const { method, headers } = request;
    const upstream = requestByHttp({ host: '127.0.0.1', port: target, path: pathname, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    upstream.once('error', () => response.destroy());
    request.pipe(upstream);
  });
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => {});
  });
  server.on('connect', (request: IncomingMessage, client: Duplex) => {
    const [hostname = '', port = ''] = (request.url ?? '').split(':');
    asked.push(`${hostname}:${port}`);
    const target = lab.target(hostname, Number(port));
    const status = answers[hostname] ?? refusal(mode) ?? (target === undefined ? 502 : undefined);
    if (status !== undefined || target === undefined) {
      const ask = status === 407 ? 'Proxy-Authenticate: Basic realm="lab"\r\n' : '';
      client.end(`HTTP/1.1 ${status} Proxy\r\n${ask}Content-Length: 0\r\n\r\n`);
      return;
    }
    const upstream = connect(target, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(upstream).pipe(client);
    });
    upstream.once('error', () => client.destroy());
    client.once('close', () => upstream.destroy());
  });
  const port = await listenSomewhere(server);
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  const stopListening = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    cut();
    await closed;
  };
  const proxy: LabProxy = {
    address: `http://127.0.0.1:${port}`,
    asked,
    async setMode(next) {
      mode = next;
      cut();
      if (next === 'is-down') await stopListening();
      else if (!server.listening) {
        server.listen(port, '127.0.0.1');
        await once(server, 'listening');
      }
    },
    close: stopListening,
  };
  await proxy.setMode(firstMode);
  return proxy;
}

function refusal(mode: ProxyMode): number | undefined {
  return { works: undefined, refuses: 403, fails: 502, 'wants-password': 407, 'is-down': undefined }[mode];
}
