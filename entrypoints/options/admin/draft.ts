/** The policy that the administrator is writing: JSON of any shape, because it can be pasted. */
export type Draft = Record<string, unknown>;

/** The place of a value: names in objects, numbers in lists. */
export type Path = readonly (string | number)[];

/** Finds the value at a path; `undefined` without one. Total. */
export function valueAt(draft: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (isContainer(value) && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined),
    draft,
  );
}

/**
 * Copies the draft with another value at a path. `undefined` removes the value, and every object or list that is empty
 * then. Replaces values on the path that can hold nothing.
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

/** Parses a JSON text that was typed or pasted; `undefined` unless it is an object. Empty text is an empty draft. */
export function parseDraft(text: string): Draft | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isContainer(value) && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
