import { isInDomain } from './domain.ts';
import { type Facts, systemByHost } from './facts.ts';
import type { System } from './systems.ts';

const MAX_LENGTH = 300;

function parse(address: string): URL | null {
  const url = URL.parse(address);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  // A final dot names the same host: "office.mamoris-net.jp.".
  url.hostname = url.hostname.replace(/\.$/, '');
  return isInDomain(url.hostname) ? url : null;
}

/**
 * Reduces an address to the parts that the extension may store: scheme, host, port and path. Removes credentials,
 * query, fragment and path parameters (`;jsessionid=…`, RFC 3986 section 3.3) and limits the length. Returns `null`
 * unless it is an http(s) address under mamoris-net.jp.
 */
export function plainAddress(address: unknown): string | null {
  const url = typeof address === 'string' ? parse(address) : null;
  if (url === null) return null;
  // Assigning normalises the path again: the rest of `/a/..;x` points to the parent folder.
  url.pathname = url.pathname.replace(/;[^/]*/g, '');
  return (url.origin + url.pathname).slice(0, MAX_LENGTH);
}

/** Finds the system of an address, by host and default port; `undefined` if there is none. */
export function systemOfAddress(address: string, facts: Facts): System | undefined {
  const url = parse(address);
  return url && url.port === '' ? systemByHost(url.hostname, facts) : undefined;
}

/** Whether two addresses are on the same host under mamoris-net.jp. Invalid addresses have no host. */
export function isSameHost(a: string, b: string): boolean {
  const host = parse(a)?.host;
  return host !== undefined && host === parse(b)?.host;
}

/** Whether the address uses TLS. */
export function isSecure(address: string): boolean {
  return address.startsWith('https:');
}

/** Shortens an address for the report to the system's address and `…`: paths can hold names and numbers of people. */
export function addressForReport(address: string, facts: Facts): string {
  const url = parse(address);
  if (!url) return '';
  const base = systemOfAddress(address, facts)?.address ?? `${url.origin}/`;
  const start = address.startsWith(base) ? base : `${url.origin}/`;
  return url.href === start ? start : `${start}…`;
}
