import * as v from 'valibot';
import { isObject, withoutUndefined } from './objects.ts';

/**
 * Parses a value and drops each part that the schema refuses. If a required part is missing, its object is dropped.
 * Total, if the schema accepts an empty object. `report` gets the path of each wrong part (`systems[1].address`; "" for
 * all), and the reason: `missing`, `unknown`, `value` for choices, or the message of the schema. It can get a path
 * again; the first reason counts.
 */
export function dropInvalid<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  report: (path: string, reason: string) => void = () => {},
): v.InferOutput<Schema> {
  const holder = v.object({ value: v.optional(schema as v.GenericSchema, {}) });
  let input: unknown = { value };
  const copies = new WeakSet<object>();
  // Each round drops a part, so the rounds end.
  for (;;) {
    const result = v.safeParse(holder, input);
    if (result.success) return result.output.value;
    // Unknown keys first: a later round may drop their object.
    const unknown = result.issues.filter(isUnknownKey);
    for (const issue of unknown.length > 0 ? unknown : result.issues) {
      const keys = issue.path?.map(({ key }) => key as string | number) ?? [];
      const isMissing = issue.path?.at(-1)?.value === undefined;
      report(formatPath(keys.slice(1)), isMissing ? 'missing' : issue.type === 'picklist' ? 'value' : issue.message);
      input = withoutPart(input, isMissing ? keys.slice(0, -1) : keys, isUnknownKey(issue), copies);
    }
  }
}

function isUnknownKey({ message }: v.BaseIssue<unknown>): boolean {
  return message === 'unknown';
}

function formatPath(keys: readonly (string | number)[]): string {
  return keys.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${key}`)).join('');
}

/**
 * Copies a value with `undefined` at a path, so that list items keep their index. Removes an unknown key itself.
 * `copies`: its own copies, which it changes in place.
 */
function withoutPart(
  value: unknown,
  [key, ...rest]: readonly (string | number)[],
  isUnknown: boolean,
  copies: WeakSet<object>,
): unknown {
  if (key === undefined || typeof value !== 'object' || value === null) return undefined;
  const copy = (copies.has(value) ? value : Array.isArray(value) ? [...value] : { ...value }) as Record<
    string,
    unknown
  >;
  copies.add(copy);
  if (isUnknown && rest.length === 0) delete copy[key];
  else copy[key] = withoutPart(copy[key], rest, isUnknown, copies);
  return copy;
}

/** A list; `dropInvalid` drops its items one by one. */
export function listOf<Item extends v.GenericSchema>(item: Item) {
  return v.pipe(
    v.array(v.optional(item)),
    v.transform((items) => items.filter((sound): sound is NonNullable<v.InferOutput<Item>> => sound !== undefined)),
  );
}

type Entries = Record<string, v.GenericSchema>;

/** An object with these entries and no other; lists and other types are refused as a whole. */
export function strictPart<Required extends Entries, E extends Entries>(required: Required, others: E) {
  const entries = { ...required, ...v.partial(v.object(others)).entries };
  return v.pipe(
    v.custom<Record<string, unknown>>(isObject),
    // Not `strictObject`: it names one unknown key a round, and a policy can have thousands.
    v.rawCheck(({ dataset: { value: input }, addIssue }) => {
      if (!isObject(input)) return;
      for (const [key, value] of Object.entries(input))
        if (!Object.hasOwn(entries, key))
          addIssue({ message: 'unknown', path: [{ type: 'object', origin: 'key', input, key, value }] });
    }),
    v.object(entries),
  );
}

/** Like `strictPart`, without undefined entries. */
export function part<Required extends Entries, E extends Entries>(required: Required, others: E) {
  return v.pipe(strictPart(required, others), v.transform(withoutUndefined));
}
