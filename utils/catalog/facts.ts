import { CONTACTS, type Contacts } from './contacts.ts';
import { type OpeningHours, SERVICE_HOURS, timeOfDay } from './hours.ts';
import { SYSTEMS, type System, type SystemId } from './systems.ts';

/** A time in which systems do not work, as an administrator has announced it. Moments in ms since the epoch. */
export interface Maintenance {
  from: number;
  to: number;
  note?: string;
  /** Absent: all systems. */
  systems?: readonly SystemId[];
}

/** The day from which only new certificates are accepted. */
export interface Renewal {
  /** Midnight in Japan, in ms since the epoch. */
  at: number;
  /** From so many days before on, people are reminded. */
  remindDays: number;
  note?: string;
}

/** All that can change without a new version: the manual's tables, and what only an administrator can add. */
export interface Facts {
  systems: readonly System[];
  serviceHours: OpeningHours;
  contacts: Contacts;
  /** By their beginning. */
  maintenance: readonly Maintenance[];
  renewal?: Renewal;
  /** What the administrator has to tell. */
  notice?: string;
  /** Browsers below this major version are too old (beside M24). */
  minBrowserVersion?: number;
}

/** What the manual says. */
export const MANUAL: Facts = { systems: SYSTEMS, serviceHours: SERVICE_HOURS, contacts: CONTACTS, maintenance: [] };

let inForce = MANUAL;
let byHost = hostsOf(MANUAL);

function hostsOf({ systems }: Facts): Map<string, System> {
  return new Map(systems.map((system) => [new URL(system.address).hostname, system]));
}

/** The facts in force: the manual's, unless an administrator has set others. Read like constants, and never kept. */
export function facts(): Facts {
  return inForce;
}

/** From now on these facts are in force. To be called at the doors only: where settings are read. */
export function setFacts(next: Facts): void {
  inForce = next;
  byHost = hostsOf(next);
}

/** The ids of all systems, in order. */
export function systemIds(): SystemId[] {
  return inForce.systems.map(({ id }) => id);
}

/** The systems that are offered to people, in order. */
export function listedSystems(): System[] {
  return inForce.systems.filter(({ isHidden }) => !isHidden);
}

/** The system with this id; `undefined` for anything else. */
export function systemById(id: string): System | undefined {
  return inForce.systems.find((system) => system.id === id);
}

/** The portal (M01). It can be hidden, but is always there. */
export function portal(): System {
  return systemById(SYSTEMS[0].id) ?? SYSTEMS[0];
}

/** The system that answers at this host name (lower case, as `URL.hostname` gives it); `undefined` for any other host. */
export function systemByHost(hostname: string): System | undefined {
  return byHost.get(hostname);
}

/** M14: the addresses to exclude from an antivirus program's TLS scanning, each as `https://HOST`. */
export function exclusions(): string[] {
  const required = inForce.systems.filter((system) => system.certificate === 'required');
  return required.map((system) => new URL(system.address).origin);
}

/** What texts say of the facts in force, by the name of the place in the text. */
export function factWords(): Record<string, string | number> {
  const { from, to } = inForce.serviceHours;
  return { opens: timeOfDay(from), closes: timeOfDay(to), exclusions: exclusions().length };
}
