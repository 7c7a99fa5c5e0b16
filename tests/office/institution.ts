/** The institutions and their PCs: lines, policies, certificates, and what watches over their connections. */
import { DAY, HOUR, MINUTE } from '../../utils/time.ts';
import { ADDED_SYSTEM, type Calendar, INSTITUTIONS, midnightOf, WORK_SYSTEMS } from './calendar.ts';
import { Dice } from './dice.ts';

/** The certificates that a PC can hold. `foreign`: made by Windows or another service, for other purposes. */
export type Certificate = 'good' | 'old' | 'expired' | 'foreign';

export interface Institution {
  id: number;
  line: 'direct' | 'proxy' | 'proxy-with-password';
  /** Whether a policy of the browser chooses certificates, so that no dialog opens. */
  choosesByPolicy: boolean;
  /** Its systems are open around the clock. */
  isAlwaysOpen: boolean;
  hasAddedSystem: boolean;
  /** The day from which old certificates are refused. `expires`: browsers do not offer them any more. */
  renewal: { at: number; isAnnounced: boolean; expires: boolean } | undefined;
  /** Whether its administrator announces maintenance in the policy. */
  announces: boolean;
}

/** Makes one of the office's institutions. */
export function createInstitution(seed: number, id: number): Institution {
  const dice = new Dice('institution', seed, id);
  return {
    id,
    line: dice.pick(['direct', 'direct', 'direct', 'proxy', 'proxy-with-password']),
    choosesByPolicy: dice.chance(0.3),
    isAlwaysOpen: dice.chance(0.15),
    hasAddedSystem: dice.chance(0.3),
    renewal: dice.chance(0.6)
      ? { at: midnightOf(dice.between(15, 90)), isAnnounced: dice.chance(0.7), expires: dice.chance(0.4) }
      : undefined,
    announces: dice.chance(0.8),
  };
}

/** Whether the systems are open for this institution. */
export function isOpen({ isAlwaysOpen }: Institution, at: number): boolean {
  const hour = ((at + 9 * HOUR) % (24 * HOUR)) / HOUR;
  return isAlwaysOpen || (hour >= 7 && hour < 22);
}

/** How often people do things: the share of visits, pages, loads or dialogs. */
export const HABITS = {
  mistypes: 0.02,
  opensPrivately: 0.03,
  cancels: 0.06,
  uploads: 0.12,
  exports: 0.08,
  opensReport: 0.07,
  mistakesPassword: 0.1,
  reloadsSlowPage: 0.4,
  pausesExtension: 0.01,
};

export interface PcTraits {
  id: number;
  habits: typeof HABITS;
  institution: Institution;
  /** The systems that its user works with. */
  systems: readonly string[];
  certificates: readonly Certificate[];
  /** Spans in which a program on the PC looks into its connections; `trusted`: the PC trusts its root. */
  inspections: readonly { from: number; to: number; isTrusted: boolean }[];
  /** How its user begins the browser, and ends the day. */
  start: 'start-page' | 'restored' | 'blank';
  night: 'quits' | 'sleeps';
  /** Whether its user often works until the systems close. */
  isLate: boolean;
  /** How long the worker takes to start; in ms. */
  workerStart: number;
}

/** Makes one of the office's PCs, for so many days. */
export function createPc(seed: number, id: number, days: number): PcTraits {
  const dice = new Dice('pc', seed, id);
  const institution = createInstitution(seed, id % INSTITUTIONS);
  const { renewal } = institution;
  const certificates: Certificate[] = [];
  if (!dice.chance(0.05)) certificates.push(renewal ? 'old' : 'good');
  if (dice.chance(0.5)) certificates.push('foreign');
  const inspections: PcTraits['inspections'][number][] = [];
  for (let day = 0; day < days; day += 1) {
    if (!dice.chance(0.004)) continue;
    const from = midnightOf(day) + dice.between(8 * 60, 16 * 60) * MINUTE;
    inspections.push({ from, to: from + dice.between(2, 30) * HOUR, isTrusted: dice.chance(0.7) });
  }
  const systems = WORK_SYSTEMS.filter(() => dice.chance(0.45));
  return {
    id,
    habits: HABITS,
    institution,
    systems: [...(systems.length > 0 ? systems : ['office']), ...(institution.hasAddedSystem ? [ADDED_SYSTEM] : [])],
    certificates,
    inspections,
    start: dice.pick(['start-page', 'restored', 'blank']),
    night: dice.pick(['quits', 'quits', 'sleeps']),
    isLate: dice.chance(0.2),
    workerStart: dice.pick([40, 40, 120, 500]),
  };
}

const japanMinute = (at: number) => new Date(at + 9 * HOUR).toISOString().slice(0, 16);

/** The policy of an institution on a day that begins at `midnight`, as its administrator writes it. */
export function policyOf(institution: Institution, { systems }: Calendar, midnight: number): string {
  const { renewal, announces, hasAddedSystem, isAlwaysOpen } = institution;
  const announced = systems.flatMap((trouble) =>
    trouble.is === 'maintenance' && trouble.isAnnounced && announces && Math.abs(trouble.from - midnight) < 7 * DAY
      ? [
          {
            from: japanMinute(trouble.from),
            to: japanMinute(trouble.to),
            ...(trouble.systems && { systems: trouble.systems }),
          },
        ]
      : [],
  );
  return JSON.stringify({
    ...(announced.length > 0 && { maintenance: announced }),
    ...(renewal?.isAnnounced && { renewal: { date: japanMinute(renewal.at).slice(0, 10) } }),
    ...(isAlwaysOpen && { serviceHours: { from: '0:00', to: '24:00' } }),
    ...(hasAddedSystem && {
      systems: [
        {
          id: ADDED_SYSTEM,
          name: '拠点システム',
          address: `https://${ADDED_SYSTEM}.mamoris-net.jp/`,
          certificate: 'required',
        },
      ],
    }),
  });
}
