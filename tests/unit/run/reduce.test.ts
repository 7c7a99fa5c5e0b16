import { describe, expect, test } from 'vitest';
import { MANUAL } from '@/utils/catalog/facts.ts';
import { mayReload } from '@/utils/diagnosis/attempt.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import { withPlannedProbes } from '@/utils/run/probe-plan.ts';
import { refileLoads } from '@/utils/run/record-outcome.ts';
import { withAnswer } from '@/utils/run/record-probes.ts';
import type { RunState } from '@/utils/run/run-state.ts';
import { viewOf } from '@/utils/run/view.ts';
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
  pendingAttempts,
  play,
  redirect,
  request,
  T0,
} from '../../support/load-events.ts';

const PORTAL = 'https://www.mamoris-net.jp/';

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

  test('a load that a redirect after a form has begun remembers that something was sent', () => {
    const sent = play([{ ...request('1'), isPost: true }, redirect('1', JIMU), request('1', JIMU)]);
    expect(pendingAttempts(sent, T0)).toMatchObject([{ hasSent: true }]);
    const again = play([redirect('1', OFFICE), request('1')], sent);
    expect(pendingAttempts(again, T0)).toMatchObject([{ hasSent: true }]);
    expect(pendingAttempts(again, T0)[0]).not.toHaveProperty('isPost');
    expect(pendingAttempts(play([request('2')], sent), T0)[0]).not.toHaveProperty('hasSent');
  });

  test('the waiting time of a redirected load begins at its last address', () => {
    const state = play([request('1'), redirect('1', JIMU), request('1', JIMU)]);
    expect(pendingAttempts(state, T0)).toMatchObject([{ address: JIMU, startedAt: T0, askedAt: T0 + 200 }]);
  });

  test.each<[string, object[], object]>([
    [
      'a page without a certificate about one speaks for the system that has led to it',
      [
        redirect('1', PORTAL),
        request('1', PORTAL),
        answer('1', 200, PORTAL),
        page(200, ['certificate-absent'], PORTAL),
      ],
      { system: 'office', cause: 'certificate-missing' },
    ],
    [
      'any other page is its own system’s, whatever has led to it',
      [redirect('1', PORTAL), request('1', PORTAL), answer('1', 503, PORTAL), page(503, [], PORTAL)],
      { system: 'portal' },
    ],
    [
      'a system with certificates speaks for itself',
      [redirect('1', JIMU), request('1', JIMU), answer('1', 400, JIMU), page(400, ['certificate-absent'], JIMU)],
      { system: 'jimu', cause: 'certificate-missing' },
    ],
  ])('%s', (_what, events, expected) => {
    const { current } = viewOf(play([request('1'), ...events]), MANUAL, T0 + 5000).tabs[1] ?? {};
    expect(current?.diagnosis).toMatchObject(expected);
    // A reload would show the same page about the error again.
    expect(current && mayReload(current.attempt)).toBe(false);
  });

  describe('a page at the portal that speaks for a system', () => {
    /** A load of `OFFICE` that leads to the portal's page after a time at the certificate dialog; all in seconds. */
    const ledToPortal = (id: string, at: number, atDialog: number) => [
      later(request(id), at),
      later(redirect(id, PORTAL), at + atDialog),
      later(request(id, PORTAL), at + atDialog),
      later(answer(id, 200, PORTAL), at + atDialog + 0.1),
      later(page(200, ['certificate-absent'], PORTAL), at + atDialog + 0.2),
    ];
    const OPENED = [request('0'), answer('0', 200)];

    test.each<[string, object[], object]>([
      ['without a dialog', ledToPortal('1', 10, 0.3), { cause: 'certificate-missing' }],
      ['after a time for a dialog', ledToPortal('1', 10, 4), { cause: 'certificate-not-chosen' }],
      [
        'again, as the browser remembers that none was chosen',
        [...ledToPortal('1', 10, 4), ...ledToPortal('2', 60, 0.3)],
        { cause: 'certificate-not-chosen', because: ['said-absent', 'remembered'] },
      ],
      [
        'again without a dialog',
        [...ledToPortal('1', 10, 0.3), ...ledToPortal('2', 60, 0.3)],
        { cause: 'certificate-missing' },
      ],
      ['after the system had opened', [...OPENED, ...ledToPortal('1', 10, 0.3)], { cause: 'certificate-lost' }],
    ])('has the history of that system: %s', (_what, events, diagnosis) => {
      const { current } = viewOf(play(events), MANUAL, T0 + 100_000).tabs[1] ?? {};
      expect(current?.diagnosis).toMatchObject({ system: 'office', ...diagnosis });
    });

    test('keeps speaking for that system when it is loaded again, also if the portal had opened before', () => {
      const opened = [request('0', PORTAL), answer('0', 200, PORTAL)];
      const again = [
        later({ ...request('2', PORTAL), tabUrl: PORTAL }, 60),
        later(answer('2', 200, PORTAL), 60.1),
        later(page(200, ['certificate-absent'], PORTAL), 60.2),
      ];
      for (const before of [[], opened]) {
        const state = play([...before, ...ledToPortal('1', 10, 0.3), ...again]);
        const { current } = viewOf(state, MANUAL, T0 + 100_000).tabs[1] ?? {};
        expect(current?.diagnosis).toMatchObject({ system: 'office', cause: 'certificate-missing' });
      }
    });

    test('is shown again by a reload, which does not replace a newer load of that system', () => {
      const opened = [later(request('2', OFFICE, 2), 60), later(answer('2', 200, OFFICE, 2), 60.1)];
      const again = [
        later({ ...request('3', PORTAL), tabUrl: PORTAL }, 90),
        later(answer('3', 200, PORTAL), 90.1),
        later(page(200, ['certificate-absent'], PORTAL), 90.2),
      ];
      const before = play([
        ...ledToPortal('1', 10, 4),
        { type: 'retry', tabId: 1 },
        { type: 'begin', tabId: 1, url: PORTAL, status: 200 },
        ...opened,
      ]);
      // The outcome of the first load is not that of the second.
      const [pending] = pendingAttempts(play(again.slice(0, 1), before), T0 + 90_000);
      for (const outcome of ['endedAt', 'status', 'signs', 'isReported', 'hasBegun', 'isRetried'])
        expect(pending?.[outcome as keyof typeof pending]).toBeUndefined();
      const state = play(again, before);
      const view = viewOf(state, MANUAL, T0 + 100_000);
      const { current } = view.tabs[1] ?? {};
      expect(current?.diagnosis).toMatchObject({ system: 'office', cause: 'certificate-not-chosen' });
      // A reload would only show the page about the error again.
      expect(current && mayReload(current.attempt)).toBe(false);
      expect(view.systems.office?.diagnosis.cause).toBe('none');
      expect(state.opened).toContain('office');
    });

    test('speaks for the system that asked, wherever the chain of redirects began', () => {
      const KIZON = 'https://kizon.mamoris-net.jp/';
      const chain = [
        request('1', KIZON),
        redirect('1', OFFICE),
        request('1', OFFICE),
        redirect('1', PORTAL),
        request('1', PORTAL),
        answer('1', 200, PORTAL),
        page(200, ['certificate-absent'], PORTAL),
      ];
      expect(viewOf(play(chain), MANUAL, T0 + 5000).tabs[1]?.current?.diagnosis.system).toBe('office');
    });

    test('is filed rightly: another policy changes nothing, even after a newer load of the system', () => {
      const opened = [later(request('2', OFFICE, 2), 60), later(answer('2', 200, OFFICE, 2), 60.1)];
      const state = play([...ledToPortal('1', 10, 4), ...opened]);
      expect(refileLoads(state, MANUAL)).toBe(state);
    });

    test('is no load of the portal', () => {
      const { systems } = viewOf(play(ledToPortal('1', 10, 4)), MANUAL, T0 + 100_000);
      expect(Object.keys(systems)).toEqual(['office']);
    });
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

  test('a load that a late worker missed and that the user stopped leaves the failure in its tab', () => {
    const late = { ...request('2'), tabUrl: OFFICE, isOver: true };
    const stopped = [later(late, 2400), later(error('2', 'net::ERR_ABORTED'), 2400)];
    expect(causeOf(play([request('1'), error('1', 'net::ERR_TIMED_OUT'), ...stopped]))).toBe('server-unreachable');
  });

  test('a late worker takes a question for a password for a first one, long after an earlier one in the same tab', () => {
    const asked = (id: string) => ({ ...answer(id, 407), asksForPassword: true });
    const promptAfter = (seconds: number, isOver: boolean) => {
      const next = [later({ ...request('2'), tabUrl: OFFICE, isOver }, seconds), later(asked('2'), seconds)];
      return tabOf(play([request('1'), asked('1'), ...next]), 1).shown?.passwordPrompt;
    };
    expect(promptAfter(60, true)).toBe('again');
    expect(promptAfter(1200, true)).toBe('first');
    // The worker has seen that the tab stayed there: the password was wrong, after a long break.
    expect(promptAfter(5400, false)).toBe('again');
  });
});

