import { describe, expect, test } from 'vitest';
import { MANUAL, systemById } from '@/utils/catalog/facts.ts';
import { SYSTEMS, type SystemId } from '@/utils/catalog/systems.ts';
import type { Attempt, Probe } from '@/utils/diagnosis/attempt.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import { PROBE_PAUSE } from '@/utils/diagnosis/patience.ts';
import { planProbes, withAnswer, withProbes } from '@/utils/run/probe-plan.ts';
import { lastAttempt, type RunState } from '@/utils/run/run-state.ts';
import { runWith, tabOf } from '../../support/build.ts';

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

/** The systems that are to be asked; each will be asked once, however many loads wait for it. */
function asked(state: RunState, now = T + 10, mayAsk = true): SystemId[] {
  const planned = planProbes(state, MANUAL, now, mayAsk).filter(({ known }) => !known);
  return [...new Set(planned.map(({ system }) => system))];
}

describe('what is asked', () => {
  test.each<[string, RunState, SystemId[]]>([
    ['the page says that there was no certificate', runWith([failed('office', MISSING)]), ['clientcheck']],
    ['refused in TLS', runWith([failed('annex', REFUSED_IN_TLS)]), ['clientcheck']],
    [
      'a reset on a system that needs one',
      runWith([failed('office', { netError: 'ERR_CONNECTION_RESET' })]),
      ['clientcheck', 'portal'],
    ],
    ['a bare 403 on such a system', runWith([failed('jimu', { status: 403, isReported: true })]), ['clientcheck']],
    ['a reset elsewhere', runWith([failed('kensa', { netError: 'ERR_CONNECTION_RESET' })]), ['portal']],
    ['nobody listens', runWith([failed('office', { netError: 'ERR_CONNECTION_REFUSED' })]), ['portal']],
    ['out of date', runWith([failed('office', { netError: 'ERR_CERT_DATE_INVALID' })]), ['portal']],
    ['the portal itself', runWith([failed('portal', { netError: 'ERR_CONNECTION_RESET' })]), []],
    ['a load that waits', runWith([pending('office')]), ['office']],
    [
      'two failures at once: one question',
      runWith([failed('office', MISSING), failed('jimu', MISSING, 2)]),
      ['clientcheck'],
    ],
  ])('%s', (_what, state, systems) => {
    expect(asked(state)).toEqual(systems);
  });

  test.each<[string, Attempt]>([
    ['a page that opened', failed('office', { status: 200 })],
    ['a user’s stop', failed('office', { netError: 'ERR_ABORTED' })],
    ['a server that answers', failed('kensa', { status: 500, isReported: true })],
    ['a system that says which it is', failed('office', { status: 400, signs: ['certificate-refused'] })],
    ['a PC without network', failed('office', { netError: 'ERR_INTERNET_DISCONNECTED' })],
    ['a policy', failed('office', { netError: 'ERR_BLOCKED_BY_ADMINISTRATOR' })],
    ['maintenance', failed('office', { status: 503, signs: ['maintenance'], isReported: true })],
    ['one that had opened before', failed('office', { ...MISSING, earlier: 'opened' })],
    ['a 403 that can be worked with', failed('office', { status: 403, signs: ['interactive'], isReported: true })],
    ['a page whose own report is still to come', failed('office', { status: 403, endedAt: T + 5 })],
    ['an address of no system', failed('office', { address: 'https://ofice.mamoris-net.jp/', netError: 'ERR_FAILED' })],
    ['plain http', failed('office', { address: 'http://office.mamoris-net.jp/', netError: 'ERR_CONNECTION_RESET' })],
    ['a load that has just begun', pending('office', { startedAt: T - 1000 })],
    ['a load of a system without certificates', pending('kensa')],
    ['a failure of long ago', failed('office', { ...MISSING, endedAt: T - 600_000 })],
  ])('nothing for %s', (_what, attempt) => {
    expect(asked(runWith([attempt]))).toEqual([]);
  });
});

