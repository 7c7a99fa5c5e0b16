import { isObject } from '../objects.ts';

/**
 * Converts the run that version 0.1.0 stored to the layout of today: there each attempt was stored in each of its
 * places, with its probes. `parseRun` checks the result. Returns anything else as it is.
 */
export function fromOldRun(value: unknown): unknown {
  if (!isObject(value) || value.attempts !== undefined) return value;
  const attempts: Record<string, unknown> = {};
  const probes: Record<string, Record<string, unknown>[]> = {};
  const keys = new Map<string, string>();

  /** Stores an attempt once; returns its key. */
  const keyOf = (attempt: unknown): string | undefined => {
    if (!isObject(attempt)) return undefined;
    const text = JSON.stringify(attempt);
    const key = keys.get(text) ?? String(keys.size + 1);
    keys.set(text, key);
    const sent = entriesOf(attempt.probes).flatMap(([id, probe]) => {
      if (!isObject(probe)) return [];
      const others = (probes[id] ?? []).filter(({ askedAt }) => askedAt !== probe.askedAt);
      probes[id] = [...others, probe];
      return [[id, [probe.askedAt]]];
    });
    attempts[key] = { ...attempt, probes: Object.fromEntries(sent) };
    return key;
  };

  const tabs = entriesOf(value.tabs).map(([id, tab]) => [
    id,
    isObject(tab) && { shown: keyOf(tab.shown), pending: keyOf(tab.pending) },
  ]);
  const last = entriesOf(value.last).map(([id, attempt]) => [id, keyOf(attempt)]);
  const { opened, clockOffset, clockToldAt: clockReadAt } = value;
  return {
    attempts,
    probes,
    opened,
    clockOffset,
    clockReadAt,
    tabs: Object.fromEntries(tabs),
    last: Object.fromEntries(last),
  };
}

function entriesOf(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}
