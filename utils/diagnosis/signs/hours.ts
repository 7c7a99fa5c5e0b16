const DAY = 1440;
/** A time of day: 7時, 午前七時半, 17時15分, 夜9時, 7:00, 10 p.m., and the first of 9~17時. */
const TIME =
  /(午後|夜|夕方)?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:(?:時(?:(半)|(\d\d)分)?|:(\d\d)(?::\d\d)?)(?: ?([ap])\.?m)?| ?([ap])\.?m|(?=[~〜–-]\d{1,2}時))/g;
/** Between the ends of a range. */
const RANGE = /^(?:[~〜–—:\n-]|から|より|to|and|m|\.| |頃|翌|朝|終了|日時){0,8}$/;
/** A day: 11月24日(火), 2026-11-24, 11/24. */
const DATE = /(?:\d{4}[-/年])?(\d{1,2})[-/月](\d{1,2})日?(?:\([日月火水木金土]\))?/g;
const NUMERALS = '〇一二三四五六七八九';
/** How long a time of day counts as just past, in minutes. */
const JUST_PAST = 240;

/**
 * Compares the hours in a folded text with the time of day, in Japan, of `at` (ms since the epoch): `in` or `out` of a
 * range. Single times: `past` has just been, as a closing in the evening; `soon` comes within half a day, as an opening
 * in the morning; `between`: both.
 */
export function compareHours(page: string, at: number): 'in' | 'out' | 'soon' | 'past' | 'between' | undefined {
  const text = page.replace(DATE, '');
  const now = (Math.floor(at / 60_000) + 540) % DAY;
  const times = [...text.matchAll(TIME)].map(
    ([all, late, hour = '', half, spoken, minute, part, bare], index, { [index]: match }) => {
      const number = hourOf(hour);
      const isLate = number < 12 && (late !== undefined || part === 'p' || bare === 'p');
      const start = match?.index ?? 0;
      return {
        minutes: ((number + (isLate ? 12 : 0)) * 60 + (half ? 30 : Number(spoken ?? minute ?? 0))) % DAY,
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
  const isPast = times.some(({ minutes }) => (now - minutes + DAY) % DAY < JUST_PAST);
  const isSoon = times.some(({ minutes }) => minutes !== now && (minutes - now + DAY) % DAY < DAY / 2);
  if (isPast && isSoon) return 'between';
  return isPast ? 'past' : isSoon ? 'soon' : undefined;
}

/** The number of an hour in figures or numerals: 21, 二十一. */
function hourOf(hour: string): number {
  if (/\d/.test(hour)) return Number(hour);
  const [tens = '', ones = ''] = hour.includes('十') ? hour.split('十') : ['〇', hour];
  return (tens === '' ? 1 : NUMERALS.indexOf(tens)) * 10 + (ones === '' ? 0 : NUMERALS.indexOf(ones));
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
