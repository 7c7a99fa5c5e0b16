import { describe, expect, test } from 'vitest';
import {
  attempt,
  CERTIFICATE_ABSENT,
  CERTIFICATE_USABLE,
  DAY_TIME,
  IN_THE_END,
  probe,
} from '@/tests/support/builders.ts';
import { MANUAL } from '@/utils/catalog/facts.ts';
import type { Attempt, Probe } from '@/utils/diagnosis/attempt.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import { attemptByKey } from '@/utils/run/run-state.ts';
import { SECOND } from '@/utils/time.ts';
import { answer, JIMU, later, page, play, request } from '../../support/load-events.ts';

/** Cause and second cause, as the card names them. */
function judge(outcome: Partial<Attempt>): string {
  const { cause, or } = diagnose(attempt('office', outcome), MANUAL, IN_THE_END);
  return or ? `${cause} or ${or}` : cause;
}

const WITHOUT_CERTIFICATE: Partial<Attempt> = { status: 403, signs: ['certificate-absent'], isReported: true };
const RESET = { netError: 'ERR_CONNECTION_RESET' };
const CUT_OFF = { netError: 'ERR_SOCKET_NOT_CONNECTED' };
/** The load took long enough for a dialog. */
const AFTER_DIALOG = { startedAt: DAY_TIME - 8 * SECOND };

describe('a system says at once that no certificate came, though the PC has one', () => {
  test.each<[string, Partial<Attempt>, string]>([
    ['another system has accepted it', { earlier: 'accepted' }, 'certificate-not-chosen or certificate-lost'],
    [
      'this system has refused it',
      { earlier: 'refused', noDialog: true },
      'certificate-not-chosen or certificate-lost',
    ],
    [
      'the check site would ask for it',
      { probes: { clientcheck: probe(CERTIFICATE_USABLE) } },
      'certificate-not-chosen or certificate-missing',
    ],
    [
      'the check site would ask for it, before',
      { earlier: 'installed' },
      'certificate-not-chosen or certificate-missing',
    ],
    [
      'the check site accepts the one that it would ask for before',
      { earlier: 'installed', probes: { clientcheck: probe({ status: 200, signs: ['certificate-present'] }) } },
      'certificate-not-chosen or certificate-lost',
    ],
    ['something lost it before', { earlier: 'present' }, 'certificate-not-chosen or certificate-lost'],
    ['none was chosen before', { earlier: 'accepted', noDialog: true, wasUnchosen: true }, 'certificate-not-chosen'],
    ['a dialog was answered', { earlier: 'accepted', ...AFTER_DIALOG }, 'certificate-not-chosen'],
  ])('%s: %o', (_case, evidence, expected) => {
    expect(judge({ ...WITHOUT_CERTIFICATE, ...evidence })).toBe(expected);
  });
});

test.each<[string, Partial<Probe>, string]>([
  [
    'has failed on its way',
    { netError: 'ERR_TUNNEL_CONNECTION_FAILED' },
    'certificate-not-chosen or server-unreachable',
  ],
  [
    'has met a decision after the dialog',
    { status: 200, dialogAt: DAY_TIME - 7 * SECOND },
    'certificate-not-chosen or server-unreachable',
  ],
  ['shows that the browser had no choice', { status: 200 }, 'server-unreachable'],
])('a connection breaks off after the time of a dialog, and a probe meanwhile %s', (_case, answer, expected) => {
  const probes = { office: { askedAt: DAY_TIME - 3 * SECOND, endedAt: DAY_TIME - 2 * SECOND, ...answer } };
  const judged = judge({ ...RESET, ...AFTER_DIALOG, earlier: 'installed', probes });
  expect(judged).toBe(expected);
});

