import { describe, expect, test } from 'vitest';
import { attempt, DAY_TIME, IN_THE_END, NIGHT_TIME, probe } from '@/tests/support/builders.ts';
import { type Facts, MANUAL } from '@/utils/catalog/facts.ts';
import type { Attempt, Probe } from '@/utils/diagnosis/attempt.ts';
import type { Cause } from '@/utils/diagnosis/causes.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import { HOUR } from '@/utils/time.ts';

const TUNNEL = { netError: 'ERR_TUNNEL_CONNECTION_FAILED' };
const PROXY_DOWN = { netError: 'ERR_PROXY_CONNECTION_FAILED' };
const UP = { status: 200 };
const MAINTENANCE: Facts = { ...MANUAL, maintenance: [{ from: DAY_TIME - HOUR, to: DAY_TIME + HOUR }] };

const portal = (result: Partial<Probe>) => ({ probes: { portal: probe(result) } });

/** The cause, the second cause and whether the portal's answer adds to it. */
function judge(place: string, outcome: Partial<Attempt>, facts = MANUAL) {
  const { cause, or, helpful, decisive } = diagnose(attempt(place, outcome), facts, IN_THE_END);
  return { cause, or, asks: [...(decisive ?? []), ...(helpful ?? [])] };
}

describe('a proxy that opens no tunnel', () => {
  test.each<[string, string, Partial<Attempt>, Cause, Cause | undefined]>([
    ['the portal opens', 'kizon', portal(UP), 'proxy-problem', 'server-unreachable'],
    ['the portal opens', 'office', portal(UP), 'proxy-problem', 'server-unreachable'],
    ['the portal answers with a refusal', 'jimu', portal({ status: 404 }), 'proxy-problem', 'server-unreachable'],
    ['nothing is known of the portal', 'kensa', {}, 'proxy-problem', 'server-unreachable'],
    ['the portal is the system', 'portal', {}, 'proxy-problem', 'server-unreachable'],
    ['the portal meets it as well', 'kensa', portal(TUNNEL), 'proxy-problem', 'server-unreachable'],
    ['the portal meets another error of the proxy', 'reform', portal(PROXY_DOWN), 'proxy-problem', undefined],
    [
      'the portal meets it at night',
      'kensa',
      { ...portal(TUNNEL), endedAt: NIGHT_TIME },
      'proxy-problem',
      'server-unreachable',
    ],
    ['it is night', 'office', { endedAt: NIGHT_TIME }, 'outside-hours', undefined],
    ['it is night', 'portal', { endedAt: NIGHT_TIME }, 'outside-hours', undefined],
    ['it is night and the portal opens', 'jimu', { ...portal(UP), endedAt: NIGHT_TIME }, 'outside-hours', undefined],
    ['there is no such system', 'ofice', {}, 'wrong-address', undefined],
    ['there is no such system', 'ofice', portal(UP), 'wrong-address', undefined],
    ['there is no such system at night', 'offis', { endedAt: NIGHT_TIME }, 'wrong-address', undefined],
    ['it is plain http', 'http://kensa.mamoris-net.jp/', portal(UP), 'wrong-address', undefined],
  ])('%s: %s with %o', (_case, place, more, cause, or) => {
    expect(judge(place, { ...TUNNEL, ...more })).toMatchObject({ cause, or });
  });

  test('announced maintenance explains it, unless the portal meets it as well and is not announced', () => {
    const announced = (...systems: string[]) => ({
      ...MANUAL,
      maintenance: [{ from: DAY_TIME - HOUR, to: DAY_TIME + HOUR, systems }],
    });
    expect(judge('kensa', TUNNEL, MAINTENANCE).cause).toBe('maintenance');
    expect(judge('kensa', { ...TUNNEL, ...portal(UP) }, MAINTENANCE).cause).toBe('maintenance');
    expect(judge('kensa', { ...TUNNEL, ...portal(TUNNEL) }, MAINTENANCE).cause).toBe('maintenance');
    expect(judge('kensa', { ...TUNNEL, ...portal(TUNNEL) }, announced('kensa')).cause).toBe('proxy-problem');
    expect(judge('kensa', { ...TUNNEL, ...portal(PROXY_DOWN) }, MAINTENANCE).cause).toBe('proxy-problem');
  });

  test('the worker probes the portal to see whether the proxy works', () => {
    expect(judge('kensa', TUNNEL).asks).toEqual(['portal']);
    expect(judge('kensa', { ...TUNNEL, ...portal(UP) }).asks).toEqual([]);
  });

  test.each(['PROXY_CONNECTION_FAILED', 'PROXY_CERTIFICATE_INVALID', 'PAC_SCRIPT_FAILED', 'SOCKS_CONNECTION_FAILED'])(
    'the error %s is the proxy’s at any hour and at any host',
    (name) => {
      const netError = `ERR_${name}`;
      expect(judge('kensa', { netError })).toMatchObject({ cause: 'proxy-problem', or: undefined });
      expect(judge('kensa', { netError, endedAt: NIGHT_TIME }).cause).toBe('proxy-problem');
      expect(judge('kensa', { netError, ...portal(UP) })).toMatchObject({ cause: 'proxy-problem', or: undefined });
      expect(judge('ofice', { netError }).cause).toBe('proxy-problem');
    },
  );
});

