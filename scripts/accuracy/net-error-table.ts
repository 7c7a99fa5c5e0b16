/**
 * The baseline: a plain table from error codes to causes, as most help pages have it. It has no access to the page, the
 * PC or the results of other systems.
 */
import type { Cause } from '../../utils/diagnosis/causes.ts';

const CAUSE_BY_ERROR: readonly (readonly [pattern: RegExp, cause: Cause])[] = [
  [/^ERR_BAD_SSL_CLIENT_AUTH_CERT$/, 'certificate-missing'],
  [/^ERR_SSL_CLIENT_AUTH_/, 'certificate-key'],
  [/^ERR_CERT_DATE_INVALID$/, 'clock-wrong'],
  [/^ERR_CERT_/, 'tls-intercepted'],
  [/^ERR_SSL_/, 'tls-unsupported'],
  [/^ERR_NAME_/, 'name-not-found'],
  [/^ERR_INTERNET_DISCONNECTED$/, 'offline'],
  [/^ERR_PROXY_/, 'proxy-problem'],
  [/^ERR_BLOCKED_/, 'blocked'],
  // A proxy reports every server that it cannot reach like this.
  [/^ERR_(TUNNEL_CONNECTION_|CONNECTION_|SOCKET_|EMPTY_RESPONSE|TIMED_OUT|ADDRESS_)/, 'server-unreachable'],
];

/** The cause of a status or a net error by the table; `unknown`: not in the table. */
export function causeByCode(outcome: number | string): Cause {
  if (typeof outcome === 'string') return CAUSE_BY_ERROR.find(([pattern]) => pattern.test(outcome))?.[1] ?? 'unknown';
  if (outcome < 400) return 'none';
  if (outcome === 404) return 'wrong-address';
  return outcome === 503 ? 'maintenance' : 'server-error';
}

/** The table's reading of a page by its status alone, as a sign of the corpus. */
export function wordByCode(status: number): string {
  return causeByCode(status) === 'maintenance' ? 'maintenance' : 'silent';
}
