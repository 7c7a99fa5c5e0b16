/**
 * The certificates of the lab. The openssl CLI makes them at each start, so that the repository has no secret and no
 * certificate that expires.
 */
import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openssl } from './tools.ts';

/** Certificates that a PC can have. */
const CLIENT_CERTIFICATES = ['good', 'expired', 'other-ca', 'revoked'] as const;
export type ClientCertificate = (typeof CLIENT_CERTIFICATES)[number];

/** The certificate that a server shows: valid, or with an error that a browser must not accept. */
export type ServerIdentity = 'valid' | 'unknown-ca' | 'out-of-date' | 'wrong-name';

/** A certificate and its key, as PEM text for Node and as files for openssl. */
export interface KeyedCertificate {
  certificate: string;
  key: string;
  certificateFile: string;
  keyFile: string;
}

export interface LabCertificates {
  /** PEM file of the CA that PCs trust for the servers. */
  serverCaFile: string;
  /** The CA of accepted client certificates. */
  clientCa: string;
  clientCaFile: string;
  /** The client CA and its revocation list in one file, for `openssl s_server`. */
  clientCaWithCrlFile: string;
  /** PKCS #12 file without a password. */
  clientFile(kind: ClientCertificate): string;
  /** The client certificate with this SHA-256 fingerprint (any notation); `undefined`: not of this lab. */
  clientKind(fingerprint: string): ClientCertificate | undefined;
  server(host: string, identity: ServerIdentity): KeyedCertificate;
}

/** Contains every faked clock of the tests. Ends before 2050, where X.509 changes its date format. */
const WIDE = ['20200101000000Z', '20491231000000Z'] as const;
const PAST = ['20200101000000Z', '20220101000000Z'] as const;
type Span = readonly [from: string, until: string];

type Authority = 'server-ca' | 'unknown-ca' | 'client-ca' | 'other-client-ca';
const AUTHORITIES: Record<Authority, string> = {
  'server-ca': '/O=Mamoris Lab/CN=Mamoris Lab Server CA',
  'unknown-ca': '/O=Somebody/CN=Intercepting Antivirus CA',
  'client-ca': '/O=Mamoris Lab/CN=Mamoris Lab Client CA',
  'other-client-ca': '/O=Another Company/CN=Another Client CA',
};

interface Order {
  name: string;
  authority: Authority;
  subject: string;
  extensions: 'server' | 'client';
  altName?: string;
  span: Span;
}

/**
 * Makes all certificates in `dir`.
 * @param dir an empty folder that the caller removes
 * @param hosts get one server certificate each, without wildcards: hosts with a common certificate would share
 *   connections, and with them the browser's certificate decisions
 */
export async function makeCertificates(dir: string, hosts: readonly string[]): Promise<LabCertificates> {
  const file = (name: string) => join(dir, name);
  const server = (name: string, authority: Authority, host: string, span: Span): Order => ({
    name,
    authority,
    subject: `/CN=${host}`,
    extensions: 'server',
    altName: host,
    span,
  });
  const client = (kind: ClientCertificate, authority: Authority, span: Span): Order => ({
    name: `client-${kind}`,
    authority,
    subject: `/O=Lab Institution/CN=lab client ${kind}`,
    extensions: 'client',
    span,
  });
  const orders = [
    ...hosts.flatMap((host) => [
      server(`valid-${host}`, 'server-ca', host, WIDE),
      server(`unknown-ca-${host}`, 'unknown-ca', host, WIDE),
      server(`out-of-date-${host}`, 'server-ca', host, PAST),
    ]),
    server('wrong-name', 'server-ca', 'somewhere-else.example', WIDE),
    client('good', 'client-ca', WIDE),
    client('expired', 'client-ca', PAST),
    client('revoked', 'client-ca', WIDE),
    client('other-ca', 'other-client-ca', WIDE),
  ];

  // One key for all certificates except the authorities': no test depends on different keys.
  const key = newKey();
  const keyFile = file('key.pem');
  await writeFile(keyFile, key);

  const authorities = Object.keys(AUTHORITIES) as Authority[];
  await Promise.all(authorities.map((authority) => makeAuthority(dir, authority)));
  await Promise.all(authorities.map((authority) => issue(dir, authority, orders)));

  const clientFile = (kind: ClientCertificate) => file(`client-${kind}.p12`);
  const issued = new Map(orders.map((order) => [order.name, { order, file: file(`${order.name}.pem`) }]));
  const pem = new Map(
    await Promise.all([...issued].map(async ([name, { file }]) => [name, await readFile(file, 'utf8')] as const)),
  );
  const crlFile = file('client-ca/crl.pem');
  await Promise.all([
    revoke(dir, 'client-ca', 'client-revoked', crlFile),
    ...CLIENT_CERTIFICATES.map((kind) =>
      openssl(
        dir,
        ...['pkcs12', '-export', '-inkey', 'key.pem', '-in', `client-${kind}.pem`, '-out', clientFile(kind)],
        ...['-name', `lab client ${kind}`, '-passout', 'pass:'],
      ),
    ),
  ]);

  const clientCaFile = file('client-ca/ca.pem');
  const clientCa = await readFile(clientCaFile, 'utf8');
  const clientCaWithCrlFile = file('client-ca/ca-and-crl.pem');
  await writeFile(clientCaWithCrlFile, clientCa + (await readFile(crlFile, 'utf8')));
  const kinds = new Map(CLIENT_CERTIFICATES.map((kind) => [fingerprintOf(pem.get(`client-${kind}`) ?? ''), kind]));

  return {
    serverCaFile: file('server-ca/ca.pem'),
    clientCa,
    clientCaFile,
    clientCaWithCrlFile,
    clientFile,
    clientKind: (fingerprint) => kinds.get(fingerprint.replaceAll(':', '').toLowerCase()),
    server(host, identity) {
      const name = identity === 'wrong-name' ? identity : `${identity}-${host}`;
      const certificate = pem.get(name);
      if (certificate === undefined) throw new Error(`the lab has no certificate for ${host}`);
      return { certificate, key, certificateFile: file(`${name}.pem`), keyFile };
    },
  };
}

