import * as v from 'valibot';
import { SystemIdSchema } from '../catalog/system-id.ts';

/** The steps from no certificate to a system that opens, in order (M43–M61). Their texts are `setup.<step>`. */
export const SETUP_STEPS = ['systems', 'get', 'install', 'restart', 'check', 'delete'] as const;

export type SetupStep = (typeof SETUP_STEPS)[number];

/** The source of the certificate: a PC that can log in to Office (M48), or the operators by mail (M49). */
export const SOURCES = ['office', 'mail'] as const;

/**
 * The proof that a step is done. `hand`: the user has ticked it. `certificate`: this PC has one. `accepted`: the check
 * site has accepted it. `opened`: a system that requires it has opened. `restarted`: the browser has, since then.
 */
const TICKS = ['hand', 'certificate', 'accepted', 'opened', 'restarted'] as const;

const TickSchema = v.object({
  by: v.picklist(TICKS),
  /** The browser run of the tick (`utils/run/run-id.ts`). */
  run: v.custom<string>((value) => typeof value === 'string' && value.length <= 40),
  /** The system that has opened. */
  system: v.fallback(v.optional(SystemIdSchema), undefined),
});

export type Tick = v.InferOutput<typeof TickSchema>;

const NO_TICK = v.fallback(v.optional(TickSchema), undefined);

const ProgressSchema = v.object({
  source: v.fallback(v.optional(v.picklist(SOURCES)), undefined),
  done: v.fallback(
    v.object({ systems: NO_TICK, get: NO_TICK, install: NO_TICK, restart: NO_TICK, check: NO_TICK, delete: NO_TICK }),
    {},
  ),
});

/** The progress of the setup. Outlives browser runs. */
export type SetupProgress = v.InferOutput<typeof ProgressSchema>;

export const NO_PROGRESS: SetupProgress = { done: {} };

/** Parses a value of unknown origin; drops each invalid entry by itself. */
export function parseSetup(value: unknown): SetupProgress {
  return v.parse(v.fallback(ProgressSchema, NO_PROGRESS), value);
}

/** Counts the steps of a setup that is in progress; `undefined`: not begun, or finished. */
export function setupInProgress({ done }: SetupProgress): { done: number; of: number } | undefined {
  const count = SETUP_STEPS.filter((step) => done[step]).length;
  return done.systems && count < SETUP_STEPS.length ? { done: count, of: SETUP_STEPS.length } : undefined;
}
