import * as v from 'valibot';
import { SystemIdSchema } from '../catalog/system-id.ts';
import type { SystemId } from '../catalog/systems.ts';
import { AttemptSchema, ClockOffsetSchema, MomentSchema, ProbeSchema } from '../diagnosis/attempt.ts';
import { isObject } from '../objects.ts';
import { EMPTY_RUN, type RunState, type TabState, withoutUnused } from './run-state.ts';

const StoredAttemptSchema = v.object({
  ...AttemptSchema.entries,
  probes: v.optional(v.record(SystemIdSchema, v.pipe(v.array(MomentSchema), v.maxLength(3)))),
});

const KeySchema = v.pipe(v.string(), v.regex(/^\d{1,15}$/));

/**
 * Makes a run out of anything at all: each entry that is not of the expected shape is left out by itself. Systems that
 * the facts do not know are kept: the policy that adds them may not be known yet.
 */
export function parseRun(value: unknown): RunState {
  if (!isObject(value)) return EMPTY_RUN;
  const attempts = parseEntries(value.attempts, KeySchema, StoredAttemptSchema);
  const tabs = Object.entries(isObject(value.tabs) ? value.tabs : {}).flatMap(([tabId, stored]) => {
    const keyOf = (name: keyof TabState) => {
      const key = isObject(stored) ? stored[name] : undefined;
      return typeof key === 'string' && attempts[key]?.tabId === Number(tabId) ? key : undefined;
    };
    const tab = { shown: keyOf('shown'), pending: keyOf('pending') };
    return /^\d{1,10}$/.test(tabId) && (tab.shown || tab.pending) ? [[tabId, tab] as const] : [];
  });
  const last = parseEntries(value.last, v.union([SystemIdSchema, v.literal('')]), KeySchema);
  const probes = Object.entries(isObject(value.probes) ? value.probes : {}).flatMap(([id, sent]) => {
    const known = Array.isArray(sent) ? sent.filter((probe) => v.is(ProbeSchema, probe)) : [];
    return v.is(SystemIdSchema, id) && known.length > 0 ? [[id, known] as const] : [];
  });
  const isId = (id: unknown): id is SystemId => v.is(SystemIdSchema, id);
  const clock = { clockOffset: value.clockOffset, clockReadAt: value.clockReadAt };
  const isClock = v.is(v.object({ clockOffset: ClockOffsetSchema, clockReadAt: MomentSchema }), clock);
  return withoutUnused({
    attempts,
    tabs: Object.fromEntries(tabs),
    last: Object.fromEntries(Object.entries(last).filter(([, key]) => attempts[key])),
    opened: Array.isArray(value.opened) ? [...new Set(value.opened.filter(isId))] : [],
    probes: Object.fromEntries(probes),
    ...(isClock && clock),
  });
}

/** The entries of an object whose key and value are of these shapes. */
function parseEntries<Value>(
  stored: unknown,
  keySchema: v.GenericSchema<unknown, string>,
  schema: v.GenericSchema<unknown, Value>,
): Record<string, Value> {
  const entries = Object.entries(isObject(stored) ? stored : {}).flatMap(([key, value]) => {
    const parsed = v.safeParse(schema, value);
    return v.is(keySchema, key) && parsed.success ? [[key, parsed.output] as const] : [];
  });
  return Object.fromEntries(entries);
}
