/** What happens in the world of the office, day by day. All times are ms since the epoch, by the servers' clock. */
import { DAY, HOUR, MINUTE } from '../../utils/time.ts';
import { Dice } from './dice.ts';

/** The systems that people use, but for the check site. */
export const WORK_SYSTEMS = ['office', 'jimu', 'hojinkensa', 'reform', 'annex', 'kensa', 'online', 'kizon'] as const;
/** A system that administrators have added. */
export const ADDED_SYSTEM = 'kyoten';
export const INSTITUTIONS = 10;

/** The Monday on which the simulation begins, 0:00 in Japan. */
const FIRST_DAY = Date.parse('2026-04-06T00:00:00+09:00');

/** Returns the midnight that begins a working day. `day`: 0 is the first Monday; weekends are left out. */
export function midnightOf(day: number): number {
  return FIRST_DAY + (Math.floor(day / 5) * 7 + (day % 5)) * DAY;
}

/** How a system fails. `late`: the connection breaks off only after a second or two. */
export const OUTAGES = [
  ...(['refused', 'timeout', 'reset', 'reset-late', 'empty', 'silent'] as const),
  ...(['error500', 'error502', 'error503', 'error504', 'bare403-late'] as const),
] as const;
export type Outage = (typeof OUTAGES)[number];
/** How a system stops for maintenance. */
const STOPS = ['maintenance', 'closed', 'refused', 'error503', 'error502', 'silent'] as const;
/** How the line of an institution fails. */
const LINE_FAULTS = ['offline', 'no-names', 'unreachable', 'proxy-down', 'proxy-refuses', 'proxy-cut-off'] as const;

interface Span {
  from: number;
  to: number;
}

/** Trouble of the systems. `systems` absent: all. */
export type SystemTrouble = Span & { systems?: readonly string[] | undefined } & (
    | { is: 'outage'; how: Outage }
    | { is: 'maintenance'; how: (typeof STOPS)[number]; isAnnounced: boolean }
    | { is: 'slow'; by: number }
  );

/** Trouble of one institution's line. */
export type LineTrouble = Span & { institution: number; how: (typeof LINE_FAULTS)[number] };

export interface Calendar {
  systems: readonly SystemTrouble[];
  lines: readonly LineTrouble[];
}

/** Draws up the calendar of an office for so many days. */
export function createCalendar(seed: number, days: number): Calendar {
  const systems: SystemTrouble[] = [];
  const lines: LineTrouble[] = [];
  for (let day = 0; day < days; day += 1) {
    const dice = new Dice('calendar', seed, day);
    const span = (least: number, most: number, earliest = 8): Span => {
      const from = midnightOf(day) + earliest * HOUR + dice.between(0, 10 * 60) * MINUTE;
      return { from, to: from + dice.between(least, most) * MINUTE };
    };
    const one = () => [dice.pick([...WORK_SYSTEMS, ADDED_SYSTEM])];
    if (dice.chance(0.25)) systems.push({ ...span(5, 120), systems: one(), is: 'outage', how: dice.pick(OUTAGES) });
    if (dice.chance(0.04)) systems.push({ ...span(5, 60), is: 'outage', how: dice.pick(OUTAGES) });
    if (dice.chance(0.1))
      systems.push({ ...span(30, 240), systems: one(), is: 'slow', by: dice.between(2000, 18_000) });
    if (dice.chance(0.1)) {
      const isAll = dice.chance(0.5);
      const times = isAll ? span(30, 120, 9) : span(60, 300, 7);
      const where = isAll ? {} : { systems: one() };
      systems.push({ ...times, ...where, is: 'maintenance', how: dice.pick(STOPS), isAnnounced: dice.chance(0.7) });
    }
    for (let institution = 0; institution < INSTITUTIONS; institution += 1)
      if (dice.chance(0.08)) lines.push({ ...span(3, 40), institution, how: dice.pick(LINE_FAULTS) });
  }
  return { systems, lines };
}

/** Finds the first of several spans that covers `at`. */
export function findAt<Item extends Span>(items: readonly Item[], at: number): Item | undefined {
  return items.find(({ from, to }) => from <= at && at < to);
}
