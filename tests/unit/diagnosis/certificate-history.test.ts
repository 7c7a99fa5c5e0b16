import { expect, test } from 'vitest';
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
import {
  certificateFromHistory,
  certificateState,
  isCertificateUnusable,
} from '@/utils/diagnosis/certificate-history.ts';

const stateOf = (attempts: Attempt[], now = IN_THE_END) => certificateState(attempts, MANUAL, now);

const absent = { status: 400, signs: ['certificate-absent'] } satisfies Partial<Attempt>;
const later = { endedAt: DAY_TIME + 5 };

test.each<[string, Attempt[], string]>([
  ['no load', [], 'unknown'],
  ['an opened system without certificates', [attempt('kensa', { status: 200 })], 'unknown'],
  ['an opened system that requires one (M65)', [attempt('office', { status: 200 })], 'present'],
  ['the check site’s page without a sign', [attempt('clientcheck', { status: 200 })], 'unknown'],
  [
    'the check site’s page with a certificate',
    [attempt('clientcheck', { status: 200, signs: ['certificate-present'] })],
    'present',
  ],
  ['a page without TLS', [attempt('http://office.mamoris-net.jp/', { status: 200 })], 'unknown'],
  ['a missing certificate', [attempt('office', absent)], 'absent'],
  ['a refused certificate', [attempt('office', { status: 400, signs: ['certificate-refused'] })], 'present'],
  ['a lost certificate', [attempt('office', { ...absent, earlier: 'opened' })], 'present'],
  [
    'a refusal in TLS with two likely causes',
    [attempt('annex', { netError: 'ERR_BAD_SSL_CLIENT_AUTH_CERT' })],
    'unknown',
  ],
  [
    'an opened system after a missing certificate',
    [attempt('office', { status: 200, ...later }), attempt('jimu', absent)],
    'present',
  ],
  [
    'a missing certificate after an opened system',
    [attempt('office', { status: 200 }), attempt('jimu', { ...absent, ...later })],
    'absent',
  ],
  [
    'a server error after a missing certificate',
    [attempt('office', { status: 500, ...later }), attempt('jimu', absent)],
    'absent',
  ],
])('certificateState after %s, %o, is %s', (_case, attempts, state) => {
  expect(stateOf(attempts)).toBe(state);
});

test.each<[string, Probe, string]>([
  ['usable', probe(CERTIFICATE_USABLE), 'present'],
  ['accepted', probe({ status: 200, signs: ['certificate-present'] }), 'present'],
  ['refused', probe({ status: 200, signs: ['certificate-refused'] }), 'present'],
  ['absent', probe(CERTIFICATE_ABSENT), 'absent'],
  ['without evidence', probe({ netError: 'ERR_TIMED_OUT' }), 'unknown'],
])('certificateState after a reset and a probe of the check site that is %s: %o → %s', (_case, clientcheck, state) => {
  expect(stateOf([attempt('office', { netError: 'ERR_CONNECTION_RESET', probes: { clientcheck } })])).toBe(state);
});

test('certificateState ignores a load while a decisive probe is open', () => {
  const checking = attempt('office', { ...absent, probes: { clientcheck: { askedAt: DAY_TIME } } });
  expect(stateOf([checking], DAY_TIME + 1)).toBe('unknown');
});

test('certificateFromHistory: a refusal from before another system’s success does not count again', () => {
  const waited = attempt('portal', { status: 200, earlier: 'refused', endedAt: DAY_TIME + 9 });
  const opened = attempt('jimu', { status: 200, endedAt: DAY_TIME + 5 });
  expect(certificateFromHistory([waited, opened], MANUAL, IN_THE_END)).toBe('accepted');
  expect(isCertificateUnusable([waited, opened], MANUAL, IN_THE_END)).toBe(false);
});

test('certificateFromHistory knows that the check site saw no certificate', () => {
  const visit = attempt('clientcheck', { status: 200, signs: ['certificate-absent'] });
  expect(certificateFromHistory([visit], MANUAL, IN_THE_END)).toBe('absent');
});
