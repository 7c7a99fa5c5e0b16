import { MANUAL } from '../catalog/facts.ts';
import { setLanguage } from '../i18n/language.ts';
import { badgeIn, refreshBadge, showBadge } from '../render/badge.ts';
import { type Change, openPopupOnNewFailure } from '../render/popup.ts';
import type { LoadEvent } from '../run/load-event.ts';
import { nextChangeAt } from '../run/next-change.ts';
import { withPlannedProbes } from '../run/probe-plan.ts';
import { EMPTY_RUN, type RunState } from '../run/run-state.ts';
import { readWorkerRun, saveRun } from '../run/run-store.ts';
import { type RunView, viewOf } from '../run/view.ts';
import { serial } from '../serial.ts';
import { type Config, readConfig } from '../settings/config.ts';
import { wakeBy } from './alarms.ts';
import { startProbe } from './probes.ts';

/** Mutex for updates of the run. */
export const runExclusive = serial();

/** The view after the last update; `undefined`: this worker has made none yet. */
let view: RunView | undefined;

/** Returns the newest view. A timer refreshes it when time alone changes it. */
export function currentView(): RunView {
  return view ?? viewOf(EMPTY_RUN, MANUAL, Date.now());
}

/** Resolves after the next update. Check the current view first, without an await between: updates go on. */
export function nextUpdate(): Promise<void> {
  return new Promise((resolve) => onNextUpdate.push(resolve));
}
const onNextUpdate: (() => void)[] = [];

const LIVE_VIEW = { current: currentView, next: nextUpdate };

/**
 * Changes the run, adds the probes that it calls for, saves it, and presents what has changed. A failure is stored
 * together with its probes: so it is never shown without them, and a killed worker loses neither. `event`: the load
 * event that `change` reduces.
 */
export async function applyUpdate(
  change: (run: RunState, config: Config) => RunState | Promise<RunState>,
  event?: LoadEvent,
): Promise<Change> {
  const { shownView, before, after, runBefore, runAfter, probes, config } = await runExclusive(async () => {
    const [runBefore, config] = await Promise.all([readWorkerRun(), readConfig()]);
    const { settings, facts } = config;
    const changed = await change(runBefore, config);
    const now = Date.now();
    const maySend = settings.useProbes && navigator.onLine;
    const { run: runAfter, systems: probes } = withPlannedProbes(changed, facts, now, maySend);
    await saveRun(runAfter);
    await setLanguage(settings.language, facts);
    const before = viewOf(runBefore, facts, now);
    // Badges show the view of the last update; at the start of a worker, that of the stored run.
    const shownView = view ?? before;
    const after = viewOf(runAfter, facts, now);
    view = after;
    return { shownView, before, after, runBefore, runAfter, probes, config };
  });
  // Fire and forget, so that nothing delays the badge. The event shows that its tab is on a system; the other tabs may
  // have gone on to another site.
  if (event && runAfter !== runBefore) void showBadge(event.tabId, currentView);
  for (const tabId of changedBadges(shownView, after))
    if (tabId !== event?.tabId) void refreshBadge(tabId, currentView);
  if (config.settings.openPopup) openPopupOnNewFailure({ runBefore, before, after }, event, LIVE_VIEW);
  for (const system of probes) void startProbe(system, after.now, applyUpdate);
  scheduleRefresh(runAfter, after);
  for (const resolve of onNextUpdate.splice(0)) resolve();
  return { runBefore, before, after };
}

function changedBadges(before: RunView, after: RunView): number[] {
  const tabIds = Object.keys({ ...before.tabs, ...after.tabs }).map(Number);
  return tabIds.filter((tabId) => badgeIn(before, tabId) !== badgeIn(after, tabId));
}

let refreshTimer: ReturnType<typeof setTimeout> | undefined;

/** Longest delay of a timer; browsers run a longer one at once. */
const MAX_DELAY = 2 ** 31 - 1;

/** Schedules the next update by time alone; the alarm replaces the timer of a worker that is stopped before. */
function scheduleRefresh(run: RunState, { facts, now }: RunView): void {
  const at = nextChangeAt(run, facts, now);
  clearTimeout(refreshTimer);
  // Timers cut fractions of a ms: without rounding up, the refresh would repeat until `at`.
  refreshTimer = setTimeout(() => void applyUpdate((run) => run), Math.min(Math.ceil(at - now), MAX_DELAY));
  void wakeBy(at);
}
