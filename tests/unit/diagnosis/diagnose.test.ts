import { describe, expect, test } from 'vitest';
import { attempt, CAUSE_CODES, DAY_TIME, IN_THE_END, NIGHT_TIME, pendingAttempt } from '@/tests/support/builders.ts';
import { MANUAL } from '@/utils/catalog/facts.ts';
import type { Attempt, Probe } from '@/utils/diagnosis/attempt.ts';
import type { Cause } from '@/utils/diagnosis/causes.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import { PATIENCES } from '@/utils/diagnosis/patience.ts';
import { SIGNS } from '@/utils/diagnosis/signs/signs.ts';

const [DIALOG_PATIENCE, UNPROBED_DIALOG_PATIENCE, ANSWER_PATIENCE, SLOW_PAGE_PATIENCE, SENDING_PATIENCE] = PATIENCES;

type Outcome = Partial<
  Pick<Attempt, 'status' | 'netError' | 'signs' | 'earlier' | 'startedAt' | 'endedAt' | 'noDialog'>
>;

const error = (name: string, more: Outcome = {}): Outcome => ({ netError: `ERR_${name}`, ...more });
const atNight = (outcome: Outcome): Outcome => ({ ...outcome, endedAt: NIGHT_TIME });

describe('diagnose of an ended load', () => {
  const rows: [string, Outcome, Cause][] = [
    ['office', { status: 200 }, 'none'],
    ['office', { status: 304 }, 'none'],
    ['office', error('ABORTED'), 'none'],
    ['office', atNight({ status: 200 }), 'none'],
    // Client certificates, in every form; certificate evidence beats the hour.
    ['office', { status: 400, signs: ['certificate-absent'] }, 'certificate-missing'],
    ['jimu', { status: 403, signs: ['certificate-absent'] }, 'certificate-missing'],
    ['hojinkensa', { status: 200, signs: ['certificate-absent'] }, 'certificate-missing'],
    ['clientcheck', { status: 200, signs: ['certificate-absent'] }, 'certificate-missing'],
    ['office', atNight({ status: 400, signs: ['certificate-absent'] }), 'certificate-missing'],
    ['annex', error('BAD_SSL_CLIENT_AUTH_CERT'), 'certificate-missing'],
    ['reform', error('SOCKET_NOT_CONNECTED'), 'certificate-missing'],
    ['reform', atNight(error('SOCKET_NOT_CONNECTED')), 'certificate-missing'],
    ['reform', error('SOCKET_NOT_CONNECTED', { earlier: 'opened' }), 'certificate-lost'],
    ['office', { status: 400, signs: ['certificate-absent'], earlier: 'opened' }, 'certificate-lost'],
    ['annex', error('BAD_SSL_CLIENT_AUTH_CERT', { earlier: 'opened' }), 'certificate-lost'],
    // Without a usable certificate the browser continues at once: a longer load means a cancelled dialog.
    [
      'office',
      { status: 400, signs: ['certificate-absent'], startedAt: DAY_TIME - DIALOG_PATIENCE },
      'certificate-not-chosen',
    ],
    ['annex', error('BAD_SSL_CLIENT_AUTH_CERT', { startedAt: DAY_TIME - DIALOG_PATIENCE }), 'certificate-not-chosen'],
    [
      'annex',
      error('BAD_SSL_CLIENT_AUTH_CERT', { startedAt: DAY_TIME - DIALOG_PATIENCE, noDialog: true }),
      'certificate-missing',
    ],
    // Evidence of other systems about the certificate on this PC.
    [
      'annex',
      error('BAD_SSL_CLIENT_AUTH_CERT', { earlier: 'accepted', startedAt: DAY_TIME - 2000 }),
      'certificate-not-chosen',
    ],
    ['annex', error('BAD_SSL_CLIENT_AUTH_CERT', { earlier: 'accepted' }), 'certificate-rejected'],
    ['annex', error('BAD_SSL_CLIENT_AUTH_CERT', { earlier: 'present' }), 'certificate-not-chosen'],
    ['reform', error('SOCKET_NOT_CONNECTED', { earlier: 'refused' }), 'certificate-rejected'],
    ['jimu', { status: 403, signs: ['certificate-absent'], earlier: 'accepted' }, 'certificate-not-chosen'],
    ['jimu', { status: 403, signs: ['certificate-absent'], earlier: 'refused' }, 'certificate-not-chosen'],
    ['office', { status: 400, signs: ['certificate-refused'] }, 'certificate-rejected'],
    ['office', { status: 403, signs: ['certificate-refused', 'certificate-absent'] }, 'certificate-rejected'],
    ['office', { status: 400, signs: ['certificate-refused'], earlier: 'opened' }, 'certificate-rejected'],
    ['office', error('SSL_CLIENT_AUTH_SIGNATURE_FAILED'), 'certificate-key'],
    ['office', error('SSL_CLIENT_AUTH_CERT_NO_PRIVATE_KEY'), 'certificate-key'],
    // A system without certificates cannot fail for lack of a certificate.
    ['kensa', error('SOCKET_NOT_CONNECTED'), 'server-unreachable'],
    // Failures of the PC and of the line: neither the hour nor the server matters.
    ['office', error('INTERNET_DISCONNECTED'), 'offline'],
    ['office', atNight(error('INTERNET_DISCONNECTED')), 'offline'],
    ['office', error('PROXY_CONNECTION_FAILED'), 'proxy-problem'],
    ['office', { status: 407 }, 'proxy-problem'],
    ['office', { status: 511 }, 'proxy-problem'],
    ['office', { status: 403, signs: ['proxy'] }, 'proxy-problem'],
    ['office', error('BLOCKED_BY_ADMINISTRATOR'), 'blocked'],
    ['office', error('BLOCKED_BY_CLIENT'), 'blocked'],
    ['office', error('CERT_DATE_INVALID'), 'clock-wrong'],
    ['office', error('CERT_AUTHORITY_INVALID'), 'tls-intercepted'],
    ['office', error('CERT_COMMON_NAME_INVALID'), 'tls-intercepted'],
    ['office', error('SSL_VERSION_OR_CIPHER_MISMATCH'), 'tls-unsupported'],
    ['office', error('SSL_PROTOCOL_ERROR'), 'tls-unsupported'],
    ['office', error('NAME_NOT_RESOLVED'), 'name-not-found'],
    ['office', atNight(error('DNS_TIMED_OUT')), 'name-not-found'],
    // Server trouble; the hour beats it.
    ['office', error('CONNECTION_REFUSED'), 'server-unreachable'],
    ['office', error('CONNECTION_TIMED_OUT'), 'server-unreachable'],
    ['kensa', error('EMPTY_RESPONSE'), 'server-unreachable'],
    ['office', atNight(error('CONNECTION_REFUSED')), 'outside-hours'],
    ['www', { status: 500 }, 'server-error'],
    ['www', { status: 403 }, 'server-error'],
    ['www', atNight({ status: 502 }), 'outside-hours'],
    ['www', { status: 503 }, 'maintenance'],
    ['www', atNight({ status: 503 }), 'outside-hours'],
    ['www', error('TOO_MANY_REDIRECTS'), 'server-error'],
    // A precise sign beats a status, and the hour.
    ['www', { status: 500, signs: ['maintenance'] }, 'maintenance'],
    ['www', { status: 200, signs: ['maintenance'] }, 'maintenance'],
    ['www', atNight({ status: 503, signs: ['maintenance'] }), 'maintenance'],
    ['www', atNight({ status: 200, signs: ['closed'] }), 'outside-hours'],
    ['www', { status: 200, signs: ['closed'] }, 'maintenance'],
    // An interactive page has not failed, unless its server has.
    ['office', { status: 403, signs: ['interactive'] }, 'none'],
    ['office', { status: 404, signs: ['interactive'] }, 'none'],
    ['office', { status: 500, signs: ['interactive'] }, 'server-error'],
    // Addresses.
    ['https://office.mamoris-net.jp/old', { status: 404 }, 'wrong-address'],
    ['https://office.mamoris-net.jp/old', atNight({ status: 404 }), 'wrong-address'],
    ['https://annex.mamoris-net.jp/', { status: 403 }, 'wrong-address'],
    ['https://annex.mamoris-net.jp/', { status: 502 }, 'server-error'],
    ['https://annex.mamoris-net.jp/contact/', { status: 403 }, 'server-error'],
    ['ofice', error('NAME_NOT_RESOLVED'), 'wrong-address'],
    ['ofice', error('CONNECTION_REFUSED'), 'wrong-address'],
    ['ofice', error('INTERNET_DISCONNECTED'), 'offline'],
    ['ofice', { status: 200 }, 'none'],
    ['http://office.mamoris-net.jp/', error('CONNECTION_REFUSED'), 'wrong-address'],
    ['http://office.mamoris-net.jp/', error('NAME_NOT_RESOLVED'), 'name-not-found'],
    ['https://office.mamoris-net.jp:8443/', error('CONNECTION_REFUSED'), 'wrong-address'],
    ['office', error('UNSAFE_PORT'), 'wrong-address'],
    // Unknown errors.
    ['office', error('FAILED'), 'unknown'],
    ['office', error('SOMETHING_NEW'), 'unknown'],
    ['office', atNight(error('OUT_OF_MEMORY')), 'unknown'],
  ];
  test.each(rows)('the diagnosis of %s with %o is %s', (address, outcome, cause) => {
    expect(diagnose(attempt(address, outcome), MANUAL, IN_THE_END).cause).toBe(cause);
  });

  test.each(['certificate-absent', 'certificate-refused'] as const)(
    '[SEC-73] diagnose ignores the sign %s of a page without TLS',
    (sign) => {
      const page = (status: number) =>
        diagnose(attempt('http://office.mamoris-net.jp/', { status, signs: [sign] }), MANUAL, IN_THE_END);
      expect(page(400)).toMatchObject({ cause: 'wrong-address', because: ['status', 'plain-http'] });
      expect(page(200).cause).toBe('none');
    },
  );

  test('the hour at which a load ended decides, at any later time', () => {
    const failed = attempt('office', { status: 502, endedAt: NIGHT_TIME });
    expect(diagnose(failed, MANUAL, NIGHT_TIME + 2000).cause).toBe('outside-hours');
    expect(diagnose(failed, MANUAL, NIGHT_TIME + 10 * 3_600_000).cause).toBe('outside-hours');
  });

  test('the diagnosis names the system, or is empty for an address of no system', () => {
    expect(diagnose(attempt('https://annex.mamoris-net.jp/', { status: 404 }), MANUAL, IN_THE_END).system).toBe(
      'annex',
    );
    expect(diagnose(attempt('ofice', { status: 404 }), MANUAL, IN_THE_END).system).toBe('');
    expect(diagnose(attempt('x:', { status: 404 }), MANUAL, IN_THE_END)).toMatchObject({
      cause: 'wrong-address',
      system: '',
    });
  });
});

