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
  /**
   * The connection was gone between the handshake and the request. That is how a refusal of TLS 1.3 ends, which comes
   * after the handshake; hardly anything else does.
   */
  | 'cut-off'
  /** The conversation broke off. Servers without a certificate to look at do that, too, and so does a bad line. */
  | 'broken-off'
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

/**
 * What a silent request meets where a certificate is to be chosen: there is a usable one on this PC, and none was chosen yet
 * (`services/network/url_loader.cc`: without a tab there is nobody to ask).
 */
export const CERTIFICATE_NEEDED = 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED';

/** Tried from top to bottom; `*` stands for any ending. Names that Chromium adds to a family later are covered, too. */
const TABLE: readonly (readonly [NetErrorKind, string])[] = [
  ['aborted', 'ABORTED CONTEXT_SHUT_DOWN CACHE_MISS'],
  ['client-certificate', 'BAD_SSL_CLIENT_AUTH_CERT SSL_CLIENT_AUTH_CERT_NEEDED CLIENT_AUTH_CERT_TYPE_UNSUPPORTED'],
  ['client-key', 'SSL_CLIENT_AUTH_* NO_PRIVATE_KEY_FOR_CERT'],
  ['cut-off', 'SOCKET_NOT_CONNECTED'],
  [
    'broken-off',
    'CONNECTION_RESET CONNECTION_CLOSED CONNECTION_ABORTED EMPTY_RESPONSE SSL_PROTOCOL_ERROR HTTP2_PROTOCOL_ERROR',
  ],
  ['clock', 'CERT_DATE_INVALID'],
  [
    'proxy',
    'PROXY_* TUNNEL_* SOCKS_* PAC_* MANDATORY_PROXY_* HTTPS_PROXY_* UNEXPECTED_PROXY_AUTH UNEXPECTED_SECURITY_LIBRARY_STATUS NO_SUPPORTED_PROXIES UNABLE_TO_REUSE_* INVALID_AUTH_* UNSUPPORTED_AUTH_* MISSING_AUTH_* MISCONFIGURED_AUTH_* UNDOCUMENTED_*',
  ],
  [
    'intercepted',
    'CERT_* CERTIFICATE_* SSL_PINNED_* SSL_SERVER_CERT_* SSL_KEY_* SSL_BAD_PEER_* TLS13_* INSECURE_RESPONSE QUIC_CERT_* ECH_FALLBACK_*',
  ],
  [
    'tls',
    'SSL_* NO_SSL_* ALPN_* EARLY_DATA_* WRONG_VERSION_* ECH_NOT_* INVALID_ECH_* HTTP2_INADEQUATE_* QUIC_HANDSHAKE_*',
  ],
  ['offline', 'INTERNET_DISCONNECTED NETWORK_IO_SUSPENDED'],
  ['name', 'NAME_* DNS_* ICANN_* HOST_RESOLVER_*'],
  ['blocked', 'BLOCKED_* CLEARTEXT_* NETWORK_ACCESS_* ACCESS_DENIED CACHED_IP_* INCONSISTENT_IP_*'],
  [
    'unreachable',
    'CONNECTION_* TIMED_OUT ADDRESS_* NETWORK_CHANGED PRECONNECT_* NO_BUFFER_SPACE MSG_TOO_BIG WINSOCK_* SOCKET_* HTTP2_PING_FAILED HTTP2_SERVER_* QUIC_* TEMPORARILY_*',
  ],
  ['address', 'INVALID_URL DISALLOWED_URL_SCHEME UNKNOWN_URL_SCHEME UNSAFE_PORT'],
  [
    'bad-answer',
    'TOO_MANY_* UNSAFE_REDIRECT INVALID_* RESPONSE_* CONTENT_* ENCODING_* INCOMPLETE_* HTTP2_* HTTP_* SYN_REPLY_*',
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

/** Classifies an error by its name (`ERR_…`); `undefined` without one, or if it says nothing about the cause. */
export function netErrorKind(name: string | undefined): NetErrorKind | undefined {
  if (name === undefined) return undefined;
  return TABLE.find(([, patterns]) =>
    patterns.split(' ').some((pattern) => fits(name.slice('ERR_'.length), pattern)),
  )?.[0];
}

function fits(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
