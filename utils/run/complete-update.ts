import type { Facts } from '../catalog/facts.ts';
import type { SystemId } from '../catalog/systems.ts';
import type { LoadEvent } from './load-event.ts';
import { type AwaitedSigns, type NewFailures, newFailures } from './new-failures.ts';
import { withPlannedProbes } from './probe-plan.ts';
import type { RunState } from './run-state.ts';
import { badgeIn, type RunView, viewOf } from './view.ts';

/** What the worker keeps from one update to the next, in memory only. */
export interface Shown {
  /** The view that the badges show. Absent: that of the stored run. */
  view?: RunView;
  /** Without them at most one automatic popup is lost. */
  awaited: AwaitedSigns;
}

/** One update of the run. */
export interface Update {
  runBefore: RunState;
  runAfter: RunState;
  /** The views of both runs at the same moment. */
  viewBefore: RunView;
  viewAfter: RunView;
  /** The systems to send a probe to. */
  probes: SystemId[];
  /** The tabs whose badge has changed; without the tab of the event, whose badge is shown in any case. */
  badges: number[];
  failures: NewFailures;
}

/**
 * Completes a change of the run: adds the probes that the changed run needs, and computes what there is to show. Pure.
 */
export function completeUpdate(
  runBefore: RunState,
  changed: RunState,
  { event, shown, facts, now, maySend }: UpdateContext,
): Update {
  const { run: runAfter, systems: probes } = withPlannedProbes(changed, facts, now, maySend);
  const viewBefore = viewOf(runBefore, facts, now);
  const viewAfter = viewOf(runAfter, facts, now);
  const badges = changedBadges(shown.view ?? viewBefore, viewAfter).filter((tabId) => tabId !== event?.tabId);
  const failures = newFailures({ runBefore, viewBefore, viewAfter }, event, shown.awaited);
  return { runBefore, runAfter, viewBefore, viewAfter, probes, badges, failures };
}

interface UpdateContext {
  /** The load event of the change, if any. */
  event: LoadEvent | undefined;
  shown: Shown;
  facts: Facts;
  /** In ms since the epoch. */
  now: number;
  /** Whether probes can be sent now. */
  maySend: boolean;
}

function changedBadges(before: RunView, after: RunView): number[] {
  return tabsOf(before, after).filter((tabId) => badgeIn(before, tabId) !== badgeIn(after, tabId));
}

/** The ids of the tabs in either view. */
export function tabsOf(before: RunView, after: RunView): number[] {
  return Object.keys({ ...before.tabs, ...after.tabs }).map(Number);
}
