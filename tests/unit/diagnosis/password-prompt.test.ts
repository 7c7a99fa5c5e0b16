import { expect, test } from 'vitest';
import { hasPasswordScheme } from '@/utils/diagnosis/password-prompt.ts';

test.each<[string | undefined, boolean]>([
  ['Basic realm="proxy"', true],
  ['basic', true],
  ['NTLM', true],
  ['Negotiate', true],
  ['Digest realm="x", nonce="y", qop="auth"', true],
  ['Negotiate, NTLM', true],
  ['Bearer realm="api", Basic realm="api"', true],
  ['Bearer error="invalid_token"', false],
  ['FormBased realm="login"', false],
  ['', false],
  [undefined, false],
])('hasPasswordScheme(%j) is %s', (challenge, expected) => {
  expect(hasPasswordScheme(challenge)).toBe(expected);
});
