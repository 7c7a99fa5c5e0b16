import { describe, expect, test } from 'vitest';
import { daysBetween, japanTime } from '@/utils/catalog/calendar.ts';
import { callCentreState, isWorkday } from '@/utils/catalog/call-centre-hours.ts';
import { MANUAL } from '@/utils/catalog/facts.ts';
import { timeOfDay } from '@/utils/catalog/hours.ts';
import { serviceState } from '@/utils/catalog/schedule.ts';
import { HOUR, MINUTE } from '@/utils/time.ts';

const at = (japanTime: string) => Date.parse(`${japanTime}+09:00`);

describe('service hours (M15): 7:00–22:00 in Japan', () => {
  test.each([
    ['2026-11-24T06:59:59.999', false, '2026-11-24T07:00:00'],
    ['2026-11-24T07:00:00.000', true, '2026-11-24T22:00:00'],
    ['2026-11-24T18:48:00.000', true, '2026-11-24T22:00:00'],
    ['2026-11-24T21:59:59.999', true, '2026-11-24T22:00:00'],
    ['2026-11-24T22:00:00.000', false, '2026-11-25T07:00:00'],
    ['2026-11-25T00:00:00.000', false, '2026-11-25T07:00:00'],
    // Saturdays, Sundays and holidays; the end of a month and of a year.
    ['2026-11-28T12:00:00.000', true, '2026-11-28T22:00:00'],
    ['2026-11-29T12:00:00.000', true, '2026-11-29T22:00:00'],
    ['2026-12-31T23:30:00.000', false, '2027-01-01T07:00:00'],
    ['2028-02-28T22:00:00.000', false, '2028-02-29T07:00:00'],
  ])('at %s the systems are open: %s, until %s', (now, open, changesAt) => {
    expect(serviceState(at(now), MANUAL)).toEqual({ open, changesAt: at(changesAt) });
  });

  test('the PC’s time zone does not change the service hours', () => {
    const zone = process.env.TZ;
    try {
      for (const other of ['America/New_York', 'Pacific/Kiritimati', 'Asia/Tokyo']) {
        process.env.TZ = other;
        expect(serviceState(at('2026-11-24T07:00:00'), MANUAL)).toEqual({
          open: true,
          changesAt: at('2026-11-24T22:00:00'),
        });
        expect(japanTime(at('2026-11-24T00:05:00'))).toMatchObject({ day: 24, weekday: 2, hour: 0, minute: 5 });
      }
    } finally {
      process.env.TZ = zone;
    }
  });

  test('at an invalid time the systems are closed and never open', () => {
    expect(serviceState(Number.NaN, MANUAL)).toEqual({ open: false, changesAt: Number.NaN });
    for (const beyond of [Number.POSITIVE_INFINITY, 1e300, Number.MAX_VALUE])
      expect(serviceState(beyond, MANUAL).open).toBe(false);
  });
});

describe('hours of a policy', () => {
  const state = (from: number, to: number, now: string) =>
    serviceState(at(now), { ...MANUAL, serviceHours: { from, to } });

  test.each([
    ['2026-11-24T01:59:59', true, '2026-11-24T02:00:00'],
    ['2026-11-24T02:00:00', false, '2026-11-24T06:00:00'],
    ['2026-11-24T06:00:00', true, '2026-11-25T02:00:00'],
    ['2026-11-24T23:59:00', true, '2026-11-25T02:00:00'],
    ['2026-11-25T00:00:00', true, '2026-11-25T02:00:00'],
  ])('6:00 to 26:00: at %s the systems are open: %s, until %s', (now, open, changesAt) => {
    expect(state(6, 26, now)).toEqual({ open, changesAt: at(changesAt) });
  });

  test.each([
    [0, 24],
    [6, 30],
  ])('%i:00 to %i:00 is one opening that never ends', (from, to) => {
    for (const now of ['2026-11-24T00:00:00', '2026-11-24T06:00:00', '2026-11-24T23:46:00'])
      expect(state(from, to, now)).toEqual({ open: true, changesAt: Number.POSITIVE_INFINITY });
  });

  test.each([
    [7, '7:00'],
    [22.5, '22:30'],
    [24, '24:00'],
    [26, '2:00'],
  ])('timeOfDay(%d) is %s', (hours, time) => {
    expect(timeOfDay(hours)).toBe(time);
  });
});

describe('the call centre (M18): 9:00–17:00 on workdays', () => {
  test.each([
    ['2026-11-24T08:59:59', false, '2026-11-24T09:00:00'],
    ['2026-11-24T09:00:00', true, '2026-11-24T17:00:00'],
    ['2026-11-24T17:00:00', false, '2026-11-25T09:00:00'],
    // After Friday evening Monday is next; after a Monday that is a holiday (勤労感謝の日), Tuesday.
    ['2026-11-27T17:00:00', false, '2026-11-30T09:00:00'],
    ['2026-11-23T10:00:00', false, '2026-11-24T09:00:00'],
    // 2026: 22 September lies between two holidays and is one itself.
    ['2026-09-18T18:00:00', false, '2026-09-24T09:00:00'],
    // Golden Week 2027: Sunday 2 May, then Monday to Wednesday are holidays.
    ['2027-04-30T18:00:00', false, '2027-05-06T09:00:00'],
  ])('at %s the call centre answers: %s, until %s', (now, open, changesAt) => {
    expect(callCentreState(at(now))).toEqual({ open, changesAt: at(changesAt) });
  });

  test('the table of holidays covers the years 2026 to 2032', () => {
    expect(isWorkday(at('2032-01-01T12:00:00'))).toBe(false);
    expect(isWorkday(at('2026-02-23T12:00:00'))).toBe(false);
    const years = new Set(__JAPANESE_HOLIDAYS__.map((date) => Math.floor(date / 10000)));
    expect([...years]).toEqual([2026, 2027, 2028, 2029, 2030, 2031, 2032]);
  });
});

test('daysBetween counts days of the calendar in Japan', () => {
  const evening = at('2026-11-24T23:59:00');
  expect(daysBetween(evening, evening + MINUTE)).toBe(1);
  expect(daysBetween(evening, evening - 23 * HOUR)).toBe(0);
  expect(daysBetween(at('2026-12-31T08:00:00'), at('2027-01-04T09:00:00'))).toBe(4);
});
