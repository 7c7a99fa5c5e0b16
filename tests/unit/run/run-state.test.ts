import { describe, expect, test } from 'vitest';
import { MANUAL } from '@/utils/catalog/facts.ts';
import type { Attempt } from '@/utils/diagnosis/attempt.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import { type LoadEvent, prune, reduce } from '@/utils/run/reduce.ts';
import { attemptOf, clockOffsetAt, EMPTY_RUN, MAX_TABS, pendingKeys, type RunState } from '@/utils/run/run-state.ts';
import { isNewFailure, viewOf } from '@/utils/run/view.ts';
import { MINUTE } from '@/utils/time.ts';
import { tabOf } from '../../support/build.ts';

const T0 = Date.parse('2026-11-24T10:00:00+09:00');
/** The time after which no event or answer can change a diagnosis. */
const LATER = T0 + 60_000;
const OFFICE = 'https://office.mamoris-net.jp/';
const JIMU = 'https://jimu.mamoris-net.jp/';
const ELSEWHERE = 'https://example.com/';

/** Builds the events of a tab. Without a time of its own, an event is 100 ms after the previous one. */
const steps = {
  request: (requestId: string, url = OFFICE, tabId = 1) => ({ type: 'request', tabId, requestId, url }),
  redirect: (requestId: string, to: string, tabId = 1) => ({ type: 'redirect', tabId, requestId, to }),
  answer: (requestId: string, status: number, url = OFFICE, tabId = 1) => ({
    type: 'answer',
    tabId,
    requestId,
    url,
    status,
  }),
  error: (requestId: string, error: string, url = OFFICE, tabId = 1) => ({
    type: 'error',
    tabId,
    requestId,
    url,
    error,
  }),
  page: (status: number, signs: string[] = [], url = OFFICE, restored = false, tabId = 1) => ({
    type: 'signs',
    tabId,
    url,
    status,
    signs,
    restored,
  }),
};
const { request, redirect, answer, error, page } = steps;
const later = (event: object, seconds: number) => ({ ...event, at: T0 + seconds * 1000 });

function play(events: object[], from: RunState = EMPTY_RUN): RunState {
  return events.reduce<RunState>(
    (state, event, i) => reduce(state, { at: T0 + i * 100, ...event } as LoadEvent, MANUAL),
    from,
  );
}

function causeOf(state: RunState, tabId = 1): string {
  return viewOf(state, MANUAL, T0 + 5000).tabs[tabId]?.current?.diagnosis.cause ?? '';
}

function pendingAttempts(state: RunState, now: number): Attempt[] {
  return pendingKeys(state, now).flatMap((key) => attemptOf(state, key, MANUAL) ?? []);
}

function latestFailure(state: RunState, now: number): Attempt | undefined {
  return viewOf(state, MANUAL, now).latestFailure?.attempt;
}

