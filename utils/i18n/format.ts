import { daysBetween, JAPAN_OFFSET, japanTime } from '../catalog/calendar.ts';
import { DAY, MINUTE } from '../time.ts';
import { text } from './text.ts';

/** "9:05", in Japan time. `at`: ms since the epoch, as in all functions below. */
export function clockTime(at: number): string {
  const { hour, minute } = japanTime(at);
  return `${hour}:${String(minute).padStart(2, '0')}`;
}

/** "9:05", with its date on any other day than today. */
export function momentName(at: number, now: number): string {
  return daysBetween(at, now) === 0 ? clockTime(at) : `${dateName(at)} ${clockTime(at)}`;
}

/** "3時間12分" or "12分" ("3 h 12 min"). Rounds up to whole minutes, so that it is never 0. `duration` in ms. */
export function timeLeft(duration: number): string {
  const minutes = Math.max(1, Math.ceil(duration / MINUTE));
  const values = { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
  if (values.hours === 0) return text('hours.minutes', values);
  return text(values.minutes === 0 ? 'hours.hours' : 'hours.hoursMinutes', values);
}

/** "本日", "明日" or "11月24日（火）", relative to `now`. */
export function dayName(at: number, now: number): string {
  const days = daysBetween(now, at);
  if (days === 0) return text('hours.today');
  return days === 1 ? text('hours.tomorrow') : dateName(at);
}

/** "11月24日（火）" or "Tue, 24 November", in Japan. */
export function dateName(at: number): string {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Date(at).toLocaleDateString(text('extension.locale'), { ...options, timeZone: 'Asia/Tokyo' });
  return text('hours.date', { date: part({ month: 'long', day: 'numeric' }), weekday: part({ weekday: 'short' }) });
}

/** "12月5日（土）20:00 ～ 12月6日（日）6:00", in Japan; on the same day the second day is omitted. */
export function timeSpan({ from, to }: { from: number; to: number }): string {
  const day = (at: number) => `${dateName(at)} ${clockTime(at)}`;
  return text('hours.span', { from: day(from), to: daysBetween(from, to) === 0 ? clockTime(to) : day(to) });
}

/** Date and time by the PC's clock, with its zone where that is not Japan's: shows the user what is wrong with them. */
export function pcClock(now: number): string {
  return new Date(now).toLocaleString(text('extension.locale'), {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    ...(new Date(now).getTimezoneOffset() * MINUTE !== -JAPAN_OFFSET && { timeZoneName: 'long' }),
  });
}

/** "この PC の時計は 3時間12分 遅れています". `offset`: servers' clock minus the PC's, in ms. */
export function clockTrouble(offset: number): string {
  const days = Math.floor(Math.abs(offset) / DAY);
  const difference = days > 0 ? text('clock.days', { days }) : timeLeft(Math.abs(offset));
  return text(offset > 0 ? 'clock.behind' : 'clock.ahead', { difference });
}
