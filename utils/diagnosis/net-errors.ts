/**
 * Kinds of Chromium's network errors by their cause, with the names from Chromium's `net/base/net_error_list.h` without
 * `ERR_`. The first match from the top counts. `*`: any ending, which includes errors that Chromium adds later. Some
 * kinds have several causes on a system that asks for a client certificate; `diagnose` decides between them.
 */
const TABLE = {
  /** The user stopped the load, or another load replaced it: no failure. */
  aborted: 'ABORTED CONTEXT_SHUT_DOWN CACHE_MISS',
  /** The server refused the handshake because of the client certificate, or for lack of one. */
  'client-certificate': 'BAD_SSL_CLIENT_AUTH_CERT SSL_CLIENT_AUTH_CERT_NEEDED CLIENT_AUTH_CERT_TYPE_UNSUPPORTED',
  /** The browser cannot use the client certificate or its key. */
  'client-key': 'SSL_CLIENT_AUTH_* NO_PRIVATE_KEY_FOR_CERT',
  /** The socket was gone before the request was sent. TLS 1.3 servers refuse like this. */
  'socket-gone': 'SOCKET_NOT_CONNECTED',
  /** The connection broke off. Servers do that for lack of a certificate; a bad line does it, too. */
  'broken-off': `CONNECTION_RESET CONNECTION_CLOSED CONNECTION_ABORTED EMPTY_RESPONSE SSL_PROTOCOL_ERROR
    HTTP2_PROTOCOL_ERROR`,
  clock: 'CERT_DATE_INVALID',
  /**
   * The proxy answered CONNECT with neither 200 nor 407 (`net/http/http_proxy_client_socket.cc`): it refuses, or it
   * cannot reach the server. Behind a proxy every failure to reach a server ends like this.
   */
  tunnel: 'TUNNEL_CONNECTION_FAILED',
  proxy: `PROXY_* TUNNEL_* SOCKS_* PAC_* MANDATORY_PROXY_* HTTPS_PROXY_* UNEXPECTED_PROXY_AUTH NO_SUPPORTED_PROXIES
    UNEXPECTED_SECURITY_LIBRARY_STATUS UNABLE_TO_REUSE_* INVALID_AUTH_* UNSUPPORTED_AUTH_* MISSING_AUTH_*
    MISCONFIGURED_AUTH_* UNDOCUMENTED_*`,
  /**
   * The server's own certificate is at fault, or it has none for this name. Chromium demands transparency and a short
   * validity of public authorities only. The certificate of an inspection never fails like this.
   */
  'server-certificate': `CERT_REVOKED CERTIFICATE_TRANSPARENCY_* CERT_VALIDITY_TOO_LONG CERT_SYMANTEC_LEGACY
    SSL_UNRECOGNIZED_NAME_ALERT`,
  intercepted: `CERT_* CERTIFICATE_* SSL_PINNED_* SSL_SERVER_CERT_* SSL_KEY_* SSL_BAD_PEER_* TLS13_* INSECURE_RESPONSE
    QUIC_CERT_* ECH_FALLBACK_*`,
  tls: `SSL_* NO_SSL_* ALPN_* EARLY_DATA_* WRONG_VERSION_* ECH_NOT_* INVALID_ECH_* HTTP2_INADEQUATE_*
    QUIC_HANDSHAKE_*`,
  /** No network, or it changed during the load. */
  offline: 'INTERNET_DISCONNECTED NETWORK_IO_SUSPENDED NETWORK_CHANGED',
  name: 'NAME_* DNS_* ICANN_* HOST_RESOLVER_*',
  blocked: 'BLOCKED_* CLEARTEXT_* NETWORK_ACCESS_* ACCESS_DENIED CACHED_IP_* INCONSISTENT_IP_*',
  unreachable: `CONNECTION_* TIMED_OUT ADDRESS_* PRECONNECT_* NO_BUFFER_SPACE MSG_TOO_BIG WINSOCK_*
    SOCKET_* HTTP2_PING_FAILED HTTP2_SERVER_* QUIC_* TEMPORARILY_*`,
  address: 'INVALID_URL DISALLOWED_URL_SCHEME UNKNOWN_URL_SCHEME UNSAFE_PORT',
  /** The server answered, but not with a page. */
  'bad-answer': `TOO_MANY_* UNSAFE_REDIRECT INVALID_* RESPONSE_* CONTENT_* ENCODING_* INCOMPLETE_* HTTP2_* HTTP_*
    SYN_REPLY_*`,
};

export type NetErrorKind = keyof typeof TABLE;

const PATTERNS = Object.entries(TABLE).map(([kind, names]) => [kind as NetErrorKind, names.split(/\s+/)] as const);

/**
 * The error of a silent request if the browser would open the selection dialog: this PC has a usable certificate, and
 * the browser no choice of it (`services/network/url_loader.cc`: a request without a tab cannot open the dialog).
 */
export const CERTIFICATE_NEEDED = 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED';

/**
 * The error of going back to a page that a form has led to: the browser asks on a page of its own whether to send the
 * form again.
 */
export const FORM_AGAIN = 'ERR_CACHE_MISS';

/** Converts `net::ERR_…` of `webRequest` to `ERR_…`. Foreign text, not to be stored or shown, becomes `ERR_FAILED`. */
export function netErrorName(reported: unknown): string {
  const name = typeof reported === 'string' ? reported.replace(/^net::/, '') : '';
  return /^ERR_[A-Z0-9_]{1,80}$/.test(name) ? name : 'ERR_FAILED';
}

/** Classifies an error by its name (`ERR_…`); `undefined` without one, or if it has no bearing on the cause. */
export function netErrorKind(name: string | undefined): NetErrorKind | undefined {
  const plainName = name?.slice('ERR_'.length) ?? '';
  return PATTERNS.find(([, patterns]) => patterns.some((pattern) => matches(plainName, pattern)))?.[0];
}

const ON_THE_WAY: readonly (NetErrorKind | undefined)[] = ['tunnel', 'proxy', 'offline', 'name'];

/** Whether a request with this error failed on its way. Behind a proxy that can also be a server that is down. */
export function failedOnTheWay(name: string | undefined): boolean {
  return ON_THE_WAY.includes(netErrorKind(name));
}

function matches(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