describe('a mistyped address', () => {
  const WRONG = 'https://ofice.mamoris-net.jp/';
  const mistyped = [request('1', WRONG), error('1', 'net::ERR_NAME_NOT_RESOLVED', WRONG)];
  const failure = (state: RunState) => viewOf(state, MANUAL, T0 + 3_600_000).latestFailure?.diagnosis.cause;
  const opened = (url: string, tabId: number) => [
    later(request('2', url, tabId), 5),
    later(answer('2', 200, url, tabId), 6),
  ];

  test('is forgotten once the system that it resembles opens, in any tab', () => {
    expect(failure(play(mistyped))).toBe('wrong-address');
    expect(failure(play([...mistyped, ...opened(OFFICE, 1)]))).toBeUndefined();
    expect(failure(play([...mistyped, ...opened(OFFICE, 2)]))).toBeUndefined();
    expect(failure(play([...mistyped, ...opened(`${OFFICE}login`, 2)]))).toBeUndefined();
    expect(failure(play([...mistyped, ...opened('https://kensa.mamoris-net.jp/', 1)]))).toBeUndefined();
  });

  test('stays while only other systems open elsewhere, or the right one fails', () => {
    expect(failure(play([...mistyped, ...opened('https://kensa.mamoris-net.jp/', 2)]))).toBe('wrong-address');
    const failed = [later(request('2', OFFICE, 2), 5), later(error('2', 'net::ERR_CONNECTION_REFUSED', OFFICE, 2), 6)];
    expect(play([...mistyped, ...failed]).last).toHaveProperty(['']);
  });
});

