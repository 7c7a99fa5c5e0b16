import { describe, expect, test } from 'vitest';
import { MANUAL } from '@/utils/catalog/facts.ts';
import { closingReminder, minutesLeft } from '@/utils/run/closing-reminder.ts';
import { HOUR, MINUTE, SECOND } from '@/utils/time.ts';

const at = (time: string) => Date.parse(`2026-11-24T${time}+09:00`);

describe('closingReminder (M15)', () => {
  test.each<[string, string | undefined, number[], number | undefined, number | undefined]>([
    // now, last reminder, minutes of the setting → minutes left if a reminder is due, minutes until the next question
    ['10:00:00', undefined, [15, 5], undefined, 705],
    ['21:44:59', undefined, [15, 5], undefined, 1 / 60],
    ['21:45:00', undefined, [15, 5], 15, 10],
    ['21:45:02', '21:45:00', [15, 5], undefined, 10 - 2 / 60],
    ['21:55:00', '21:45:00', [15, 5], 5, 23 * 60 + 50],
    ['21:55:01', '21:55:00', [15, 5], undefined, 23 * 60 + 50 - 1 / 60],
    // A user who returns later gets one reminder with the time that is left then.
    ['21:52:30', undefined, [15, 5], 8, 2.5],
    ['21:58:10', undefined, [30, 15, 5], 2, 23 * 60 + 31 + 50 / 60],
    ['21:59:59', '21:54:00', [15, 5], 1, 23 * 60 + 45 + 1 / 60],
    // No reminder after closing time and before opening time.
    ['22:00:00', undefined, [15, 5], undefined, 23 * 60 + 45],
    ['03:00:00', undefined, [15, 5], undefined, 18 * 60 + 45],
    // The order of the minutes does not matter.
    ['21:30:00', undefined, [5, 30, 15], 30, 15],
    ['21:50:00', '21:31:00', [5], undefined, 5],
    // Switched off.
    ['21:50:00', undefined, [], undefined, undefined],
  ])(
    'at %s, after a reminder at %s, with %o: %s min left, next question in %s min',
    (now, shown, minutes, left, next) => {
      const answer = closingReminder({ facts: MANUAL, now: at(now), shownAt: shown ? at(shown) : Number.NaN, minutes });
      expect(answer.closesIn && minutesLeft(answer.closesIn)).toBe(left);
      expect(answer.askIn && Math.round(answer.askIn / SECOND)).toBe(next && Math.round(next * 60));
    },
  );

  test.each([
    [0, 24],
    [6, 30],
  ])('never reminds of systems that are open from %i to %i', (from, to) => {
    const facts = { ...MANUAL, serviceHours: { from, to } };
    for (const time of ['23:46:00', '23:56:00', '05:50:00'])
      expect(closingReminder({ facts, now: at(time), shownAt: Number.NaN, minutes: [15, 5] })).toEqual({});
  });

  test('reminds after midnight of hours that last until then', () => {
    const facts = { ...MANUAL, serviceHours: { from: 6, to: 26 } };
    const answer = closingReminder({ facts, now: at('01:45:00'), shownAt: Number.NaN, minutes: [15, 5] });
    expect(answer).toEqual({ closesIn: 15 * MINUTE, askIn: 10 * MINUTE });
  });

  test('reminds again on the next day', () => {
    const minutes = [15, 5];
    const answer = closingReminder({
      facts: MANUAL,
      now: at('21:45:00'),
      shownAt: at('21:55:00') - 24 * HOUR,
      minutes,
    });
    expect(answer.closesIn).toBe(15 * MINUTE);
  });

  test('ignores an earlier reminder more than half an hour in the future', () => {
    const answerAfter = (shownAt: string) =>
      closingReminder({ facts: MANUAL, now: at('21:46:00'), shownAt: at(shownAt), minutes: [15] });
    expect(answerAfter('22:16:00')).not.toHaveProperty('closesIn');
    expect(answerAfter('22:16:01').closesIn).toBe(14 * MINUTE);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('gives no reminder at the invalid time %s', (now) => {
    expect(closingReminder({ facts: MANUAL, now, shownAt: Number.NaN, minutes: [15, 5] })).toEqual({});
  });

  test('reminds exactly twice a day if the page asks at the given times', () => {
    const reminders: string[] = [];
    let now = at('09:13:00');
    let shownAt = Number.NaN;
    const end = now + 48 * HOUR;
    while (now < end) {
      const { closesIn, askIn = Number.NaN } = closingReminder({ facts: MANUAL, now, shownAt, minutes: [15, 5] });
      if (closesIn !== undefined) {
        reminders.push(new Date(now + 9 * HOUR).toISOString().slice(8, 16));
        shownAt = now;
      }
      expect(askIn).toBeGreaterThan(0);
      now += askIn;
    }
    expect(reminders).toEqual(['24T21:45', '24T21:55', '25T21:45', '25T21:55']);
  });
});