describe('a host that is no system', () => {
  const errors = [
    'CERT_COMMON_NAME_INVALID',
    'CERT_AUTHORITY_INVALID',
    'CERT_REVOKED',
    'SSL_VERSION_OR_CIPHER_MISMATCH',
    'SSL_UNRECOGNIZED_NAME_ALERT',
    'SSL_PROTOCOL_ERROR',
    'CONNECTION_RESET',
    'BAD_SSL_CLIENT_AUTH_CERT',
    'TUNNEL_CONNECTION_FAILED',
  ];
  const places = ['www.office', 'ofice', 'test', 'https://mamoris-net.jp/', 'https://office.mamoris-net.jp:8443/'];
  test.each(places.flatMap((place) => errors.map((name) => [place, name] as const)))(
    'the address %s with ERR_%s is wrong',
    (place, name) => {
      expect(judge(place, { netError: `ERR_${name}` }).cause).toBe('wrong-address');
      expect(judge(place, { netError: `ERR_${name}`, ...portal(UP) }).cause).toBe('wrong-address');
    },
  );

  test.each<[string, Cause]>([
    ['CERT_COMMON_NAME_INVALID', 'tls-intercepted'],
    ['CERT_AUTHORITY_INVALID', 'tls-intercepted'],
    ['SSL_VERSION_OR_CIPHER_MISMATCH', 'tls-unsupported'],
    ['TUNNEL_CONNECTION_FAILED', 'proxy-problem'],
  ])('the line is the cause if the portal meets ERR_%s as well', (name, cause) => {
    const netError = `ERR_${name}`;
    expect(judge('ofice', { netError, ...portal({ netError }) }).cause).toBe(cause);
  });

  test.each<[string, Cause]>([
    ['INTERNET_DISCONNECTED', 'offline'],
    ['BLOCKED_BY_ADMINISTRATOR', 'blocked'],
    ['CERT_DATE_INVALID', 'clock-wrong'],
  ])('the PC is the cause of ERR_%s', (name, cause) => {
    expect(judge('ofice', { netError: `ERR_${name}` }).cause).toBe(cause);
  });

  test.each([
    ['office', 'CERT_COMMON_NAME_INVALID', 'tls-intercepted'],
    ['kensa', 'CERT_AUTHORITY_INVALID', 'tls-intercepted'],
    ['jimu', 'SSL_VERSION_OR_CIPHER_MISMATCH', 'tls-unsupported'],
  ] as const)('a real system is not at a wrong address: %s with ERR_%s', (place, name, cause) => {
    expect(judge(place, { netError: `ERR_${name}`, ...portal(UP) }).cause).toBe(cause);
  });
});

describe('a missing page', () => {
  test.each<[string, number, Cause]>([
    ['office', 404, 'server-error'],
    ['kensa', 410, 'server-error'],
    ['portal', 404, 'server-error'],
    ['https://annex.mamoris-net.jp/contact/', 404, 'server-error'],
    ['https://annex.mamoris-net.jp/', 404, 'wrong-address'],
    ['https://annex.mamoris-net.jp/contact', 404, 'wrong-address'],
    ['https://annex.mamoris-net.jp/contact/old', 404, 'wrong-address'],
    ['https://office.mamoris-net.jp/login.do', 404, 'wrong-address'],
    ['https://kensa.mamoris-net.jp/old/', 410, 'wrong-address'],
    ['http://office.mamoris-net.jp/', 404, 'wrong-address'],
    ['ofice', 404, 'wrong-address'],
  ])('the status of %s is %i: %s', (place, status, cause) => {
    expect(judge(place, { status }).cause).toBe(cause);
  });

  test('at night a system without a page at its own address is closed', () => {
    expect(judge('office', { status: 404, endedAt: NIGHT_TIME }).cause).toBe('outside-hours');
  });
});

describe('errors with a single meaning', () => {
  test.each<[string, Cause]>([
    // The certificate of an inspection is not from a public authority, which could revoke it.
    ['CERT_REVOKED', 'server-error'],
    ['CERTIFICATE_TRANSPARENCY_REQUIRED', 'server-error'],
    ['CERT_VALIDITY_TOO_LONG', 'server-error'],
    ['SSL_UNRECOGNIZED_NAME_ALERT', 'server-error'],
    ['CERT_KNOWN_INTERCEPTION_BLOCKED', 'tls-intercepted'],
    ['CERT_WEAK_SIGNATURE_ALGORITHM', 'tls-intercepted'],
    ['NETWORK_CHANGED', 'offline'],
    ['NETWORK_IO_SUSPENDED', 'offline'],
    ['NETWORK_ACCESS_DENIED', 'blocked'],
    ['ADDRESS_UNREACHABLE', 'server-unreachable'],
  ])('the cause of ERR_%s is %s, by day and by night', (name, cause) => {
    const netError = `ERR_${name}`;
    for (const place of ['kensa', 'office']) {
      expect(judge(place, { netError }).cause).toBe(cause);
      expect(judge(place, { netError, ...portal({ netError }) }).cause).toBe(cause);
      const atNight = judge(place, { netError, endedAt: NIGHT_TIME }).cause;
      expect(atNight).toBe(cause === 'server-unreachable' ? 'outside-hours' : cause);
    }
  });
});
