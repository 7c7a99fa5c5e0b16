import { describe, expect, test } from 'vitest';
import { MANUAL } from '@/utils/catalog/facts.ts';
import type { Attempt } from '@/utils/diagnosis/attempt.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import type { LoadEvent } from '@/utils/run/load-event.ts';
import { reduce } from '@/utils/run/reduce.ts';
import { clockOffsetAt, EMPTY_RUN, MAX_TABS, type RunState } from '@/utils/run/run-state.ts';
import { viewOf } from '@/utils/run/view.ts';
import { MINUTE } from '@/utils/time.ts';
import { tabOf } from '../../support/builders.ts';

import {
  answer,
  causeOf,
  ELSEWHERE,
  error,
  JIMU,
  later,
  OFFICE,
  page,
  play,
  redirect,
  request,
  T0,
} from '../../support/load-events.ts';

/** The time after which no event or answer can change a diagnosis. */
const LATER = T0 + 60_000;

function latestFailure(state: RunState, now: number): Attempt | undefined {
  return viewOf(state, MANUAL, now).latestFailure?.attempt;
}

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
