/**
 * Checks of what comes from outside: from storage, from messages. (The libraries for this are ten times as large as what we
 * need of them.)
 *
 * A schema makes a sound value out of anything at all, or throws. TypeScript knows from it what comes out.
 */
export type Schema<Output> = (value: unknown) => Output;

export type InferOutput<S> = S extends Schema<infer Output> ? Output : never;

/** What a schema makes of a value, or that it refuses it. Never throws, unless a getter in the value does. */
export function safeParse<Output>(schema: Schema<Output>, value: unknown) {
  try {
    return { success: true as const, output: schema(value) };
  } catch {
    return { success: false as const };
  }
}

/** Values that pass a test, as they are. */
export function custom<Output>(isSound: (value: unknown) => boolean): Schema<Output> {
  return (value) => {
    if (!isSound(value)) throw new TypeError();
    return value as Output;
  };
}

export const boolean = custom<boolean>((value) => typeof value === 'boolean');

/** Any one of these values. */
export function picklist<const Option>(options: readonly Option[]): Schema<Option> {
  return custom((value) => options.includes(value as Option));
}

/** Arrays of any length whose items are all sound. */
export function array<Item>(item: Schema<Item>): Schema<Item[]> {
  const isArray = custom<unknown[]>(Array.isArray);
  return (value) => Array.from(isArray(value), (each) => item(each));
}

/** Sound values, and `undefined`: in an object, the key may be missing. */
export function optional<Output>(schema: Schema<Output>): Schema<Output | undefined> {
  return (value) => (value === undefined ? value : schema(value));
}

/** Something else in place of what is not sound. */
export function fallback<Output>(schema: Schema<Output>, instead: Output): Schema<Output> {
  return (value) => {
    const result = safeParse(schema, value);
    return result.success ? result.output : instead;
  };
}

type Entries = Record<string, Schema<unknown>>;
type OptionalKey<E extends Entries> = { [K in keyof E]: undefined extends InferOutput<E[K]> ? K : never }[keyof E];
type ObjectOf<E extends Entries> = { [K in Exclude<keyof E, OptionalKey<E>>]: InferOutput<E[K]> } & {
  [K in OptionalKey<E>]?: InferOutput<E[K]>;
};

/** Objects whose entries are all sound, as copies without any other entry. */
export function object<E extends Entries>(entries: E): Schema<{ [K in keyof ObjectOf<E>]: ObjectOf<E>[K] }> {
  const isObject = custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null);
  return (value) => {
    const record = isObject(value);
    const output = Object.entries(entries).map(([key, schema]) => [key, schema(record[key])]);
    return Object.fromEntries(output.filter(([, each]) => each !== undefined));
  };
}
