/** The managed settings as they are being put together: JSON of any shape, since it may have been pasted. */
export type Draft = Record<string, unknown>;

/** Where a value stands: names of objects, numbers of lists. */
export type Path = readonly (string | number)[];

/** The value at a path; `undefined` where there is none. Total. */
export function valueAt(draft: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (isContainer(value) && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined),
    draft,
  );
}

/**
 * The draft with another value at a path; `undefined` takes it away, and with it whatever holds nothing any more. What stands in
 * the way and can hold nothing is replaced.
 */
export function withValue(draft: Draft, path: Path, value: unknown): Draft {
  return (changed(draft, path, value) as Draft | undefined) ?? {};
}

function changed(holder: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (typeof key === 'number') {
    const items: unknown[] = Array.isArray(holder) ? [...holder] : [];
    const item = changed(items[key], rest, value);
    items.splice(key, 1, ...(item === undefined ? [] : [item]));
    return items.length > 0 ? items : undefined;
  }
  const entries = isContainer(holder) && !Array.isArray(holder) ? { ...holder } : {};
  const { [key]: before, ...others } = entries as Record<string, unknown>;
  const entry = changed(before, rest, value);
  const after = entry === undefined ? others : { ...entries, [key]: entry };
  return Object.keys(after).length > 0 ? after : undefined;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The draft in a JSON text that someone has typed or pasted; `undefined` if it is none. */
export function parseDraft(text: string): Draft | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isContainer(value) && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
