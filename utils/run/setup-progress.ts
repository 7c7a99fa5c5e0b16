import * as v from 'valibot';
import { SystemIdSchema } from '../catalog/system-id.ts';

/** From no certificate to a system that opens, in order (M43–M61). The words of each are the locale texts `setup.<step>`. */
export const SETUP_STEPS = ['systems', 'get', 'install', 'restart', 'check', 'delete'] as const;

export type SetupStep = (typeof SETUP_STEPS)[number];

/** Where the certificate comes from: a PC of the institution that can log in to Office (M48), or the operators by mail (M49). */
export const SOURCES = ['office', 'mail'] as const;

export type Source = (typeof SOURCES)[number];

/**
 * How a step is known to be done: the user has said so (`hand`), or it was seen: a certificate is on this PC, it was `accepted`
 * by the check site, one of the systems that require it has `opened`, the browser has `restarted` since it was installed.
 */
const TICKS = ['hand', 'certificate', 'accepted', 'opened', 'restarted'] as const;

const TickSchema = v.object({
  by: v.picklist(TICKS),
  /** The browser run in which it was done (`utils/run/run-id.ts`). */
  run: v.custom<string>((value) => typeof value === 'string' && value.length <= 40),
  /** Which system has opened. */
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

/** How far someone has come. Outlives browser runs. */
export type SetupProgress = v.InferOutput<typeof ProgressSchema>;

export const NO_PROGRESS: SetupProgress = { done: {} };

/** Makes progress out of anything at all; each entry that is damaged is left out by itself. */
export function parseSetup(value: unknown): SetupProgress {
  return v.parse(v.fallback(ProgressSchema, NO_PROGRESS), value);
}

/** How many steps are done of a setup that was begun and has not been finished; `undefined` if there is none. */
export function setupInProgress({ done }: SetupProgress): { done: number; of: number } | undefined {
  const count = SETUP_STEPS.filter((step) => done[step]).length;
  return done.systems && count < SETUP_STEPS.length ? { done: count, of: SETUP_STEPS.length } : undefined;
}
