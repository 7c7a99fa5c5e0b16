import { systemByHost } from './facts.ts';
import type { System } from './systems.ts';

const DOMAIN = 'mamoris-net.jp';
const MAX_LENGTH = 300;

function parse(address: string): URL | null {
  const url = URL.parse(address);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  // "office.mamoris-net.jp." names the same host.
  url.hostname = url.hostname.replace(/\.$/, '');
  return url.hostname === DOMAIN || url.hostname.endsWith(`.${DOMAIN}`) ? url : null;
}

/**
 * The address as it may be kept: scheme, host, port and path, without credentials, query and fragment, and with a path
 * cut to a sane length and its segments' own parameters (`;jsessionid=…`, RFC 3986 section 3.3) left out. `null` for anything that is no http(s) address under mamoris-net.jp (look-alike hosts included).
 */
export function plainAddress(address: unknown): string | null {
  const url = typeof address === 'string' ? parse(address) : null;
  if (url === null) return null;
  // Set rather than cut out: what is left of `/a/..;x` is a way back up.
  url.pathname = url.pathname.replace(/;[^/]*/g, '');
  return (url.origin + url.pathname).slice(0, MAX_LENGTH);
}

/** The system that an address belongs to, by host and default port; `undefined` if there is no such system. */
export function systemOfAddress(address: string): System | undefined {
  const url = parse(address);
  return url && url.port === '' ? systemByHost(url.hostname) : undefined;
}

/** Whether two addresses are on one host, so that a page's report belongs to a load. Bad input is on no host. */
export function isSameHost(a: string, b: string): boolean {
  const host = parse(a)?.host;
  return host !== undefined && host === parse(b)?.host;
}

/** Whether the address is asked over TLS. */
export function isSecure(address: string): boolean {
  return address.startsWith('https:');
}

/** What may be told of an address to others: nothing beyond the system's own, since names and numbers stand in paths as well. */
export function addressToTell(address: string): string {
  const url = parse(address);
  if (!url) return '';
  const own = systemOfAddress(address)?.address ?? `${url.origin}/`;
  const start = address.startsWith(own) ? own : `${url.origin}/`;
  return url.href === start ? start : `${start}…`;
}
