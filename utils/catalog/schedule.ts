import { DAY } from '../time.ts';
import type { Facts, Maintenance, Renewal } from './facts.ts';
import { type OpeningState, openingState } from './hours.ts';
import type { SystemId } from './systems.ts';

/** Notices announce maintenance this long ahead. */
const NOTICE_PERIOD = 7 * DAY;

/** M15: returns whether the systems are open at `at` (ms since the epoch), and the next change. */
export function serviceState(at: number, facts: Facts): OpeningState {
  return openingState(facts.serviceHours, at);
}

/** Finds the announced maintenance of this system, or of all, that covers `at` (ms since the epoch). */
export function maintenanceAt(system: SystemId, at: number, facts: Facts): Maintenance | undefined {
  return facts.maintenance.find(
    ({ from, to, systems }) => from <= at && at < to && (systems?.includes(system) ?? true),
  );
}

/** Lists the maintenance that notices announce at `at` (ms since the epoch), in the order of the facts. */
export function maintenanceAhead(at: number, facts: Facts): Maintenance[] {
  return facts.maintenance.filter(({ from, to }) => at < to && from - at <= NOTICE_PERIOD);
}

/** Returns the renewal of certificates if reminders of it are due at `at` (ms since the epoch). */
export function renewalAhead(at: number, { renewal }: Facts): Renewal | undefined {
  return renewal && at < renewal.at && renewal.at - at <= renewal.remindDays * DAY ? renewal : undefined;
}

/** Whether the renewal has made older certificates invalid at `at` (ms since the epoch). */
export function isRenewed(at: number, { renewal }: Facts): boolean {
  return renewal !== undefined && at >= renewal.at;
}
