import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { MANUAL, systemById } from '@/utils/catalog/facts.ts';
import { SYSTEMS, type SystemId } from '@/utils/catalog/systems.ts';
import { type Attempt, type Probe, ProbesSchema } from '@/utils/diagnosis/attempt.ts';
import { isProbePending } from '@/utils/diagnosis/diagnose.ts';
import { ABSENCE_TRUST, PROBE_PATIENCE, PROBE_PAUSE } from '@/utils/diagnosis/patience.ts';
import { mayBeChecked } from '@/utils/run/check-plan.ts';
import { withProbes } from '@/utils/run/record-probes.ts';
import { EMPTY_RUN, lastAttempt, latestProbe, type RunState } from '@/utils/run/run-state.ts';
import {
  type CheckInput,
  judge,
  LAYERS,
  selfCheckPlan,
  summarize,
  type Verdict,
} from '@/utils/run/self-check-verdicts.ts';
import { viewOf } from '@/utils/run/view.ts';
import { runWith as buildRun } from '../../support/builders.ts';

const T = Date.parse('2026-11-24T10:00:00+09:00');
const NIGHT = Date.parse('2026-11-24T23:00:00+09:00');
const MISSING = { status: 400, signs: ['certificate-absent'], isReported: true } satisfies Partial<Attempt>;
const OPEN = { status: 200, signs: ['interactive'], isReported: true } satisfies Partial<Attempt>;

function loaded(system: SystemId, outcome: Partial<Attempt>): Attempt {
  const address = systemById(system, MANUAL)?.address ?? '';
  return { requestId: system, tabId: 1, address, startedAt: T - 60_100, endedAt: T - 60_000, ...outcome };
}

/** A run with the last load of each of these systems. */
function runWith(
  outcomes: Partial<Record<SystemId, Partial<Attempt>>>,
  more: Parameters<typeof buildRun>[1] = {},
): RunState {
  const attempts = SYSTEMS.flatMap(({ id }) => (outcomes[id] ? [loaded(id, outcomes[id])] : []));
  return buildRun(attempts, more);
}

