import * as v from 'valibot';
import { japanTime } from '../catalog/calendar.ts';
import type { Contacts } from '../catalog/contacts.ts';
import { isInDomain } from '../catalog/domain.ts';
import { type Facts, MANUAL, type Maintenance } from '../catalog/facts.ts';
import { JAPAN_OFFSET, type OpeningHours } from '../catalog/hours.ts';
import { SystemIdSchema } from '../catalog/system-id.ts';
import { CERTIFICATE_NEEDS, type System } from '../catalog/systems.ts';
import { ClosingMinutesSchema, SETTINGS, type Settings } from './settings-schema.ts';

/** Why a value of the policy is not used; the words are the locale texts `policy.reason.<reason>`. */
export const REASONS = [
  'json', // no JSON
  'type', // of another type than wanted
  'value', // none of the values that there are
  'unknown', // there is no such setting
  'missing', // something that belongs to it is not there
  'id', // no id of a system
  'address', // no address of a system
  'taken', // the address of another system
  'fixed', // can't be changed
  'time', // no time of day
  'date', // no date, or no such day
  'order', // ends before it begins
  'text', // empty, or too long
  'phone', // no phone number
  'email', // no mail address
] as const;

export type Reason = (typeof REASONS)[number];

/** A value that is not used. `path`: where it stands in the policy, such as `systems[1].address`; "" for all of it. */
export interface Problem {
  path: string;
  reason: Reason;
}

/** What an administrator has set: settings that the user can't change, the facts in force, and what was wrong in it. */
export interface Policy {
  settings: Partial<Settings>;
  facts: Facts;
  problems: readonly Problem[];
}

export const NO_POLICY: Policy = { settings: {}, facts: MANUAL, problems: [] };

/**
 * Reads the policy, which is a JSON text: Chromium would drop all of a structured value for one wrong part of it, and not
 * say so (docs/browser-facts.md). Total: of anything at all, each value that is not sound is left out by itself, and named.
 */
export function parsePolicy(text: unknown): Policy {
  if (text === undefined) return NO_POLICY;
  const problems: Problem[] = [];
  let value: unknown;
  try {
    value = JSON.parse(v.parse(v.string(), text));
  } catch {
    return { ...NO_POLICY, problems: [{ path: '', reason: typeof text === 'string' ? 'json' : 'type' }] };
  }
  const given = readEntries(TOP, value, '', problems);
  return { settings: readSettings(given, problems), facts: readFacts(given, problems), problems };
}

const words = v.pipe(v.string('type'), v.trim(), v.minLength(1, 'text'), v.maxLength(500, 'text'));
const name = v.pipe(words, v.maxLength(60, 'text'));
const id = v.message(SystemIdSchema, 'id');
const phone = v.pipe(v.string('type'), v.regex(/^\+?[0-9][0-9() -]{2,28}$/, 'phone'));
const email = v.pipe(
  v.string('type'),
  v.regex(/^[\w.+-]{1,64}@[\w-]+(\.[\w-]+)+$/, 'email'),
  v.maxLength(200, 'email'),
);
const wholeNumber = (from: number, to: number) =>
  v.pipe(v.number('type'), v.integer('value'), v.minValue(from, 'value'), v.maxValue(to, 'value'));

/** "7:00", "22:30", "24:00": hours of a day. */
const timeOfDay = v.pipe(
  v.string('type'),
  v.regex(/^([01]?\d|2[0-3]):[0-5]\d$|^24:00$/, 'time'),
  v.transform((time) => {
    const [hours, minutes] = time.split(':').map(Number);
    return (hours ?? 0) + (minutes ?? 0) / 60;
  }),
);

/** "2026-12-05" or "2026-12-05T20:00", in Japan time: ms since the epoch. Days that no month has are refused. */
function japanMoment(pattern: RegExp) {
  return v.pipe(
    v.string('type'),
    v.regex(pattern, 'date'),
    v.transform((date) => ({
      day: Number(date.slice(8, 10)),
      at: Date.parse(`${date.padEnd(16, 'T00:00')}Z`) - JAPAN_OFFSET,
    })),
    v.check(({ day, at }) => Number.isFinite(at) && japanTime(at).day === day, 'date'),
    v.transform(({ at }) => at),
  );
}
const day = japanMoment(/^\d{4}-\d\d-\d\d$/);
const minute = japanMoment(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);

/** Only what the extension may see can be a system: https, at the usual port, under mamoris-net.jp (`SITES`). */
const address = v.pipe(
  v.string('type'),
  v.transform((text) => URL.parse(text)),
  v.custom<URL>((url) => url instanceof URL && isAddressOfSystem(url), 'address'),
  v.transform((url) => url.href),
);

