import { MANUAL } from '../catalog/facts.ts';
import { setLanguage } from '../i18n/set-language.ts';
import { refreshBadge, showBadge } from '../render/badge.ts';
import { openPopupOnFailures } from '../render/open-popup.ts';
import { completeUpdate, type Shown, type Update } from '../run/complete-update.ts';
import type { LoadEvent } from '../run/load-event.ts';
import { nextChangeAt } from '../run/next-change.ts';
import { EMPTY_RUN, type RunState } from '../run/run-state.ts';
import { readWorkerRun, saveRun } from '../run/run-store.ts';
import { type RunView, viewOf } from '../run/view.ts';
import { serial } from '../serial.ts';
import { type Config, readConfig } from '../settings/config.ts';
import { wakeBy } from './alarms.ts';
import { startProbe } from './start-probe.ts';

/** Mutex for updates of the run. */
export const runExclusive = serial();

/** What the last update has shown; empty: this worker has made none yet. */
let shown: Shown = { awaited: new Map() };

/** Returns the newest view. A timer refreshes it when time alone changes it. */
export function currentView(): RunView {
  return shown.view ?? viewOf(EMPTY_RUN, MANUAL, Date.now());
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
): Promise<Update> {
  const { update, settings } = await runExclusive(async () => {
    const [run, config] = await Promise.all([readWorkerRun(), readConfig()]);
    const { settings, facts } = config;
    const changed = await change(run, config);
    const maySend = settings.useProbes && navigator.onLine;
    const update = completeUpdate(run, changed, { event, shown, facts, now: Date.now(), maySend });
    await saveRun(update.runAfter);
    await setLanguage(settings.language, facts);
    shown = { view: update.viewAfter, awaited: update.failures.awaited };
    return { update, settings };
  });
  const { runBefore, runAfter, viewAfter } = update;
  // Fire and forget, so that nothing delays the badge. The event shows that its tab is on a system; the other tabs may
  // have gone on to another site.
  if (event && runAfter !== runBefore) void showBadge(event.tabId, currentView);
  for (const tabId of update.badges) void refreshBadge(tabId, currentView);
  if (settings.openPopup) openPopupOnFailures(update.failures, LIVE_VIEW);
  for (const system of update.probes) void startProbe(system, viewAfter.now, applyUpdate);
  scheduleRefresh(runAfter, viewAfter);
  for (const resolve of onNextUpdate.splice(0)) resolve();
  return update;
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
