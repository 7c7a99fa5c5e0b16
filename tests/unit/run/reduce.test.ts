import { describe, expect, test } from 'vitest';
import { MANUAL } from '@/utils/catalog/facts.ts';
import type { Attempt } from '@/utils/diagnosis/attempt.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import { attemptOf, pendingKeys, type RunState } from '@/utils/run/run-state.ts';

import {
  answer,
  causeOf,
  ELSEWHERE,
  error,
  JIMU,
  OFFICE,
  page,
  play,
  redirect,
  request,
  T0,
} from '../../support/load-events.ts';

function pendingAttempts(state: RunState, now: number): Attempt[] {
  return pendingKeys(state, now).flatMap((key) => attemptOf(state, key, MANUAL) ?? []);
}

describe('the state of a tab after its events', () => {
  const refused = 'net::ERR_CONNECTION_REFUSED';
  test.each<[string, object[], string]>([
    ['a load that answers', [request('1'), answer('1', 200)], 'none'],
    ['a load that fails', [request('1'), error('1', refused)], 'server-unreachable'],
    ['a pending load', [request('1')], 'certificate-waiting'],
    [
      'a redirect inside the system',
      [request('1'), redirect('1', `${OFFICE}login`), request('1', `${OFFICE}login`), answer('1', 200)],
      'none',
    ],
    [
      'a redirect to another system',
      [request('1'), redirect('1', JIMU), request('1', JIMU), error('1', refused, JIMU)],
      'server-unreachable',
    ],
    ['a redirect to another site', [request('1'), redirect('1', ELSEWHERE)], ''],
    ['a load that the user stops', [request('1'), error('1', 'net::ERR_ABORTED')], ''],
    [
      'a reload that the user stops',
      [request('1'), error('1', refused), request('2'), error('2', 'net::ERR_ABORTED')],
      'server-unreachable',
    ],
    [
      'a reload that succeeds after a failure',
      [request('1'), error('1', refused), request('2'), answer('2', 200)],
      'none',
    ],
    [
      'a load that breaks off after the page has begun',
      [request('1'), answer('1', 200), error('1', 'net::ERR_CONTENT_LENGTH_MISMATCH')],
      'server-error',
    ],
    ['a page that the user stops half-way', [request('1'), answer('1', 200), error('1', 'net::ERR_ABORTED')], 'none'],
    [
      'a page that reports a missing certificate',
      [request('1'), answer('1', 400), page(400, ['certificate-absent'])],
      'certificate-missing',
    ],
    [
      'a page whose report arrives before the answer',
      [request('1'), page(400, ['certificate-absent']), answer('1', 400)],
      'certificate-missing',
    ],
    [
      'a page whose report arrives after a reload has begun',
      [request('1'), answer('1', 503), request('2'), page(503, ['maintenance']), answer('2', 200)],
      'none',
    ],
    [
      'a page whose report arrives twice',
      [request('1'), page(503, ['maintenance']), page(503, ['maintenance'])],
      'maintenance',
    ],
    ['an answer that arrives twice', [request('1'), answer('1', 503), answer('1', 503)], 'maintenance'],
    ['an error whose beginning was missed', [error('1', refused)], 'server-unreachable'],
    ['an answer whose beginning was missed', [answer('1', 200)], 'none'],
    [
      'a load replaced by a newer one',
      [request('1'), request('2', JIMU), error('1', 'net::ERR_ABORTED'), answer('2', 200, JIMU)],
      'none',
    ],
    [
      'a late failure of a replaced load',
      [request('1'), request('2', JIMU), error('1', refused), answer('2', 200, JIMU)],
      'none',
    ],
    [
      'a return to a page in the back/forward cache',
      [request('1'), answer('1', 200), request('2', JIMU), error('2', refused, JIMU), page(200, [], OFFICE, true)],
      'none',
    ],
    ['a report of a page on another host', [request('1'), error('1', refused), page(503, [], JIMU)], 'maintenance'],
    [
      'a report of a page on another site',
      [request('1'), error('1', refused), page(503, ['closed'], ELSEWHERE)],
      'server-unreachable',
    ],
    ['a request to another site', [request('1', ELSEWHERE)], ''],
  ])('%s', (_what, events, cause) => {
    expect(causeOf(play(events))).toBe(cause);
  });

  test('the run keeps the events of each tab apart', () => {
    const state = play([
      request('1'),
      request('2', JIMU, 2),
      error('2', 'net::ERR_CONNECTION_RESET', JIMU, 2),
      answer('1', 200),
    ]);
    expect([causeOf(state, 1), causeOf(state, 2), causeOf(state, 3)]).toEqual(['none', 'server-unreachable', '']);
  });

  test('an abort after 20 redirects counts as a redirect loop, after fewer as a stop', () => {
    const hops = Array.from({ length: 20 }, () => [redirect('1', `${OFFICE}a`), request('1', `${OFFICE}a`)]).flat();
    // Chromium does not follow the twentieth redirect.
    expect(causeOf(play([request('1'), ...hops.slice(0, -1), error('1', 'net::ERR_ABORTED')]))).toBe('server-error');
    expect(causeOf(play([request('1'), ...hops.slice(2), error('1', 'net::ERR_ABORTED')]))).toBe('');
  });

  test('the run stores an address without query, fragment and credentials', () => {
    const state = play([request('1', 'https://me:secret@office.mamoris-net.jp/a?token=1#x'), answer('1', 200)]);
    expect(JSON.stringify(state)).not.toMatch(/secret|token|#x/);
  });

  test('the waiting time of a redirected load begins at its last address', () => {
    const state = play([request('1'), redirect('1', JIMU), request('1', JIMU)]);
    expect(pendingAttempts(state, T0)).toMatchObject([{ address: JIMU, startedAt: T0, askedAt: T0 + 200 }]);
  });

  test.each<[string, object[], string]>([
    [
      'after a redirect to the same host',
      [request('1'), redirect('1', `${OFFICE}a`), request('1', `${OFFICE}a`)],
      'none',
    ],
    [
      'after a redirect to another host',
      [request('1'), redirect('1', JIMU), request('1', JIMU)],
      'certificate-waiting',
    ],
    [
      'after a redirect from http to https',
      [request('1', 'http://office.mamoris-net.jp/'), redirect('1', OFFICE), request('1')],
      'certificate-waiting',
    ],
    ['after an earlier success of the system', [request('1'), answer('1', 200), request('2', OFFICE, 2)], 'none'],
    [
      'after a page about a missing certificate',
      [request('1'), answer('1', 400), page(400, ['certificate-absent']), request('2', OFFICE, 2)],
      'none',
    ],
    [
      'after a refused handshake',
      [
        request('1'),
        answer('1', 200),
        request('2'),
        error('2', 'net::ERR_BAD_SSL_CLIENT_AUTH_CERT'),
        request('3', OFFICE, 2),
      ],
      'certificate-waiting',
    ],
    [
      'after a failure before the handshake',
      [request('1'), error('1', 'net::ERR_TIMED_OUT'), request('2', OFFICE, 2)],
      'certificate-waiting',
    ],
  ])('a slow load may wait for the certificate dialog or not: %s', (_what, events, cause) => {
    const [load] = pendingAttempts(play(events), T0);
    expect(load && diagnose(load, MANUAL, T0 + 10_000).cause).toBe(cause);
  });

  test('a tab that shows another site loses its earlier failure', () => {
    const failed = [request('1'), error('1', 'net::ERR_TIMED_OUT')];
    const leave = (tabUrl: string) => [...failed, { ...request('2'), tabUrl }, error('2', 'net::ERR_ABORTED')];
    expect(causeOf(play(leave('')))).toBe('');
    expect(causeOf(play(leave(JIMU)))).toBe('server-unreachable');
  });
});
