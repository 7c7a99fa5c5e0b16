import { describe, expect, test } from 'vitest';
import { attempt, IN_THE_END } from '@/tests/support/build.ts';
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

test('a renewal explains refused certificates from its day on, and no missing ones', () => {
  const refused: Partial<Attempt> = { status: 400, signs: ['certificate-refused'] };
  expect(diagnosisOf(load(refused, at('2026-12-01T09:00'), 'jimu'))).toMatchObject({
    cause: 'certificate-rejected',
    because: ['said-refused', 'renewed'],
  });
  expect(diagnosisOf(load(refused, at('2026-11-30T21:00'), 'jimu')).because).not.toContain('renewed');
  const missing: Partial<Attempt> = { status: 400, signs: ['certificate-absent'] };
  expect(diagnosisOf(load(missing, at('2026-12-01T09:00'), 'jimu')).because).not.toContain('renewed');
});
