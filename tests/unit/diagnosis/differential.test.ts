import { describe, expect, test } from 'vitest';
import { attempt, DAY_TIME, IN_THE_END, probe } from '@/tests/support/builders.ts';
import { MANUAL } from '@/utils/catalog/facts.ts';
import type { Attempt, Probe } from '@/utils/diagnosis/attempt.ts';
import type { Cause } from '@/utils/diagnosis/causes.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import { EVIDENCE } from '@/utils/diagnosis/evidence.ts';
import { DIALOG_PATIENCE, PROBE_PATIENCE, REPORT_PATIENCE } from '@/utils/diagnosis/patience.ts';
import { MINUTE } from '@/utils/time.ts';

const EVENING = Date.parse('2026-11-24T21:50:00+09:00');

/** Answers of the check site. */
const CHECK = {
  usable: probe({ netError: 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED' }),
  accepted: probe({ status: 200, signs: ['certificate-present'] }),
  refused: probe({ status: 200, signs: ['certificate-refused'] }),
  absent: probe({ status: 200, signs: ['certificate-absent'] }),
  silent: probe({ netError: 'ERR_TIMED_OUT' }),
};
const up = probe({ status: 200 });
const down = probe({ netError: 'ERR_CONNECTION_TIMED_OUT' });

const FAILURES = {
  stated: { status: 400, signs: ['certificate-absent'] },
  'refused in TLS 1.2': { netError: 'ERR_BAD_SSL_CLIENT_AUTH_CERT' },
  'refused in TLS 1.3': { netError: 'ERR_SOCKET_NOT_CONNECTED' },
  reset: { netError: 'ERR_CONNECTION_RESET' },
  closed: { netError: 'ERR_CONNECTION_CLOSED' },
  'empty response': { netError: 'ERR_EMPTY_RESPONSE' },
  'protocol error': { netError: 'ERR_SSL_PROTOCOL_ERROR' },
  'a bare 400': { status: 400 },
  'a bare 403': { status: 403 },
} satisfies Record<string, Partial<Attempt>>;
type Failure = keyof typeof FAILURES;

describe('the certificate or the server', () => {
  /** The causes by failure, in the order of `CHECK`: usable, accepted, refused, absent, silent. */
  const TABLE: Record<Failure, [Cause, Cause, Cause, Cause, Cause]> = {
    stated: [
      'certificate-not-chosen',
      'certificate-not-chosen',
      'certificate-not-chosen',
      'certificate-missing',
      'certificate-missing',
    ],
    'refused in TLS 1.2': [
      'certificate-not-chosen',
      'certificate-rejected',
      'certificate-rejected',
      'certificate-missing',
      'certificate-missing',
    ],
    'refused in TLS 1.3': [
      'certificate-not-chosen',
      'certificate-rejected',
      'certificate-rejected',
      'certificate-missing',
      'certificate-missing',
    ],
    reset: serverOr('server-unreachable'),
    closed: serverOr('server-unreachable'),
    'empty response': serverOr('server-unreachable'),
    'protocol error': serverOr('tls-unsupported'),
    'a bare 400': serverOr('server-error'),
    'a bare 403': serverOr('server-error'),
  };
  function serverOr(cause: Cause): [Cause, Cause, Cause, Cause, Cause] {
    return [cause, cause, 'certificate-rejected', 'certificate-missing', cause];
  }
  const rows = Object.entries(TABLE).flatMap(([failure, causes]) =>
    (Object.keys(CHECK) as (keyof typeof CHECK)[]).map(
      (check, i) => [failure as Failure, check, causes[i] as Cause] as const,
    ),
  );
  test.each(rows)('the failure "%s" with the answer "%s" of the check site is %s', (failure, check, cause) => {
    for (const system of ['office', 'annex'] as const) {
      const failed = attempt(system, { ...FAILURES[failure], probes: { clientcheck: CHECK[check] } });
      expect(diagnose(failed, MANUAL, IN_THE_END).cause).toBe(cause);
    }
  });

  test.each(Object.keys(FAILURES) as Failure[])(
    'the failure "%s" after a long time with a usable certificate is certificate-not-chosen',
    (failure) => {
      const slow = {
        ...FAILURES[failure],
        startedAt: DAY_TIME - DIALOG_PATIENCE,
        probes: { clientcheck: CHECK.usable },
      };
      expect(diagnose(attempt('office', slow), MANUAL, IN_THE_END).cause).toBe('certificate-not-chosen');
    },
  );

  test.each(['reset', 'empty response', 'a bare 400', 'a bare 403'] as const)(
    'the duration of a load that fails with "%s" shows whether the user answered a dialog',
    (failure) => {
      const cause = (more: Partial<Attempt>) =>
        diagnose(attempt('office', { ...FAILURES[failure], ...more }), MANUAL, IN_THE_END).cause;
      const usable = { probes: { clientcheck: CHECK.usable } };
      expect(cause({ ...usable, startedAt: DAY_TIME - 999 })).toMatch(/^server-/);
      expect(cause({ ...usable, startedAt: DAY_TIME - 1000 })).toBe('certificate-not-chosen');
      // The browser reloads by itself, and remembers the decision.
      expect(cause({ ...usable, wasUnchosen: true })).toBe('certificate-not-chosen');
      // A policy chooses the certificate without a dialog: the server is slow.
      const byPolicy = { probes: { clientcheck: CHECK.accepted } };
      expect(cause({ ...byPolicy, startedAt: DAY_TIME - 10_000 })).toMatch(/^server-/);
      expect(cause({ ...byPolicy, startedAt: DAY_TIME - 10_000, earlier: 'accepted' })).toBe('certificate-not-chosen');
    },
  );

  test.each(['reset', 'closed', 'empty response'] as const)(
    'the failure "%s" after a long time is the server’s if a probe of it takes as long',
    (failure) => {
      const causeWith = (duration: number) => {
        const late: Probe = { ...FAILURES[failure], askedAt: DAY_TIME, endedAt: DAY_TIME + duration };
        const probes = { clientcheck: CHECK.usable, office: late };
        const failed = attempt('office', { ...FAILURES[failure], startedAt: DAY_TIME - 6000, probes });
        return diagnose(failed, MANUAL, IN_THE_END).cause;
      };
      expect(causeWith(5001)).toBe('server-unreachable');
      expect(causeWith(5000)).toBe('certificate-not-chosen');
      expect(causeWith(50)).toBe('certificate-not-chosen');
    },
  );

  const UNCERTAIN = ['reset', 'closed', 'empty response', 'protocol error', 'a bare 400', 'a bare 403'] as const;
  test.each(UNCERTAIN)(
    'the failure "%s" of a system that opened before is the certificate’s only if the check site refuses it',
    (failure) => {
      const judge = (more: Partial<Attempt>) =>
        diagnose(attempt('office', { ...FAILURES[failure], earlier: 'opened', ...more }), MANUAL, IN_THE_END);
      const server = TABLE[failure][0];
      expect(judge({})).toMatchObject({ cause: server, decisive: ['clientcheck'] });
      expect(judge({}).or).toBeUndefined();
      for (const answer of ['usable', 'accepted', 'absent', 'silent'] as const)
        expect(judge({ probes: { clientcheck: CHECK[answer] } }).cause, answer).toBe(server);
      // Nor after a dialog: the browser has its decision.
      const slow = { startedAt: DAY_TIME - 6000, probes: { clientcheck: CHECK.usable } };
      expect(judge(slow).cause).toBe(server);
      const refused = judge({ probes: { clientcheck: CHECK.refused } });
      expect(refused).toMatchObject({ cause: 'certificate-rejected', or: expect.stringMatching(/^server-/) });
    },
  );

  test.each(['refused in TLS 1.2', 'refused in TLS 1.3'] as const)(
    'the check site decides whether a certificate is lost or has ended after the failure "%s"',
    (failure) => {
      const judge = (more: Partial<Attempt>, facts = MANUAL) => {
        const failed = attempt('office', { ...FAILURES[failure], earlier: 'opened', ...more });
        return { or: undefined, ...diagnose(failed, facts, IN_THE_END) };
      };
      const answered = (answer: keyof typeof CHECK) => ({ probes: { clientcheck: CHECK[answer] } });
      expect(judge({})).toMatchObject({ cause: 'certificate-lost', or: 'certificate-rejected' });
      expect(judge({}).decisive).toContain('clientcheck');
      expect(judge(answered('refused'))).toMatchObject({ cause: 'certificate-rejected', or: undefined });
      // The check site may have got a new certificate, and this system the old one.
      for (const answer of ['accepted', 'usable', 'absent', 'silent'] as const)
        expect(judge(answered(answer))).toMatchObject({ cause: 'certificate-lost', or: 'certificate-rejected' });
      const renewed = { ...MANUAL, renewal: { at: DAY_TIME - MINUTE, remindDays: 30 } };
      expect(judge({}, renewed)).toMatchObject({ cause: 'certificate-rejected', or: 'certificate-lost' });
      expect(judge({}, renewed).because).toContain('renewed');
      expect(judge(answered('refused'), renewed).because).toContain('renewed');
      expect(judge(answered('accepted'), renewed)).toMatchObject({
        cause: 'certificate-lost',
        or: 'certificate-rejected',
      });
      const ahead = { ...MANUAL, renewal: { at: DAY_TIME + MINUTE, remindDays: 30 } };
      expect(judge({}, ahead)).toMatchObject({ cause: 'certificate-lost' });
    },
  );

  test.each(['reset', 'closed', 'empty response', 'a bare 400', 'a bare 403'] as const)(
    'a probe of the system after the failure "%s" shows whether anybody was asked',
    (failure) => {
      const server = TABLE[failure][0];
      const judge = (answer: Partial<Probe> | undefined, startedAt = DAY_TIME - 1500) => {
        const probes = { clientcheck: CHECK.usable, ...(answer && { office: probe(answer) }) };
        return diagnose(attempt('office', { ...FAILURES[failure], startedAt, probes }), MANUAL, IN_THE_END);
      };
      const unprobed = judge(undefined);
      expect(unprobed).toMatchObject({ cause: 'certificate-not-chosen', or: server, decisive: ['office'] });
      // The browser would ask: no dialog was cancelled.
      for (const startedAt of [DAY_TIME - 1500, DAY_TIME - 6000])
        expect(judge({ netError: 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED' }, startedAt).cause).toBe(server);
      // The system opens now, with the certificate.
      expect(judge({ status: 200 }).cause).toBe(server);
      // The browser remembers that it goes on without one, or the server still has trouble.
      for (const answer of [FAILURES[failure], FAILURES.stated, { netError: 'ERR_TIMED_OUT' }])
        expect(judge(answer)).toMatchObject({ cause: 'certificate-not-chosen', or: server });
    },
  );

  test('a protocol error after a dialog also names a refused certificate: without one, the error is another', () => {
    const judge = (startedAt: number, more: Partial<Attempt> = {}) => {
      const probes = { clientcheck: CHECK.usable, ...more.probes };
      const failed = attempt('office', { ...FAILURES['protocol error'], startedAt, ...more, probes });
      return { decisive: undefined, ...diagnose(failed, MANUAL, IN_THE_END) };
    };
    for (const duration of [1000, 7000, 60_000])
      expect(judge(DAY_TIME - duration)).toMatchObject({
        cause: 'certificate-not-chosen',
        or: 'certificate-rejected',
        decisive: undefined,
      });
    // The browser forgets its choice with this error, so that a later probe shows nothing.
    expect(judge(DAY_TIME - 7000, { probes: { office: CHECK.usable } }).or).toBe('certificate-rejected');
    expect(judge(DAY_TIME - 999)).toMatchObject({ cause: 'tls-unsupported' });
    expect(judge(DAY_TIME - 100, { wasUnchosen: true })).toMatchObject({ or: 'server-unreachable' });
  });

  test('a system without certificates cannot fail for lack of a certificate', () => {
    for (const failure of [FAILURES.reset, FAILURES['a bare 403']]) {
      const { cause, decisive } = diagnose(
        attempt('kensa', { ...failure, probes: { clientcheck: CHECK.absent } }),
        MANUAL,
        IN_THE_END,
      );
      expect(cause).toMatch(/^server-/);
      expect(decisive).toBeUndefined();
    }
  });

  test('a certificate with earlier evidence has not vanished', () => {
    for (const earlier of ['accepted', 'refused', 'present'] as const) {
      const failed = attempt('office', {
        ...FAILURES.stated,
        earlier,
        probes: { clientcheck: CHECK.absent },
      });
      expect(diagnose(failed, MANUAL, IN_THE_END).cause).toBe('certificate-not-chosen');
    }
  });

  test('a probe during the load rules out a dialog, after any duration', () => {
    const during = { askedAt: DAY_TIME - 2000, endedAt: DAY_TIME - 1900 };
    const slow = (failure: Partial<Attempt>, more: Partial<Attempt>) =>
      diagnose(attempt('office', { ...failure, startedAt: DAY_TIME - 6000, ...more }), MANUAL, IN_THE_END).cause;
    const refused = { probes: { office: { ...during, netError: 'ERR_BAD_SSL_CLIENT_AUTH_CERT' } } };
    expect(slow(FAILURES['refused in TLS 1.2'], refused)).toBe('certificate-missing');
    const silent = { office: { ...during, netError: 'ERR_TIMED_OUT' } };
    expect(slow(FAILURES['empty response'], { earlier: 'accepted', probes: silent })).toBe('server-unreachable');
    expect(slow(FAILURES.reset, { probes: { ...silent, clientcheck: CHECK.usable } })).toBe('server-unreachable');
    const asked = { ...during, netError: 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED' };
    expect(slow(FAILURES.reset, { probes: { office: asked } })).toBe('certificate-not-chosen');
  });

  test('a probe of a system with a remembered decision is no evidence', () => {
    const repeatedProbe = {
      askedAt: DAY_TIME - 2000,
      endedAt: DAY_TIME - 1900,
      status: 400,
      signs: ['certificate-absent' as const],
    };
    const repeated = attempt('office', { ...FAILURES.stated, noDialog: true, probes: { office: repeatedProbe } });
    expect(diagnose(repeated, MANUAL, IN_THE_END)).toMatchObject({
      or: 'certificate-not-chosen',
      decisive: ['clientcheck'],
    });
  });

  test('a dialog despite a remembered choice: hosts share connections, or the antivirus removes the certificate', () => {
    const asked = { ...FAILURES.stated, earlier: 'opened' as const, startedAt: DAY_TIME - DIALOG_PATIENCE };
    expect(diagnose(attempt('office', asked), MANUAL, IN_THE_END)).toMatchObject({
      cause: 'certificate-not-chosen',
      or: 'certificate-lost',
    });
  });
});

describe('an open probe', () => {
  const openProbe = { clientcheck: { askedAt: DAY_TIME } };
  test.each(Object.keys(FAILURES) as Failure[])(
    'the cause of "%s" is unknown while a decisive probe is open',
    (failure) => {
      const failed = attempt('office', { ...FAILURES[failure], isReported: true, probes: openProbe });
      expect(diagnose(failed, MANUAL, DAY_TIME + 1)).toMatchObject({
        cause: 'unknown',
        isChecking: true,
        or: undefined,
      });
      expect(diagnose(failed, MANUAL, DAY_TIME + PROBE_PATIENCE)).toMatchObject({ isChecking: false });
    },
  );

  test('a helpful probe does not delay the diagnosis', () => {
    const failed = attempt('kensa', { ...FAILURES.reset, probes: { portal: { askedAt: DAY_TIME } } });
    expect(diagnose(failed, MANUAL, DAY_TIME + 1)).toMatchObject({ cause: 'server-unreachable', isChecking: false });
  });

  test.each([400, 403, 404, 500, 503])(
    'the diagnosis of status %i waits REPORT_PATIENCE for the report of the page',
    (status) => {
      expect(diagnose(attempt('kensa', { status }), MANUAL, DAY_TIME + 1)).toMatchObject({
        cause: 'none',
        isChecking: true,
      });
      expect(diagnose(attempt('kensa', { status }), MANUAL, DAY_TIME + REPORT_PATIENCE).cause).not.toBe('none');
      expect(diagnose(attempt('kensa', { status, isReported: true }), MANUAL, DAY_TIME + 1)).toMatchObject({
        isChecking: false,
      });
    },
  );
});

describe('the second likeliest cause', () => {
  test.each<[string, Partial<Attempt>, Cause | undefined]>([
    ['refused in TLS without evidence', FAILURES['refused in TLS 1.2'], 'certificate-not-chosen'],
    ['stated at once, without time for a dialog', FAILURES.stated, 'tls-intercepted'],
    ['stated after some time', { ...FAILURES.stated, startedAt: DAY_TIME - 2000 }, 'certificate-not-chosen'],
    ['stated with a remembered decision', { ...FAILURES.stated, noDialog: true }, 'certificate-not-chosen'],
    ['stated after a dialog', { ...FAILURES.stated, startedAt: DAY_TIME - DIALOG_PATIENCE }, 'certificate-missing'],
    ['a reset without evidence', FAILURES.reset, 'certificate-missing'],
    ['a reset while the portal fails, too', { ...FAILURES.reset, probes: { portal: down } }, undefined],
    ['a reset with an accepted certificate', { ...FAILURES.reset, probes: { clientcheck: CHECK.accepted } }, undefined],
    [
      'refused in TLS with a usable certificate',
      { ...FAILURES['refused in TLS 1.2'], probes: { clientcheck: CHECK.usable } },
      'certificate-rejected',
    ],
    [
      'refused in TLS without a certificate',
      { ...FAILURES['refused in TLS 1.2'], probes: { clientcheck: CHECK.absent } },
      'tls-intercepted',
    ],
  ])('the second likeliest cause is right for a failure %s', (_case, outcome, or) => {
    expect(diagnose(attempt('office', outcome), MANUAL, IN_THE_END).or).toBe(or);
  });
});

describe('one system or all systems', () => {
  test.each([
    ['opens', up, 'portal-opens'],
    ['fails', down, 'portal-fails'],
  ] as const)('a probe shows that the portal %s', (_case, portal, evidence) => {
    for (const netError of ['ERR_CONNECTION_REFUSED', 'ERR_NAME_NOT_RESOLVED', 'ERR_CERT_AUTHORITY_INVALID']) {
      expect(diagnose(attempt('kensa', { netError, probes: { portal } }), MANUAL, IN_THE_END).because).toContain(
        evidence,
      );
    }
  });
  test('a failure of the portal needs no probe of the portal', () => {
    expect(
      diagnose(attempt('portal', { netError: 'ERR_CONNECTION_REFUSED' }), MANUAL, IN_THE_END).helpful,
    ).toBeUndefined();
  });
});

describe('a server certificate out of date', () => {
  const outOfDate = { netError: 'ERR_CERT_DATE_INVALID' };
  test.each<[string, Partial<Attempt>, Cause, Cause | undefined]>([
    ['there is no other evidence', {}, 'clock-wrong', 'server-error'],
    ['the servers’ clocks agree', { clockOffset: 4 * MINUTE }, 'server-error', undefined],
    ['the PC’s clock is behind', { clockOffset: 6 * MINUTE }, 'clock-wrong', undefined],
    ['the PC’s clock is ahead', { clockOffset: -6 * MINUTE }, 'clock-wrong', undefined],
    [
      'the portal’s certificate is out of date, too',
      { probes: { portal: probe(outOfDate) } },
      'clock-wrong',
      undefined,
    ],
    ['the portal’s certificate is in date', { probes: { portal: up } }, 'server-error', 'clock-wrong'],
    ['the portal does not answer', { probes: { portal: down } }, 'clock-wrong', 'server-error'],
  ])('a certificate out of date is judged if %s', (_case, evidence, cause, or) => {
    const diagnosis = diagnose(attempt('office', { ...outOfDate, ...evidence }), MANUAL, IN_THE_END);
    expect([diagnosis.cause, diagnosis.or]).toEqual([cause, or]);
  });

  test('the servers’ clock decides about the hour if the PC’s is wrong', () => {
    const failed = (clockOffset?: number) =>
      attempt('kensa', { status: 502, endedAt: EVENING, ...(clockOffset && { clockOffset }) });
    expect(diagnose(failed(), MANUAL, IN_THE_END).cause).toBe('server-error');
    expect(diagnose(failed(4 * MINUTE), MANUAL, IN_THE_END).cause).toBe('server-error');
    expect(diagnose(failed(20 * MINUTE), MANUAL, IN_THE_END)).toMatchObject({
      cause: 'outside-hours',
      because: ['hour', 'clock-off', 'status'],
    });
  });
});

test('every diagnosis of a failure has evidence, each once', () => {
  const evidenceFound = new Set<string>();
  for (const failure of Object.values(FAILURES))
    for (const clientcheck of [undefined, ...Object.values(CHECK)])
      for (const earlier of [undefined, 'opened', 'accepted', 'refused', 'present'] as const) {
        const more = { ...(clientcheck && { probes: { clientcheck } }), ...(earlier && { earlier }) };
        const { because } = diagnose(attempt('office', { ...failure, ...more }), MANUAL, IN_THE_END);
        expect(because.length).toBeGreaterThan(0);
        expect(new Set(because).size).toBe(because.length);
        for (const evidence of because) evidenceFound.add(evidence);
      }
  for (const evidence of evidenceFound) expect(EVIDENCE).toContain(evidence);
});
