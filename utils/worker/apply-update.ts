import { browser } from 'wxt/browser';
import { hasSiteAccess } from '../browser/site-access.ts';
import { MANUAL } from '../catalog/facts.ts';
import type { SystemId } from '../catalog/systems.ts';
import { setLanguage } from '../i18n/language.ts';
import { refreshBadge, showBadge } from '../render/badge.ts';
import { type Change, openPopupOnNewFailure } from '../render/popup.ts';
import type { LoadEvent } from '../run/load-event.ts';
import { withMissedFailures } from '../run/missed.ts';
import { nextChangeAt } from '../run/next-change.ts';
import { withAnswer, withPlannedProbes } from '../run/probe-plan.ts';
import { prune } from '../run/prune.ts';
import { refreshRunIdCopy } from '../run/run-id.ts';
import { EMPTY_RUN, type RunState } from '../run/run-state.ts';
import { readWorkerRun, saveRun } from '../run/run-store.ts';
import { badgeOf, type RunView, viewOf } from '../run/view.ts';
import { serial } from '../serial.ts';
import { type Config, readConfig } from '../settings/config.ts';
import { planWake, recoveryCount, wakeBy } from './alarms.ts';
import { sendProbe } from './send-probe.ts';

/** Mutex for updates of the run. */
export const runExclusive = serial();

/** The view after the last update; `undefined`: this worker has made none yet. */
let view: RunView | undefined;

/** Returns the newest view. Its refresh is scheduled for each moment at which it changes by time alone. */
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
  const { presented, before, after, runBefore, runAfter, probes, config } = await runExclusive(async () => {
    const [runBefore, config] = await Promise.all([readWorkerRun(), readConfig()]);
    const { settings, facts } = config;
    const changed = await change(runBefore, config);
    const now = Date.now();
    const maySend = settings.useProbes && navigator.onLine;
    const { run: runAfter, systems: probes } = withPlannedProbes(changed, facts, now, maySend);
    await saveRun(runAfter);
    await setLanguage(settings.language, facts);
    const before = viewOf(runBefore, facts, now);
    const presented = view ?? before;
    const after = viewOf(runAfter, facts, now);
    view = after;
    return { presented, before, after, runBefore, runAfter, probes, config };
  });
  // Fire and forget, so that nothing delays the badge.
  if (event && runAfter !== runBefore) void showBadge(event.tabId, currentView);
  for (const tabId of changedBadges(presented, after))
    if (tabId !== event?.tabId) void refreshBadge(tabId, currentView);
  if (config.settings.openPopup) openPopupOnNewFailure({ runBefore, before, after }, event, LIVE_VIEW);
  for (const system of probes) void startProbe(system, after.now);
  scheduleRefresh(runAfter, after);
  for (const resolve of onNextUpdate.splice(0)) resolve();
  return { runBefore, before, after };
}

function changedBadges(before: RunView, after: RunView): number[] {
  const tabIds = Object.keys({ ...before.tabs, ...after.tabs }).map(Number);
  return tabIds.filter((tabId) => badgeOf(before, tabId) !== badgeOf(after, tabId));
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

/** Probes in flight in this worker; only a check by the user awaits them. */
export const inFlightProbes = new Map<SystemId, Promise<void>>();

/** Sends a probe and updates the run with its answer. Never rejects. */
export function startProbe(system: SystemId, askedAt: number): Promise<void> {
  const probe = runProbe(system, askedAt)
    .catch((error) => console.error(error))
    .finally(() => inFlightProbes.delete(system));
  inFlightProbes.set(system, probe);
  return probe;
}

async function runProbe(system: SystemId, askedAt: number): Promise<void> {
  const { facts } = await readConfig();
  const { result, date } = await sendProbe(system, facts);
  const endedAt = Date.now();
  const clockOffset = date === undefined ? undefined : date - endedAt;
  await applyUpdate((run) => withAnswer(run, system, { ...result, askedAt, endedAt }, clockOffset));
}

/** Refreshes the badges of all known tabs, drops closed tabs, and plans the next alarm. Never rejects. */
export async function refreshAllTabs(): Promise<void> {
  try {
    const count = recoveryCount();
    void refreshRunIdCopy();
    const { before, after } = await applyUpdate(async (run, { facts }) => {
      const [tabs, hasAccess] = await Promise.all([browser.tabs.query({}).catch(() => undefined), hasSiteAccess()]);
      if (!tabs) return run;
      const now = Date.now();
      const open = prune(run, new Set(tabs.map((tab) => String(tab.id))), now);
      // A click on the icon shows a withheld tab's address for a while. No event of its load was missed.
      return hasAccess ? withMissedFailures(open, tabs, facts, now) : open;
    });
    // A load whose end was missed is dropped now, and its badge goes.
    const tabIds = Object.keys({ ...before.tabs, ...after.tabs }).map(Number);
    await Promise.all(tabIds.map((tabId) => refreshBadge(tabId, currentView)));
    // Only now: until all badges have settled, the repeating alarm covers a killed worker.
    await planWake(nextChangeAt(await readWorkerRun(), currentView().facts, Date.now()), count);
  } catch (error) {
    console.error(error);
  }
}
