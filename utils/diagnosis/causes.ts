/** Every answer `diagnose` can give. The words are part of the contract with tests and administrators: keep them. */
export const CAUSES = [
  'certificate-missing',
  'certificate-not-chosen',
  'certificate-rejected',
  'certificate-waiting',
  'certificate-key',
  'certificate-lost',
  'outside-hours',
  'maintenance',
  'clock-wrong',
  'offline',
  'name-not-found',
  'server-unreachable',
  'server-error',
  'proxy-problem',
  'tls-intercepted',
  'tls-unsupported',
  'blocked',
  'wrong-address',
  'load-stuck',
  'unknown',
  'none',
] as const;

export type Cause = (typeof CAUSES)[number];
