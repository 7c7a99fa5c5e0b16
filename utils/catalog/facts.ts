import { CONTACTS, type Contacts } from './contacts.ts';
import { type OpeningHours, SERVICE_HOURS, timeOfDay } from './hours.ts';
import { SYSTEMS, type System, type SystemId } from './systems.ts';

/** Maintenance that an administrator has announced. Moments in ms since the epoch. */
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
  /** Reminders start this many days before. */
  remindDays: number;
  note?: string;
}

/** All that can change without a new version: the manual's tables, and the administrator's additions to them. */
export interface Facts {
  systems: readonly System[];
  serviceHours: OpeningHours;
  contacts: Contacts;
  /** Sorted by `from`. */
  maintenance: readonly Maintenance[];
  renewal?: Renewal;
  /** The administrator's text for everyone. */
  notice?: string;
  /** Browsers below this major version are too old (beside M24). */
  minBrowserVersion?: number;
}

/** The facts of the manual. */
export const MANUAL: Facts = { systems: SYSTEMS, serviceHours: SERVICE_HOURS, contacts: CONTACTS, maintenance: [] };

let current = MANUAL;

/** The facts in force: the manual's, unless an administrator has set others. */
export function currentFacts(): Facts {
  return current;
}

/** Puts these facts in force. */
export function setFacts(next: Facts): void {
  current = next;
}

/** Returns the ids of all systems, in order. */
export function systemIds(facts: Facts = currentFacts()): SystemId[] {
  return facts.systems.map(({ id }) => id);
}

/** Returns the systems that people see in lists, in order. */
export function listedSystems(facts: Facts = currentFacts()): System[] {
  return facts.systems.filter(({ isHidden }) => !isHidden);
}

/** Finds the system with this id; `undefined` for anything else. */
export function systemById(id: string, facts: Facts = currentFacts()): System | undefined {
  return facts.systems.find((system) => system.id === id);
}

/** Returns the portal (M01). An administrator can hide it, but not remove it. */
export function portal(facts: Facts = currentFacts()): System {
  return systemById(SYSTEMS[0].id, facts) ?? SYSTEMS[0];
}

/** Systems by host name, computed once for each value of the facts: every load event asks for one. */
const systemsByHost = new WeakMap<Facts, ReadonlyMap<string, System>>();

/** Finds the system at this host name (lower case, as `URL.hostname` gives it); `undefined` for any other host. */
export function systemByHost(hostname: string, facts: Facts = currentFacts()): System | undefined {
  let systems = systemsByHost.get(facts);
  if (!systems) {
    systems = new Map(facts.systems.map((system) => [new URL(system.address).hostname, system]));
    systemsByHost.set(facts, systems);
  }
  return systems.get(hostname);
}

/** M14: returns the addresses to exclude from an antivirus program's TLS scanning, each as `https://HOST`. */
export function exclusions(facts: Facts = currentFacts()): string[] {
  const required = facts.systems.filter((system) => system.certificate === 'required');
  return required.map((system) => new URL(system.address).origin);
}

/** Returns the values of the facts' placeholders in texts, by name. */
export function textValues(facts: Facts = currentFacts()): Record<string, string | number> {
  const { from, to } = facts.serviceHours;
  return { opens: timeOfDay(from), closes: timeOfDay(to), exclusions: exclusions(facts).length };
}
