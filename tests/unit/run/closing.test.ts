import { describe, expect, test } from 'vitest';
import { closingNotice, minutesLeft } from '@/utils/run/closing.ts';
import { HOUR, MINUTE, SECOND } from '@/utils/time.ts';

const at = (time: string) => Date.parse(`2026-11-24T${time}+09:00`);

describe('closing time (M15) is told at the minutes before it that are set, each once', () => {
  test.each<[string, string | undefined, number[], number | undefined, number | undefined]>([
    // now, told, minutes → minutes left, if it is to be told now; minutes until there may be something to tell
    ['10:00:00', undefined, [15, 5], undefined, 705],
    ['21:44:59', undefined, [15, 5], undefined, 1 / 60],
    ['21:45:00', undefined, [15, 5], 15, 10],
    ['21:45:02', '21:45:00', [15, 5], undefined, 10 - 2 / 60],
    ['21:55:00', '21:45:00', [15, 5], 5, 23 * 60 + 50],
    ['21:55:01', '21:55:00', [15, 5], undefined, 23 * 60 + 50 - 1 / 60],
    // Whoever comes back later is told how much is left then, and only once for what was missed.
    ['21:52:30', undefined, [15, 5], 8, 2.5],
    ['21:58:10', undefined, [30, 15, 5], 2, 23 * 60 + 31 + 50 / 60],
    ['21:59:59', '21:54:00', [15, 5], 1, 23 * 60 + 45 + 1 / 60],
    // Nothing is told of a closing time that is over, nor before the systems open.
    ['22:00:00', undefined, [15, 5], undefined, 23 * 60 + 45],
    ['03:00:00', undefined, [15, 5], undefined, 18 * 60 + 45],
    // The order of the minutes does not matter.
    ['21:30:00', undefined, [5, 30, 15], 30, 15],
    ['21:50:00', '21:31:00', [5], undefined, 5],
    // Switched off.
    ['21:50:00', undefined, [], undefined, undefined],
  ])('at %s, told %s, with %o: %s left, asked again in %s min', (now, told, minutes, left, again) => {
    const answer = closingNotice({ now: at(now), shownAt: told ? at(told) : Number.NaN, minutes });
    expect(answer.closesIn && minutesLeft(answer.closesIn)).toBe(left);
    expect(answer.askIn && Math.round(answer.askIn / SECOND)).toBe(again && Math.round(again * 60));
  });

  test('what was told yesterday is told again today', () => {
    const minutes = [15, 5];
    const answer = closingNotice({ now: at('21:45:00'), shownAt: at('21:55:00') - 24 * HOUR, minutes });
    expect(answer.closesIn).toBe(15 * MINUTE);
  });

  test('what was told by a clock that is half an hour ahead counts, and beyond that it does not', () => {
    const told = (shownAt: string) => closingNotice({ now: at('21:46:00'), shownAt: at(shownAt), minutes: [15] });
    expect(told('22:16:00')).not.toHaveProperty('closesIn');
    expect(told('22:16:01').closesIn).toBe(14 * MINUTE);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('at %s nothing is told', (now) => {
    expect(closingNotice({ now, shownAt: Number.NaN, minutes: [15, 5] })).toEqual({});
  });

  test('asked whenever it says so, over two days, it tells exactly twice a day', () => {
    const told: string[] = [];
    let now = at('09:13:00');
    let shownAt = Number.NaN;
    const end = now + 48 * HOUR;
    while (now < end) {
      const { closesIn, askIn = Number.NaN } = closingNotice({ now, shownAt, minutes: [15, 5] });
      if (closesIn !== undefined) {
        told.push(new Date(now + 9 * HOUR).toISOString().slice(8, 16));
        shownAt = now;
      }
      expect(askIn).toBeGreaterThan(0);
      now += askIn;
    }
    expect(told).toEqual(['24T21:45', '24T21:55', '25T21:45', '25T21:55']);
  });
});
