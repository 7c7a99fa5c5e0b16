/** Schemes for which the browser asks for a user name and a password (`net/http/http_auth_handler_factory.cc`). */
const SCHEMES: readonly (string | undefined)[] = ['basic', 'digest', 'ntlm', 'negotiate'];

/**
 * Whether the browser asks the user for a password by this challenge: `WWW-Authenticate` of a 401 or
 * `Proxy-Authenticate` of a 407 (RFC 9110, 11.6.1). It shows the page of any other answer. Total.
 */
export function hasPasswordScheme(challenge: string | undefined): boolean {
  const parts = (challenge ?? '').toLowerCase().split(',');
  return parts.some((part) => SCHEMES.includes(part.trim().split(' ')[0]));
}
