/** The domain of all systems. The extension works nowhere else. */
export const DOMAIN = 'mamoris-net.jp';

/** Match patterns of the addresses that the extension works on, the same as the manifest's host permissions. */
export const SITES = [`https://*.${DOMAIN}/*`, `http://*.${DOMAIN}/*`];

/** Whether a host name (lower case, as `URL.hostname` gives it) is the domain or lies under it. */
export function isInDomain(hostname: string): boolean {
  return hostname === DOMAIN || hostname.endsWith(`.${DOMAIN}`);
}