const probed = (probe: Partial<Probe>, at = T): Probe => ({ askedAt: at - 50, endedAt: at, ...probe });
const NEEDED = probed({ netError: 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED' });
const ABSENT = probed({ status: 200, signs: ['certificate-absent'] });
const PRESENT = probed({ status: 200, signs: ['certificate-present'] });

type Input = Partial<CheckInput> & { now?: number };

function judgeAt({ now = T, run = EMPTY_RUN, ...input }: Input): Verdict[] {
  return judge({ isOnline: true, answers: {}, mySystems: [], run, view: viewOf(run, MANUAL, now), ...input });
}

/** The verdicts by layer or system: "good answers", "bad offline". */
function verdicts(input: Input): Record<string, string> {
  return Object.fromEntries(
    judgeAt(input).map((verdict) => [
      verdict.system ?? verdict.layer,
      `${verdict.state} ${verdict.state === 'bad' ? verdict.cause : verdict.words}`,
    ]),
  );
}

const CLOCK_RIGHT = { clockOffset: 200, clockReadAt: T };

describe('selfCheckPlan', () => {
  test.each<[string, RunState, SystemId[], SystemId[]]>([
    ['the user has tried nothing', EMPTY_RUN, [], ['portal', 'clientcheck']],
    [
      'the user has tried two systems',
      runWith({ office: MISSING, kensa: OPEN }),
      [],
      ['portal', 'office', 'kensa', 'clientcheck'],
    ],
    [
      'the user has tried a system only over plain http',
      runWith({ office: { address: 'http://office.mamoris-net.jp/' } }),
      [],
      ['portal', 'clientcheck'],
    ],
    [
      'the check site has seen no certificate, which the browser would only repeat',
      buildRun([], { probes: { clientcheck: ABSENT } }),
      [],
      ['portal'],
    ],
    [
      'the check site has seen a certificate',
      buildRun([], { probes: { clientcheck: NEEDED } }),
      [],
      ['portal', 'clientcheck'],
    ],
    [
      'the user has visited the check site without a certificate',
      runWith({ clientcheck: { ...MISSING, status: 200 } }),
      [],
      ['portal'],
    ],
    [
      'the user works only with systems without certificates (M43)',
      runWith({ kensa: OPEN }),
      ['kensa'],
      ['portal', 'kensa'],
    ],
    ['the user works with a system that needs a certificate', EMPTY_RUN, ['kensa', 'jimu'], ['portal', 'clientcheck']],
    [
      'the user has tried a system that needs a certificate and works with another',
      runWith({ office: OPEN }),
      ['kensa'],
      ['portal', 'office', 'clientcheck'],
    ],
  ])('plans the systems to ask if %s', (_, run, mySystems, systems) => {
    expect(selfCheckPlan(run, mySystems, MANUAL, T)).toEqual(systems);
  });

  test('asks the check site again some minutes after it has seen no certificate', () => {
    const run = buildRun([], { probes: { clientcheck: ABSENT } });
    expect(selfCheckPlan(run, [], MANUAL, ABSENT.askedAt + ABSENCE_TRUST - 1)).toEqual(['portal']);
    expect(selfCheckPlan(run, [], MANUAL, ABSENT.askedAt + ABSENCE_TRUST)).toEqual(['portal', 'clientcheck']);
  });

  test('includes the system of a pending load', () => {
    const pending = { ...loaded('reform', {}), endedAt: undefined };
    expect(selfCheckPlan(buildRun([pending]), [], MANUAL, T)).toContain('reform');
  });

  test('never asks a system that the user has not tried', () => {
    for (const { id } of SYSTEMS) {
      const isFree = id === 'portal' || id === 'clientcheck';
      expect(mayBeChecked(EMPTY_RUN, id, MANUAL, T, false), id).toBe(isFree);
      expect(mayBeChecked(runWith({ [id]: OPEN }, { opened: [id] }), id, MANUAL, T, false), id).toBe(true);
    }
  });

  test('asks again after 30 s, or at once if an answer is missing', () => {
    const answered = buildRun([], { probes: { portal: probed({ status: 200 }) } });
    expect(mayBeChecked(answered, 'portal', MANUAL, T - 50 + PROBE_PAUSE - 1, false)).toBe(false);
    expect(mayBeChecked(answered, 'portal', MANUAL, T - 50 + PROBE_PAUSE, false)).toBe(true);
    const lost = buildRun([], { probes: { portal: { askedAt: T } } });
    expect(mayBeChecked(lost, 'portal', MANUAL, T + 1000, true)).toBe(false);
    expect(mayBeChecked(lost, 'portal', MANUAL, T + 1000, false)).toBe(true);
  });

  test('ends the probe of an aborted check after its timeout', () => {
    const left = withProbes(runWith({ office: MISSING }), [{ key: '', system: 'clientcheck' }], T);
    expect(left.probes).toEqual({ clientcheck: [{ askedAt: T }] });
    expect(lastAttempt(left, 'office', MANUAL)).not.toHaveProperty('probes');
    const sent = latestProbe(left, 'clientcheck');
    expect(isProbePending(sent, T + PROBE_PATIENCE - 1)).toBe(true);
    expect(isProbePending(sent, T + PROBE_PATIENCE)).toBe(false);
  });
});

describe('judge', () => {
  test('finds nothing wrong on a sound PC', () => {
    const input = {
      run: runWith({ office: OPEN, kensa: OPEN }, { opened: ['office', 'kensa'], ...CLOCK_RIGHT }),
      answers: { portal: probed(OPEN), office: probed(OPEN), kensa: probed(OPEN), clientcheck: PRESENT },
    };
    expect(verdicts(input)).toEqual({
      network: 'good connected',
      name: 'good name_found',
      portal: 'good answers',
      clock: 'good clock_right',
      certificate: 'good certificate_accepted',
      office: 'good answers',
      kensa: 'good answers',
    });
  });

  test('skips all other layers without a network', () => {
    const expected = {
      ...Object.fromEntries(LAYERS.map((layer) => [layer, 'skipped offline'])),
      network: 'bad offline',
    };
    expect(verdicts({ isOnline: false, answers: { portal: probed(OPEN) } })).toEqual(expected);
    expect(verdicts({ answers: { portal: probed({ netError: 'ERR_INTERNET_DISCONNECTED' }) } })).toEqual(expected);
  });

  test('calls silent systems bad and unasked systems unknown', () => {
    const silent = probed({ netError: 'ERR_TIMED_OUT' });
    const run = runWith({ office: { netError: 'ERR_TIMED_OUT' } });
    expect(verdicts({ run, answers: { portal: silent, office: silent, clientcheck: silent } })).toEqual({
      network: 'unknown network_unknown',
      name: 'unknown name_unknown',
      portal: 'bad server-unreachable',
      clock: 'unknown clock_unknown',
      certificate: 'unknown certificate_unknown',
      office: 'bad server-unreachable',
    });
    // The user's own load replaces the answer of a system that the check must not ask.
    expect(verdicts({ run })).toMatchObject({ portal: 'unknown no_answer', office: 'bad server-unreachable' });
  });

  test.each<[string, Partial<Probe>, Record<string, string>]>([
    [
      'an unknown name',
      { netError: 'ERR_NAME_NOT_RESOLVED' },
      { name: 'bad name-not-found', portal: 'bad name-not-found' },
    ],
    [
      'a refused connection',
      { netError: 'ERR_CONNECTION_REFUSED' },
      { name: 'good name_found', portal: 'bad server-unreachable' },
    ],
    [
      'a failed proxy',
      { netError: 'ERR_PROXY_CONNECTION_FAILED' },
      { network: 'bad proxy-problem', name: 'unknown name_unknown', portal: 'bad proxy-problem' },
    ],
    [
      'TLS inspection',
      { netError: 'ERR_CERT_AUTHORITY_INVALID' },
      { name: 'good name_found', portal: 'bad tls-intercepted' },
    ],
    ['a wrong clock', { netError: 'ERR_CERT_DATE_INVALID' }, { portal: 'bad clock-wrong', clock: 'bad clock-wrong' }],
    [
      'a blocking policy',
      { netError: 'ERR_BLOCKED_BY_ADMINISTRATOR' },
      { name: 'unknown name_unknown', portal: 'bad blocked' },
    ],
    ['a redirect', { status: 302 }, { portal: 'good answers' }],
    ['maintenance', { status: 503, signs: ['maintenance'] }, { portal: 'bad maintenance' }],
    ['a server error', { status: 500 }, { portal: 'bad server-error' }],
    ['a missing page at the right address', { status: 404 }, { portal: 'bad server-error' }],
    ['an unknown error', { netError: 'ERR_FAILED' }, { portal: 'unknown no_answer' }],
    ['an aborted request', { netError: 'ERR_ABORTED' }, { portal: 'unknown no_answer' }],
  ])('recognises from the portal’s answer: %s', (_, probe, expected) => {
    expect(verdicts({ answers: { portal: probed(probe) } })).toMatchObject(expected);
  });

  test.each(['ERR_TUNNEL_CONNECTION_FAILED', 'ERR_PROXY_CONNECTION_FAILED'])(
    'blames the proxy for %s only if no answer came through it',
    (netError) => {
      const run = runWith({ kizon: { netError } });
      const through = { portal: probed(OPEN), clientcheck: PRESENT, kizon: probed({ netError }) };
      expect(verdicts({ run, answers: through })).toMatchObject({
        network: 'good connected',
        name: 'good name_found',
        portal: 'good answers',
        kizon: 'bad proxy-problem',
      });
      const refused = { portal: probed({ status: 503 }), kizon: probed({ netError }) };
      expect(verdicts({ run, answers: refused })).toMatchObject({ network: 'good connected' });
      const none = { portal: probed({ netError }), clientcheck: probed({ netError }), kizon: probed({ netError }) };
      expect(verdicts({ run, answers: none })).toMatchObject({
        network: 'bad proxy-problem',
        name: 'unknown name_unknown',
        portal: 'bad proxy-problem',
      });
    },
  );

  test('judges a system behind a proxy outside the hours as closed', () => {
    const netError = 'ERR_TUNNEL_CONNECTION_FAILED';
    const answers = { portal: probed(OPEN, NIGHT), kizon: probed({ netError }, NIGHT) };
    expect(verdicts({ run: runWith({ kizon: OPEN }), answers, now: NIGHT })).toMatchObject({
      network: 'good connected',
      kizon: 'bad outside-hours',
    });
  });

  test('a system that has opened with a certificate disproves an answer without one, also after it fails', () => {
    const failed = runWith({ office: { status: 503 } }, { opened: ['office'] });
    expect(verdicts({ run: failed, answers: { clientcheck: ABSENT } }).certificate).toBe('good certificate_present');
    const free = runWith({ kensa: OPEN, office: { status: 503 } }, { opened: ['kensa', 'portal'] });
    expect(verdicts({ run: free, answers: { clientcheck: ABSENT } }).certificate).toBe('bad certificate-missing');
  });

  test('judges a failed system outside the hours as closed', () => {
    const answers = { portal: probed(OPEN, NIGHT), kensa: probed({ status: 503 }, NIGHT) };
    expect(verdicts({ run: runWith({ kensa: OPEN }), answers, now: NIGHT })).toMatchObject({
      kensa: 'bad outside-hours',
    });
  });

  test('recognises a wrong clock until its offset expires', () => {
    const run = { ...EMPTY_RUN, clockOffset: 3_600_000, clockReadAt: T };
    expect(verdicts({ run, answers: { portal: probed(OPEN) } })).toMatchObject({
      clock: 'bad clock-wrong',
      portal: 'good answers',
    });
    expect(verdicts({ run, now: T + 3_600_000 })).toMatchObject({ clock: 'unknown clock_unknown' });
  });

  test.each<[string, Input, string]>([
    ['usable', { answers: { clientcheck: NEEDED } }, 'good certificate_usable'],
    ['accepted by the check site', { answers: { clientcheck: PRESENT } }, 'good certificate_accepted'],
    [
      'refused by the check site',
      { answers: { clientcheck: probed({ status: 200, signs: ['certificate-refused'] }) } },
      'bad certificate-rejected',
    ],
    [
      'absent and needed for a tried system',
      { run: runWith({ office: MISSING }), answers: { clientcheck: ABSENT } },
      'bad certificate-missing',
    ],
    [
      'absent and needed for one of the user’s systems',
      { answers: { clientcheck: ABSENT }, mySystems: ['annex'] },
      'bad certificate-missing',
    ],
    ['absent and perhaps not needed', { answers: { clientcheck: ABSENT } }, 'unknown certificate_perhaps'],
    ['not needed (M43)', { mySystems: ['kensa'] }, 'skipped certificate_needless'],
    [
      'present, because a system has opened with it',
      { run: runWith({ office: OPEN }), answers: { clientcheck: ABSENT } },
      'good certificate_present',
    ],
    [
      'absent when the user visited the check site',
      { run: runWith({ clientcheck: { ...MISSING, status: 200 } }), mySystems: ['office'] },
      'bad certificate-missing',
    ],
    ['unknown', { answers: { clientcheck: probed({ netError: 'ERR_TIMED_OUT' }) } }, 'unknown certificate_unknown'],
  ])('judges the certificate as %s', (_, input, expected) => {
    expect(verdicts(input).certificate).toBe(expected);
  });

  test.each<[string, Partial<Probe>, Probe, string]>([
    ['it asks for a choice', { netError: 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED' }, NEEDED, 'good asks_for_choice'],
    [
      'it misses the certificate and so does the check site',
      { status: 400, signs: ['certificate-absent'] },
      ABSENT,
      'bad certificate-missing',
    ],
    [
      'it misses the certificate that the check site sees',
      { status: 400, signs: ['certificate-absent'] },
      NEEDED,
      'bad certificate-not-chosen',
    ],
    [
      'it refuses in TLS and the check site sees none',
      { netError: 'ERR_BAD_SSL_CLIENT_AUTH_CERT' },
      ABSENT,
      'bad certificate-missing',
    ],
  ])('judges a tried system if %s', (_, probe, clientcheck, expected) => {
    const input = { run: runWith({ office: MISSING }), answers: { office: probed(probe), clientcheck } };
    expect(verdicts(input).office).toBe(expected);
  });

  test('recognises a lost certificate after an earlier success', () => {
    const run = runWith({ office: OPEN }, { opened: ['office'] });
    expect(verdicts({ run, answers: { office: probed({ status: 400, signs: ['certificate-absent'] }) } }).office).toBe(
      'bad certificate-lost',
    );
  });

  test('judges every layer for any stored answer', () => {
    const answers = [undefined, {}, { askedAt: T }, probed({}), probed({ status: 599 }), probed({ netError: 'ERR_X' })];
    for (const { id } of SYSTEMS)
      for (const answer of answers) {
        const stored = v.parse(ProbesSchema, answer ? { [id]: { askedAt: T, ...answer } } : {});
        const all = judgeAt({ run: runWith({ [id]: OPEN }), answers: stored, now: Number.NaN });
        expect(new Set(all.map(({ layer }) => layer))).toEqual(new Set(LAYERS));
      }
  });
});

describe('summarize', () => {
  const [good, unknown, skipped] = (['good', 'unknown', 'skipped'] as const).map(
    (state) => ({ layer: 'portal', state, words: 'answers' }) as const,
  );
  const bad = { layer: 'clock', state: 'bad', cause: 'clock-wrong' } as const;
  const worse = { layer: 'certificate', state: 'bad', cause: 'certificate-missing' } as const;
  test('names the first bad verdict, from the cable up', () => {
    if (!good || !unknown || !skipped) throw new Error();
    expect(summarize([good, unknown, bad, worse])).toEqual({ state: 'bad', first: bad });
    expect(summarize([good, unknown, skipped])).toEqual({ state: 'unknown' });
    expect(summarize([good, skipped])).toEqual({ state: 'good' });
  });
});
