const DAY = 1440;
/** A time of day: 7時, 午前七時半, 7:00, 10 p.m. */
const TIME = /(午後)?([\d一二三四五六七八九十]{1,2})(?:時(半)?|:(\d\d)(?::\d\d)?| ?([ap])\.?m)/g;
/** Between the ends of a range. */
const RANGE = /^(?:[~〜–—:\n-]|から|より|to|and|m|\.| |頃|翌|朝|終了|日時){1,8}$/;
/** A day: 11月24日(火), 2026-11-24, 11/24. */
const DATE = /(?:\d{4}[-/年])?(\d{1,2})[-/月](\d{1,2})日?(?:\([日月火水木金土]\))?/g;
const NUMERALS = '一二三四五六七八九十';

/**
 * Compares the hours in a folded text with the time of day, in Japan, of `at` (ms since the epoch): `in` or `out` of a
 * range; `soon`: a time of day within the next half day, as an opening is at night.
 */
export function compareHours(page: string, at: number): 'in' | 'out' | 'soon' | undefined {
  const text = page.replace(DATE, '');
  const now = (Math.floor(at / 60_000) + 540) % DAY;
  const times = [...text.matchAll(TIME)].map(
    ([all, late, hour = '', half, minute = 0, part], index, { [index]: match }) => {
      const number = Number(hour) || NUMERALS.indexOf(hour.charAt(hour.length - 1)) + (hour.length > 1 ? 11 : 1);
      const isLate = number < 12 && (late !== undefined || part === 'p');
      const start = match?.index ?? 0;
      return {
        minutes: ((number + (isLate ? 12 : 0)) * 60 + (half ? 30 : Number(minute))) % DAY,
        start,
        end: start + all.length,
      };
    },
  );
  const ranges = times.flatMap((from, index) => {
    const to = times[index + 1];
    return to && RANGE.test(text.slice(from.end, to.start))
      ? [(now - from.minutes + DAY) % DAY < (to.minutes - from.minutes + DAY) % DAY]
      : [];
  });
  if (ranges.length > 0) return ranges.includes(true) ? 'in' : 'out';
  return times.some(({ minutes }) => (minutes - now + DAY) % DAY < DAY / 2) ? 'soon' : undefined;
}

/** Whether a folded text names a time that holds at `at`: every day in it is that day, and the hours hold, if any. */
export function isToday(text: string, at: number): boolean {
  const date = new Date(at + 540 * 60_000);
  const days = [...text.matchAll(DATE)];
  const isDay = days.every(
    ([, month, day]) => Number(month) === date.getUTCMonth() + 1 && Number(day) === date.getUTCDate(),
  );
  return days.length > 0 && isDay && compareHours(text, at) === 'in';
}

/** Whether it is night in Japan at `at`: the systems are closed. */
export function isNight(at: number): boolean {
  const hour = (at / 3_600_000 + 9) % 24;
  return hour < 7 || hour >= 22;
}
