import { describe, expect, test } from 'vitest';
import { attempt, DAY_TIME, IN_THE_END, probe } from '@/tests/support/build.ts';
import { MANUAL } from '@/utils/catalog/facts.ts';
import type { Attempt } from '@/utils/diagnosis/attempt.ts';
import type { Cause } from '@/utils/diagnosis/causes.ts';
import { certificateState } from '@/utils/diagnosis/certificate.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import { EVIDENCE } from '@/utils/diagnosis/evidence.ts';
import { DIALOG_PATIENCE, PROBE_PATIENCE, REPORT_PATIENCE } from '@/utils/diagnosis/patience.ts';
import { MINUTE } from '@/utils/time.ts';

const EVENING = Date.parse('2026-11-24T21:50:00+09:00');

/** What the check site tells of a PC. */
const CHECK = {
  usable: probe({ netError: 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED' }),
  accepted: probe({ status: 200, signs: ['certificate-present'] }),
  refused: probe({ status: 200, signs: ['certificate-refused'] }),
  absent: probe({ status: 200, signs: ['certificate-absent'] }),
  silent: probe({ netError: 'ERR_TIMED_OUT' }),
};
const up = probe({ status: 200 });
const down = probe({ netError: 'ERR_CONNECTION_TIMED_OUT' });

const FACES = {
  'the page says so': { status: 400, signs: ['certificate-absent'] },
  'refused in TLS 1.2': { netError: 'ERR_BAD_SSL_CLIENT_AUTH_CERT' },
  'refused in TLS 1.3': { netError: 'ERR_SOCKET_NOT_CONNECTED' },
  reset: { netError: 'ERR_CONNECTION_RESET' },
  closed: { netError: 'ERR_CONNECTION_CLOSED' },
  'no answer': { netError: 'ERR_EMPTY_RESPONSE' },
  'protocol error': { netError: 'ERR_SSL_PROTOCOL_ERROR' },
  'a bare 400': { status: 400 },
  'a bare 403': { status: 403 },
} satisfies Record<string, Partial<Attempt>>;

describe('the certificate or the server: each face with what the check site tells', () => {
  /** By face: what is said where the check site finds a certificate that is usable, accepted, refused, absent; or is silent. */
  const TABLE: Record<keyof typeof FACES, [Cause, Cause, Cause, Cause, Cause]> = {
    'the page says so': [
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
    'no answer': serverOr('server-unreachable'),
    'protocol error': serverOr('tls-unsupported'),
    'a bare 400': serverOr('server-error'),
    'a bare 403': serverOr('server-error'),
  };
  function serverOr(cause: Cause): [Cause, Cause, Cause, Cause, Cause] {
    return [cause, cause, 'certificate-rejected', 'certificate-missing', cause];
  }
  const rows = Object.entries(TABLE).flatMap(([face, causes]) =>
    (Object.keys(CHECK) as (keyof typeof CHECK)[]).map(
      (check, i) => [face as keyof typeof FACES, check, causes[i] as Cause] as const,
    ),
  );
  test.each(rows)('%s, and the check site: %s → %s', (face, check, cause) => {
    for (const system of ['office', 'annex'] as const) {
      const failed = attempt(system, { ...FACES[face], probes: { clientcheck: CHECK[check] } });
      expect(diagnose(failed, MANUAL, IN_THE_END).cause).toBe(cause);
    }
  });

  test.each(Object.keys(FACES) as (keyof typeof FACES)[])(
    '%s, long after the load began, with a usable certificate: a dialog that was not answered well',
    (face) => {
      const slow = { ...FACES[face], startedAt: DAY_TIME - DIALOG_PATIENCE, probes: { clientcheck: CHECK.usable } };
      expect(diagnose(attempt('office', slow), MANUAL, IN_THE_END).cause).toBe('certificate-not-chosen');
    },
  );

  test.each(['reset', 'no answer', 'a bare 400', 'a bare 403'] as const)(
    '%s: how long it took tells whether a dialog was answered',
    (face) => {
      const cause = (more: Partial<Attempt>) =>
        diagnose(attempt('office', { ...FACES[face], ...more }), MANUAL, IN_THE_END).cause;
      const usable = { probes: { clientcheck: CHECK.usable } };
      expect(cause({ ...usable, startedAt: DAY_TIME - 999 })).toMatch(/^server-/);
      expect(cause({ ...usable, startedAt: DAY_TIME - 1000 })).toBe('certificate-not-chosen');
      // The browser loads it again by itself, and remembers.
      expect(cause({ ...usable, wasUnchosen: true })).toBe('certificate-not-chosen');
      // Where the certificate is chosen by policy there is no dialog: the server is slow.
      const byPolicy = { probes: { clientcheck: CHECK.accepted } };
      expect(cause({ ...byPolicy, startedAt: DAY_TIME - 10_000 })).toMatch(/^server-/);
      expect(cause({ ...byPolicy, startedAt: DAY_TIME - 10_000, earlier: 'accepted' })).toBe('certificate-not-chosen');
    },
  );

  test.each(['reset', 'a bare 403'] as const)('%s where it has opened before is not the certificate’s', (face) => {
    const { cause, decisive } = diagnose(attempt('office', { ...FACES[face], earlier: 'opened' }), MANUAL, IN_THE_END);
    expect(cause).toBe(face === 'reset' ? 'server-unreachable' : 'server-error');
    expect(decisive).toBeUndefined();
  });

  test('a system that asks for none can’t fail for one', () => {
    for (const face of [FACES.reset, FACES['a bare 403']]) {
      const { cause, decisive } = diagnose(
        attempt('kensa', { ...face, probes: { clientcheck: CHECK.absent } }),
        MANUAL,
        IN_THE_END,
      );
      expect(cause).toMatch(/^server-/);
      expect(decisive).toBeUndefined();
    }
  });

  test('what was known to be there is not taken to have vanished', () => {
    for (const earlier of ['accepted', 'refused', 'present'] as const) {
      const failed = attempt('office', {
        ...FACES['the page says so'],
        earlier,
        probes: { clientcheck: CHECK.absent },
      });
      expect(diagnose(failed, MANUAL, IN_THE_END).cause).toBe('certificate-not-chosen');
    }
  });

  test('a probe while the load went on has told that there was no dialog, however long it took', () => {
    const own = { askedAt: DAY_TIME - 2000, endedAt: DAY_TIME - 1900 };
    const slow = (face: Partial<Attempt>, more: Partial<Attempt>) =>
      diagnose(attempt('office', { ...face, startedAt: DAY_TIME - 6000, ...more }), MANUAL, IN_THE_END).cause;
    const refused = { probes: { office: { ...own, netError: 'ERR_BAD_SSL_CLIENT_AUTH_CERT' } } };
    expect(slow(FACES['refused in TLS 1.2'], refused)).toBe('certificate-missing');
    const silent = { office: { ...own, netError: 'ERR_TIMED_OUT' } };
    expect(slow(FACES['no answer'], { earlier: 'accepted', probes: silent })).toBe('server-unreachable');
    expect(slow(FACES.reset, { probes: { ...silent, clientcheck: CHECK.usable } })).toBe('server-unreachable');
    const asked = { ...own, netError: 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED' };
    expect(slow(FACES.reset, { probes: { office: asked } })).toBe('certificate-not-chosen');
  });

  test('a system whose decision is remembered only shows it again', () => {
    const own = {
      askedAt: DAY_TIME - 2000,
      endedAt: DAY_TIME - 1900,
      status: 400,
      signs: ['certificate-absent' as const],
    };
    const repeated = attempt('office', { ...FACES['the page says so'], noDialog: true, probes: { office: own } });
    expect(diagnose(repeated, MANUAL, IN_THE_END)).toMatchObject({
      or: 'certificate-not-chosen',
      decisive: ['clientcheck'],
    });
  });

  test('a dialog in spite of a remembered choice: connections are shared, or the antivirus loses it', () => {
    const asked = { ...FACES['the page says so'], earlier: 'opened' as const, startedAt: DAY_TIME - DIALOG_PATIENCE };
    expect(diagnose(attempt('office', asked), MANUAL, IN_THE_END)).toMatchObject({
      cause: 'certificate-not-chosen',
      or: 'certificate-lost',
    });
  });

  test('what the popup says of the certificate on this PC', () => {
    const state = (check: keyof typeof CHECK) =>
      certificateState(
        [attempt('office', { ...FACES.reset, probes: { clientcheck: CHECK[check] } })],
        MANUAL,
        IN_THE_END,
      );
    expect(['usable', 'accepted', 'refused', 'absent', 'silent'].map((check) => state(check as never))).toEqual([
      'present',
      'present',
      'present',
      'absent',
      'unknown',
    ]);
    const checking = attempt('office', {
      ...FACES['the page says so'],
      probes: { clientcheck: { askedAt: DAY_TIME } },
    });
    expect(certificateState([checking], MANUAL, DAY_TIME + 1)).toBe('unknown');
    // Too thin to say it is absent.
    expect(certificateState([attempt('annex', FACES['refused in TLS 1.2'])], MANUAL, IN_THE_END)).toBe('unknown');
    expect(
      certificateState([attempt('clientcheck', { status: 200, signs: ['certificate-present'] })], MANUAL, IN_THE_END),
    ).toBe('present');
  });
});

describe('while it is being found out', () => {
  const underWay = { clientcheck: { askedAt: DAY_TIME } };
  test.each(Object.keys(FACES) as (keyof typeof FACES)[])('%s: nothing is claimed', (face) => {
    const failed = attempt('office', { ...FACES[face], isReported: true, probes: underWay });
    expect(diagnose(failed, MANUAL, DAY_TIME + 1)).toMatchObject({ cause: 'unknown', isChecking: true, or: undefined });
    expect(diagnose(failed, MANUAL, DAY_TIME + PROBE_PATIENCE)).toMatchObject({ isChecking: false });
  });

  test('a probe that can only add to what is known holds nothing up', () => {
    const failed = attempt('kensa', { ...FACES.reset, probes: { portal: { askedAt: DAY_TIME } } });
    expect(diagnose(failed, MANUAL, DAY_TIME + 1)).toMatchObject({ cause: 'server-unreachable', isChecking: false });
  });

  test.each([400, 403, 404, 500, 503])('a %i waits for what its page says, but not for long', (status) => {
    expect(diagnose(attempt('kensa', { status }), MANUAL, DAY_TIME + 1)).toMatchObject({
      cause: 'none',
      isChecking: true,
    });
    expect(diagnose(attempt('kensa', { status }), MANUAL, DAY_TIME + REPORT_PATIENCE).cause).not.toBe('none');
    expect(diagnose(attempt('kensa', { status, isReported: true }), MANUAL, DAY_TIME + 1)).toMatchObject({
      isChecking: false,
    });
  });
});

describe('where the evidence is thin, the second likeliest cause is named', () => {
  test.each<[string, Partial<Attempt>, Cause | undefined]>([
    ['refused in TLS, nothing known', FACES['refused in TLS 1.2'], 'certificate-not-chosen'],
    ['the page says so at once: no dialog was up', FACES['the page says so'], undefined],
    [
      'the page says so after a while',
      { ...FACES['the page says so'], startedAt: DAY_TIME - 2000 },
      'certificate-not-chosen',
    ],
    ['remembered', { ...FACES['the page says so'], noDialog: true }, 'certificate-not-chosen'],
    ['after a dialog', { ...FACES['the page says so'], startedAt: DAY_TIME - DIALOG_PATIENCE }, 'certificate-missing'],
    ['reset, nothing known', FACES.reset, 'certificate-missing'],
    ['reset, and the portal fails, too', { ...FACES.reset, probes: { portal: down } }, undefined],
    ['reset, with a certificate', { ...FACES.reset, probes: { clientcheck: CHECK.accepted } }, undefined],
    [
      'refused in TLS, with a usable one',
      { ...FACES['refused in TLS 1.2'], probes: { clientcheck: CHECK.usable } },
      'certificate-rejected',
    ],
    ['none at all', { ...FACES['refused in TLS 1.2'], probes: { clientcheck: CHECK.absent } }, undefined],
  ])('%s', (_what, outcome, or) => {
    expect(diagnose(attempt('office', outcome), MANUAL, IN_THE_END).or).toBe(or);
  });
});

describe('the system or the whole site', () => {
  test.each([
    ['opens', up, 'portal-opens'],
    ['fails, too', down, 'portal-fails'],
  ] as const)('the portal %s', (_what, portal, evidence) => {
    for (const netError of ['ERR_CONNECTION_REFUSED', 'ERR_NAME_NOT_RESOLVED', 'ERR_CERT_AUTHORITY_INVALID']) {
      expect(diagnose(attempt('kensa', { netError, probes: { portal } }), MANUAL, IN_THE_END).because).toContain(
        evidence,
      );
    }
  });
  test('the portal itself is not asked about itself', () => {
    expect(
      diagnose(attempt('portal', { netError: 'ERR_CONNECTION_REFUSED' }), MANUAL, IN_THE_END).helpful,
    ).toBeUndefined();
  });
});

describe('the clock', () => {
  const outOfDate = { netError: 'ERR_CERT_DATE_INVALID' };
  test.each<[string, Partial<Attempt>, Cause, Cause | undefined]>([
    ['nothing is known', {}, 'clock-wrong', 'server-error'],
    ['the servers’ clocks agree with it', { clockOffset: 4 * MINUTE }, 'server-error', undefined],
    ['it is behind', { clockOffset: 6 * MINUTE }, 'clock-wrong', undefined],
    ['it is ahead', { clockOffset: -6 * MINUTE }, 'clock-wrong', undefined],
    ['the portal is out of date, too', { probes: { portal: probe(outOfDate) } }, 'clock-wrong', undefined],
    ['the portal is in date, but tells no time', { probes: { portal: up } }, 'server-error', 'clock-wrong'],
    ['the portal is down', { probes: { portal: down } }, 'clock-wrong', 'server-error'],
  ])('out of date, and %s', (_what, evidence, cause, or) => {
    const diagnosis = diagnose(attempt('office', { ...outOfDate, ...evidence }), MANUAL, IN_THE_END);
    expect([diagnosis.cause, diagnosis.or]).toEqual([cause, or]);
  });

  test('hours are judged by the servers’ clock where the PC’s is wrong', () => {
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

test('every diagnosis of a failure says why', () => {
  const said = new Set<string>();
  for (const face of Object.values(FACES))
    for (const clientcheck of [undefined, ...Object.values(CHECK)])
      for (const earlier of [undefined, 'opened', 'accepted', 'refused', 'present'] as const) {
        const more = { ...(clientcheck && { probes: { clientcheck } }), ...(earlier && { earlier }) };
        const { because } = diagnose(attempt('office', { ...face, ...more }), MANUAL, IN_THE_END);
        expect(because.length).toBeGreaterThan(0);
        expect(new Set(because).size).toBe(because.length);
        for (const evidence of because) said.add(evidence);
      }
  for (const evidence of said) expect(EVIDENCE).toContain(evidence);
});
