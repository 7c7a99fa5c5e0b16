import { describe, expect, test } from 'vitest';
import { MANUAL } from '@/utils/catalog/facts.ts';
import { isNewFailure } from '@/utils/run/new-failures.ts';
import { withAnswer, withProbes } from '@/utils/run/record-probes.ts';
import type { RunState } from '@/utils/run/run-state.ts';
import { viewOf } from '@/utils/run/view.ts';
import { tabOf } from '../../support/builders.ts';
import { answer, error, JIMU, later, OFFICE, page, play, request, T0 } from '../../support/load-events.ts';

/** The time after which no event or answer can change a diagnosis. */
const LATER = T0 + 60_000;
const TIMED_OUT = 'net::ERR_TIMED_OUT';

function isNew(before: RunState, after: RunState): boolean {
  return isNewFailure(viewOf(before, MANUAL, LATER), viewOf(after, MANUAL, LATER), 1);
}

describe('isNewFailure', () => {
  const failed = [request('1'), error('1', TIMED_OUT)];
  const reload = { ...request('2'), tabUrl: OFFICE };
  test.each<[string, object[], boolean]>([
    ['for the first failure', [], true],
    ['for a repeated event', [...failed], false],
    ['for a reload by the browser', [...failed, reload], false],
    ['for a reload by the user', [...failed, { type: 'retry', tabId: 1 }, reload], true],
    ['after a visit of another site', [...failed, { ...request('2'), tabUrl: undefined }], true],
    ['by a late worker, of a try by the browser', [...failed, later({ ...reload, isOver: true }, 1800)], false],
    ['by a late worker, long after', [...failed, later({ ...reload, isOver: true }, 2400)], true],
    ['for a reload long after', [...failed, later(reload, 2400)], false],
    ['for another error of the same cause', [request('1'), error('1', 'net::ERR_CONNECTION_RESET'), reload], false],
    ['for another cause', [request('1'), error('1', 'net::ERR_INTERNET_DISCONNECTED'), reload], true],
    ['after a success of the system', [...failed, reload, answer('2', 200), { ...reload, requestId: '3' }], true],
  ])('isNewFailure decides %s: %#', (_what, events, expected) => {
    const before = play(events);
    const requestId = tabOf(before, 1).pending?.requestId ?? '1';
    expect(isNew(before, play([error(requestId, TIMED_OUT)], before))).toBe(expected);
  });

  test('isNewFailure is false while the browser tries a page again after the check site refused the certificate', () => {
    const failure = (id: string, at: number) => [
      later({ ...request(id), tabUrl: id === '1' ? undefined : OFFICE }, at),
      later(error(id, 'net::ERR_SOCKET_NOT_CONNECTED'), at + 0.1),
    ];
    const asked = withProbes(play(failure('1', 0)), [{ key: '1', system: 'clientcheck' }], T0 + 200);
    const answered = { askedAt: T0 + 200, endedAt: T0 + 300, status: 400, signs: ['certificate-refused' as const] };
    let run = withAnswer(asked, 'clientcheck', answered, undefined);
    for (const [id, at] of Object.entries({ 2: 1, 3: 6, 4: 36, 5: 96, 6: 216 })) {
      const before = run;
      run = play(failure(id, at), before);
      expect(isNew(before, run), `try ${id}`).toBe(false);
      expect(viewOf(run, MANUAL, LATER).tabs[1]?.shown?.diagnosis.cause).toBe('certificate-rejected');
    }
  });

  test('isNewFailure is false for a try by the browser whose second cause is the cause of the try before', () => {
    const reset = (id: string, at: number) => [
      later({ ...reload, requestId: id }, at),
      later(error(id, 'net::ERR_CONNECTION_RESET'), at + 0.1),
    ];
    const refused = [
      later(request('0', JIMU, 2), 0),
      later(answer('0', 400, JIMU, 2), 0.1),
      later(page(400, ['certificate-refused'], JIMU, false, 2), 0.2),
    ];
    const failed = play([...refused, ...reset('1', 1)]);
    const key = Object.keys(failed.attempts).at(-1) ?? '';
    const portal = { askedAt: T0 + 1200, endedAt: T0 + 1300, netError: 'ERR_CONNECTION_RESET' };
    const before = withAnswer(withProbes(failed, [{ key, system: 'portal' }], T0 + 1200), 'portal', portal, undefined);
    const after = play(reset('2', 40), before);
    const diagnoses = [before, after].map((run) => viewOf(run, MANUAL, T0 + 41_000).tabs[1]?.shown?.diagnosis);
    expect(diagnoses).toMatchObject([{ cause: 'server-unreachable' }, { or: 'server-unreachable' }]);
    expect(isNew(before, after)).toBe(false);
  });

  test('isNewFailure is true for a try by the user after an error that the browser does not repeat', () => {
    const refused = (id: string, from: number, to: number) => [
      later({ ...reload, requestId: id }, from),
      later(error(id, 'net::ERR_BAD_SSL_CLIENT_AUTH_CERT'), to),
    ];
    const before = play(refused('1', 0, 0.2));
    const after = play(refused('2', 30, 36), before);
    const diagnoses = [before, after].map((run) => viewOf(run, MANUAL, LATER).tabs[1]?.shown?.diagnosis);
    expect(diagnoses).toMatchObject([{ or: 'certificate-not-chosen' }, { cause: 'certificate-not-chosen' }]);
    expect(isNew(before, after)).toBe(true);
  });

  test('isNewFailure is false for a try by the browser after the announced end of a maintenance', () => {
    const facts = { ...MANUAL, maintenance: [{ from: T0 - 1000, to: T0 + 30_000 }] };
    const failure = (id: string, at: number) => [
      later({ ...reload, requestId: id }, at),
      later(error(id, TIMED_OUT), at),
    ];
    const before = viewOf(play(failure('1', 0)), facts, LATER);
    const after = viewOf(play(failure('2', 40), play(failure('1', 0))), facts, LATER);
    expect([before, after].map(({ tabs }) => tabs[1]?.shown?.diagnosis.cause)).toEqual([
      'maintenance',
      'server-unreachable',
    ]);
    expect(isNewFailure(before, after, 1)).toBe(false);
    // Another error is another failure, also during the maintenance.
    const other = play([
      later({ ...reload, requestId: '3' }, 50),
      later(error('3', 'net::ERR_INTERNET_DISCONNECTED'), 50),
    ]);
    expect(isNewFailure(before, viewOf(other, facts, LATER), 1)).toBe(true);
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
