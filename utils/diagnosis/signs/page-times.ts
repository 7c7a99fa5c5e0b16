import { japanTime } from '../../catalog/calendar.ts';

const MINUTES_PER_DAY = 1440;
/** A time of day: 7時, 午前七時半, 17時15分, 夜9時, 7:00, 10 p.m., and the first of 9~17時. No duration, no 「一時停止」. */
const TIME =
  /(午前|午後|夜|夕方)?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:(?:時(?!間|的|停|休|中断|閉)(?:(半)|(\d\d)分)?|:(\d\d)(?::\d\d)?)(?: ?([ap])\.?m)?| ?([ap])\.?m|(?=[~〜–-]\d{1,2}時))/g;
/** Between the ends of a range. */
const RANGE = /^(?:[~〜–—:\n-]|から|より|to|and|m|\.| |頃|翌|朝|終了|日時){0,8}$/;
/** A day: 11月24日(火), 2026-11-24, 11/24. No hours: 8:30-17:15, 10-16時. */
const DATE =
  /(?<![\d:])(?:\d{4}[-/年])?(1[0-2]|0?[1-9])[-/月](3[01]|[12]\d|0?[1-9])(?![\d:時])日?(?:\([日月火水木金土]\))?/g;
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
  const { hour, minute } = japanTime(at);
  const now = hour * 60 + minute;
  const times = [...text.matchAll(TIME)].map((match) => ({
    ...minutesOf(match),
    start: match.index,
    end: match.index + match[0].length,
  }));
  const ranges = times.flatMap((from, index) => {
    const to = times[index + 1];
    if (!to || !RANGE.test(text.slice(from.end, to.start))) return [];
    // 「午後1時から5時」: the end is in the same half of the day.
    const isLate = from.isLate && !to.isMarked && to.minutes < from.minutes;
    const end = to.minutes + (isLate ? MINUTES_PER_DAY / 2 : 0);
    return [minutesBetween(from.minutes, now) < minutesBetween(from.minutes, end)];
  });
  if (ranges.length > 0) return ranges.includes(true) ? 'in' : 'out';
  const isPast = times.some(({ minutes }) => minutesBetween(minutes, now) < JUST_PAST);
  const isSoon = times.some(({ minutes }) => minutes !== now && minutesBetween(now, minutes) < MINUTES_PER_DAY / 2);
  if (isPast && isSoon) return 'between';
  return isPast ? 'past' : isSoon ? 'soon' : undefined;
}

/** The minutes from one time of day to the next moment that has the other. */
function minutesBetween(from: number, to: number): number {
  return (to - from + MINUTES_PER_DAY) % MINUTES_PER_DAY;
}

/** The minutes of a match of `TIME` after midnight; whether it names its half of the day, and the later one. */
function minutesOf([, half, figures = '', isHalf, spoken, minute, part, bare]: RegExpMatchArray) {
  const hour = hourOf(figures) % 24;
  const letter = part ?? bare;
  const isNight = half === '夜' && hour < 5;
  const isLate = hour < 12 && !isNight && (letter === 'p' || (half !== undefined && half !== '午前'));
  const isMidnight = hour === 12 && (letter === 'a' || half === '夜');
  const minutes = (isMidnight ? 0 : hour + (isLate ? 12 : 0)) * 60 + (isHalf ? 30 : Number(spoken ?? minute ?? 0));
  return { minutes, isLate, isMarked: half !== undefined || letter !== undefined };
}

/** The number of an hour in figures or numerals: 21, 二十一. */
function hourOf(hour: string): number {
  if (/\d/.test(hour)) return Number(hour);
  const [tens = '', ones = ''] = hour.includes('十') ? hour.split('十') : ['〇', hour];
  return (tens === '' ? 1 : NUMERALS.indexOf(tens)) * 10 + (ones === '' ? 0 : NUMERALS.indexOf(ones.slice(-1)));
}

/**
 * Whether a folded text names a time that holds at `at`: every day or range of days in it holds, and so do the hours,
 * if any.
 */
export function isToday(text: string, at: number): boolean {
  const { month, day } = japanTime(at);
  const today = numberOfDay(month, day);
  const days = [...text.matchAll(DATE)].map((match) => ({
    day: numberOfDay(Number(match[1]), Number(match[2])),
    start: match.index,
    end: match.index + match[0].length,
  }));
  const isRange = (index: number) => {
    const [from, to] = [days[index], days[index + 1]];
    return from !== undefined && to !== undefined && RANGE.test(text.slice(from.end, to.start));
  };
  const doesHold = ({ day }: { day: number }, index: number) => {
    if (isRange(index - 1)) return true;
    const last = isRange(index) ? (days[index + 1]?.day ?? day) : day;
    return day <= last ? day <= today && today <= last : day <= today || today <= last;
  };
  const hours = compareHours(text, at);
  return days.length > 0 && days.every(doesHold) && (hours === undefined || hours === 'in');
}

/** A number that grows from day to day of a year. */
function numberOfDay(month: number, day: number): number {
  return month * 31 + day;
}