test.each([
  ['at once', 0.2, undefined],
  ['after a dialog', 9, true],
])('a second load of a system that got no certificate %s', (_case, seconds, wasUnchosen) => {
  const opened = play([request('1', JIMU), answer('1', 200, JIMU), page(200, [], JIMU)]);
  const before = play(
    [
      later(request('2'), 10),
      later(answer('2', 400), 10 + seconds),
      later(page(400, ['certificate-absent']), 10.1 + seconds),
    ],
    opened,
  );
  const run = play([later(request('3'), 40)], before);
  expect(attemptByKey(run, run.tabs[1]?.pending, MANUAL)?.wasUnchosen || undefined).toBe(wasUnchosen);
});

describe('a failure after another system has refused the certificate', () => {
  test('a connection that breaks off may be the server’s fault', () => {
    expect(judge({ ...RESET, earlier: 'refused' })).toBe('certificate-rejected or server-unreachable');
    expect(diagnose(attempt('office', { ...RESET, earlier: 'refused' }), MANUAL, IN_THE_END).helpful).toEqual([
      'portal',
    ]);
  });

  test('a connection that breaks off is the servers’ fault if the portal does the same', () => {
    for (const earlier of ['refused', 'accepted', 'opened'] as const) {
      const everywhere = { ...RESET, earlier, ...AFTER_DIALOG, probes: { portal: probe(RESET) } };
      expect(judge(everywhere)).toMatch(/^server-unreachable/);
    }
    const portalOpens = { ...RESET, earlier: 'refused', probes: { portal: probe({ status: 200 }) } } as const;
    expect(judge(portalOpens)).toBe('certificate-rejected or server-unreachable');
  });

  test('a refusal in TLS after a dialog may be a cancelled one', () => {
    expect(judge({ ...CUT_OFF, earlier: 'refused', ...AFTER_DIALOG })).toBe(
      'certificate-rejected or certificate-not-chosen',
    );
    expect(judge({ ...CUT_OFF, earlier: 'refused' })).toBe('certificate-rejected');
  });

  test('a system that got no choice before gets none again', () => {
    const again = { earlier: 'refused', noDialog: true, wasUnchosen: true } as const;
    expect(judge({ status: 403, isReported: true, ...again })).toBe('certificate-not-chosen or server-error');
    expect(judge({ ...CUT_OFF, ...again })).toBe('certificate-not-chosen or certificate-rejected');
  });
});

describe('a probe of the system itself', () => {
  const dialogUntil = (beforeEnd: number) => ({
    ...WITHOUT_CERTIFICATE,
    ...AFTER_DIALOG,
    probes: { office: probe({ ...CERTIFICATE_ABSENT, status: 403 }, DAY_TIME - beforeEnd) },
  });

  test('right after a dialog that the user has cancelled, it only repeats the answer', () => {
    const cancelled = dialogUntil(300);
    expect(judge(cancelled)).toBe('certificate-not-chosen or certificate-missing');
    const probes = { ...cancelled.probes, clientcheck: probe(CERTIFICATE_USABLE) };
    expect(judge({ ...cancelled, probes })).toBe('certificate-not-chosen');
  });

  test('while the load goes on, it shows that no dialog is open', () => {
    expect(judge(dialogUntil(4 * SECOND))).toMatch(/^certificate-missing/);
  });
});

describe('an earlier load has shown that the browser has no certificate', () => {
  test.each<[string, Partial<Attempt>, string]>([
    ['the connection breaks off', RESET, 'certificate-missing or tls-intercepted'],
    [
      'the server refuses without a reason',
      { status: 403, isReported: true },
      'certificate-missing or tls-intercepted',
    ],
    ['the page says that none came', WITHOUT_CERTIFICATE, 'certificate-missing or tls-intercepted'],
    [
      'a dialog was answered',
      { ...WITHOUT_CERTIFICATE, ...AFTER_DIALOG },
      'certificate-not-chosen or certificate-missing',
    ],
    ['a dialog was answered, in TLS', { ...CUT_OFF, ...AFTER_DIALOG }, 'certificate-not-chosen or certificate-missing'],
  ])('%s: %o', (_case, outcome, expected) => {
    expect(judge({ ...outcome, earlier: 'absent' })).toBe(expected);
  });
});
