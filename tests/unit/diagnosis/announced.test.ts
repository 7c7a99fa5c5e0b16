import { describe, expect, test } from 'vitest';
import { attempt, CERTIFICATE_ABSENT, CERTIFICATE_USABLE, IN_THE_END, probe } from '@/tests/support/builders.ts';
import { type Facts, MANUAL } from '@/utils/catalog/facts.ts';
import type { Attempt } from '@/utils/diagnosis/attempt.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import { MINUTE } from '@/utils/time.ts';

const at = (time: string) => Date.parse(`${time}:00+09:00`);
const DURING = at('2026-12-05T20:30');
const FACTS: Facts = {
  ...MANUAL,
  maintenance: [{ from: at('2026-12-05T20:00'), to: at('2026-12-06T06:00'), systems: ['kensa', 'office'] }],
  renewal: { at: at('2026-12-01T00:00'), remindDays: 30 },
};

/** Builds a load with this outcome that ended at this time. */
function load(outcome: Partial<Attempt>, endedAt = DURING, system = 'kensa'): Attempt {
  return attempt(system, { endedAt, isReported: true, ...outcome });
}

const diagnosisOf = (failed: Attempt) => diagnose(failed, FACTS, IN_THE_END);

describe('announced maintenance', () => {
  test.each<[string, Partial<Attempt>]>([
    ['a refused connection', { netError: 'ERR_CONNECTION_REFUSED' }],
    ['a timeout', { netError: 'ERR_CONNECTION_TIMED_OUT' }],
    ['an empty response', { netError: 'ERR_EMPTY_RESPONSE' }],
    ['status 500', { status: 500 }],
    ['status 503', { status: 503 }],
    ['a page that says "closed"', { status: 200, signs: ['closed'] }],
  ])('announced maintenance explains %s of its systems, in its time only', (_outcome, outcome) => {
    expect(diagnosisOf(load(outcome))).toMatchObject({
      cause: 'maintenance',
      because: ['announced', expect.any(String)],
    });
    expect(diagnosisOf(load(outcome, DURING, 'online')).because).not.toContain('announced');
    expect(diagnosisOf(load(outcome, at('2026-12-05T19:59'))).because).not.toContain('announced');
    expect(diagnosisOf(load(outcome, at('2026-12-06T10:00'))).because).not.toContain('announced');
  });

  test('announced maintenance beats the hour for a failure at night', () => {
    const failed = load({ netError: 'ERR_CONNECTION_REFUSED' }, at('2026-12-05T23:00'));
    expect(diagnosisOf(failed).cause).toBe('maintenance');
  });

  test.each<[string, Partial<Attempt>, string]>([
    ['the PC is offline', { netError: 'ERR_INTERNET_DISCONNECTED' }, 'offline'],
    ['the certificate is missing', { status: 400, signs: ['certificate-absent'] }, 'certificate-missing'],
    ['the system opens', { status: 200 }, 'none'],
    ['the name is not found', { netError: 'ERR_NAME_NOT_RESOLVED' }, 'name-not-found'],
    ['the proxy fails', { netError: 'ERR_PROXY_CONNECTION_FAILED' }, 'proxy-problem'],
  ])('announced maintenance explains nothing when %s', (_case, outcome, cause) => {
    expect(diagnosisOf(load(outcome, DURING, 'office')).cause).toBe(cause);
  });

  test('announced maintenance is compared with the servers’ clock', () => {
    const offset = -20 * MINUTE;
    const late = load({ status: 503, clockOffset: offset }, at('2026-12-05T20:10'));
    expect(diagnosisOf(late).because).not.toContain('announced');
  });

  test('announced maintenance is likelier than a stuck load', () => {
    const { endedAt: _endedAt, ...pending } = load({}, DURING);
    expect(diagnose(pending, FACTS, DURING + MINUTE)).toMatchObject({ cause: 'maintenance', or: 'load-stuck' });
  });
});

describe('a renewal', () => {
  const [BEFORE, AFTER] = [at('2026-11-30T21:00'), at('2026-12-01T09:00')];
  const STATED: Partial<Attempt> = { status: 400, signs: ['certificate-absent'] };
  const IN_TLS: Partial<Attempt> = { netError: 'ERR_BAD_SSL_CLIENT_AUTH_CERT' };
  const CUT_OFF: Partial<Attempt> = { netError: 'ERR_SOCKET_NOT_CONNECTED' };
  const absent = { probes: { clientcheck: probe(CERTIFICATE_ABSENT) } };
  const usable = { probes: { clientcheck: probe(CERTIFICATE_USABLE) } };

  test.each<[string, Partial<Attempt>, string]>([
    ['a refused one', { status: 400, signs: ['certificate-refused'] }, 'certificate-rejected'],
    ['one that is refused in TLS, as elsewhere', { ...IN_TLS, earlier: 'refused' }, 'certificate-rejected'],
    ['one that is refused in TLS after the system opened', { ...IN_TLS, earlier: 'opened' }, 'certificate-rejected'],
    ['one that is cut off after the system opened', { ...CUT_OFF, earlier: 'opened' }, 'certificate-rejected'],
    // An expired certificate is never offered.
    ['a missing one', STATED, 'certificate-missing'],
    ['a missing one by the check site', { ...STATED, ...absent }, 'certificate-missing'],
    ['a missing one in TLS', { ...IN_TLS, ...absent }, 'certificate-missing'],
    ['a missing one in TLS, nothing else known', CUT_OFF, 'certificate-missing'],
    ['a missing one, remembered', { ...STATED, noDialog: true }, 'certificate-missing'],
    ['one that another system accepted before', { ...STATED, earlier: 'accepted' }, 'certificate-missing'],
    ['one that was here before', { ...STATED, earlier: 'present' }, 'certificate-missing'],
  ])('explains %s from its day on', (_case, outcome, cause) => {
    const after = diagnosisOf(load(outcome, AFTER, 'jimu'));
    expect(after.cause).toBe(cause);
    expect(after.because).toContain('renewed');
    expect(diagnosisOf(load(outcome, BEFORE, 'jimu')).because).not.toContain('renewed');
  });

  test.each<[string, Partial<Attempt>, string]>([
    ['a cancelled dialog', { ...STATED, startedAt: AFTER - 6000 }, 'certificate-not-chosen'],
    ['a usable certificate', { ...STATED, ...usable }, 'certificate-not-chosen'],
    ['a usable certificate, known before', { ...STATED, ...usable, earlier: 'accepted' }, 'certificate-not-chosen'],
    [
      'a dialog for a certificate known before',
      { ...STATED, earlier: 'accepted', startedAt: AFTER - 2000 },
      'certificate-not-chosen',
    ],
    ['a remembered decision', { ...STATED, earlier: 'accepted', noDialog: true }, 'certificate-not-chosen'],
    ['a server without certificates', { netError: 'ERR_CONNECTION_RESET' }, 'server-unreachable'],
  ])('explains nothing about %s', (_case, outcome, cause) => {
    const system = cause === 'server-unreachable' ? 'kensa' : 'jimu';
    const failed = diagnosisOf(load(outcome, AFTER, system));
    expect(failed.cause).toBe(cause);
    expect(failed.because).not.toContain('renewed');
  });
});
