import { storageItem } from './storage-item.ts';

/** An object as it is stored, of any layout, beside which may stand what only a newer version knows. */
export type Stored = Record<string, unknown>;

/**
 * Makes the next layout out of one. Pure and total: what is damaged, of another layout already or unknown to it is passed on.
 * A name never changes its meaning from one layout to the next: what means something else gets another name. So an older version
 * that meets a newer layout can use all that it finds under the names that it knows.
 */
export type Migration = (stored: Stored) => Stored;

/** What is kept for as long as the extension is installed, whichever version of it wrote it. */
export interface KeptItem<Value> {
  /** The value as it is now; never rejects. */
  read(): Promise<Value>;
  /** Changes the value, one change after another. Rejects where storage refuses; then all is as it was. */
  change(change: (value: Value) => Value): Promise<void>;
  /** Calls back with every later value, whoever writes it, until the returned function is called. */
  watch(onChange: (value: Value) => void): () => void;
}

/**
 * The door to an object under a key of its own. `migrations`: from layout 1 to 2, from 2 to 3, and so on; none is ever taken
 * out. `parse` makes a value of the newest layout out of anything at all, and falls back name by name.
 *
 * Whoever reads migrates, so that nothing has to be done at an update, and no surface can come too early. Whoever changes
 * something writes the whole key at once in the newest layout: a worker that is stopped meanwhile leaves the one or the other.
 */
export function keptItem<Value extends object>(
  key: string,
  migrations: readonly Migration[],
  parse: (stored: unknown) => Value,
): KeptItem<Value> {
  const item = storageItem('local', key);
  const read = (stored: unknown) => parse(migrated(stored, migrations));
  /** The last change under way, so that each is made to what the one before has left. */
  let changing: Promise<unknown> = Promise.resolve();
  return {
    read: async () => read(await item.read().catch(() => undefined)),
    change(change) {
      const changed = changing.then(async () => {
        const stored = migrated(await item.read(), migrations);
        const value = parse(stored);
        const version = Math.max(versionOf(stored), migrations.length + 1);
        await item.write({ ...Object(merged(stored, value, change(value))), version });
      });
      changing = changed.catch(() => undefined);
      return changed;
    },
    watch: (onChange) => item.watch((stored) => onChange(read(stored))),
  };
}

/** Whatever is stored in the newest layout that this version knows; a newer one stays as it is. */
export function migrated(stored: unknown, migrations: readonly Migration[]): Stored {
  return isObject(stored)
    ? migrations.slice(versionOf(stored) - 1).reduce((value, migrate) => migrate(value), stored)
    : {};
}

/** The number of a layout; layouts were not numbered from the beginning. */
function versionOf({ version }: Stored): number {
  return Number.isSafeInteger(version) && Number(version) > 1 ? Number(version) : 1;
}

/**
 * What is to be stored when a value that was read from `stored` has changed from `before` to `after`: only what has changed
 * takes the place of what was there, so that what this version can't read outlives it.
 */
function merged(stored: unknown, before: unknown, after: unknown): unknown {
  if (JSON.stringify(before) === JSON.stringify(after)) return stored;
  if (!isObject(stored) || !isObject(after)) return after;
  const old = isObject(before) ? before : {};
  const names = Object.keys({ ...stored, ...after });
  const entries = names.map((name) => [name, merged(stored[name], old[name], after[name])] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** Whether it is an object with names; lists have none. */
export function isObject(value: unknown): value is Stored {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