function isNew(before: RunState, after: RunState): boolean {
  return isNewFailure(viewOf(before, MANUAL, LATER), viewOf(after, MANUAL, LATER), 1);
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

describe('isNewFailure', () => {
  const failed = [request('1'), error('1', 'net::ERR_TIMED_OUT')];
  const reload = { ...request('2'), tabUrl: OFFICE };
  test.each<[string, object[], boolean]>([
    ['for the first failure', [], true],
    ['for a repeated event', [...failed], false],
    ['for a reload by the browser', [...failed, reload], false],
    ['for a reload by the user', [...failed, { type: 'retry', tabId: 1 }, reload], true],
    ['after a visit of another site', [...failed, { ...request('2'), tabUrl: undefined }], true],
    ['for another error of the same cause', [request('1'), error('1', 'net::ERR_CONNECTION_RESET'), reload], false],
    ['for another cause', [request('1'), error('1', 'net::ERR_INTERNET_DISCONNECTED'), reload], true],
    ['after a success of the system', [...failed, reload, answer('2', 200), { ...reload, requestId: '3' }], true],
  ])('isNewFailure decides %s: %#', (_what, events, expected) => {
    const before = play(events);
    const requestId = tabOf(before, 1).pending?.requestId ?? '1';
    expect(isNew(before, play([error(requestId, 'net::ERR_TIMED_OUT')], before))).toBe(expected);
  });

  test('isNewFailure is false after a stop, and for a failure with a page of the server', () => {
    const pending = play([request('1')]);
    expect(isNew(pending, play([error('1', 'net::ERR_ABORTED')], pending))).toBe(false);
    const answered = play([answer('1', 503)], pending);
    expect(isNew(pending, play([page(503, [])], answered))).toBe(false);
    // Without a page of the server the browser shows an error page.
    expect(isNew(pending, answered)).toBe(true);
  });
});

describe('what a run remembers', () => {
  const lost = [
    request('1'),
    answer('1', 200),
    later(request('2'), 3),
    later(error('2', 'net::ERR_SOCKET_NOT_CONNECTED'), 3.1),
  ];

  test('a system that opened earlier has lost its certificate (M67)', () => {
    expect(causeOf(play(lost))).toBe('certificate-lost');
  });

  test.each([
    ['has opened', [request('1'), answer('1', 200)], 'certificate-rejected'],
    [
      'has refused the certificate',
      [request('1'), answer('1', 400), page(400, ['certificate-refused'])],
      'certificate-rejected',
    ],
    [
      'has lost the certificate',
      [
        request('1'),
        answer('1', 200),
        later(request('2'), 3),
        later(answer('2', 400), 3.1),
        later(page(400, ['certificate-absent']), 3.2),
      ],
      'certificate-not-chosen',
    ],
    ['has no certificate', [request('1'), answer('1', 400), page(400, ['certificate-absent'])], 'certificate-missing'],
    ['has failed for another reason', [request('1'), error('1', 'net::ERR_TIMED_OUT')], 'certificate-missing'],
  ])('another system that %s decides the cause of a TLS refusal', (_what, before, cause) => {
    const refusal = [request('9', JIMU, 2), error('9', 'net::ERR_BAD_SSL_CLIENT_AUTH_CERT', JIMU, 2)];
    expect(causeOf(play([...before, ...refusal]), 2)).toBe(cause);
  });

  test.each<[string, object[]]>([
    [
      'if it redirects at once to a page about a missing certificate',
      [request('1'), answer('1', 200), later(request('2'), 0.5), answer('2', 403), page(403, ['certificate-absent'])],
    ],
    [
      'if a page in another tab then reports a missing certificate',
      [
        request('1'),
        answer('1', 200),
        request('2', OFFICE, 2),
        page(200, ['certificate-absent']),
        answer('2', 200, OFFICE, 2),
        page(200, ['certificate-absent'], OFFICE, false, 2),
      ],
    ],
    [
      'if it is from the browser’s cache',
      [
        request('1'),
        { ...answer('1', 200), isFromCache: true },
        later(request('2'), 5),
        later(answer('2', 403), 5.1),
        later(page(403, ['certificate-absent']), 5.2),
      ],
    ],
    [
      'if it is a 403 page with input fields',
      [
        request('1'),
        answer('1', 403),
        page(403, ['interactive']),
        later(request('2'), 5),
        later(answer('2', 403), 5.1),
        later(page(403, ['certificate-absent']), 5.2),
      ],
    ],
  ])('a page does not count as a success of its system %s', (_what, events) => {
    const state = play(events);
    const { tabs } = viewOf(state, MANUAL, Number.POSITIVE_INFINITY);
    const shown = Object.values(tabs).map((tab) => tab.shown?.diagnosis.cause);
    expect(shown).toContain('certificate-missing');
    expect(shown).not.toContain('certificate-lost');
  });

  test('the run forgets a cancelled dialog if the browser forgets its decision with the refusal', () => {
    const cancelled = play([request('1'), later(error('1', 'net::ERR_BAD_SSL_CLIENT_AUTH_CERT'), 6)]);
    expect(causeOf(cancelled)).toBe('certificate-not-chosen');
    const again = play([later(request('2'), 7)], cancelled);
    expect(tabOf(again, 1).pending?.wasUnchosen).toBeUndefined();
  });

  test('a page from the back/forward cache keeps its diagnosis', () => {
    const state = play([
      request('1'),
      later(answer('1', 200), 10),
      later(page(200, ['certificate-absent']), 10.1),
      later(page(200, ['certificate-absent'], OFFICE, true), 20),
    ]);
    expect(diagnose(tabOf(state, 1).shown as Attempt, MANUAL, Number.POSITIVE_INFINITY)).toMatchObject({
      cause: 'certificate-not-chosen',
    });
  });

  test('clockOffsetAt trusts the offset of the PC’s clock for some minutes only', () => {
    const run = play([request('1'), { ...answer('1', 200), date: T0 + 20 * MINUTE }]);
    expect(clockOffsetAt(run, T0 + 9 * MINUTE)).toBeCloseTo(20 * MINUTE, -3);
    expect(clockOffsetAt(run, T0 + 20 * MINUTE)).toBeUndefined();
    expect(clockOffsetAt(EMPTY_RUN, T0)).toBeUndefined();
  });

  test('a reload by the browser keeps the diagnosis of a certificate that was not chosen', () => {
    const CHECKED = { clientcheck: { askedAt: T0, endedAt: T0 + 50, netError: 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED' } };
    const slow = play([request('1')]);
    const cancelled = reduce(slow, { ...error('1', 'net::ERR_CONNECTION_CLOSED'), at: T0 + 2000 } as LoadEvent, MANUAL);
    const sent = { clientcheck: [T0] };
    const attempts = Object.entries(cancelled.attempts).map(([key, attempt]) => [key, { ...attempt, probes: sent }]);
    const probed = {
      ...cancelled,
      attempts: Object.fromEntries(attempts),
      probes: { clientcheck: [CHECKED.clientcheck] },
    };
    const again = play([request('2'), error('2', 'net::ERR_CONNECTION_CLOSED')], probed);
    const attempt = tabOf(again, 1).shown;
    expect(attempt && diagnose({ ...attempt, probes: CHECKED }, MANUAL, LATER).cause).toBe('certificate-not-chosen');
  });

  test('a page about a missing certificate is no success of its system, even with status 200', () => {
    const state = play([
      request('1'),
      answer('1', 200),
      page(200, ['certificate-absent']),
      request('2'),
      answer('2', 200),
      page(200, ['certificate-absent']),
    ]);
    expect(state.opened).toEqual([]);
    expect(causeOf(state)).toBe('certificate-missing');
  });

  test('the latest failure stays until the same system opens', () => {
    const failed = play([
      request('1'),
      error('1', 'net::ERR_CONNECTION_RESET'),
      request('2', JIMU, 2),
      error('2', 'net::ERR_TIMED_OUT', JIMU, 2),
    ]);
    expect(latestFailure(failed, LATER)?.address).toBe(JIMU);
    const jimuMended = play([request('3', JIMU, 3), answer('3', 200, JIMU, 3)], failed);
    expect(latestFailure(jimuMended, LATER)?.address).toBe(OFFICE);
    const allMended = play([request('4'), answer('4', 200)], jimuMended);
    expect(latestFailure(allMended, LATER)).toBeUndefined();
  });

  test('a system that opens clears the mistyped address of its tab', () => {
    const mistyped = play([
      request('1', 'https://ofice.mamoris-net.jp/'),
      error('1', 'net::ERR_NAME_NOT_RESOLVED', 'https://ofice.mamoris-net.jp/'),
    ]);
    expect(latestFailure(mistyped, LATER)).toBeDefined();
    expect(latestFailure(play([request('2'), answer('2', 200)], mistyped), LATER)).toBeUndefined();
  });

  test('a late event replaces the outcome of a load whose end counted as missed', () => {
    const missed = { ...error('1', 'ERR_FAILED'), isMissed: true };
    const { shown } = tabOf(play([request('1'), missed, answer('1', 502)]), 1);
    expect(shown).toMatchObject({ status: 502 });
    expect(shown).not.toHaveProperty('isMissed');
    expect(shown).not.toHaveProperty('netError');
  });

  test('an event with an overlong request id still finds its load', () => {
    const id = 'y'.repeat(99);
    expect(tabOf(play([request(id), error(id, 'net::ERR_TIMED_OUT')]), 1).pending).toBeUndefined();
  });

  test('prune removes the clock offset if the PC’s clock was set back since', () => {
    const wrong = { ...EMPTY_RUN, clockOffset: -8 * 3_600_000, clockReadAt: T0 + 8 * 3_600_000 };
    expect(prune(wrong, new Set(), T0).clockOffset).toBeUndefined();
    expect(prune(wrong, new Set(), T0 + 8 * 3_600_000)).toBe(wrong);
  });

  test('prune removes closed tabs, and loads whose end was missed', () => {
    const state = play([request('1'), error('1', 'net::ERR_TIMED_OUT'), request('2', JIMU), request('3', JIMU, 2)]);
    expect(prune(state, new Set(['1', '2']), T0)).toBe(state);
    expect(prune(state, new Set(['1']), T0).tabs).toEqual({ 1: state.tabs[1] });
    const pruned = prune(state, new Set(['1', '2']), T0 + 3_600_000);
    expect(tabOf(pruned, 1).shown).toMatchObject({ requestId: '1' });
    expect(pendingAttempts(pruned, T0)).toEqual([]);
  });

  test('a failure in another tab does not undo the success of a system', () => {
    const both = play([
      request('1'),
      request('2', OFFICE, 2),
      answer('1', 200),
      error('2', 'net::ERR_CONNECTION_RESET', OFFICE, 2),
    ]);
    expect(both.opened).toEqual(['office']);
  });

  test('a load that the user stops leaves an empty run', () => {
    expect(play([request('1'), error('1', 'net::ERR_ABORTED')])).toEqual(EMPTY_RUN);
  });

  test('reduce returns the same state for an event without news', () => {
    const state = play(lost);
    expect(reduce(state, { ...error('9', 'net::ERR_ABORTED'), at: T0 } as LoadEvent, MANUAL)).toBe(state);
    expect(reduce(state, { ...redirect('9', JIMU), at: T0 } as LoadEvent, MANUAL)).toBe(state);
    expect(reduce(state, { ...page(200, [], ELSEWHERE, true), at: T0 } as LoadEvent, MANUAL)).toBe(state);
  });

  test('the run keeps at most MAX_TABS tabs, and forgets the oldest first', () => {
    let state = EMPTY_RUN;
    for (let tabId = 1; tabId <= 3 * MAX_TABS; tabId += 1) {
      state = reduce(state, { ...request('1', OFFICE, tabId), at: T0 + tabId } as LoadEvent, MANUAL);
      state = reduce(state, { ...answer('1', 500, OFFICE, tabId), at: T0 + tabId } as LoadEvent, MANUAL);
    }
    expect(Object.keys(state.tabs)).toHaveLength(MAX_TABS);
    expect(state.tabs[1]).toBeUndefined();
    expect(state.tabs[3 * MAX_TABS]).toBeDefined();
    expect(JSON.stringify(state).length).toBeLessThan(60_000);
  });
});

test.each([
  ['another system', JIMU, 'accepted'],
  ['the same system in another tab', OFFICE, 'opened'],
])('a late report of a missing certificate corrects the earlier success for %s', (_what, url, earlier) => {
  const seeming = play([
    request('1'),
    answer('1', 200),
    later(request('2', url, 2), 10),
    later(error('2', 'net::ERR_BAD_SSL_CLIENT_AUTH_CERT', url, 2), 10),
  ]);
  expect(tabOf(seeming, 2).shown?.earlier).toBe(earlier);
  const corrected = play([later(page(200, ['certificate-absent']), 11)], seeming);
  expect(tabOf(corrected, 2).shown?.earlier).toBeUndefined();
  expect(causeOf(corrected, 2)).toBe('certificate-missing');
});