function isAddressOfSystem({ protocol, host, username, password, search, hash, pathname }: URL): boolean {
  const isBare = username + password + search + hash === '' && pathname.length <= 200;
  return protocol === 'https:' && isBare && isInDomain(host) && /^([a-z0-9-]+\.)+[a-z]+$/.test(host);
}

const certificate = v.picklist(CERTIFICATE_NEEDS, 'value');
const boolean = v.boolean('type');
const anything = v.unknown();

/** What the policy may hold. What is itself made of parts is read part by part. */
const TOP = {
  ...SETTINGS,
  ...{ mySystems: anything, closingMinutes: anything },
  ...{ systems: anything, serviceHours: anything, maintenance: anything, contacts: anything, renewal: anything },
  ...{ notice: words, minBrowserVersion: wholeNumber(1, 9999) },
};
const SYSTEM = { id, name, address, certificate, hidden: boolean };
const HOURS = { from: timeOfDay, to: timeOfDay };
const MAINTENANCE = { from: minute, to: minute, note: words, systems: anything };
const CONTACTS = { desk: anything, operations: anything, helpDesk: anything };
const DESK = { phone, email };
const OPERATIONS = { email };
const HELP_DESK = { name, phone, email, note: words };
const RENEWAL = { date: day, remindDays: wholeNumber(0, 365), note: words };

type Entries = Record<string, v.GenericSchema>;
type Sound<E extends Entries> = { [Key in keyof E]?: v.InferOutput<E[Key]> };
type Given = Sound<typeof TOP>;

/** The sound values of an object; the others go to `problems`. `undefined` where there is none, or no object. */
function readEntries<E extends Entries>(entries: E, value: unknown, path: string, problems: Problem[]): Sound<E> {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push({ path, reason: 'type' });
    return {};
  }
  const sound = Object.entries(value).flatMap(([key, each]) => {
    const at = path === '' ? key : `${path}.${key}`;
    const schema = Object.hasOwn(entries, key) ? entries[key] : undefined;
    if (!schema) problems.push({ path: at, reason: 'unknown' });
    const output = schema && readValue(schema, each, at, problems);
    return output === undefined ? [] : [[key, output]];
  });
  return Object.fromEntries(sound);
}

function readValue<S extends v.GenericSchema>(schema: S, value: unknown, path: string, problems: Problem[]) {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [{ message, type }] = result.issues;
  const reason = REASONS.find((each) => each === message) ?? (type === 'picklist' ? 'value' : 'type');
  problems.push({ path, reason });
  return undefined;
}

/** The sound items of a list; `undefined` where there is no list. */
function readItems<Item>(
  value: unknown,
  path: string,
  problems: Problem[],
  readItem: (item: unknown, path: string) => Item | undefined,
): Item[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) {
    problems.push({ path, reason: 'type' });
    return undefined;
  }
  return value.flatMap((item, index) => readItem(item, `${path}[${index}]`) ?? []);
}

/** Whether all is there that must be; what isn't is named as missing, unless it was there and wrong. */
function isComplete(given: object, wanted: readonly string[], path: string, problems: Problem[]): boolean {
  const missing = wanted.filter((key) => !Object.hasOwn(given, key)).map((key) => `${path}.${key}`);
  const isNamed = (each: string) => problems.some((problem) => problem.path === each || problem.path === path);
  problems.push(
    ...missing.filter((each) => !isNamed(each)).map((each): Problem => ({ path: each, reason: 'missing' })),
  );
  return missing.length === 0;
}

function readSettings(given: Given, problems: Problem[]): Partial<Settings> {
  const { openPopup, showBanner, useProbes, language } = given;
  const mySystems = readItems(given.mySystems, 'mySystems', problems, (item, path) =>
    readValue(id, item, path, problems),
  );
  const closingMinutes = readItems(given.closingMinutes, 'closingMinutes', problems, (item, path) =>
    readValue(ClosingMinutesSchema, item, path, problems),
  );
  return withoutUndefined({ openPopup, showBanner, useProbes, language, mySystems, closingMinutes });
}

function readFacts(given: Given, problems: Problem[]): Facts {
  return withoutUndefined({
    systems: readSystems(given.systems, problems),
    serviceHours: readHours(given.serviceHours, problems),
    contacts: readContacts(given.contacts, problems),
    maintenance: readMaintenance(given.maintenance, problems),
    renewal: readRenewal(given.renewal, problems),
    notice: given.notice,
    minBrowserVersion: given.minBrowserVersion,
  });
}

