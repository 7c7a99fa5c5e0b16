import { day, minute } from '@/utils/catalog/facts-schema.ts';
import { POLICY } from '@/utils/settings/policy.ts';
import type { Path } from './draft.ts';

/** The input of a value. `members`: a list; `switch`: on, off or not set. */
export type Kind = 'text' | 'number' | 'date' | 'datetime-local' | 'switch' | 'choice' | 'members';

export interface Field {
  path: Path;
  kind: Kind;
  /** The values of a choice and of members; absent: the ids of systems. */
  options?: readonly (string | number)[];
  /** A text key: `config.` and the path. */
  label: string;
}

/** What the form reads of a valibot schema. */
interface Schema {
  type: string;
  wrapped?: Schema;
  item?: Schema;
  entries?: Record<string, Schema>;
  options?: readonly (string | number)[];
  pipe?: readonly Schema[];
}

const SCHEMAS = POLICY as unknown as Record<string, Schema>;

function unwrap(schema: Schema): Schema {
  return schema.wrapped ? unwrap(schema.wrapped) : schema;
}

function entriesOf(schema: Schema): Record<string, Schema> | undefined {
  return schema.entries ?? schema.pipe?.map(entriesOf).find((entries) => entries !== undefined);
}

function kindOf(schema: Schema): Kind {
  if (schema === (day as unknown)) return 'date';
  if (schema === (minute as unknown)) return 'datetime-local';
  if (schema.type === 'boolean') return 'switch';
  if (schema.type === 'picklist') return 'choice';
  if (schema.type === 'array') return 'members';
  return schema.type === 'number' ? 'number' : 'text';
}

/** The entries of the objects in a list; `undefined` for lists of simple values, and for anything else. */
function rowOf(schema: Schema): Record<string, Schema> | undefined {
  return schema.item && entriesOf(unwrap(schema.item));
}

/** All fields of a schema, in order. `prefix`: the part of the path that labels have, but paths do not. */
function fieldsOf(wrapped: Schema, path: Path, prefix: Path = []): Field[] {
  const schema = unwrap(wrapped);
  if (rowOf(schema)) return [];
  const entries = entriesOf(schema);
  if (entries) return Object.entries(entries).flatMap(([name, entry]) => fieldsOf(entry, [...path, name], prefix));
  const options = schema.options ?? (schema.item && unwrap(schema.item).options);
  const label = ['config', ...prefix, ...path].join('.');
  return [{ path, kind: kindOf(schema), label, ...(options && { options }) }];
}

const ALL = Object.entries(SCHEMAS).flatMap(([name, schema]) => fieldsOf(schema, [name]));

/** The groups of the form, in order. */
const GROUPS = ['notice', 'helpDesk', 'serviceHours', 'renewal', 'contacts', 'behaviour'] as const;

/** A field belongs to the first group that its path names. */
const groupOf = ({ path }: Field) => GROUPS.find((group) => path.includes(group)) ?? 'behaviour';

/** The form for all values outside lists of objects. */
export const FIELDS = GROUPS.map((group) => ({ group, fields: ALL.filter((field) => groupOf(field) === group) }));

/** The form for lists of objects: the fields of one row. */
export const LISTS = Object.entries(SCHEMAS).flatMap(([name, schema]) => {
  const row = Object.entries(rowOf(schema) ?? {});
  const fields = row.flatMap(([key, entry]) => fieldsOf(entry, [key], [name]));
  return fields.length > 0 ? [{ name, fields }] : [];
});
