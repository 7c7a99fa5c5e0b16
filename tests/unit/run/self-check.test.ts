import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { systemById } from '@/utils/catalog/facts.ts';
import { SYSTEMS, type SystemId } from '@/utils/catalog/systems.ts';
import { type Attempt, type Probe, ProbesSchema } from '@/utils/diagnosis/attempt.ts';
import { isPending } from '@/utils/diagnosis/diagnose.ts';
import { PROBE_PATIENCE, PROBE_PAUSE } from '@/utils/diagnosis/patience.ts';
import { type CheckFacts, judge, LAYERS, selfCheckPlan, summarize } from '@/utils/run/judge.ts';
import { mayBeChecked, withProbes } from '@/utils/run/probe-plan.ts';
import { EMPTY_RUN, type RunState } from '@/utils/run/run-state.ts';

const T = Date.parse('2026-11-24T10:00:00+09:00');
const NIGHT = Date.parse('2026-11-24T23:00:00+09:00');
const MISSING = { status: 400, signs: ['certificate-absent'], isReported: true } satisfies Partial<Attempt>;
const OPEN = { status: 200, signs: ['interactive'], isReported: true } satisfies Partial<Attempt>;

function loaded(system: SystemId, outcome: Partial<Attempt>): Attempt {
  const address = systemById(system)?.address ?? '';
  return { requestId: system, tabId: 1, address, startedAt: T - 60_100, endedAt: T - 60_000, ...outcome };
}

/** A run in which these systems were tried last. */
function runWith(outcomes: Partial<Record<SystemId, Partial<Attempt>>>, more: Partial<RunState> = {}): RunState {
  const last = Object.fromEntries(
    SYSTEMS.flatMap(({ id }) => (outcomes[id] ? [[id, loaded(id, outcomes[id])]] : [])),
  ) as RunState['last'];
  return { ...EMPTY_RUN, last, ...more };
}

