import { CONTACTS, type Contacts } from './contacts.ts';
import type { GivenFacts, Maintenance } from './facts-schema.ts';
import { type OpeningHours, SERVICE_HOURS, timeOfDay } from './hours.ts';
import { PORTAL, SYSTEMS, type System, type SystemId } from './systems.ts';

export type { Maintenance, Renewal } from './facts-schema.ts';

/** All that can change without a new version: the manual's tables, with the administrator's changes and additions. */
export interface Facts extends Omit<GivenFacts, 'systems' | 'serviceHours' | 'contacts' | 'maintenance'> {
  systems: readonly System[];
  serviceHours: OpeningHours;
  contacts: Contacts;
  /** Sorted by `from`. */
  maintenance: readonly Maintenance[];
}

/** The facts of the manual. */
export const MANUAL: Facts = { systems: SYSTEMS, serviceHours: SERVICE_HOURS, contacts: CONTACTS, maintenance: [] };

/** Returns the ids of all systems, in order. */
export function systemIds(facts: Facts): SystemId[] {
  return facts.systems.map(({ id }) => id);
}

/** Returns the systems that people see in lists, in order. */
export function listedSystems(facts: Facts): System[] {
  return facts.systems.filter(({ isHidden }) => !isHidden);
}

/** Finds the system with this id; `undefined` for anything else. */
export function systemById(id: string, facts: Facts): System | undefined {
  return facts.systems.find((system) => system.id === id);
}

/** Returns the portal (M01), the first row of the manual. An administrator can hide it, but not remove it. */
export function portal(facts: Facts): System {
  return systemById(PORTAL, facts) ?? (SYSTEMS[0] satisfies { id: 'portal' });
}

/** Finds the system at this host name (lower case, as `URL.hostname` gives it); `undefined` for any other host. */
export function systemByHost(hostname: string, facts: Facts): System | undefined {
  return facts.systems.find(({ address }) => address.split('/')[2] === hostname);
}

/** Whether the system with this id opens only with a certificate (M11). */
export function requiresCertificate(id: SystemId, facts: Facts): boolean {
  return systemById(id, facts)?.certificate === 'required';
}

/**
 * M14: returns the addresses to exclude from an antivirus program's TLS scanning, each as `https://HOST`.
 * @param failed the id of a system that an inspection keeps from opening: it is among them, whatever it requires
 */
export function exclusions(facts: Facts, failed?: SystemId): string[] {
  const excluded = facts.systems.filter(({ id }) => requiresCertificate(id, facts) || id === failed);
  return excluded.map(({ address }) => new URL(address).origin);
}

/** Whether this major version of Chromium is older than the administrator allows. */
export function isBelowLimit(major: number | undefined, { minBrowserVersion }: Facts): boolean {
  return major !== undefined && minBrowserVersion !== undefined && major < minBrowserVersion;
}

/** Returns the values of the facts' placeholders in texts, by name. */
export function textValues(facts: Facts): Record<string, string | number> {
  const { from, to } = facts.serviceHours;
  const operations = facts.contacts.operations.email;
  return { opens: timeOfDay(from), closes: timeOfDay(to), exclusions: exclusions(facts).length, operations };
}
