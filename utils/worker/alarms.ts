import { browser } from 'wxt/browser';
import { SECOND } from '../time.ts';

/**
 * The only alarm of the worker. It repeats each minute until the worker plans the next one: a killed worker gets
 * another chance.
 */
export const WAKE_ALARM = 'wake';

/** Chromium delays sooner alarms to this; in ms. */
const SHORTEST_DELAY = 30 * SECOND;

/**
 * The alarm that this worker has planned, by the PC's clock, and when it did so by both clocks: the PC's can be
 * corrected.
 */
let planned: { at: number; plannedAt: number; elapsed: number } | undefined;

/** How often a recovery was scheduled; see `planWake`. */
let recoveries = 0;

/**
 * Makes sure that the browser wakes the worker in 30 s, should it be killed. Call it before any await. Never rejects.
 */
export function scheduleRecovery(): Promise<void> {
  recoveries += 1;
  return wakeBy(Date.now());
}

/**
 * Wakes the worker by `at` (ms since the epoch), but not sooner than in 30 s. Never postpones an alarm, never rejects.
 */
export async function wakeBy(at: number): Promise<void> {
  if (!planned || isClockCorrected(planned) || planned.at > earliest(at)) await createAlarm(earliest(at));
}

/**
 * Replaces the alarm once all work is done: the next one is at `at`. Leaves it if more work began since `since`. Never
 * rejects.
 */
export async function planWake(at: number, since: number): Promise<void> {
  if (recoveries === since) await createAlarm(earliest(at));
}

/** Returns how often a recovery was scheduled, for `planWake`. */
export function recoveryCount(): number {
  return recoveries;
}

/**
 * Makes sure that there is an alarm by `at`, after a start of the worker: alarms can vanish on a browser restart. Never
 * rejects.
 */
export async function resumeWake(at: number): Promise<void> {
  const alarm = await browser.alarms.get(WAKE_ALARM).catch(() => undefined);
  if (!alarm || alarm.scheduledTime > earliest(at) + SECOND) await wakeBy(at);
}

/** The alarm has fired: nothing is planned any more. */
export function forgetPlan(): void {
  planned = undefined;
}

function earliest(at: number): number {
  return Math.max(at, Date.now() + SHORTEST_DELAY);
}

function isClockCorrected({ plannedAt, elapsed }: NonNullable<typeof planned>): boolean {
  return Math.abs(Date.now() - plannedAt - (performance.now() - elapsed)) > SECOND;
}

async function createAlarm(at: number): Promise<void> {
  planned = { at, plannedAt: Date.now(), elapsed: performance.now() };
  try {
    await browser.alarms.create(WAKE_ALARM, { when: at, periodInMinutes: 1 });
  } catch (error) {
    // The next event, or the next start of the worker, tries again.
    console.error(error);
    planned = undefined;
  }
}
