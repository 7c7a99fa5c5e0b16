/** The times of a page: hours, and days with their hours, beside the moment of reading. */

import { JAPAN_OFFSET, japanTime } from '../../catalog/calendar.ts';
import { DAY, MINUTE } from '../../time.ts';

const MINUTES_PER_DAY = DAY / MINUTE;
/** A time of day: 7時, 午前七時半, 17時15分, 夜9時, 7:00, 10 p.m., and the first of 9~17時. No duration, no 「一時停止」. */
const TIME =
  /(午前|午後|夜|夕方)?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:(?:時(?!間|的|停|休|中断|閉)(?:(半)|(\d\d)分)?|:(\d\d)(?::\d\d)?)(?: ?([ap])\.?m)?| ?([ap])\.?m|(?=[~〜–-]\d{1,2}時))/g;
/** A day: 11月24日(火), 2026-11-24, 令和8年11月24日, r8.11.24, 11/24, the second of 20日~24日. No hours: 8:30-17:15, 10-16時. */
const DATE =
  /(?:(?<!\d[:./-]?)(?:(\d{4})[-/年.]|(?:令和|r)(\d{1,2})[年.])? ?(1[0-2]|0?[1-9])(?:[-/月]|(?<=(?:\d{4}|r\d{1,2})\.\d{1,2})\.) ?|(?<=(?:[~〜–-]|から|より|同月|翌) ?)(?=\d{1,2}日))(3[01]|[12]\d|0?[1-9])(?![\d:時年件頁%]|[-/]\d|ページ)(?:日|(?<=[/.-]\d{1,2}))(?:\([^()]{1,6}\))?/g;
/** The same in English: 24 nov 2026, november 24, 2026. */
const ENGLISH_DATE =
  /\b(?:(\d{1,2})[ -])?(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]{3,6})?\.?(?: (\d{1,2}))?(?:st|nd|rd|th)?\b(?:,?[ -](\d{4}))?/g;
const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';
/** Between the ends of a range of hours or days. */
const RANGE =
  /^(?:[~〜–—:\n\t|()>-]|から|より|to|until|through|and|m|\.|,| |頃|ごろ|翌|同月|同|朝|終了|開始|再開|予定|日時|(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?){0,14}$/;
/** Between a day and its hour. */
const GAP = /^[^\d。~〜–-]{0,8}$/;
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

/** A moment that a text names: its day since the epoch, in Japan, and its minute, if it has one. */
interface Point {
  day: number;
  minute?: number;
  start: number;
  end: number;
}

/**
 * Compares the days in a folded text, with their hours, with `at` (ms since the epoch): `now`: one of them holds;
 * `ahead`, `past`: all are to come, or over; `apart`: both. Where it names a time from one moment to another, single
 * days do not count: they may be those of the text itself. `undefined`: it names none.
 */
export function compareDays(page: string, at: number): 'now' | 'ahead' | 'past' | 'apart' | undefined {
  const text = page.replace(ENGLISH_DATE, (whole, before, month: string, after, year) => {
    const day = before ?? after;
    return day ? `${year ? `${year}/` : ''}${MONTHS.indexOf(month.slice(0, 3)) / 3 + 1}/${day}` : whole;
  });
  const now = Math.floor((at + JAPAN_OFFSET) / MINUTE);
  const all = windowsOf(text, pointsOf(text, at));
  const ranges = all.filter(({ isRange }) => isRange);
  const windows = ranges.length > 0 ? ranges : all;
  if (windows.some(({ from, to }) => from <= now && now < to)) return 'now';
  const isAhead = windows.some(({ from }) => from > now);
  const isPast = windows.some(({ to }) => to <= now);
  if (isAhead && isPast) return 'apart';
  return isAhead ? 'ahead' : isPast ? 'past' : undefined;
}

/** The moments of a text. An hour belongs to the day before it. A day without a year is in the year that is nearest. */
function pointsOf(text: string, at: number): Point[] {
  const today = Math.floor((at + JAPAN_OFFSET) / DAY);
  const dates = [...text.matchAll(DATE)];
  const isOfDate = (place: number) =>
    dates.some(({ 0: { length }, index }) => index <= place && place < index + length);
  const times = [...text.matchAll(TIME)].filter(({ index }) => !isOfDate(index));
  const points: Point[] = [];
  let [year, month]: (number | undefined)[] = [];
  for (const match of [...dates, ...times].sort((one, other) => one.index - other.index)) {
    const [start, end] = [match.index, match.index + match[0].length];
    const last = points.at(-1);
    const before = text.slice(last?.end ?? 0, start);
    if (dates.includes(match)) {
      const [, western, reiwa, namedMonth, day] = match;
      if (namedMonth) year = western ? Number(western) : reiwa ? 2018 + Number(reiwa) : undefined;
      month = namedMonth ? Number(namedMonth) : month;
      if (month !== undefined) points.push({ day: dayOf(year, month, Number(day), today), start, end });
    } else if (last && last.minute === undefined && GAP.test(before)) {
      Object.assign(last, { minute: minutesOf(match).minutes, end });
    } else if (last && RANGE.test(before)) {
      points.push({ day: last.day, minute: minutesOf(match).minutes, start, end });
    }
  }
  return points;
}

/** A day since the epoch. Without a year: in the year in which it is nearest to today. */
function dayOf(year: number | undefined, month: number, day: number, today: number): number {
  const dayIn = (some: number) => Date.UTC(some, month - 1, day) / DAY;
  if (year !== undefined) return dayIn(year);
  const thisYear = new Date(today * DAY).getUTCFullYear();
  return [thisYear - 1, thisYear, thisYear + 1]
    .map(dayIn)
    .reduce((best, one) => (Math.abs(one - today) < Math.abs(best - today) ? one : best));
}

/** The times between moments, and the days of the others, in minutes since the epoch, in Japan. */
function windowsOf(text: string, points: readonly Point[]): { from: number; to: number; isRange: boolean }[] {
  const windows: { from: number; to: number; isRange: boolean }[] = [];
  for (let index = 0; index < points.length; index += 1) {
    const [first, second] = [points[index], points[index + 1]];
    if (!first) continue;
    const isRange = second !== undefined && RANGE.test(text.slice(first.end, second.start));
    if (isRange) index += 1;
    const last: Partial<Point> & { day: number } = isRange ? second : { day: first.day };
    const from = first.day * MINUTES_PER_DAY + (isRange ? (first.minute ?? 0) : 0);
    const to = last.day * MINUTES_PER_DAY + (last.minute ?? MINUTES_PER_DAY);
    // 「23時~翌5時」 ends on the next day, and one from December to November began last year.
    if (from < to) windows.push({ from, to, isRange });
    else if (first.day === last.day) windows.push({ from, to: to + MINUTES_PER_DAY, isRange });
    else windows.push({ from: from - 365 * MINUTES_PER_DAY, to, isRange });
  }
  return windows;
}
