import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DAY_TIME } from '@/tests/support/builders.ts';
import { applyJapaneseTexts } from '@/tests/support/locale-texts.ts';
import { momentName, pcClock } from '@/utils/i18n/format.ts';
import { HOUR } from '@/utils/time.ts';

beforeAll(applyJapaneseTexts);

test('a moment has its date on any other day than today', () => {
  expect(momentName(DAY_TIME, DAY_TIME + HOUR)).toBe('10:00');
  expect(momentName(DAY_TIME - 12 * HOUR, DAY_TIME)).toBe('11月23日（月） 22:00');
});

describe('the PC’s clock', () => {
  const { TZ } = process.env;
  afterEach(() => {
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  });

  test.each([
    ['Asia/Tokyo', '2026年11月24日 10:00'],
    ['Asia/Shanghai', '2026年11月24日 9:00 中国標準時'],
  ])('in the zone %s is %s: the zone matters only where it is not Japan’s', (zone, expected) => {
    process.env.TZ = zone;
    expect(pcClock(DAY_TIME)).toBe(expected);
  });
});