/** The manual's systems with their changes, and then those that were added. */
function readSystems(value: unknown, problems: Problem[]): readonly System[] {
  let systems: readonly System[] = MANUAL.systems;
  readItems(value, 'systems', problems, (item, path) => {
    const given = readEntries(SYSTEM, item, path, problems);
    const known = systems.find((system) => system.id === given.id);
    const wanted = known || given.id === undefined ? ['id'] : ['id', 'name', 'address'];
    if (!isComplete(given, wanted, path, problems)) return;
    const { hidden, ...changes } = given;
    if (changes.certificate !== undefined && FIXED.includes(given.id ?? '')) {
      problems.push({ path: `${path}.certificate`, reason: 'fixed' });
      delete changes.certificate;
    }
    // The manual's hosts stay what they are, so that none that wants a certificate is taken for one that does not.
    const isTaken = [...MANUAL.systems, ...systems].some(
      (each) => each.id !== given.id && isSameHost(each.address, changes.address),
    );
    if (isTaken) {
      problems.push({ path: `${path}.address`, reason: 'taken' });
      if (!known) return;
      delete changes.address;
    }
    const changed = { certificate: 'none', ...known, ...changes, ...(hidden !== undefined && { isHidden: hidden }) };
    systems = known
      ? systems.map((each) => (each === known ? (changed as System) : each))
      : [...systems, changed as System];
  });
  return systems;
}

/** Silent requests rest on what these two do about certificates: one asks for none, the other only shows (M10, M12). */
const FIXED: readonly string[] = ['portal', 'clientcheck'];

function isSameHost(a: string, b: string | undefined): boolean {
  return b !== undefined && new URL(a).hostname === new URL(b).hostname;
}

function readHours(value: unknown, problems: Problem[]): OpeningHours {
  const hours = { ...MANUAL.serviceHours, ...readEntries(HOURS, value, 'serviceHours', problems) };
  if (hours.from < hours.to) return hours;
  problems.push({ path: 'serviceHours', reason: 'order' });
  return MANUAL.serviceHours;
}

function readMaintenance(value: unknown, problems: Problem[]): readonly Maintenance[] {
  const all = readItems(value, 'maintenance', problems, (item, path) => {
    const given = readEntries(MAINTENANCE, item, path, problems);
    const { from, to, note } = given;
    if (!isComplete(given, ['from', 'to'], path, problems) || from === undefined || to === undefined) return undefined;
    if (from >= to) {
      problems.push({ path, reason: 'order' });
      return undefined;
    }
    const ids = readItems(given.systems, `${path}.systems`, problems, (each, at) => readValue(id, each, at, problems));
    // A list of which nothing is sound was not meant to be all systems.
    if (ids?.length === 0 || (given.systems !== undefined && ids === undefined)) return undefined;
    return withoutUndefined({ from, to, note, systems: ids });
  });
  return (all ?? []).toSorted((a, b) => a.from - b.from);
}

function readContacts(value: unknown, problems: Problem[]): Contacts {
  const given = readEntries(CONTACTS, value, 'contacts', problems);
  const { desk, operations, publisher } = MANUAL.contacts;
  const helpDesk = readEntries(HELP_DESK, given.helpDesk, 'contacts.helpDesk', problems);
  const isNamed = given.helpDesk !== undefined && isComplete(helpDesk, ['name'], 'contacts.helpDesk', problems);
  return {
    desk: { ...desk, ...readEntries(DESK, given.desk, 'contacts.desk', problems) },
    operations: { ...operations, ...readEntries(OPERATIONS, given.operations, 'contacts.operations', problems) },
    publisher,
    ...(isNamed && { helpDesk: helpDesk as NonNullable<Contacts['helpDesk']> }),
  };
}

function readRenewal(value: unknown, problems: Problem[]) {
  if (value === undefined) return undefined;
  const { date, remindDays = 30, note } = readEntries(RENEWAL, value, 'renewal', problems);
  if (date === undefined) {
    isComplete({}, ['date'], 'renewal', problems);
    return undefined;
  }
  return withoutUndefined({ at: date, remindDays, note });
}

type Present<Value> = { [Key in keyof Value as undefined extends Value[Key] ? never : Key]: Value[Key] } & {
  [Key in keyof Value as undefined extends Value[Key] ? Key : never]?: Exclude<Value[Key], undefined>;
};

/** The same without what is not there, so that nothing hides what it is spread over. */
function withoutUndefined<Value extends object>(value: Value): Present<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Present<Value>;
}
