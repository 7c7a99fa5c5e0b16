import { isObject } from '@/utils/objects.ts';
import { parsePolicyText, plainText } from '@/utils/settings/policy.ts';

/** The policy that the administrator is writing: JSON of any shape, because it can be pasted. */
export type Draft = Record<string, unknown>;

/** The place of a value: names in objects, numbers in lists. */
export type Path = readonly (string | number)[];

/** Finds the value at a path; `undefined` without one. Total. */
export function valueAt(draft: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    const holder = isObject(value) || Array.isArray(value) ? value : {};
    return Object.hasOwn(holder, key) ? Reflect.get(holder, key) : undefined;
  }, draft);
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
  const entries = isObject(holder) ? holder : {};
  const { [key]: before, ...others } = entries;
  const entry = changed(before, rest, value);
  const after = entry === undefined ? others : { ...entries, [key]: entry };
  return Object.keys(after).length > 0 ? after : undefined;
}

/** Formats a draft as JSON; `undefined` for an empty one. */
export function formatDraft(draft: Draft, indent?: number): string | undefined {
  return Object.keys(draft).length > 0 ? JSON.stringify(draft, null, indent) : undefined;
}

/** Parses a JSON text that was typed or pasted; `undefined` unless it is an object. Empty text is an empty draft. */
export function parseDraft(text: string): Draft | undefined {
  try {
    const value = parsePolicyText(plainText(text) || '{}');
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
