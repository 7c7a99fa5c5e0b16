import { type Facts, MANUAL } from '../catalog/facts.ts';
import { FACTS, type GivenFacts } from '../catalog/facts-schema.ts';
import { CHECK_SITE, PORTAL, type System } from '../catalog/systems.ts';
import { dropInvalid, part } from '../drop-invalid.ts';
import { withoutUndefined } from '../objects.ts';
import { SETTINGS, type Settings } from './settings-schema.ts';

/** Why the extension ignores a value of the policy; the texts are `policy.reason.<reason>`. */
export const REASONS = [
  ...['json', 'type', 'value', 'unknown', 'missing'], // not JSON, not the type, not a choice, no such key, no value
  ...['id', 'address', 'time', 'date', 'text', 'phone', 'email'], // not the format; a text can be empty or too long
  ...['taken', 'fixed', 'order'], // the address of another system; cannot be changed; ends before it begins
] as const;

export type Reason = (typeof REASONS)[number];

/** A value that the extension ignores. `path`: its place in the policy (`systems[1].address`); "" for all of it. */
export interface Problem {
  path: string;
  reason: Reason;
}

/** The administrator's policy: settings that the user cannot change, the facts in force, and the problems in it. */
export interface Policy {
  settings: Partial<Settings>;
  facts: Facts;
  problems: readonly Problem[];
}

export const NO_POLICY: Policy = { settings: {}, facts: MANUAL, problems: [] };

type SettingSchemas = { [Name in keyof typeof SETTINGS]: (typeof SETTINGS)[Name]['wrapped'] };

/** Every key of the policy: all settings (`settings-schema.ts`), and the facts (`catalog/facts-schema.ts`). */
export const POLICY = {
  ...(Object.fromEntries(Object.entries(SETTINGS).map(([name, { wrapped }]) => [name, wrapped])) as SettingSchemas),
  ...FACTS,
};

const PolicySchema = part({}, POLICY);

/**
 * Letters without width that editors leave in texts, but for the two that join the letters of a symbol. In the registry
 * a NUL may end a text.
 */
const INVISIBLE = /(?![\u200c\u200d])\p{Cf}|\0/gu;

/** Removes invisible letters, and white space at both ends. */
export function plainText(text: string): string {
  return text.replaceAll(INVISIBLE, '').trim();
}

/**
 * Parses the JSON text of a policy. Texts in it have no white space at their ends and no invisible letters. Accepts a
 * byte order mark (RFC 8259, section 8.1: a parser may ignore it; Windows PowerShell writes one). Throws if it is no
 * JSON.
 */
export function parsePolicyText(text: string): unknown {
  return JSON.parse(plainText(text), (_, value) => (typeof value === 'string' ? plainText(value) : value));
}

/**
 * Parses the policy, a JSON text: Chromium would drop a whole structured value for one wrong part of it, without a
 * message (docs/browser-facts.md). Total: drops each wrong value alone, and names it.
 */
export function parsePolicy(text: unknown): Policy {
  if (text === undefined) return NO_POLICY;
  if (typeof text !== 'string') return { ...NO_POLICY, problems: [{ path: '', reason: 'type' }] };
  const problems: Problem[] = [];
  const report = (path: string, message: string) => {
    if (problems.some((problem) => problem.path === path)) return;
    problems.push({ path, reason: REASONS.find((reason) => reason === message) ?? 'type' });
  };
  let value: unknown;
  try {
    value = parsePolicyText(text);
  } catch {
    return { ...NO_POLICY, problems: [{ path: '', reason: 'json' }] };
  }
  const { systems, serviceHours, contacts, ...rest } = dropInvalid(PolicySchema, value, report);
  const isSetting = ([name]: [string, unknown]) => Object.hasOwn(SETTINGS, name);
  const entries = Object.entries(rest);
  return {
    settings: Object.fromEntries(entries.filter(isSetting)),
    facts: {
      ...MANUAL,
      ...Object.fromEntries(entries.filter((entry) => !isSetting(entry))),
      systems: mergeSystems(systems, report),
      serviceHours: { ...MANUAL.serviceHours, ...serviceHours },
      contacts: {
        ...MANUAL.contacts,
        ...contacts,
        desk: { ...MANUAL.contacts.desk, ...contacts?.desk },
        operations: { ...MANUAL.contacts.operations, ...contacts?.operations },
      },
    },
    problems,
  };
}

/** Probes rely on the certificate need of these two: one asks for none, the other only shows it (M10, M12). */
const FIXED: readonly string[] = [PORTAL, CHECK_SITE];

/** Changes the manual's systems and adds new ones, in order: an entry can change a system that an earlier one added. */
function mergeSystems(given: GivenFacts['systems'] = [], report: (path: string, reason: Reason) => void): System[] {
  const systems: System[] = [...MANUAL.systems];
  given.forEach((entry, index) => {
    if (!entry) return;
    const { hidden, ...changes } = entry;
    const at = systems.findIndex(({ id }) => id === entry.id);
    const missing = at < 0 ? (['name', 'address'] as const).filter((key) => changes[key] === undefined) : [];
    for (const key of missing) report(`systems[${index}].${key}`, 'missing');
    if (missing.length > 0) return;
    if (changes.certificate && FIXED.includes(entry.id)) {
      report(`systems[${index}].certificate`, 'fixed');
      delete changes.certificate;
    }
    // The manual's hosts stay reserved, so that a system which wants a certificate never passes for one which does not.
    const others = [...MANUAL.systems, ...systems].filter(({ id }) => id !== entry.id);
    const host = changes.address && new URL(changes.address).hostname;
    if (others.some(({ address }) => new URL(address).hostname === host)) {
      report(`systems[${index}].address`, 'taken');
      if (at < 0) return;
      delete changes.address;
    }
    const before = systems[at] ?? { certificate: 'none' };
    const system = { ...before, ...changes, ...withoutUndefined({ isHidden: hidden }) } as System;
    systems.splice(at < 0 ? systems.length : at, 1, system);
  });
  return systems;
}
