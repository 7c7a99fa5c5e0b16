/** Random attempts, facts and times for properties of the diagnosis; they favour values near its waiting times. */
import fc from 'fast-check';
import { type Facts, MANUAL } from '@/utils/catalog/facts.ts';
import type { Attempt, Probe, Probes } from '@/utils/diagnosis/attempt.ts';
import { PATIENCES, PROBE_PATIENCE, PROBE_PAUSE, REPORT_PATIENCE } from '@/utils/diagnosis/patience.ts';
import { SIGNS } from '@/utils/diagnosis/signs/signs.ts';
import { DAY, HOUR, MINUTE } from '@/utils/time.ts';
import { addressOf, DAY_TIME } from './builders.ts';

const PLACES = [...MANUAL.systems.map(({ id }) => id), 'ofice'];

const ERRORS = [
  'ERR_ABORTED',
  'ERR_BAD_SSL_CLIENT_AUTH_CERT',
  'ERR_SSL_CLIENT_AUTH_CERT_NEEDED',
  'ERR_SSL_CLIENT_AUTH_SIGNATURE_FAILED',
  'ERR_SOCKET_NOT_CONNECTED',
  'ERR_CONNECTION_RESET',
  'ERR_SSL_PROTOCOL_ERROR',
  'ERR_CERT_DATE_INVALID',
  'ERR_CERT_AUTHORITY_INVALID',
  'ERR_PROXY_CONNECTION_FAILED',
  'ERR_SSL_VERSION_OR_CIPHER_MISMATCH',
  'ERR_INTERNET_DISCONNECTED',
  'ERR_NAME_NOT_RESOLVED',
  'ERR_BLOCKED_BY_CLIENT',
  'ERR_CONNECTION_REFUSED',
  'ERR_INVALID_URL',
  'ERR_INVALID_RESPONSE',
  'ERR_FAILED',
];

/** A distance in time, in ms, often one at which a diagnosis changes, or next to it. */
export const distance: fc.Arbitrary<number> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(0, REPORT_PATIENCE, PROBE_PATIENCE, PROBE_PAUSE, ...PATIENCES),
      fc.integer({ min: -2, max: 2 }),
    )
    .map(([patience, difference]) => patience + difference),
  fc.integer({ min: -MINUTE, max: 2 * MINUTE }),
);

const moment = fc.tuple(fc.integer({ min: 0, max: DAY }), distance).map(([part, more]) => DAY_TIME + part + more);
const error = fc.constantFrom(...ERRORS);
const status = fc.constantFrom(200, 204, 400, 403, 404, 407, 410, 496, 500, 502, 503, 511);
const signs = fc.uniqueArray(fc.constantFrom(...SIGNS), { minLength: 1, maxLength: 2 });

/** A probe sent about this long after `start`. */
function probeAround(start: number): fc.Arbitrary<Probe> {
  return fc
    .tuple(
      distance,
      fc.record(
        { endedAt: fc.integer({ min: 0, max: PROBE_PATIENCE }), status, netError: error, signs },
        { requiredKeys: [] },
      ),
    )
    .map(([after, { endedAt, ...result }]) => {
      const askedAt = start + after;
      return { askedAt, ...(endedAt !== undefined && { endedAt: askedAt + endedAt }), ...result };
    });
}

/** Any attempt at all, consistent or not. */
export const randomAttempt: fc.Arbitrary<Attempt> = fc
  .tuple(fc.constantFrom(...PLACES), fc.boolean(), moment)
  .chain(([place, isPlain, startedAt]) => {
    const ids = [place, 'clientcheck', 'portal'];
    const probes: fc.Arbitrary<Probes> = fc
      .uniqueArray(fc.constantFrom(...ids), { maxLength: 3 })
      .chain((chosen) => fc.record(Object.fromEntries(chosen.map((id) => [id, probeAround(startedAt)]))));
    const outcome = fc.record(
      {
        askedAt: distance.map((after) => startedAt + after),
        endedAt: distance.map((after) => startedAt + after),
        status,
        netError: error,
        signs,
        earlier: fc.constantFrom('opened', 'accepted', 'refused', 'present'),
        noDialog: fc.boolean(),
        wasUnchosen: fc.boolean(),
        probes,
        clockOffset: fc.constantFrom(0, 1000, 5 * MINUTE, -20 * MINUTE, 3 * HOUR, -2 * DAY),
        isFromCache: fc.boolean(),
        isReported: fc.boolean(),
        isMissed: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    const address = isPlain ? addressOf(place).replace('https:', 'http:') : addressOf(place);
    return fc.tuple(fc.constantFrom('', '1'), outcome).map(([requestId, fields]) => {
      return { requestId, tabId: 1, address, startedAt, ...fields } as Attempt;
    });
  });

/** The manual's facts with announced maintenance and a renewal at any time around. */
export const randomFacts: fc.Arbitrary<Facts> = fc
  .tuple(
    fc.array(fc.tuple(moment, fc.integer({ min: 1, max: 6 * HOUR }), fc.option(fc.constantFrom(...PLACES)))),
    fc.option(moment),
  )
  .map(([windows, renewal]) => ({
    ...MANUAL,
    maintenance: windows
      .map(([from, length, id]) => ({ from, to: from + length, ...(id !== null && { systems: [id] }) }))
      .toSorted((a, b) => a.from - b.from),
    ...(renewal !== null && { renewal: { at: renewal, remindDays: 30 } }),
  }));