describe('the rules of safety', () => {
  test('[SEC-23] a system that asks for certificates is not asked before the user has tried it', () => {
    // Whatever fails, wherever: only the check site, the portal and the failed system itself are ever asked.
    for (const { id } of SYSTEMS)
      for (const outcome of [MISSING, REFUSED_IN_TLS, { netError: 'ERR_CONNECTION_RESET' }, { status: 403 }])
        for (const attempt of [failed(id, { ...outcome, endedAt: T - 2000 }), pending(id)])
          for (const system of asked(runWith([attempt]))) expect(['clientcheck', 'portal', id]).toContain(system);
  });

  test('the check site is asked only after a failure that may be the certificate', () => {
    for (const netError of ['ERR_NAME_NOT_RESOLVED', 'ERR_CONNECTION_REFUSED', 'ERR_CERT_AUTHORITY_INVALID'])
      expect(asked(runWith([failed('office', { netError })]))).not.toContain('clientcheck');
    expect(asked(runWith([failed('kensa', { netError: 'ERR_CONNECTION_RESET' })]))).not.toContain('clientcheck');
  });

  test('[SEC-70] none is asked twice in 30 s, whichever loads fail, and whichever way the clock is put', () => {
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

  test('[SEC-71] one failure leads to three systems at most', () => {
    const probes = { kensa: NO_CERTIFICATE, online: NO_CERTIFICATE, portal: NO_CERTIFICATE };
    expect(asked(runWith([failed('office', { ...MISSING, probes })]))).toEqual([]);
  });

  test('plans no probe of the check site after a failed visit: the browser would repeat itself', () => {
    const visit = failed('clientcheck', { status: 200, signs: ['certificate-absent'] }, 2);
    const state = runWith([failed('office', MISSING), visit]);
    expect(asked(state)).toEqual([]);
    // The system itself can tell, if the browser has forgotten its decision with the refusal.
    expect(asked(runWith([failed('annex', REFUSED_IN_TLS), visit]))).toEqual(['annex']);
    const well = failed('clientcheck', { status: 200, signs: ['certificate-present'] }, 2);
    expect(asked(runWith([failed('office', MISSING), well], { opened: ['clientcheck'] }))).toEqual(['clientcheck']);
  });
});

describe('answers', () => {
  test('one answer serves all that wait for it, and all that fail later while it holds', () => {
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

  test('that there is none holds for the whole run: the browser remembers it, too', () => {
    const state = runWith([failed('office', { ...MISSING, endedAt: T + 3_600_000 })], {
      probes: { clientcheck: NO_CERTIFICATE },
    });
    expect(planProbes(state, MANUAL, T + 3_600_000, true)).toMatchObject([{ known: NO_CERTIFICATE }]);
  });

  test('an answer that never came is asked for again, as soon as that is allowed', () => {
    const state = runWith([failed('office', MISSING)]);
    const stopped = withProbes(state, planProbes(state, MANUAL, T, true), T);
    expect(asked(stopped, T + 5000)).toEqual([]);
    expect(asked(stopped, T + PROBE_PAUSE)).toEqual(['clientcheck']);
  });

  test('an answer that is too late for its question changes nothing but what is known', () => {
    const state = runWith([failed('office', MISSING)]);
    const asking = withProbes(state, planProbes(state, MANUAL, T, true), T);
    const late = withAnswer(asking, 'clientcheck', { ...USABLE, askedAt: T - 5 }, undefined);
    expect(tabOf(late, 1).shown?.probes?.clientcheck).toEqual({ askedAt: T });
  });

  test('a load that goes on is asked about again: the dialog may have come since', () => {
    const load = pending('office', { probes: { office: { askedAt: T, endedAt: T + 50, status: 200 } } });
    const state = runWith([load], { probes: { office: { askedAt: T, endedAt: T + 50, status: 200 } } });
    expect(asked(state, T + 100)).toEqual([]);
    expect(asked(state, T + PROBE_PAUSE)).toEqual(['office']);
  });

  test('probes the system itself after a probe of the check site without an answer', () => {
    const silent = { clientcheck: { askedAt: T, endedAt: T + 50, netError: 'ERR_TIMED_OUT' } };
    const state = runWith([failed('annex', { ...REFUSED_IN_TLS, probes: silent })], { probes: silent });
    expect(asked(state, T + 100)).toEqual(['annex']);
    expect(asked(runWith([failed('office', { ...MISSING, probes: silent })], { probes: silent }), T + 100)).toEqual([]);
  });

  test('a load that waits for the dialog is asked about again: it may have been answered since', () => {
    const state = runWith([pending('office', { probes: { office: USABLE } })], { probes: { office: USABLE } });
    expect(asked(state, T + PROBE_PAUSE - 1)).toEqual([]);
    expect(asked(state, T + PROBE_PAUSE)).toEqual(['office']);
    // Until the answer is there it is held to be as it was.
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

  test('what was there before a load began does not tell what it waits for', () => {
    const before = { ...USABLE, askedAt: T - 10_000, endedAt: T - 9000 };
    expect(planProbes(runWith([pending('office')], { probes: { office: before } }), MANUAL, T + 10, true)).toEqual([]);
  });
});
