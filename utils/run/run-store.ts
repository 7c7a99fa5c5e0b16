import * as v from 'valibot';
import { browser } from 'wxt/browser';
import { runItem } from '../browser/run-item.ts';
import { systemById, systemIds } from '../catalog/facts.ts';
import type { SystemId } from '../catalog/systems.ts';
import { AttemptSchema, ClockOffsetSchema, MomentSchema, ProbesSchema } from '../diagnosis/attempt.ts';
import { EMPTY_RUN, type RunState, type TabState } from './run-state.ts';

/**
 * Lives from browser start to browser end, as the browser's own memory of certificate decisions does. Private windows
 * decide about certificates apart from the others, and have a worker of their own (`incognito: split`), but share its storage.
 */
const stateItem = runItem(browser.extension.inIncognitoContext ? 'run-private' : 'run');

/** A state that storage would not take (full, broken): good until the worker stops, so that its warnings are shown. */
let unsaved: RunState | undefined;

/** What was last read or written: it stands in where storage can't be read, so that nothing is written over with nothing. */
let known = EMPTY_RUN;

/** The state of this browser run; what is damaged in storage is left out, the rest is kept. Never rejects. */
export async function readRun(): Promise<RunState> {
  if (unsaved) return unsaved;
  try {
    // A worker that has just started knows nothing else, so it asks twice.
    known = parseRun(await stateItem.read().catch(() => stateItem.read()));
  } catch (error) {
    console.error(error);
  }
  return known;
}

/** Whether the state is still to be kept; whoever changes it, or looks at it, tries again. */
export function isUnsaved(): boolean {
  return unsaved !== undefined;
}

/** Calls back with every later state, until the returned function is called. */
export function watchRun(onChange: (state: RunState) => void): () => void {
  return stateItem.watch((value) => onChange(parseRun(value)));
}

/** Keeps a state; never rejects. */
export async function writeRun(state: RunState): Promise<void> {
  try {
    await stateItem.write(state);
    known = state;
    unsaved = undefined;
  } catch (error) {
    console.error(error);
    unsaved = state;
  }
}

/** Keeps the state over an update of the extension; see `RunItem.restoreAfterUpdate`. */
export const takeOverRun: () => Promise<void> = stateItem.restoreAfterUpdate;

/** Makes a state out of anything at all: every entry that is not of the expected shape is left out by itself. */
export function parseRun(value: unknown): RunState {
  const record = asRecord(value);
  if (!record) return EMPTY_RUN;
  const tabs: RunState['tabs'] = {};
  for (const [tabId, stored] of Object.entries(asRecord(record.tabs) ?? {})) {
    const tab = parseTab(stored, Number(tabId));
    if (/^\d{1,10}$/.test(tabId) && (tab.shown || tab.pending)) tabs[tabId] = tab;
  }
  const last: RunState['last'] = {};
  for (const [id, stored] of Object.entries(asRecord(record.last) ?? {})) {
    const attempt = parseAttempt(stored);
    if (attempt && (id === '' || systemById(id))) last[id as SystemId | ''] = attempt;
  }
  const opened = Array.isArray(record.opened) ? record.opened : [];
  const probes = v.safeParse(ProbesSchema, record.probes);
  const clockOffset = v.safeParse(ClockOffsetSchema, record.clockOffset);
  const clockToldAt = v.safeParse(MomentSchema, record.clockToldAt);
  return {
    ...{
      tabs,
      last,
      opened: systemIds().filter((id) => opened.includes(id)),
    },
    probes: probes.success ? probes.output : {},
    ...(clockOffset.success && clockToldAt.success
      ? { clockOffset: clockOffset.output, clockToldAt: clockToldAt.output }
      : {}),
  };
}

function parseTab(value: unknown, tabId: number): TabState {
  const record = asRecord(value);
  const [shown, pending] = [parseAttempt(record?.shown), parseAttempt(record?.pending)];
  return { shown: shown?.tabId === tabId ? shown : undefined, pending: pending?.tabId === tabId ? pending : undefined };
}

function parseAttempt(value: unknown) {
  const parsed = v.safeParse(AttemptSchema, value);
  return parsed.success ? parsed.output : undefined;
}

function asRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}
