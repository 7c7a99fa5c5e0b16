/**
 * Servers as the real world has them (nginx and Apache from the distribution, Node), which ask for client certificates and refuse
 * in their own ways. They run on loopback beside the lab's own systems; `scripts/setup.mjs` brings the programs.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createSecureServer } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import { connect as connectPlain, type Server, type Socket } from 'node:net';
import { delimiter, join, resolve } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import type { ManualSystemId, SYSTEMS, System } from '../../utils/catalog/systems.ts';
import { checkPage, customRefusal, loginPage, type Reply } from './answers.ts';
import type { KeyedCertificate } from './certificates.ts';
import { clockTraces, makeClock } from './clock.ts';
import { addressOf, type Lab } from './lab.ts';
import { makeFolder, registerLeftover, registerProcess, removeLeftover, unregisterProcess } from './leftovers.ts';
import { openssl } from './tools.ts';
import { waitFor } from './wait.ts';

/**
 * What a server does:
 * - `required`: opens only with a certificate, and refuses in the way that it has from its makers: nginx with a 400 page, the others in TLS
 * - `custom-403`, `custom-200`: says in words of its own that there is no certificate, under this status
 * - `bare-403`, `bare-400`: answers those without a certificate with its makers' page for this status, which does not name the reason
 * - `shared`: as `required`, with `www` and `clientcheck` at the same place under one wildcard certificate, so that browsers share
 *   HTTP/2 connections between them (nginx only; it says 421 to a request for a host that wants a certificate on a connection for
 *   another one, and the browser asks again on a new one)
 * - `gives-…`: as `required`, but those that come with a good certificate get its makers' page for this status
 */
export type RefusalMode =
  | 'required'
  | 'custom-403'
  | 'custom-200'
  | 'bare-403'
  | 'bare-400'
  | 'shared'
  | 'gives-400'
  | 'gives-403'
  | 'gives-500'
  | 'gives-503';

export interface RealServer {
  product: 'nginx' | 'Apache' | 'Node';
  mode: RefusalMode;
  /** The only version that it speaks. */
  tls: '1.2' | '1.3';
  /** The version that it speaks with browsers. */
  http: '1.1' | '2';
}

export interface RealServers {
  /** Where one of these servers listens: `address:port`, on loopback. Throws for one that was not started. */
  place(server: RealServer): string;
  /** What their clocks show, in ms since the epoch. */
  now(): number;
  close(): Promise<void>;
}

interface Site extends RealServer {
  address: string;
  port: number;
}

/** What all servers are made of. */
interface Ground {
  dir: string;
  identity: KeyedCertificate;
  /** For all systems, with the same key. */
  wildcardFile: string;
  clientCaFile: string;
  crlFile: string;
  clientCa: string;
  system: (typeof SYSTEMS)[number];
  /** Their clock, in ms since the epoch. */
  now: () => number;
  env: Record<string, string>;
}

/**
 * Starts servers that stand for one system, and returns when each has shown that it speaks what it should.
 * @param now what their clocks show, in ISO with zone: the PC's time, for browsers compare it with their own
 */
