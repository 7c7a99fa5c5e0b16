import { browser } from 'wxt/browser';
import { DAY, SECOND } from '../time.ts';

/** The worker's only alarm. It repeats each minute until the worker plans the next one: a worker can be killed. */
export const WAKE_ALARM = 'wake';

/** Chromium delays sooner alarms to this; in ms. */
const MIN_DELAY = 30 * SECOND;
/** The worker wakes after this time (ms) even if time changes nothing, for example where systems never close. */
const MAX_DELAY = DAY;

/** The alarm that this worker planned, and the time of planning by two clocks: the PC's clock can be corrected. */
let planned: { at: number; plannedAt: number; plannedAtMonotonic: number } | undefined;

/** How often a recovery was scheduled; see `planWake`. */
let recoveries = 0;

/** Wakes the worker in 30 s, in case it is killed. Call it before any await. Never rejects. */
export async function scheduleRecovery(): Promise<void> {
  recoveries += 1;
  const at = limitAlarm(Date.now());
  if (!isPlannedBy(at)) await createAlarm(at);
}

/**
 * Wakes the worker by `at` (ms since the epoch), at the soonest in 30 s. Never postpones an alarm, not even that of an
 * earlier worker; alarms can vanish on a browser restart. Never rejects.
 */
export async function wakeBy(at: number): Promise<void> {
  if (isPlannedBy(limitAlarm(at))) return;
  const alarm = planned ? undefined : await browser.alarms.get(WAKE_ALARM).catch(() => undefined);
  const isSet = alarm !== undefined && alarm.scheduledTime <= limitAlarm(at) + SECOND;
  if (!isSet && !isPlannedBy(limitAlarm(at))) await createAlarm(limitAlarm(at));
}

/**
 * Sets the next alarm once all work is done. Does nothing if a recovery was scheduled since `count` was read. Never
 * rejects.
 */
export async function planWake(at: number, count: number): Promise<void> {
  if (recoveries === count) await createAlarm(limitAlarm(at));
}

/** Returns how often a recovery was scheduled, for `planWake`. */
export function recoveryCount(): number {
  return recoveries;
}

/** The alarm has fired: nothing is planned any more. */
export function forgetPlan(): void {
  planned = undefined;
}

/** Limits the time of an alarm: an alarm has no infinite one. */
function limitAlarm(at: number): number {
  return Math.max(Math.min(at, Date.now() + MAX_DELAY), Date.now() + MIN_DELAY);
}

/** Whether this worker has planned an alarm by `at`. */
function isPlannedBy(at: number): boolean {
  return planned !== undefined && !isClockCorrected(planned) && planned.at <= at;
}

function isClockCorrected({ plannedAt, plannedAtMonotonic }: NonNullable<typeof planned>): boolean {
  return Math.abs(Date.now() - plannedAt - (performance.now() - plannedAtMonotonic)) > SECOND;
}

async function createAlarm(at: number): Promise<void> {
  planned = { at, plannedAt: Date.now(), plannedAtMonotonic: performance.now() };
  try {
    await browser.alarms.create(WAKE_ALARM, { when: at, periodInMinutes: 1 });
  } catch (error) {
    // The next event, or the next start of the worker, tries again.
    console.error(error);
    planned = undefined;
  }
}
