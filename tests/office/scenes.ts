/** Scenes for the planted faults: a calm world, with one trouble each. */
import { HOUR, MINUTE } from '../../utils/time.ts';
import { midnightOf, type Outage, type SystemTrouble } from './calendar.ts';
import { HABITS, type Institution, type PcTraits } from './institution.ts';
import type { Scene } from './play.ts';

/** All days of a scene. */
export const BUSY = { from: midnightOf(0), to: midnightOf(60) };

/** A calm world: one direct line, one system, a good certificate, no troubles, and nothing rare. */
export const calm = (
  pc: Partial<Omit<PcTraits, 'institution' | 'habits'>>,
  more: {
    institution?: Partial<Institution>;
    habits?: Partial<typeof HABITS>;
    troubles?: readonly SystemTrouble[];
  } = {},
) => {
  return ({ traits }: Scene): Scene => ({
    calendar: { systems: more.troubles ?? [], lines: [] },
    traits: {
      ...traits,
      systems: ['office'],
      certificates: ['good'],
      inspections: [],
      start: 'blank',
      night: 'quits',
      isLate: false,
      ...pc,
      habits: { ...NO_HABITS, ...more.habits },
      institution: { ...PLAIN, id: traits.institution.id, ...more.institution },
    },
  });
};
const NO_HABITS = Object.fromEntries(Object.keys(HABITS).map((name) => [name, 0])) as typeof HABITS;
const PLAIN: Institution = {
  id: 0,
  line: 'direct',
  choosesByPolicy: false,
  isAlwaysOpen: false,
  hasAddedSystem: false,
  renewal: undefined,
  announces: true,
};

/** An outage on all days. */
export const outage = (how: Outage, systems?: string[]): SystemTrouble => ({ ...BUSY, is: 'outage', how, systems });

/** From noon on a program looks into the connections. */
export const AFTERNOONS = [0, 1, 2, 3].map((day) => {
  return { from: midnightOf(day) + 12 * HOUR, to: midnightOf(day) + 24 * HOUR, isTrusted: true };
});

/** The seed of a picky office. Its Office refuses on a page of the portal; its check site asks for any certificate. */
export const PICKY = 22;

/** Every ten minutes a system breaks down for five. */
export const BREAKDOWNS = Array.from({ length: 4 * 144 }, (_, index): SystemTrouble => {
  const from = midnightOf(Math.floor(index / 144)) + (index % 144) * 10 * MINUTE;
  return { from, to: from + 5 * MINUTE, is: 'outage', how: 'refused', systems: ['kensa'] };
});
