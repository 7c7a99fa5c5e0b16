import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MANUAL, setFacts } from '@/utils/catalog/facts.ts';
import type { Attempt } from '@/utils/diagnosis/attempt.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import { parsePolicy } from '@/utils/settings/policy.ts';
import { MINUTE } from '@/utils/time.ts';

const at = (time: string) => Date.parse(`${time}:00+09:00`);
const DURING = at('2026-12-05T20:30');

/** A load of this kind that ended at that time. */
function load(outcome: Partial<Attempt>, endedAt = DURING, system = 'kensa'): Attempt {
  const address = `https://${system}.mamoris-net.jp/`;
  return { requestId: '1', tabId: 1, address, startedAt: endedAt - 100, endedAt, isReported: true, ...outcome };
}

const causeOf = (attempt: Attempt) => diagnose(attempt, Number.POSITIVE_INFINITY);

beforeEach(() => {
  const maintenance = [{ from: '2026-12-05T20:00', to: '2026-12-06T06:00', systems: ['kensa', 'office'] }];
  setFacts(parsePolicy(JSON.stringify({ maintenance, renewal: { date: '2026-12-01' } })).facts);
});
afterEach(() => setFacts(MANUAL));

describe('announced maintenance', () => {
  test.each<[string, Partial<Attempt>]>([
    ['a system that can’t be reached', { netError: 'ERR_CONNECTION_REFUSED' }],
    ['one that does not answer', { netError: 'ERR_CONNECTION_TIMED_OUT' }],
    ['one that breaks off', { netError: 'ERR_EMPTY_RESPONSE' }],
    ['an error of the server’s', { status: 500 }],
    ['one that says that it is stopped', { status: 503 }],
    ['one that says that it is closed', { status: 200, signs: ['closed'] }],
  ])('explains %s', (_what, outcome) => {
    expect(causeOf(load(outcome))).toMatchObject({ cause: 'maintenance', because: ['announced', expect.any(String)] });
    // Another system, and another time, are as ever.
    expect(causeOf(load(outcome, DURING, 'online')).because).not.toContain('announced');
    expect(causeOf(load(outcome, at('2026-12-05T19:59'))).because).not.toContain('announced');
    expect(causeOf(load(outcome, at('2026-12-06T10:00'))).because).not.toContain('announced');
  });

  test('explains a failure at night as well', () => {
    expect(causeOf(load({ netError: 'ERR_CONNECTION_REFUSED' }, at('2026-12-05T23:00'))).cause).toBe('maintenance');
  });

  test.each<[string, Partial<Attempt>, string]>([
    ['this PC is offline', { netError: 'ERR_INTERNET_DISCONNECTED' }, 'offline'],
    ['the certificate is missing', { status: 400, signs: ['certificate-absent'] }, 'certificate-missing'],
    ['all is well', { status: 200 }, 'none'],
    ['the name is not found', { netError: 'ERR_NAME_NOT_RESOLVED' }, 'name-not-found'],
    ['a proxy is in the way', { netError: 'ERR_PROXY_CONNECTION_FAILED' }, 'proxy-problem'],
  ])('explains nothing where %s', (_what, outcome, cause) => {
    expect(causeOf(load(outcome, DURING, 'office')).cause).toBe(cause);
  });

  test('goes by the servers’ clock', () => {
    const offset = -20 * MINUTE;
    const late = load({ status: 503, clockOffset: offset }, at('2026-12-05T20:10'));
    expect(causeOf(late).because).not.toContain('announced');
  });

  test('is likelier than a load that is stuck for reasons unknown', () => {
    const { endedAt: _endedAt, ...pending } = load({}, DURING);
    expect(diagnose(pending, DURING + MINUTE)).toMatchObject({ cause: 'maintenance', or: 'load-stuck' });
  });
});

describe('a renewal', () => {
  test('explains refusals from its day on, and nothing else', () => {
    const refused: Partial<Attempt> = { status: 400, signs: ['certificate-refused'] };
    expect(causeOf(load(refused, at('2026-12-01T09:00'), 'jimu'))).toMatchObject({
      cause: 'certificate-rejected',
      because: ['said-refused', 'renewed'],
    });
    expect(causeOf(load(refused, at('2026-11-30T21:00'), 'jimu')).because).not.toContain('renewed');
    const missing: Partial<Attempt> = { status: 400, signs: ['certificate-absent'] };
    expect(causeOf(load(missing, at('2026-12-01T09:00'), 'jimu')).because).not.toContain('renewed');
  });
});