describe('the certificate in the run', () => {
  const CHECK_ABSENT = { askedAt: T0, endedAt: T0 + 50, status: 200, signs: ['certificate-absent' as const] };
  const KENSA = 'https://kensa.mamoris-net.jp/';
  const stated = (url: string, requestId: string, tabId: number, seconds: number) => [
    later(request(requestId, url, tabId), seconds),
    later(answer(requestId, 400, url, tabId), seconds + 0.1),
    later(page(400, ['certificate-absent'], url, false, tabId), seconds + 0.2),
  ];
  const checked = (state: RunState, seconds: number) => {
    const planned = withPlannedProbes(state, MANUAL, T0 + seconds * 1000, true);
    const at = { ...CHECK_ABSENT, askedAt: T0 + seconds * 1000, endedAt: T0 + seconds * 1000 + 50 };
    return planned.systems.includes('clientcheck')
      ? withAnswer(planned.run, 'clientcheck', at, undefined)
      : planned.run;
  };
  const reset = (url: string, requestId: string, tabId: number, seconds: number) => [
    later(request(requestId, url, tabId), seconds),
    later(error(requestId, 'net::ERR_CONNECTION_RESET', url, tabId), seconds + 0.1),
  ];

  test('a probe without a certificate is believed until a system opens with one, and never after', () => {
    const failed = checked(play(reset(JIMU, '1', 1, 0)), 1);
    expect(causeOf(failed, 1)).toBe('certificate-missing');
    const free = play([later(request('2', KENSA, 2), 2), later(answer('2', 200, KENSA, 2), 2.1)], failed);
    expect(causeOf(free, 1)).toBe('certificate-missing');
    const opened = play([later(request('3', OFFICE, 3), 3), later(answer('3', 200, OFFICE, 3), 3.1)], free);
    expect(causeOf(opened, 1)).toBe('server-unreachable');
    // The same for later loads, also if that system fails meanwhile.
    const down = play([later(request('4', OFFICE, 3), 60), later(answer('4', 503, OFFICE, 3), 60.1)], opened);
    const last = checked(play(reset('https://reform.mamoris-net.jp/', '5', 4, 61), down), 62);
    expect(viewOf(last, MANUAL, T0 + 70_000).tabs[4]?.shown?.diagnosis.cause).toBe('server-unreachable');
  });

  test('a refusal counts more than an earlier success, and a later success more than the refusal', () => {
    const refused = [
      request('1'),
      answer('1', 200),
      later(request('2'), 60),
      later(answer('2', 400), 60.1),
      later(page(400, ['certificate-refused']), 60.2),
    ];
    const again = play(
      [later(request('3'), 120), later(error('3', 'net::ERR_BAD_SSL_CLIENT_AUTH_CERT'), 120.1)],
      play(refused),
    );
    expect(viewOf(again, MANUAL, T0 + 130_000).tabs[1]?.shown).toMatchObject({
      attempt: { earlier: 'refused' },
      diagnosis: { cause: 'certificate-rejected', because: ['error', 'refused-earlier'] },
    });
    const mended = play([later(request('3'), 120), later(answer('3', 200), 120.1)], play(refused));
    const lost = play([later(request('4'), 180), later(error('4', 'net::ERR_SOCKET_NOT_CONNECTED'), 180.1)], mended);
    expect(viewOf(lost, MANUAL, T0 + 190_000).tabs[1]?.shown?.diagnosis.cause).toBe('certificate-lost');
  });

  test('the words of a system that asks for no certificate prove nothing', () => {
    const portal = 'https://www.mamoris-net.jp/';
    const events = [request('1', portal), answer('1', 200, portal), page(200, ['certificate-present'], portal)];
    const state = play([...events, ...stated(OFFICE, '2', 2, 60)]);
    expect(viewOf(state, MANUAL, T0 + 70_000).tabs[2]?.shown?.diagnosis.cause).toBe('certificate-missing');
    const check = 'https://clientcheck.mamoris-net.jp/';
    const proven = [request('1', check), answer('1', 200, check), page(200, ['certificate-present'], check)];
    const known = play([...proven, ...stated(OFFICE, '2', 2, 60)]);
    expect(viewOf(known, MANUAL, T0 + 70_000).tabs[2]?.shown?.diagnosis.cause).toBe('certificate-not-chosen');
  });
});
