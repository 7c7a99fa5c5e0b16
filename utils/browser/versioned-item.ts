import { isObject } from '../objects.ts';
import { serial } from '../serial.ts';
import { type StorageKey, storageItem } from './storage-item.ts';

/** A stored object of any layout; may hold fields of a newer version. */
type Stored = Record<string, unknown>;

/**
 * Turns one layout into the next. Pure and total: passes on damaged and unknown fields.
 * A field never changes its meaning; a new meaning gets a new name. So an older version can use all fields that it
 * knows in a newer layout.
 */
export type Migration = (stored: Stored) => Stored;

interface Layout<Value> {
  /** Parses the newest layout out of any value; each damaged field falls back alone. */
  parse: (stored: unknown) => Value;
  /** The layout number of the first release. */
  first?: number;
  /** From the first layout to the second, and so on. Migrations are never removed. */
  migrations?: readonly Migration[];
}

/**
 * Opens a key that holds an object with a layout number. Migrates on read, so no update hook is needed.
 * A change writes the whole key at once: a worker that stops meanwhile leaves the old or the new value.
 */
export function versionedItem<Value extends object>(key: StorageKey, layout: Layout<Value>) {
  const { parse, first = 1, migrations = [] } = layout;
  const item = storageItem(key);
  const runExclusive = serial();
  const read = (stored: unknown) => parse(migrate(stored, migrations, first));
  return {
    /** Reads the current value. Never rejects. */
    read: async () => read(await item.read().catch(() => undefined)),
    /** Changes the value; changes run one after another. Rejects without any change if storage refuses. */
    change: (change: (value: Value) => Value) =>
      runExclusive(async () => {
        const stored = migrate(await item.read(), migrations, first);
        const value = parse(stored);
        const version = Math.max(versionOf(stored, first), first + migrations.length);
        await item.write({ ...Object(mergeChange(stored, value, change(value))), version });
      }),
    /** Calls back with every later value, also of other contexts, until the returned function is called. */
    watch: (onChange: (value: Value) => void) => item.watch((stored) => onChange(read(stored))),
  };
}

/** Migrates a stored value to the newest layout that this version knows; newer layouts stay unchanged. */
export function migrate(stored: unknown, migrations: readonly Migration[], first = 1): Stored {
  if (!isObject(stored)) return {};
  return migrations.slice(versionOf(stored, first) - first).reduce((value, next) => next(value), stored);
}

/** Reads the layout number; damaged numbers count as the first layout. */
function versionOf({ version }: Stored, first: number): number {
  return Number.isSafeInteger(version) && Number(version) > first ? Number(version) : first;
}

/** Merges a change into the stored value that it was parsed from. Fields which this version cannot read survive. */
function mergeChange(stored: unknown, before: unknown, after: unknown): unknown {
  if (JSON.stringify(before) === JSON.stringify(after)) return stored;
  if (!isObject(stored) || !isObject(after)) return after;
  const old = isObject(before) ? before : {};
  const names = Object.keys({ ...stored, ...after });
  const entries = names.map((name) => [name, mergeChange(stored[name], old[name], after[name])] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