const met = (probe: Partial<Probe>, at = T): Probe => ({ askedAt: at - 50, endedAt: at, ...probe });
const NEEDED = met({ netError: 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED' });
const ABSENT = met({ status: 200, signs: ['certificate-absent'] });
const PRESENT = met({ status: 200, signs: ['certificate-present'] });

/** What is said of each layer, or of a system: "good answers", "bad offline". */
function verdicts(facts: Partial<CheckFacts>): Record<string, string> {
  const all = judge({ isOnline: true, run: EMPTY_RUN, answers: {}, mySystems: [], now: T, ...facts });
  return Object.fromEntries(
    all.map((each) => [each.system ?? each.layer, `${each.state} ${each.state === 'bad' ? each.cause : each.words}`]),
  );
}

const CLOCK_RIGHT = { clockOffset: 200, clockToldAt: T };

describe('whom a check asks', () => {
  test.each<[string, RunState, SystemId[], SystemId[]]>([
    ['nothing was tried', EMPTY_RUN, [], ['portal', 'clientcheck']],
    [
      'what was tried, and nothing else',
      runWith({ office: MISSING, kensa: OPEN }),
      [],
      ['portal', 'office', 'kensa', 'clientcheck'],
    ],
    [
      'plain http is no try of a system that asks for certificates',
      runWith({ office: { address: 'http://office.mamoris-net.jp/' } }),
      [],
      ['portal', 'clientcheck'],
    ],
    [
      'the check site has told that there is none: the browser would only repeat it',
      { ...EMPTY_RUN, probes: { clientcheck: ABSENT } },
      [],
      ['portal'],
    ],
    [
      'the check site has told that there is one',
      { ...EMPTY_RUN, probes: { clientcheck: NEEDED } },
      [],
      ['portal', 'clientcheck'],
    ],
    ['the user was at the check site in vain', runWith({ clientcheck: { ...MISSING, status: 200 } }), [], ['portal']],
    ['only systems without certificates are used (M43)', runWith({ kensa: OPEN }), ['kensa'], ['portal', 'kensa']],
    ['one that needs a certificate is used', EMPTY_RUN, ['kensa', 'jimu'], ['portal', 'clientcheck']],
    [
      'one that needs a certificate was tried, whatever is said to be used',
      runWith({ office: OPEN }),
      ['kensa'],
      ['portal', 'office', 'clientcheck'],
    ],
  ])('%s', (_, run, mySystems, systems) => {
    expect(selfCheckPlan(run, mySystems)).toEqual(systems);
  });

  test('a load that goes on is a try, too', () => {
    const pending = { ...loaded('reform', {}), endedAt: undefined };
    expect(selfCheckPlan({ ...EMPTY_RUN, tabs: { 1: { pending } } }, [])).toContain('reform');
  });

  test('a system that asks for certificates is never asked untried, nor is a system without', () => {
    for (const { id } of SYSTEMS) {
      const isFree = id === 'portal' || id === 'clientcheck';
      expect(mayBeChecked(EMPTY_RUN, id, T, false), id).toBe(isFree);
      expect(mayBeChecked(runWith({ [id]: OPEN }, { opened: [id] }), id, T, false), id).toBe(true);
    }
  });

  test('an answer that is younger than 30 s counts; one that never came is asked for again', () => {
    const answered = { ...EMPTY_RUN, probes: { portal: met({ status: 200 }) } };
    expect(mayBeChecked(answered, 'portal', T - 50 + PROBE_PAUSE - 1, false)).toBe(false);
    expect(mayBeChecked(answered, 'portal', T - 50 + PROBE_PAUSE, false)).toBe(true);
    const lost = { ...EMPTY_RUN, probes: { portal: { askedAt: T } } };
    expect(mayBeChecked(lost, 'portal', T + 1000, true)).toBe(false);
    expect(mayBeChecked(lost, 'portal', T + 1000, false)).toBe(true);
  });

  test('what is left of a check that nobody waited for stops counting by itself', () => {
    const left = withProbes(runWith({ office: MISSING }), [{ tabId: -1, requestId: '', system: 'clientcheck' }], T);
    expect(left.probes).toEqual({ clientcheck: { askedAt: T } });
    expect(left.last.office).not.toHaveProperty('probes');
    expect(isPending(left.probes.clientcheck, T + PROBE_PATIENCE - 1)).toBe(true);
    expect(isPending(left.probes.clientcheck, T + PROBE_PATIENCE)).toBe(false);
  });
});

describe('verdicts', () => {
  test('all is well', () => {
    const facts = {
      run: runWith({ office: OPEN, kensa: OPEN }, { opened: ['office', 'kensa'], ...CLOCK_RIGHT }),
      answers: { portal: met(OPEN), office: met(OPEN), kensa: met(OPEN), clientcheck: PRESENT },
    };
    expect(verdicts(facts)).toEqual({
      network: 'good connected',
      name: 'good name_found',
      portal: 'good answers',
      clock: 'good clock_right',
      certificate: 'good certificate_accepted',
      office: 'good answers',
      kensa: 'good answers',
    });
  });

  test('without a network nothing else is judged', () => {
    const expected = {
      ...Object.fromEntries(LAYERS.map((layer) => [layer, 'skipped offline'])),
      network: 'bad offline',
    };
    expect(verdicts({ isOnline: false, answers: { portal: met(OPEN) } })).toEqual(expected);
    expect(verdicts({ answers: { portal: met({ netError: 'ERR_INTERNET_DISCONNECTED' }) } })).toEqual(expected);
  });

  test('nothing answers: what was asked in vain is bad, what nobody has asked is not known', () => {
    const silent = met({ netError: 'ERR_TIMED_OUT' });
    const run = runWith({ office: { netError: 'ERR_TIMED_OUT' } });
    expect(verdicts({ run, answers: { portal: silent, office: silent, clientcheck: silent } })).toEqual({
      network: 'unknown network_unknown',
      name: 'unknown name_unknown',
      portal: 'bad server-unreachable',
      clock: 'unknown clock_unknown',
      certificate: 'unknown certificate_unknown',
      office: 'bad server-unreachable',
    });
    // What may not be asked is judged by what the user has met.
    expect(verdicts({ run })).toMatchObject({ portal: 'unknown no_answer', office: 'bad server-unreachable' });
  });

  test.each<[string, Partial<Probe>, Record<string, string>]>([
    [
      'its name is not found',
      { netError: 'ERR_NAME_NOT_RESOLVED' },
      { name: 'bad name-not-found', portal: 'bad name-not-found' },
    ],
    [
      'nobody listens',
      { netError: 'ERR_CONNECTION_REFUSED' },
      { name: 'good name_found', portal: 'bad server-unreachable' },
    ],
    [
      'a proxy is in the way',
      { netError: 'ERR_PROXY_CONNECTION_FAILED' },
      { network: 'bad proxy-problem', name: 'unknown name_unknown', portal: 'bad proxy-problem' },
    ],
    [
      'someone listens in',
      { netError: 'ERR_CERT_AUTHORITY_INVALID' },
      { name: 'good name_found', portal: 'bad tls-intercepted' },
    ],
    [
      'its certificate is out of date by this PC’s clock',
      { netError: 'ERR_CERT_DATE_INVALID' },
      { portal: 'bad clock-wrong', clock: 'bad clock-wrong' },
    ],
    [
      'a policy blocks it',
      { netError: 'ERR_BLOCKED_BY_ADMINISTRATOR' },
      { name: 'unknown name_unknown', portal: 'bad blocked' },
    ],
    ['it is sent elsewhere', { status: 302 }, { portal: 'good answers' }],
    ['it is in maintenance', { status: 503, signs: ['maintenance'] }, { portal: 'bad maintenance' }],
    ['it fails', { status: 500 }, { portal: 'bad server-error' }],
    ['its page is gone: the manual’s address is not the wrong one', { status: 404 }, { portal: 'bad server-error' }],
    ['nobody knows why', { netError: 'ERR_FAILED' }, { portal: 'unknown no_answer' }],
    ['the request was given up', { netError: 'ERR_ABORTED' }, { portal: 'unknown no_answer' }],
  ])('the portal: %s', (_, probe, expected) => {
    expect(verdicts({ answers: { portal: met(probe) } })).toMatchObject(expected);
  });

  test('at night, a system that does not answer is closed', () => {
    const answers = { portal: met(OPEN, NIGHT), kensa: met({ status: 503 }, NIGHT) };
    expect(verdicts({ run: runWith({ kensa: OPEN }), answers, now: NIGHT })).toMatchObject({
      kensa: 'bad outside-hours',
    });
  });

  test('a clock that is wrong', () => {
    const run = { ...EMPTY_RUN, clockOffset: 3_600_000, clockToldAt: T };
    expect(verdicts({ run, answers: { portal: met(OPEN) } })).toMatchObject({
      clock: 'bad clock-wrong',
      portal: 'good answers',
    });
    expect(verdicts({ run, now: T + 3_600_000 })).toMatchObject({ clock: 'unknown clock_unknown' });
  });

  test.each<[string, Partial<CheckFacts>, string]>([
    ['there, not chosen yet', { answers: { clientcheck: NEEDED } }, 'good certificate_usable'],
    ['accepted', { answers: { clientcheck: PRESENT } }, 'good certificate_accepted'],
    [
      'refused',
      { answers: { clientcheck: met({ status: 200, signs: ['certificate-refused'] }) } },
      'bad certificate-rejected',
    ],
    [
      'absent, and needed for what was tried',
      { run: runWith({ office: MISSING }), answers: { clientcheck: ABSENT } },
      'bad certificate-missing',
    ],
    [
      'absent, and needed for what is used',
      { answers: { clientcheck: ABSENT }, mySystems: ['annex'] },
      'bad certificate-missing',
    ],
    ['absent, and perhaps not needed', { answers: { clientcheck: ABSENT } }, 'unknown certificate_perhaps'],
    ['not needed (M43)', { mySystems: ['kensa'] }, 'skipped certificate_needless'],
    [
      'there after all: a system has opened with it',
      { run: runWith({ office: OPEN }), answers: { clientcheck: ABSENT } },
      'good certificate_present',
    ],
    [
      'the user saw that there is none',
      { run: runWith({ clientcheck: { ...MISSING, status: 200 } }), mySystems: ['office'] },
      'bad certificate-missing',
    ],
    ['nobody knows', { answers: { clientcheck: met({ netError: 'ERR_TIMED_OUT' }) } }, 'unknown certificate_unknown'],
  ])('the certificate: %s', (_, facts, expected) => {
    expect(verdicts(facts).certificate).toBe(expected);
  });

  test.each<[string, Partial<Probe>, Probe, string]>([
    ['it would ask which certificate', { netError: 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED' }, NEEDED, 'good asks_for_choice'],
    [
      'it says that there is none, and there is none',
      { status: 400, signs: ['certificate-absent'] },
      ABSENT,
      'bad certificate-missing',
    ],
    [
      'it says that there is none, but there is one',
      { status: 400, signs: ['certificate-absent'] },
      NEEDED,
      'bad certificate-not-chosen',
    ],
    [
      'it refuses in TLS, and there is none',
      { netError: 'ERR_BAD_SSL_CLIENT_AUTH_CERT' },
      ABSENT,
      'bad certificate-missing',
    ],
  ])('a system that was tried: %s', (_, probe, clientcheck, expected) => {
    const facts = { run: runWith({ office: MISSING }), answers: { office: met(probe), clientcheck } };
    expect(verdicts(facts).office).toBe(expected);
  });

  test('a system that had opened, and now says that there is no certificate', () => {
    const run = runWith({ office: OPEN }, { opened: ['office'] });
    expect(verdicts({ run, answers: { office: met({ status: 400, signs: ['certificate-absent'] }) } }).office).toBe(
      'bad certificate-lost',
    );
  });

  test('whatever is stored and answered, there is a verdict on every layer', () => {
    const answers = [undefined, {}, { askedAt: T }, met({}), met({ status: 599 }), met({ netError: 'ERR_X' })];
    for (const { id } of SYSTEMS)
      for (const answer of answers) {
        const stored = v.parse(ProbesSchema, answer ? { [id]: { askedAt: T, ...answer } } : {});
        const all = judge({
          isOnline: true,
          run: runWith({ [id]: OPEN }),
          answers: stored,
          mySystems: [],
          now: Number.NaN,
        });
        expect(new Set(all.map(({ layer }) => layer))).toEqual(new Set(LAYERS));
      }
  });
});

describe('what it comes to', () => {
  const [good, unknown, skipped] = (['good', 'unknown', 'skipped'] as const).map(
    (state) => ({ layer: 'portal', state, words: 'answers' }) as const,
  );
  const bad = { layer: 'clock', state: 'bad', cause: 'clock-wrong' } as const;
  const worse = { layer: 'certificate', state: 'bad', cause: 'certificate-missing' } as const;
  test('the first that is bad, from the cable up', () => {
    if (!good || !unknown || !skipped) throw new Error();
    expect(summarize([good, unknown, bad, worse])).toEqual({ state: 'bad', first: bad });
    expect(summarize([good, unknown, skipped])).toEqual({ state: 'unknown' });
    expect(summarize([good, skipped])).toEqual({ state: 'good' });
  });
});
