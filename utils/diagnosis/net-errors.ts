/**
 * What each of Chromium's network errors says about the cause. The names are those of Chromium's
 * `net/base/net_error_list.h`, as `webRequest` reports them (`net::ERR_…`), without the prefix.
 *
 * Several say different things on a system that asks for a client certificate; `diagnose` decides those.
 */
export type NetErrorKind =
  /** The user's own stop, or another load took its place: no failure. */
  | 'aborted'
  /** The server refused the handshake because of the client certificate, or because there was none. */
  | 'client-certificate'
  /** There is a client certificate, but it or its key can't be used. */
  | 'client-key'
  /** The connection ended without a reason. With TLS 1.3 a refused or missing client certificate looks like this, too. */
  | 'cut-off'
  | 'clock'
  | 'intercepted'
  | 'tls'
  | 'offline'
  | 'name'
  | 'unreachable'
  | 'proxy'
  | 'blocked'
  /** The server answered, but with something that is no page. */
  | 'bad-answer'
  | 'address';

/** Tried from top to bottom; `*` stands for any ending. Names that Chromium adds to a family later are covered, too. */
const TABLE: readonly (readonly [NetErrorKind, string])[] = [
  ['aborted', 'ABORTED CONTEXT_SHUT_DOWN CACHE_MISS'],
  ['client-certificate', 'BAD_SSL_CLIENT_AUTH_CERT SSL_CLIENT_AUTH_CERT_NEEDED CLIENT_AUTH_CERT_TYPE_UNSUPPORTED'],
  ['client-key', 'SSL_CLIENT_AUTH_* NO_PRIVATE_KEY_FOR_CERT'],
  ['cut-off', 'SOCKET_NOT_CONNECTED'],
  ['clock', 'CERT_DATE_INVALID'],
  [
    'proxy',
    'PROXY_* TUNNEL_CONNECTION_FAILED SOCKS_* PAC_* MANDATORY_PROXY_CONFIGURATION_FAILED HTTPS_PROXY_* UNEXPECTED_PROXY_AUTH NO_SUPPORTED_PROXIES UNABLE_TO_REUSE_CONNECTION_FOR_PROXY_AUTH INVALID_AUTH_CREDENTIALS UNSUPPORTED_AUTH_SCHEME MISSING_AUTH_CREDENTIALS UNEXPECTED_SECURITY_LIBRARY_STATUS MISCONFIGURED_AUTH_ENVIRONMENT UNDOCUMENTED_SECURITY_LIBRARY_STATUS',
  ],
  [
    'intercepted',
    'CERT_* CERTIFICATE_* SSL_PINNED_KEY_NOT_IN_CERT_CHAIN SSL_SERVER_CERT_* SSL_KEY_USAGE_INCOMPATIBLE SSL_BAD_PEER_PUBLIC_KEY TLS13_DOWNGRADE_DETECTED INSECURE_RESPONSE QUIC_CERT_ROOT_NOT_KNOWN ECH_FALLBACK_CERTIFICATE_INVALID',
  ],
  [
    'tls',
    'SSL_* NO_SSL_VERSIONS_ENABLED ALPN_NEGOTIATION_FAILED EARLY_DATA_REJECTED WRONG_VERSION_ON_EARLY_DATA ECH_NOT_NEGOTIATED INVALID_ECH_CONFIG_LIST HTTP2_INADEQUATE_TRANSPORT_SECURITY QUIC_HANDSHAKE_FAILED',
  ],
  ['offline', 'INTERNET_DISCONNECTED NETWORK_IO_SUSPENDED'],
  ['name', 'NAME_* DNS_* ICANN_NAME_COLLISION HOST_RESOLVER_QUEUE_TOO_LARGE'],
  [
    'blocked',
    'BLOCKED_* CLEARTEXT_NOT_PERMITTED NETWORK_ACCESS_* ACCESS_DENIED CACHED_IP_ADDRESS_SPACE_* INCONSISTENT_IP_ADDRESS_SPACE',
  ],
  [
    'unreachable',
    'CONNECTION_* TIMED_OUT ADDRESS_* NETWORK_CHANGED EMPTY_RESPONSE PRECONNECT_MAX_SOCKET_LIMIT NO_BUFFER_SPACE MSG_TOO_BIG WINSOCK_* SOCKET_* HTTP2_PING_FAILED HTTP2_SERVER_REFUSED_STREAM QUIC_* TEMPORARILY_THROTTLED',
  ],
  ['address', 'INVALID_URL DISALLOWED_URL_SCHEME UNKNOWN_URL_SCHEME UNSAFE_PORT'],
  [
    'bad-answer',
    'TOO_MANY_* UNSAFE_REDIRECT INVALID_* RESPONSE_* CONTENT_* ENCODING_* INCOMPLETE_* HTTP2_* HTTP_* SYN_REPLY_NOT_RECEIVED',
  ],
];

/**
 * The plain name (`ERR_…`) of an error as `webRequest` reports it (`net::ERR_…`). Anything that is no such name becomes
 * `ERR_FAILED`, so that nothing else is ever stored or shown.
 */
export function netErrorName(reported: unknown): string {
  const name = typeof reported === 'string' ? reported.replace(/^net::/, '') : '';
  return /^ERR_[A-Z0-9_]{1,80}$/.test(name) ? name : 'ERR_FAILED';
}

/** What the error says; `undefined` for one that says nothing about the cause. `name`: `ERR_…`. */
export function netErrorKind(name: string): NetErrorKind | undefined {
  return TABLE.find(([, patterns]) =>
    patterns.split(' ').some((pattern) => fits(name.slice('ERR_'.length), pattern)),
  )?.[0];
}

function fits(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