/** Makes the folder of an authority: its certificate, and the register of `openssl ca`. */
async function makeAuthority(dir: string, authority: Authority): Promise<void> {
  const home = join(dir, authority);
  await mkdir(join(home, 'new'), { recursive: true });
  await Promise.all([
    writeFile(join(home, 'register'), ''),
    writeFile(join(home, 'crlnumber'), '01\n'),
    writeFile(join(home, 'key.pem'), newKey()),
    writeFile(join(home, 'ca.cnf'), authorityConfig(home)),
  ]);
  await openssl(
    home,
    ...['req', '-new', '-key', 'key.pem', '-subj', AUTHORITIES[authority], '-config', 'ca.cnf', '-out', 'ca.csr'],
  );
  await openssl(
    home,
    ...['ca', '-batch', '-notext', '-config', 'ca.cnf', '-selfsign', '-extensions', 'authority'],
    ...['-startdate', WIDE[0], '-enddate', WIDE[1], '-in', 'ca.csr', '-out', 'ca.pem'],
  );
}

/** Signs the orders of this authority, with one `openssl ca` run per span of time and kind. */
async function issue(dir: string, authority: Authority, orders: readonly Order[]): Promise<void> {
  const home = join(dir, authority);
  const ofAuthority = orders.filter((order) => order.authority === authority);
  await Promise.all(
    ofAuthority.map((order) =>
      openssl(
        home,
        ...['req', '-new', '-key', '../key.pem', '-subj', order.subject, '-config', 'ca.cnf', '-out', csr(order)],
        ...(order.altName === undefined ? [] : ['-addext', `subjectAltName=DNS:${order.altName}`]),
      ),
    ),
  );
  // One after the other, because all runs write the same register.
  for (const batch of Map.groupBy(ofAuthority, (order) => `${order.extensions} ${order.span.join()}`).values()) {
    const [first] = batch;
    if (first === undefined) continue;
    await openssl(
      home,
      ...['ca', '-batch', '-notext', '-config', 'ca.cnf', '-extensions', first.extensions],
      ...['-startdate', first.span[0], '-enddate', first.span[1], '-infiles', ...batch.map(csr)],
    );
    // The authority names its copies by serial number. Name them by order.
    await collect(dir, home, batch);
  }
}

function csr(order: Order): string {
  return `${order.name}.csr`;
}

async function collect(dir: string, home: string, batch: readonly Order[]): Promise<void> {
  const register = (await readFile(join(home, 'register'), 'utf8')).trim().split('\n').slice(-batch.length);
  await Promise.all(
    batch.map(async (order, index) => {
      const serial = register[index]?.split('\t')[3];
      const certificate = await readFile(join(home, 'new', `${serial}.pem`), 'utf8');
      await writeFile(join(dir, `${order.name}.pem`), certificate);
    }),
  );
}

async function revoke(dir: string, authority: Authority, name: string, crlFile: string): Promise<void> {
  const home = join(dir, authority);
  await openssl(home, 'ca', '-config', 'ca.cnf', '-revoke', `../${name}.pem`);
  await openssl(home, 'ca', '-config', 'ca.cnf', '-gencrl', '-crldays', '8000', '-out', crlFile);
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function fingerprintOf(pem: string): string {
  return createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');
}

function authorityConfig(home: string): string {
  return `
[req]
distinguished_name = nothing
[nothing]
[ca]
default_ca = this
[this]
database = ${home}/register
crlnumber = ${home}/crlnumber
new_certs_dir = ${home}/new
certificate = ${home}/ca.pem
private_key = ${home}/key.pem
rand_serial = yes
unique_subject = no
default_md = sha256
default_days = 1
policy = anything
copy_extensions = copy
[anything]
organizationName = optional
commonName = supplied
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
[client]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = clientAuth
`;
}
