import { facts, type Maintenance, type Renewal } from './facts.ts';
import { DAY, type OpeningState, openingState } from './hours.ts';
import type { SystemId } from './systems.ts';

/** Maintenance is announced so long ahead. */
const AHEAD = 7 * DAY;

/** M15: whether the systems can be used at `at` (ms since the epoch), and when that changes. */
export function serviceState(at: number): OpeningState {
  return openingState(facts().serviceHours, at);
}

/** The maintenance that goes on at `at` (ms since the epoch), of this system or of all; `undefined`: none. */
export function maintenanceAt(system: SystemId, at: number): Maintenance | undefined {
  return facts().maintenance.find(
    ({ from, to, systems }) => from <= at && at < to && (systems?.includes(system) ?? true),
  );
}

/** The maintenance that goes on at `at` or is to be announced, the earliest first. */
export function maintenanceAhead(at: number): Maintenance[] {
  return facts().maintenance.filter(({ from, to }) => at < to && from - at <= AHEAD);
}

/** The renewal of certificates that people are to be reminded of at `at` (ms since the epoch); `undefined`: none. */
export function renewalAhead(at: number): Renewal | undefined {
  const { renewal } = facts();
  return renewal && at < renewal.at && renewal.at - at <= renewal.remindDays * DAY ? renewal : undefined;
}

/** Whether certificates of before the renewal count no more at `at` (ms since the epoch). */
export function isRenewed(at: number): boolean {
  const { renewal } = facts();
  return renewal !== undefined && at >= renewal.at;
}
