import { describe, expect, test } from 'vitest';
import { MANUAL } from '@/utils/catalog/facts.ts';
import type { RunState } from '@/utils/run/run-state.ts';
import { isNewFailure, viewOf } from '@/utils/run/view.ts';
import { tabOf } from '../../support/build.ts';

import { answer, error, OFFICE, page, play, request, T0 } from '../../support/load-events.ts';

/** The time after which no event or answer can change a diagnosis. */
const LATER = T0 + 60_000;

function isNew(before: RunState, after: RunState): boolean {
  return isNewFailure(viewOf(before, MANUAL, LATER), viewOf(after, MANUAL, LATER), 1);
}

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