describe('diagnose of a pending load', () => {
  const probed = (probe: Partial<Probe>) => ({ probes: { office: { askedAt: DAY_TIME + DIALOG_PATIENCE, ...probe } } });
  const needed = probed({ endedAt: DAY_TIME + 4100, netError: 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED' });
  const answered = probed({ endedAt: DAY_TIME + 4100, status: 200 });
  const kensaAnswers = { probes: { kensa: { askedAt: DAY_TIME + 10_000, endedAt: DAY_TIME + 10_100, status: 200 } } };
  const silent = { askedAt: DAY_TIME + 20_000, endedAt: DAY_TIME + 23_000, netError: 'ERR_TIMED_OUT' };
  const sendingLoads: [string, Attempt][] = [
    ['a form', pendingAttempt('kensa', { isPost: true })],
    ['photos to a system that answers its probe', pendingAttempt('kensa', { ...kensaAnswers, isPost: true })],
    ['photos to a busy system', pendingAttempt('kensa', { isPost: true, probes: { kensa: silent } })],
    ['a booking after its login', pendingAttempt('office', { isPost: true, noDialog: true, earlier: 'opened' })],
    ['a file', pendingAttempt('jimu', { isPost: true, ...answered, noDialog: true })],
  ];
  const rows: [string, Attempt, number, Cause][] = [
    ['asks for a certificate', pendingAttempt('office'), UNPROBED_DIALOG_PATIENCE - 1, 'none'],
    ['asks for a certificate', pendingAttempt('office'), UNPROBED_DIALOG_PATIENCE, 'certificate-waiting'],
    ['only shows the certificate', pendingAttempt('clientcheck'), UNPROBED_DIALOG_PATIENCE, 'certificate-waiting'],
    ['has a remembered choice', pendingAttempt('office', { noDialog: true }), UNPROBED_DIALOG_PATIENCE, 'none'],
    ['has a remembered choice', pendingAttempt('office', { noDialog: true }), ANSWER_PATIENCE, 'load-stuck'],
    ['has an open probe', pendingAttempt('office', probed({})), UNPROBED_DIALOG_PATIENCE, 'none'],
    ['has a probe without an answer', pendingAttempt('office', probed({})), 3 * DIALOG_PATIENCE, 'certificate-waiting'],
    ['waits for the dialog', pendingAttempt('office', needed), DIALOG_PATIENCE + 200, 'certificate-waiting'],
    // The dialog can open despite a remembered decision, because hosts share connections (HTTP/2).
    [
      'waits for the dialog',
      pendingAttempt('office', { ...needed, noDialog: true }),
      DIALOG_PATIENCE + 200,
      'certificate-waiting',
    ],
    ['answers its probe', pendingAttempt('office', answered), ANSWER_PATIENCE, 'none'],
    ['answers its probe', pendingAttempt('office', answered), SLOW_PAGE_PATIENCE, 'load-stuck'],
    [
      'does not answer its probe either',
      pendingAttempt('office', probed({ endedAt: DAY_TIME + 7000, netError: 'ERR_TIMED_OUT' })),
      ANSWER_PATIENCE - 1,
      'none',
    ],
    [
      'does not answer its probe either',
      pendingAttempt('office', probed({ endedAt: DAY_TIME + 7000, netError: 'ERR_TIMED_OUT' })),
      ANSWER_PATIENCE,
      'load-stuck',
    ],
    ['needs no certificate', pendingAttempt('kensa'), UNPROBED_DIALOG_PATIENCE, 'none'],
    ['needs no certificate', pendingAttempt('kensa'), ANSWER_PATIENCE, 'load-stuck'],
    ['needs no certificate and answers its probe', pendingAttempt('kensa', kensaAnswers), ANSWER_PATIENCE, 'none'],
    [
      'needs no certificate and answers its probe',
      pendingAttempt('kensa', kensaAnswers),
      SLOW_PAGE_PATIENCE,
      'load-stuck',
    ],
    ...sendingLoads.flatMap(([what, load]): [string, Attempt, number, Cause][] => [
      [`sends something (${what})`, load, SENDING_PATIENCE - 1, 'none'],
      [`sends something (${what})`, load, SENDING_PATIENCE, 'load-stuck'],
    ]),
    [
      'sends something and waits for the dialog',
      pendingAttempt('office', { ...needed, isPost: true }),
      DIALOG_PATIENCE + 200,
      'certificate-waiting',
    ],
    ['is no known system', pendingAttempt('ofice'), ANSWER_PATIENCE, 'load-stuck'],
    ['started in the future, because the clock was set back,', pendingAttempt('office'), -5000, 'none'],
    ['started at an invalid time', pendingAttempt('office'), Number.NaN, 'none'],
  ];
  test.each(rows)('a load whose system %s, %o, is after %i ms: %s', (_case, load, waited, cause) => {
    expect(diagnose(load, MANUAL, DAY_TIME + waited).cause).toBe(cause);
  });
});

test('diagnose is total: every combination of evidence has a cause of the table', () => {
  const statuses = [undefined, 100, 200, 204, 302, 400, 401, 403, 404, 407, 418, 429, 500, 503, 511, 599];
  const errors = [undefined, 'ERR_ABORTED', 'ERR_FAILED', 'ERR_SOCKET_NOT_CONNECTED', 'ERR_CERT_INVALID', 'ERR_NOVEL'];
  const signs = [undefined, [], ...SIGNS.map((sign) => [sign]), [...SIGNS]];
  const causes = new Set<Cause>();
  for (const address of ['office', 'kensa', 'annex', 'nowhere', 'http://x.mamoris-net.jp/', ':'])
    for (const status of statuses)
      for (const netError of errors)
        for (const sign of signs)
          for (const now of [DAY_TIME, NIGHT_TIME, Number.NaN]) {
            const outcome = {
              endedAt: now,
              ...(status && { status }),
              ...(netError && { netError }),
              ...(sign && { signs: sign }),
            };
            causes.add(diagnose(attempt(address, outcome), MANUAL, now).cause);
          }
  expect(CAUSE_CODES).toEqual(expect.arrayContaining([...causes]));
});