export async function startRealServers(
  lab: Lab,
  system: (typeof SYSTEMS)[number],
  wanted: readonly RealServer[],
  now: string,
): Promise<RealServers> {
  const dir = await makeFolder('servers');
  // Apache reads its pages as another user where it was started by root. No key lies here.
  await chmod(dir, 0o755);
  const clock = await makeClock(dir, now);
  const crlFile = join(dir, 'revoked.pem');
  await writeRevocationList(lab, crlFile);
  const wildcardFile = join(dir, 'wildcard.pem');
  await issueWildcard(lab, dir, wildcardFile);
  const ground: Ground = {
    ...{ dir, crlFile, wildcardFile, system, now: clock.now, env: clock.env },
    identity: lab.certificates.server(new URL(system.address).hostname, 'valid'),
    clientCaFile: lab.certificates.clientCaFile,
    clientCa: lab.certificates.clientCa,
  };
  const running: Running[] = [];
  const close = async () => {
    await Promise.all(running.map((each) => each.close()));
    await removeLeftover(dir);
  };
  try {
    for (const product of ['nginx', 'Apache', 'Node'] as const) {
      const mine = wanted.filter((server) => server.product === product);
      if (mine.length > 0) running.push(await START[product](mine, ground));
    }
    const sites = running.flatMap((each) => each.sites);
    await Promise.all(sites.map((site) => checkConversation(site, lab, ground)));
    const places = new Map(sites.map((site) => [keyOf(site), `${site.address}:${site.port}`]));
    return {
      place(server) {
        const place = places.get(keyOf(server));
        if (place === undefined) throw new Error(`not started: ${keyOf(server)}`);
        return place;
      },
      now: clock.now,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Running {
  sites: Site[];
  close(): Promise<void>;
}

const START: Record<RealServer['product'], (servers: readonly RealServer[], ground: Ground) => Promise<Running>> = {
  nginx: startNginx,
  Apache: startApache,
  Node: startNode,
};

function keyOf({ product, mode, tls, http }: RealServer): string {
  return `${product} ${mode} TLS ${tls} HTTP/${http}`;
}

/** The lab's own list begins today, which a faked clock can lie before. */
function writeRevocationList(lab: Lab, file: string): Promise<void> {
  return openssl(
    join(lab.dir, 'client-ca'),
    ...[
      'ca',
      '-config',
      'ca.cnf',
      '-gencrl',
      '-crl_lastupdate',
      '20200101000000Z',
      '-crl_nextupdate',
      '20491231000000Z',
    ],
    ...['-out', file],
  );
}

/** The lab's own certificates are for one host each. */
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

// nginx

function startNginx(servers: readonly RealServer[], ground: Ground): Promise<Running> {
  return startProgram('nginx', servers, ground, async (folder, sites) => {
    const file = join(folder, 'nginx.conf');
    await writeFile(file, nginxConfig(folder, sites, ground));
    // Until it has read its configuration, nginx would write to where the distribution has its logs.
    return [program('nginx'), ['-p', folder, '-e', join(folder, 'error.log'), '-c', file]];
  });
}

function nginxConfig(
  folder: string,
  sites: readonly Site[],
  { identity, clientCaFile, crlFile, ...ground }: Ground,
): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `  ${kind}_temp_path ${join(folder, kind)};`,
  );
  const good = nginxText(loginPage(visit(ground.system)).body);
  const block = (site: Site, verify: 'on' | 'off' | 'optional', answers: string, more = '') => `
  server {
    listen ${site.address}:${site.port} ssl${site.http === '2' ? ' http2' : ''};
    ssl_protocols TLSv${site.tls};
    ssl_verify_client ${verify};
    ${more}
    location / {
      ${answers}
    }
  }`;
  const others = (site: Site) => [
    block(site, 'off', `return 200 ${good};`, shared('portal')),
    block(
      site,
      'optional',
      `${unlessAccepted(`200 ${nginxText(checkPage({ ...visit(ground.system), certificate: 'none' }).body)}`)}
      return 200 ${nginxText(checkPage(visit(ground.system)).body)};`,
      shared('clientcheck'),
    ),
  ];
  const shared = (id: ManualSystemId) =>
    `server_name ${new URL(addressOf(id)).hostname};\n    ssl_certificate ${ground.wildcardFile};`;
  const site = (site: Site) => {
    const { mode } = site;
    if (mode === 'shared') {
      return [block(site, 'on', `return 200 ${good};`, shared(ground.system.id)), ...others(site)].join('');
    }
    const status = mode.startsWith('gives-') ? mode.slice('gives-'.length) : `200 ${good}`;
    return block(site, isOptional(mode) ? 'optional' : 'on', `${nginxRefusal(mode)}\n      return ${status};`);
  };
  return `
daemon off;
master_process off;
# What libfaketime needs to know; nginx keeps nothing else of its environment.
${Object.keys(ground.env)
  .map((name) => `env ${name};`)
  .join('\n')}
pid ${join(folder, 'nginx.pid')};
error_log ${join(folder, 'error.log')};
events {}
http {
${temporary.join('\n')}
  access_log off;
  default_type "text/html; charset=utf-8";
  ssl_certificate ${identity.certificateFile};
  ssl_certificate_key ${identity.keyFile};
  ssl_client_certificate ${clientCaFile};
  ssl_crl ${crlFile};
${sites.map(site).join('')}
}
`;
}

function nginxRefusal(mode: RefusalMode): string {
  const answer = {
    'custom-403': `403 ${nginxText(customRefusal(403, 'none').body)}`,
    'custom-200': `200 ${nginxText(customRefusal(200, 'none').body)}`,
    'bare-403': '403',
    'bare-400': '400',
  }[mode as string];
  return answer === undefined ? '' : unlessAccepted(answer);
}

function unlessAccepted(answer: string): string {
  return `if ($ssl_client_verify != SUCCESS) { return ${answer}; }`;
}

function nginxText(text: string): string {
  return `'${text.replaceAll("'", '&#39;').replaceAll('$', '&#36;')}'`;
}

// Apache

const APACHE_MODULES = ['mpm_event', 'authz_core', 'alias', 'dir', 'mime', 'ssl', 'http2'];
const APACHE_FOLDERS = ['/usr/lib/apache2/modules', '/usr/lib64/httpd/modules'];

function startApache(servers: readonly RealServer[], ground: Ground): Promise<Running> {
  return startProgram('apache2', servers, ground, async (folder, sites) => {
    await mkdir(join(folder, 'pages'));
    await writeFile(join(folder, 'pages/index.html'), loginPage(visit(ground.system)).body);
    await writeFile(join(folder, 'pages/refused.html'), customRefusal(403, 'none').body);
    const file = join(folder, 'apache.conf');
    await writeFile(file, apacheConfig(folder, sites, ground));
    // -X: one process in the foreground, which leaves no children behind however it ends.
    return [program('apache2'), ['-X', '-d', folder, '-f', file]];
  });
}

function apacheConfig(folder: string, sites: readonly Site[], { identity, clientCaFile, crlFile }: Ground): string {
  const modules = APACHE_FOLDERS.find(isThere);
  if (modules === undefined) throw new Error('Apache has no modules; run "node scripts/setup.mjs" once.');
  const site = ({ mode, tls, http, address, port }: Site) => `
Listen ${address}:${port}
<VirtualHost ${address}:${port}>
  # Without a name of its own, it asks for the address's, which can take seconds.
  ServerName localhost
  Protocols ${http === '2' ? 'h2 http/1.1' : 'http/1.1'}
  SSLEngine on
  SSLProtocol -all +TLSv${tls}
  SSLVerifyClient ${isOptional(mode) ? 'optional' : 'require'}
  ${apacheManner(mode)}
</VirtualHost>`;
  return `
${APACHE_MODULES.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join('\n')}
ServerName localhost
PidFile ${join(folder, 'apache.pid')}
DefaultRuntimeDir ${folder}
Mutex pthread
ErrorLog ${join(folder, 'error.log')}
${process.getuid?.() === 0 ? 'User nobody\nGroup nogroup' : ''}
ThreadsPerChild 25
TypesConfig /dev/null
AddType text/html .html
AddDefaultCharset utf-8
DocumentRoot ${join(folder, 'pages')}
DirectoryIndex index.html
SSLSessionCache none
SSLCertificateFile ${identity.certificateFile}
SSLCertificateKeyFile ${identity.keyFile}
SSLCACertificateFile ${clientCaFile}
SSLCARevocationFile ${crlFile}
SSLCARevocationCheck leaf
${sites.map(site).join('')}
`;
}

function apacheManner(mode: RefusalMode): string {
  const lets = `<Location "/">\n    Require expr "%{SSL_CLIENT_VERIFY} == 'SUCCESS'"\n  </Location>`;
  if (mode === 'bare-403') return lets;
  if (mode === 'custom-403') {
    // The page about the refusal is for those that are refused.
    const everyone = '<Location "/refused.html">\n    Require all granted\n  </Location>';
    return `${lets}\n  ${everyone}\n  ErrorDocument 403 /refused.html`;
  }
  if (mode.startsWith('gives-')) return `Redirect ${mode.slice('gives-'.length)} /`;
  if (mode === 'required') return '';
  throw new Error(`Apache is not set up for ${mode}`);
}

// Node

async function startNode(servers: readonly RealServer[], ground: Ground): Promise<Running> {
  const started = await Promise.all(somewhere(servers).map((site) => startNodeSite(site, ground)));
  return {
    sites: started.map(({ site }) => site),
    async close() {
      await Promise.all(started.map(({ close }) => close()));
    },
  };
}

async function startNodeSite(site: Site, ground: Ground): Promise<{ site: Site; close(): Promise<void> }> {
  const { mode, tls, http } = site;
  const { identity, clientCa, crlFile } = ground;
  const version = `TLSv${tls}` as const;
  const options = {
    ...{ cert: identity.certificate, key: identity.key, ca: clientCa, crl: await readFile(crlFile, 'utf8') },
    ...{ minVersion: version, maxVersion: version, requestCert: true, rejectUnauthorized: !isOptional(mode) },
  };
  const listener: Server =
    http === '2' ? createSecureServer({ ...options, allowHTTP1: true }) : createHttpsServer(options);
  listener.on('request', (request, response) => {
    // Under HTTP/2 the request's own socket is a stand-in that knows less.
    const socket: TLSSocket = request.stream?.session?.socket ?? request.socket;
    const { status, headers, body } = nodeAnswer(mode, socket, ground.system);
    response.writeHead(status, {
      'Content-Type': 'text/plain',
      ...headers,
      Date: new Date(ground.now()).toUTCString(),
    });
    response.end(body);
  });
  const open = new Set<Socket>();
  listener.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => {});
  });
  // Refused handshakes are what these servers are for.
  listener.on('tlsClientError', () => {});
  listener.on('sessionError', () => {});
  const listening = once(listener, 'listening');
  listener.listen(site.port, site.address);
  await listening;
  return {
    site,
    async close() {
      const closed = once(listener, 'close');
      listener.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function nodeAnswer(mode: RefusalMode, socket: TLSSocket, system: System): Reply {
  const bare = (status: number, body: string) => ({ status, body });
  if (!socket.authorized) {
    const came = Object.keys(socket.getPeerCertificate()).length > 0;
    if (mode === 'custom-403') return customRefusal(403, came ? { refused: 'stranger' } : 'none');
    return bare(403, 'Forbidden');
  }
  const status = mode.startsWith('gives-') ? Number(mode.slice('gives-'.length)) : 200;
  if (status === 200) return loginPage(visit(system));
  return bare(
    status,
    { 400: 'Bad Request', 403: 'Forbidden', 500: 'Internal Server Error', 503: 'Service Unavailable' }[status] ?? '',
  );
}

// All of them

function isOptional(mode: RefusalMode): boolean {
  return mode.startsWith('custom-') || mode.startsWith('bare-');
}

function visit(system: System) {
  return { system, path: new URL(system.address).pathname, certificate: 'accepted' as const };
}

/**
 * Gives each server a place of its own. An address is picked among the millions that lead to this machine, so that programs that
 * are started at the same time don't want the same port: they can't look for a free one themselves, as the lab's own hosts do.
 */
function somewhere(servers: readonly RealServer[]): Site[] {
  const address = `127.${randomInt(1, 255)}.${randomInt(256)}.${randomInt(1, 255)}`;
  return servers.map((server, index) => ({ ...server, address, port: 20_000 + index }));
}

/** Starts one process with a listener for each site, on ports that are free. */
async function startProgram(
  name: string,
  servers: readonly RealServer[],
  { dir, env }: Ground,
  configure: (folder: string, sites: readonly Site[]) => Promise<[path: string, args: string[]]>,
): Promise<Running> {
  const sites = somewhere(servers);
  const folder = join(dir, name);
  await mkdir(folder);
  const [path, args] = await configure(folder, sites);
  const child = spawn(path, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  note(child);
  const close = () => end(child);
  try {
    await Promise.all(sites.map((site) => waitFor(`${name} to listen`, () => answers(site, child))));
    return { sites, close };
  } catch (error) {
    await close();
    const log = await readFile(join(folder, 'error.log'), 'utf8').catch(() => '');
    throw new Error(`${error}\n${said}${log}`);
  }
}

/** Whether the program listens there already. Throws when the process that should has ended. */
async function answers({ address, port }: Site, child: ChildProcess): Promise<boolean> {
  if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${child.spawnfile} has ended`);
  const socket = connectPlain(port, address);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Makes sure that a server speaks the versions that the matrix says, with one that has a good certificate. */
async function checkConversation(site: Site, lab: Lab, { identity, system }: Ground): Promise<void> {
  const socket = connect({
    ...{ host: site.address, port: site.port, servername: new URL(system.address).hostname },
    ca: await readFile(lab.certificates.serverCaFile, 'utf8'),
    cert: await readFile(join(lab.dir, 'client-good.pem'), 'utf8'),
    key: identity.key,
    ALPNProtocols: ['h2', 'http/1.1'],
  });
  try {
    await once(socket, 'secureConnect');
    const spoken = `${socket.getProtocol()} ${socket.alpnProtocol}`;
    const meant = `TLSv${site.tls} ${site.http === '2' ? 'h2' : 'http/1.1'}`;
    // A server without ALPN speaks HTTP/1.1.
    if (spoken.replace('false', 'http/1.1') !== meant) throw new Error(`${keyOf(site)} speaks ${spoken}`);
  } finally {
    socket.destroy();
  }
}

/** The path of a program; that of nginx can be unpacked in the project's own folder, so that no service comes with it. */
function program(name: string): string {
  const folders = [
    '/usr/sbin',
    '/usr/bin',
    ...(process.env.PATH ?? '').split(delimiter),
    'node_modules/.cache/debian/usr/sbin',
  ];
  const found = folders.map((folder) => resolve(folder, name)).find(isThere);
  if (found === undefined) throw new Error(`${name} is missing; run "node scripts/setup.mjs" once.`);
  return found;
}

function isThere(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function note(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  registerProcess(pid);
  for (const trace of clockTraces(pid)) registerLeftover(trace);
  child.once('exit', () => unregisterProcess(pid));
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit');
    child.kill();
    await gone;
  }
  if (child.pid !== undefined) await Promise.all(clockTraces(child.pid).map(removeLeftover));
}
