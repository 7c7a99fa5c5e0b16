import { describe, expect, test } from 'vitest';
import { MANUAL, systemById } from '@/utils/catalog/facts.ts';
import { SYSTEMS, type SystemId } from '@/utils/catalog/systems.ts';
import type { Attempt, Probe } from '@/utils/diagnosis/attempt.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import { nextChangeOfAttempt } from '@/utils/diagnosis/next-change-of-attempt.ts';
import { ABSENCE_TRUST, PROBE_PAUSE } from '@/utils/diagnosis/patience.ts';
import { planProbes } from '@/utils/run/probe-plan.ts';
import { withAnswer, withProbes } from '@/utils/run/record-probes.ts';
import { lastAttempt, type RunState } from '@/utils/run/run-state.ts';
import { runWith, tabOf } from '../../support/builders.ts';

const T = Date.parse('2026-11-24T10:00:00+09:00');
const MISSING = { status: 400, signs: ['certificate-absent'], isReported: true } satisfies Partial<Attempt>;
const REFUSED_IN_TLS = { netError: 'ERR_BAD_SSL_CLIENT_AUTH_CERT' };
const NO_CERTIFICATE: Probe = { askedAt: T, endedAt: T + 50, status: 200, signs: ['certificate-absent'] };
const USABLE: Probe = { askedAt: T, endedAt: T + 50, netError: 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED' };

function failed(system: SystemId, outcome: Partial<Attempt>, tabId = 1): Attempt {
  const address = systemById(system, MANUAL)?.address ?? '';
  return { requestId: `r${tabId}`, tabId, address, startedAt: T - 100, endedAt: T, ...outcome };
}

function pending(system: SystemId, more: Partial<Attempt> = {}): Attempt {
  const { endedAt: _endedAt, ...rest } = failed(system, {});
  return { ...rest, startedAt: T - 4100, ...more };
}

/** Returns the systems to probe: each once, even if several loads wait for it. */
function asked(state: RunState, now = T + 10, mayAsk = true): SystemId[] {
  const planned = planProbes(state, MANUAL, now, mayAsk).filter(({ known }) => !known);
  return [...new Set(planned.map(({ system }) => system))];
}

describe('the systems to probe', () => {
  test.each<[string, RunState, SystemId[]]>([
    ['a page about a missing certificate', runWith([failed('office', MISSING)]), ['clientcheck']],
    ['a TLS refusal', runWith([failed('annex', REFUSED_IN_TLS)]), ['clientcheck']],
    [
      'a reset by a system that needs a certificate',
      runWith([failed('office', { netError: 'ERR_CONNECTION_RESET' })]),
      ['clientcheck', 'portal'],
    ],
    [
      'a bare 403 of a system that needs a certificate',
      runWith([failed('jimu', { status: 403, isReported: true })]),
      ['clientcheck'],
    ],
    [
      'a reset by a system without certificates',
      runWith([failed('kensa', { netError: 'ERR_CONNECTION_RESET' })]),
      ['portal'],
    ],
    ['a refused connection', runWith([failed('office', { netError: 'ERR_CONNECTION_REFUSED' })]), ['portal']],
    [
      'a server certificate out of date',
      runWith([failed('office', { netError: 'ERR_CERT_DATE_INVALID' })]),
      ['portal'],
    ],
    ['a failure of the portal', runWith([failed('portal', { netError: 'ERR_CONNECTION_RESET' })]), []],
    ['a pending load', runWith([pending('office')]), ['office']],
    [
      'a TLS refusal after the system has opened',
      runWith([failed('office', { ...REFUSED_IN_TLS, earlier: 'opened' })]),
      ['clientcheck'],
    ],
    [
      'a reset after the system has opened',
      runWith([failed('office', { netError: 'ERR_CONNECTION_RESET', earlier: 'opened' })]),
      ['clientcheck', 'portal'],
    ],
    [
      'a reset after a time in which a dialog could be answered',
      runWith([
        failed('office', {
          netError: 'ERR_CONNECTION_RESET',
          startedAt: T - 1500,
          probes: { clientcheck: USABLE, portal: { ...USABLE, netError: undefined, status: 200 } },
        }),
      ]),
      ['office'],
    ],
    [
      'a failed tunnel of a proxy',
      runWith([failed('kizon', { netError: 'ERR_TUNNEL_CONNECTION_FAILED' })]),
      ['portal'],
    ],
    ['two failures at once', runWith([failed('office', MISSING), failed('jimu', MISSING, 2)]), ['clientcheck']],
  ])('plans the probes for %s', (_what, state, systems) => {
    expect(asked(state)).toEqual(systems);
  });

  test.each<[string, Attempt]>([
    ['a page that opened', failed('office', { status: 200 })],
    ['a load that the user stopped', failed('office', { netError: 'ERR_ABORTED' })],
    ['a server error with a page', failed('kensa', { status: 500, isReported: true })],
    ['a page about a refused certificate', failed('office', { status: 400, signs: ['certificate-refused'] })],
    ['a PC without network', failed('office', { netError: 'ERR_INTERNET_DISCONNECTED' })],
    ['a load that a policy blocks', failed('office', { netError: 'ERR_BLOCKED_BY_ADMINISTRATOR' })],
    ['maintenance', failed('office', { status: 503, signs: ['maintenance'], isReported: true })],
    ['a page of a system that opened earlier', failed('office', { ...MISSING, earlier: 'opened' })],
    ['a 403 page with input fields', failed('office', { status: 403, signs: ['interactive'], isReported: true })],
    ['a page without its report yet', failed('office', { status: 403, endedAt: T + 5 })],
    ['an address of no system', failed('office', { address: 'https://ofice.mamoris-net.jp/', netError: 'ERR_FAILED' })],
    ['plain http', failed('office', { address: 'http://office.mamoris-net.jp/', netError: 'ERR_CONNECTION_RESET' })],
    ['a load that has just begun', pending('office', { startedAt: T - 1000 })],
    ['a load of a system without certificates', pending('kensa')],
    ['an old failure', failed('office', { ...MISSING, endedAt: T - 600_000 })],
  ])('plans no probe for %s', (_what, attempt) => {
    expect(asked(runWith([attempt]))).toEqual([]);
  });
});

describe('the safety rules of probes', () => {
  test('[SEC-23] planProbes plans no probe of a system with certificates before the user has tried it', () => {
    // For any failure of any system, only the check site, the portal and the failed system are probed.
    for (const { id } of SYSTEMS)
      for (const outcome of [MISSING, REFUSED_IN_TLS, { netError: 'ERR_CONNECTION_RESET' }, { status: 403 }])
        for (const attempt of [failed(id, { ...outcome, endedAt: T - 2000 }), pending(id)])
          for (const system of asked(runWith([attempt]))) expect(['clientcheck', 'portal', id]).toContain(system);
  });

  test('planProbes plans a probe of the check site only if the certificate may be the cause', () => {
    for (const netError of ['ERR_NAME_NOT_RESOLVED', 'ERR_CONNECTION_REFUSED', 'ERR_CERT_AUTHORITY_INVALID'])
      expect(asked(runWith([failed('office', { netError })]))).not.toContain('clientcheck');
    expect(asked(runWith([failed('kensa', { netError: 'ERR_CONNECTION_RESET' })]))).not.toContain('clientcheck');
  });

  test('[SEC-70] planProbes plans no second probe of a system within 30 s, even if the PC’s clock changes', () => {
    const state = runWith([failed('kensa', { netError: 'ERR_CONNECTION_RESET' })], {
      probes: { portal: { askedAt: T - 1000 } },
    });
    expect(asked(state, T + PROBE_PAUSE - 1001)).toEqual([]);
    expect(asked(state, T + PROBE_PAUSE - 1000)).toEqual(['portal']);
    expect(asked(state, T - 10_000)).toEqual([]);
    expect(asked(state, T - 40_000)).toEqual(['portal']);
  });

  test('plans no probe while offline or when switched off, but uses known answers', () => {
    const state = runWith([failed('office', MISSING)]);
    expect(asked(state, T + 10, false)).toEqual([]);
    const known = { ...state, probes: { clientcheck: [USABLE] } };
    expect(planProbes(known, MANUAL, T + 60, false)).toEqual([{ key: '1', system: 'clientcheck', known: USABLE }]);
  });

  test('[SEC-71] planProbes plans probes of at most three systems for one failure', () => {
    const probes = { kensa: NO_CERTIFICATE, online: NO_CERTIFICATE, portal: NO_CERTIFICATE };
    expect(asked(runWith([failed('office', { ...MISSING, probes })]))).toEqual([]);
  });

  test('plans no probe of the check site after a failed visit: the browser would repeat itself', () => {
    const visit = failed('clientcheck', { status: 200, signs: ['certificate-absent'] }, 2);
    const state = runWith([failed('office', MISSING), visit]);
    expect(asked(state)).toEqual([]);
    // If the browser forgot its decision with the refusal, a probe of the system itself helps.
    expect(asked(runWith([failed('annex', REFUSED_IN_TLS), visit]))).toEqual(['annex']);
    const well = failed('clientcheck', { status: 200, signs: ['certificate-present'] }, 2);
    expect(asked(runWith([failed('office', MISSING), well], { opened: ['clientcheck'] }))).toEqual(['clientcheck']);
  });
});

describe('the answers to probes', () => {
  test('one answer decides all waiting loads, and later failures while it is valid', () => {
    const first = runWith([failed('office', MISSING), failed('jimu', MISSING, 2)]);
    const planned = planProbes(first, MANUAL, T, true);
    const waiting = withProbes(first, planned, T);
    expect(planProbes(waiting, MANUAL, T + 10, true)).toEqual([]);
    const answered = withAnswer(waiting, 'clientcheck', USABLE, 7);
    for (const tabId of [1, 2]) {
      expect(tabOf(answered, tabId).shown).toMatchObject({ probes: { clientcheck: USABLE }, clockOffset: 7 });
    }
    expect(lastAttempt(answered, 'jimu', MANUAL)).toEqual(tabOf(answered, 2).shown);
    expect(answered.clockOffset).toBe(7);

    const third = runWith([failed('reform', REFUSED_IN_TLS, 3)], { probes: { clientcheck: USABLE } });
    expect(planProbes(third, MANUAL, T + 100, true)).toMatchObject([{ system: 'clientcheck', known: USABLE }]);
    expect(asked(third, T + PROBE_PAUSE)).toEqual(['clientcheck']);
  });

  test('the answer “no certificate” serves for a time, because the browser mostly remembers it', () => {
    const planAfter = (age: number) => {
      const probes = { clientcheck: NO_CERTIFICATE };
      const run = runWith([failed('office', { ...MISSING, endedAt: NO_CERTIFICATE.askedAt + age })], { probes });
      return planProbes(run, MANUAL, NO_CERTIFICATE.askedAt + age, true);
    };
    expect(planAfter(ABSENCE_TRUST - 1)).toMatchObject([{ system: 'clientcheck', known: NO_CERTIFICATE }]);
    // The PC may have been on a line with an inspection of TLS: then the browser has nothing to remember.
    expect(planAfter(ABSENCE_TRUST)).toEqual([{ key: '1', system: 'clientcheck' }]);
  });

  test('planProbes repeats a probe without an answer after PROBE_PAUSE', () => {
    const state = runWith([failed('office', MISSING)]);
    const stopped = withProbes(state, planProbes(state, MANUAL, T, true), T);
    expect(asked(stopped, T + 5000)).toEqual([]);
    expect(asked(stopped, T + PROBE_PAUSE)).toEqual(['clientcheck']);
  });

  test('keeps the last answer of a load while two later probes stay without one', () => {
    const run = runWith([failed('office', MISSING)]);
    const key = Object.keys(run.attempts)[0] ?? '';
    const probe = (before: RunState, at: number) => withProbes(before, [{ key, system: 'clientcheck' }], at);
    const answered = withAnswer(probe(run, T), 'clientcheck', USABLE, undefined);
    const again = probe(probe(answered, T + PROBE_PAUSE), T + 2 * PROBE_PAUSE);
    expect(tabOf(again, 1).shown?.probes?.clientcheck).toEqual({ ...USABLE, askedAt: T + 2 * PROBE_PAUSE });
  });

  test('an answer to an older probe does not change the load', () => {
    const state = runWith([failed('office', MISSING)]);
    const asking = withProbes(state, planProbes(state, MANUAL, T, true), T);
    const late = withAnswer(asking, 'clientcheck', { ...USABLE, askedAt: T - 5 }, undefined);
    expect(tabOf(late, 1).shown?.probes?.clientcheck).toEqual({ askedAt: T });
  });

  test('planProbes probes a system once while a load of it waits, because each probe may ask for a PIN', () => {
    const LATER = T + 4 * PROBE_PAUSE;
    const waiting = (probe: Probe, system = 'office', more: Attempt[] = []) =>
      runWith([pending(system, { probes: { [system]: probe } }), ...more], { probes: { [system]: probe } });
    const sent = { askedAt: T };
    const answers = [sent, { ...sent, endedAt: T + 50, status: 200 }, { ...sent, endedAt: T + 50, status: 403 }];
    for (const answer of [...answers, { ...sent, endedAt: T + 3000, netError: 'ERR_TIMED_OUT' }])
      for (const system of ['office', 'clientcheck']) {
        expect(asked(waiting(answer, system), LATER)).not.toContain(system);
        // The load in another tab began later, and waits as well.
        const second = pending(system, { tabId: 2, startedAt: T + PROBE_PAUSE });
        expect(asked(waiting(answer, system, [second]), LATER)).not.toContain(system);
        // Instead, the last answer holds for it.
        const planned = planProbes(waiting(answer, system, [second]), MANUAL, LATER, true);
        const isKnown = answer !== sent;
        if (isKnown) expect(planned.filter(({ key }) => key === '2')).toMatchObject([{ system, known: answer }]);
      }
    // The dialog is open: no certificate is chosen, so that no key is used.
    expect(asked(waiting(USABLE), LATER)).toEqual(['office']);
    // A system that asks for no certificate uses no key; nor does another system.
    const kensa = pending('kensa', { startedAt: T - 30_000, probes: { kensa: sent } });
    expect(asked(runWith([kensa], { probes: { kensa: sent } }), LATER)).toContain('kensa');
    expect(asked(waiting(sent, 'office', [pending('jimu', { tabId: 2 })]), LATER)).toEqual(['jimu']);
    // A new load after the old one has ended.
    const ended = failed('office', { status: 200, probes: { office: sent } }, 2);
    const again = pending('office', { startedAt: T + PROBE_PAUSE });
    expect(asked(runWith([again, ended], { probes: { office: sent } }), LATER)).toEqual(['office']);
  });

  test('probes the system itself after a probe of the check site without an answer', () => {
    const silent = { clientcheck: { askedAt: T, endedAt: T + 50, netError: 'ERR_TIMED_OUT' } };
    const state = runWith([failed('annex', { ...REFUSED_IN_TLS, probes: silent })], { probes: silent });
    expect(asked(state, T + 100)).toEqual(['annex']);
    expect(asked(runWith([failed('office', { ...MISSING, probes: silent })], { probes: silent }), T + 100)).toEqual([]);
  });

  test('planProbes repeats the probe for a load with an open dialog, because the user may have answered', () => {
    const state = runWith([pending('office', { probes: { office: USABLE } })], { probes: { office: USABLE } });
    expect(asked(state, T + PROBE_PAUSE - 1)).toEqual([]);
    expect(asked(state, T + PROBE_PAUSE)).toEqual(['office']);
    // Until the new answer arrives, the diagnosis stays.
    const again = withProbes(state, planProbes(state, MANUAL, T + PROBE_PAUSE, true), T + PROBE_PAUSE);
    const load = tabOf(again, 1).pending as Attempt;
    expect(diagnose(load, MANUAL, T + PROBE_PAUSE + 1)).toMatchObject({
      cause: 'certificate-waiting',
      isChecking: false,
    });
    expect(planProbes(again, MANUAL, T + PROBE_PAUSE + 1, true)).toEqual([]);
    const answer = { askedAt: T + PROBE_PAUSE, endedAt: T + PROBE_PAUSE + 3000, netError: 'ERR_TIMED_OUT' };
    const answered = tabOf(withAnswer(again, 'office', answer, undefined), 1).pending as Attempt;
    expect(diagnose(answered, MANUAL, T + PROBE_PAUSE + 3000).cause).toBe('load-stuck');
  });

  test('the time of the dialog stays known after any number of later probes', () => {
    const state = runWith([pending('office', { probes: { office: USABLE } })], { probes: { office: USABLE } });
    const key = Object.keys(state.attempts)[0] ?? '';
    const decided = (run: RunState, at: number) =>
      withAnswer(
        withProbes(run, [{ key, system: 'office' }], at),
        'office',
        { askedAt: at, endedAt: at + 50, status: 200 },
        undefined,
      );
    const later = [1, 2, 3].reduce((run, pauses) => decided(run, T + pauses * PROBE_PAUSE), state);
    expect(tabOf(later, 1).pending?.probes?.office).toMatchObject({ status: 200, dialogAt: USABLE.endedAt });
    // A probe without an answer leaves what the last one has shown.
    const open = withProbes(later, [{ key, system: 'office' }], T + 4 * PROBE_PAUSE);
    expect(tabOf(open, 1).pending?.probes?.office).toMatchObject({ status: 200, dialogAt: USABLE.endedAt });
  });

  test('probes that fail on their way leave a load at its open dialog', () => {
    const state = runWith([pending('office', { probes: { office: USABLE } })], { probes: { office: USABLE } });
    const probed = (run: RunState, at: number, answer: Partial<Probe>) => {
      const sent = withProbes(run, planProbes(run, MANUAL, at, true), at);
      return withAnswer(sent, 'office', { askedAt: at, endedAt: at + 50, ...answer }, undefined);
    };
    const causeAt = (run: RunState, at: number) => diagnose(tabOf(run, 1).pending as Attempt, MANUAL, at).cause;
    // The proxy has lost its line, twice.
    const noLine = { netError: 'ERR_TUNNEL_CONNECTION_FAILED' };
    const lost = [1, 2].reduce((run, pauses) => probed(run, T + pauses * PROBE_PAUSE, noLine), state);
    expect(causeAt(lost, T + 3 * PROBE_PAUSE - 1)).toBe('certificate-waiting');
    // The line is back: the browser has decided, so the dialog has closed.
    const decided = probed(lost, T + 3 * PROBE_PAUSE, { status: 200 });
    expect(causeAt(decided, T + 3 * PROBE_PAUSE + 100)).toBe('load-stuck');
  });

  test('a recent answer shows what a later load waits for if it has a status, or if the system was unreachable', () => {
    const before = { askedAt: T - 8000, endedAt: T - 7900, status: 200 };
    const known = (load: Attempt, answer: Probe, others: Attempt[] = []) =>
      planProbes(runWith([load, ...others], { probes: { office: answer } }), MANUAL, T + 10, true)
        .filter(({ key }) => key === '1')
        .map((planned) => planned.known ?? planned.system);
    const reloaded = pending('office');
    for (const status of [200, 302, 400, 403, 503])
      expect(known(reloaded, { ...before, status })).toEqual([{ ...before, status }]);
    const served = withProbes(runWith([reloaded]), [{ key: '1', system: 'office', known: before }], T);
    const load = tabOf({ ...served, probes: { office: [before] } }, 1).pending as Attempt;
    for (const waited of [1000, 5000, 20_000]) expect(diagnose(load, MANUAL, T + waited).cause).toBe('none');
    // A system that could not be reached opens no dialog.
    const silent = { ...before, status: undefined, netError: 'ERR_TIMED_OUT' };
    expect(known(reloaded, silent)).toEqual([silent]);
    const waiting = tabOf({ ...served, probes: { office: [silent] } }, 1).pending as Attempt;
    expect(diagnose(waiting, MANUAL, T + 5000).cause).toBe('none');
    // Any other error shows nothing; nor does an answer from before the browser forgot its decision.
    expect(known(reloaded, { ...silent, netError: 'ERR_CONNECTION_RESET' })).toEqual([]);
    expect(known(reloaded, { ...USABLE, askedAt: T - 8000 })).toEqual([]);
    const forgotten = failed('office', { ...REFUSED_IN_TLS, endedAt: T - 6000 }, 2);
    expect(known(reloaded, before, [forgotten])).toEqual([]);
    expect(known(reloaded, before, [failed('office', { ...REFUSED_IN_TLS, endedAt: T - 9000 }, 2)])).toHaveLength(1);
    // An old answer is replaced by a new one.
    expect(known(reloaded, { ...before, askedAt: T - PROBE_PAUSE - 1 })).toEqual(['office']);
  });

  test('the time in the certificate dialog does not count as the silence of the server', () => {
    const waits = (...probes: Probe[]) => {
      const run = runWith([pending('office', { startedAt: T })]);
      const times = probes.map(({ askedAt }) => askedAt).toReversed();
      const attempts = { 1: { ...run.attempts['1'], probes: { office: times } } } as RunState['attempts'];
      return tabOf({ ...run, attempts, probes: { office: probes } }, 1).pending as Attempt;
    };
    const opened = { askedAt: T + 64_000, endedAt: T + 64_100, status: 200 };
    const dialog = { ...USABLE, askedAt: T + 34_000, endedAt: T + 34_100 };
    const load = waits(dialog, opened);
    expect(diagnose(load, MANUAL, T + 64_200).cause).toBe('none');
    expect(diagnose(load, MANUAL, T + 94_200).cause).toBe('load-stuck');
    expect(nextChangeOfAttempt(load, MANUAL, T + 94_050)).toBe(T + 94_100);
    // Without a dialog the whole load is the server's.
    expect(diagnose(waits(opened), MANUAL, T + 64_200).cause).toBe('load-stuck');
  });

  test('planProbes uses no answer from before a pending load began', () => {
    const before = { ...USABLE, askedAt: T - 10_000, endedAt: T - 9000 };
    expect(planProbes(runWith([pending('office')], { probes: { office: before } }), MANUAL, T + 10, true)).toEqual([]);
  });
});
