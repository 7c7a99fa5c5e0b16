import { daysBetween, japanTime } from '@/utils/catalog/calendar.ts';
import { DAY, HOUR, MINUTE } from '@/utils/time.ts';
import { language, text } from './text.ts';

/** "9:05", in Japan time. `at`: ms since the epoch. */
export function clockTime(at: number): string {
  const { hour, minute } = japanTime(at);
  return `${hour}:${String(minute).padStart(2, '0')}`;
}

/** "3時間12分" or "12分" ("3 h 12 min"): what is left, begun minutes counting as whole ones so that it never says 0. `duration` in ms. */
export function timeLeft(duration: number): string {
  const minutes = Math.max(1, Math.ceil(duration / MINUTE));
  const perHour = HOUR / MINUTE;
  const hours = Math.floor(minutes / perHour);
  if (hours === 0) return text('hours.minutes', { minutes });
  if (minutes % perHour === 0) return text('hours.hours', { hours });
  return text('hours.hoursMinutes', { hours, minutes: minutes % perHour });
}

/** "本日", "明日" or "11月24日（火）", as seen from `now`. Both in ms since the epoch. */
export function dayName(at: number, now: number): string {
  const days = daysBetween(now, at);
  if (days === 0) return text('hours.today');
  if (days === 1) return text('hours.tomorrow');
  return dateName(at);
}

/** "11月24日（火）" or "Tue, 24 November", in Japan. */
export function dateName(at: number): string {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Date(at).toLocaleDateString(locale(), { ...options, timeZone: 'Asia/Tokyo' });
  return text('hours.date', { date: part({ month: 'long', day: 'numeric' }), weekday: part({ weekday: 'short' }) });
}

/** "12月5日（土）20:00 ～ 12月6日（日）6:00", in Japan; the day once if it is the same. Both in ms since the epoch. */
export function timeSpan({ from, to }: { from: number; to: number }): string {
  const day = (at: number) => `${dateName(at)} ${clockTime(at)}`;
  const isOneDay = daysBetween(from, to) === 0;
  return text('hours.span', { from: day(from), to: isOneDay ? clockTime(to) : day(to) });
}

/** Date, time and zone as the PC's own clock and settings have them, so that what is wrong with them can be seen. */
export function clockOfPc(now: number): string {
  return new Date(now).toLocaleString(locale(), {
    ...{ year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
  } as Intl.DateTimeFormatOptions);
}

/** How wrong the PC's clock is: "この PC の時計は 3時間12分 遅れています". `offset`: how far the servers' clock is ahead, in ms. */
export function clockTrouble(offset: number): string {
  const days = Math.floor(Math.abs(offset) / DAY);
  const difference = days > 0 ? text('clock.days', { days }) : timeLeft(Math.abs(offset));
  return text(offset > 0 ? 'clock.behind' : 'clock.ahead', { difference });
}

/** How dates are written in the language of the texts; in English by the 24-hour clock, day first. */
function locale(): string {
  return language() === 'en' ? 'en-GB' : 'ja-JP';
}
