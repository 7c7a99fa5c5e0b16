import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BrowserInfo, describeBrowser } from '@/utils/browser/browser-info.ts';
import { MANUAL } from '@/utils/catalog/facts.ts';
import { serviceState } from '@/utils/catalog/schedule.ts';
import { isClockOff, readServerClock, trueTime } from '@/utils/diagnosis/clock.ts';
import { netErrorKind, netErrorName } from '@/utils/diagnosis/net-errors.ts';
import { anything, text } from './hostile.ts';

const anyError = fc.oneof(
  text,
  anything,
  text.map((end) => `net::${end}`),
  text.map((end) => `net::ERR_${end}`),
  fc.stringMatching(/^net::ERR_[A-Z0-9_]{1,90}$/),
);

test('[SEC-41] a net error is a name in Chromium’s format, whatever the browser reports', () => {
  fc.assert(
    fc.property(anyError, (reported) => {
      const name = netErrorName(reported);
      expect(name).toMatch(/^ERR_[A-Z0-9_]{1,80}$/);
      expect(netErrorName(name)).toBe(name);
      expect(['string', 'undefined']).toContain(typeof netErrorKind(name));
    }),
    { numRuns: 1000 },
  );
});

const header = fc.option(
  fc.oneof(
    text,
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    fc.constantFrom(
      '+275760-09-13T00:00:00Z',
      '-271821-04-20',
      '0',
      '99999999999999999999',
      'Thu, 01 Jan 1970 00:00:00',
    ),
  ),
  { nil: undefined },
);

test('[SEC-40] a server’s clock is a valid moment or undefined, and its offset is a safe integer', () => {
  fc.assert(
    fc.property(header, header, fc.integer({ min: 0, max: 4e12 }), (date, age, now) => {
      const clock = readServerClock(date, age);
      if (clock === undefined) return;
      expect(age ?? '').toBe('');
      expect(Number.isSafeInteger(clock)).toBe(true);
      const offset = clock - now;
      expect(Number.isSafeInteger(offset)).toBe(true);
      expect(isClockOff(offset)).toBe(Math.abs(offset) > 5 * 60_000);
      expect(typeof serviceState(trueTime(now, offset), MANUAL).open).toBe('boolean');
    }),
    { numRuns: 1000 },
  );
});

const brands = fc.array(fc.record({ brand: text, version: text }));
const info: fc.Arbitrary<BrowserInfo> = fc.record({
  brands,
  fullVersions: brands,
  platform: text,
  platformVersion: text,
  userAgent: text,
});

test('describeBrowser accepts any name of a browser', () => {
  fc.assert(
    fc.property(info, (anyInfo) => {
      const { browser, os } = describeBrowser(anyInfo);
      expect([typeof browser, typeof os]).toEqual(['string', 'string']);
    }),
  );
});
