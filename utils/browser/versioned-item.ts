import { isObject } from '../objects.ts';
import { serial } from '../serial.ts';
import { type StorageKey, storageItem } from './storage-item.ts';

interface Layout<Value> {
  /** Parses any value; each damaged field falls back alone. */
  parse: (stored: unknown) => Value;
  /**
   * The layout number. A field never changes its meaning; a new meaning gets a new name. So an older version can use
   * all fields that it knows in a newer layout.
   */
  version?: number;
}

/**
 * Opens a key that holds an object with a layout number. A change writes the whole key at once: a worker that stops
 * meanwhile leaves the old or the new value.
 */
export function versionedItem<Value extends object>(key: StorageKey, { parse, version = 1 }: Layout<Value>) {
  const item = storageItem(key);
  const runExclusive = serial();
  return {
    /** Reads the current value. Never rejects. */
    read: async () => parse(await item.read().catch(() => undefined)),
    /** Changes the value; changes run one after another. Rejects without any change if storage refuses. */
    change: (change: (value: Value) => Value) =>
      runExclusive(async () => {
        const read = await item.read();
        const stored = isObject(read) ? read : {};
        const value = parse(stored);
        const newest = Number.isSafeInteger(stored.version) ? Math.max(Number(stored.version), version) : version;
        await item.write({ ...Object(mergeChange(stored, value, change(value))), version: newest });
      }),
    /** Calls back with every later value, also of other contexts, until the returned function is called. */
    watch: (onChange: (value: Value) => void) => item.watch((stored) => onChange(parse(stored))),
  };
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
