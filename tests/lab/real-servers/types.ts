import type { SYSTEMS } from '../../../utils/catalog/systems.ts';
import type { KeyedCertificate } from '../certificates.ts';

/**
 * How a server treats clients:
 * - `required`: needs a certificate, and refuses as its makers built it: nginx with a 400 page, the others in TLS
 * - `custom-403`, `custom-200`: a page of the site says that there is no certificate, under this status
 * - `bare-403`, `bare-400`: without a certificate, the product's default page for this status, which names no reason
 * - `shared`: as `required`, with `www` and `clientcheck` at the same address under one wildcard certificate. Browsers
 *   share HTTP/2 connections between them. nginx only: it answers 421 on a connection of another host, and the browser
 *   repeats the request on a new connection
 * - `gives-…`: as `required`, but a client with a good certificate gets the product's default page for this status
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
  /** The only TLS version that it speaks. */
  tls: '1.2' | '1.3';
  /** The HTTP version that it speaks with browsers. */
  http: '1.1' | '2';
}

/** A server at its address on loopback. */
export interface Site extends RealServer {
  address: string;
  port: number;
}

/** A system of the manual. */
export type ManualSystem = (typeof SYSTEMS)[number];

/** The input of all server makers. */
export interface ServerSetup {
  dir: string;
  identity: KeyedCertificate;
  /** A certificate for all systems, with the key of `identity`. */
  wildcardFile: string;
  clientCaFile: string;
  crlFile: string;
  clientCa: string;
  /** The system that the servers stand for. */
  system: ManualSystem;
  /** The servers' clock, in ms since the epoch. */
  now: () => number;
  /** Environment that gives a program this clock. */
  env: Record<string, string>;
}

export interface RunningSites {
  sites: Site[];
  close(): Promise<void>;
}

/** Starts all servers of one product. */
export type ServerMaker = (servers: readonly RealServer[], setup: ServerSetup) => Promise<RunningSites>;

/** Whether the server accepts connections without a certificate and refuses in HTTP. */
export function isCertificateOptional(mode: RefusalMode): boolean {
  return mode.startsWith('custom-') || mode.startsWith('bare-');
}

/** The status that a server gives to clients with a good certificate. */
export function statusFor(mode: RefusalMode): number {
  return mode.startsWith('gives-') ? Number(mode.slice('gives-'.length)) : 200;
}

/** A visit of the system's start page with a good certificate. */
export function acceptedVisit(system: ManualSystem) {
  return { system, path: new URL(system.address).pathname, certificate: 'accepted' as const };
}
