import { browser } from 'wxt/browser';
import { MANUAL } from '../catalog/facts.ts';
import type { SystemId } from '../catalog/systems.ts';
import { setLanguage } from '../i18n/language.ts';
import { withMissedFailures } from '../run/missed.ts';
import { nextChangeAt } from '../run/next-change.ts';
import { withAnswer, withPlannedProbes } from '../run/probe-plan.ts';
import { type LoadEvent, prune } from '../run/reduce.ts';
import { EMPTY_RUN, type RunState } from '../run/run-state.ts';
import { readWorkerRun, saveRun } from '../run/run-store.ts';
import { badgeOf, isNewFailure, type RunView, viewOf } from '../run/view.ts';
import { serial } from '../serial.ts';
import { type Config, readConfig } from '../settings/config.ts';
import { planWake, recoveryCount, wakeBy } from './alarms.ts';
import { refreshBadge, showBadge } from './badge.ts';
import { openPopupFor } from './popup.ts';
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

/** The view before an update and after it, as of the same moment. */
interface Update {
  before: RunView;
  after: RunView;
}

/**
 * Changes the run, adds the probes that it calls for, saves it, and presents what has changed. A failure is stored
 * together with its probes: so it is never shown without them, and a killed worker loses neither. `event`: the load
 * event that `change` reduces.
 */
export async function applyUpdate(
  change: (run: RunState, config: Config) => RunState | Promise<RunState>,
  event?: LoadEvent,
): Promise<Update> {
  const { presented, before, after, runBefore, runAfter, probes, config } = await runExclusive(async () => {
    const [runBefore, config] = await Promise.all([readWorkerRun(), readConfig()]);
    const { settings, facts } = config;
    await setLanguage(settings.language, facts);
    const changed = await change(runBefore, config);
    const now = Date.now();
    const maySend = settings.useProbes && navigator.onLine;
    const { run: runAfter, systems: probes } = withPlannedProbes(changed, facts, now, maySend);
    await saveRun(runAfter);
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
  for (const tabId of newFailures(runBefore, { before, after }, event))
    if (config.settings.openPopup) void openPopupFor(tabId, currentView);
  for (const system of probes) void startProbe(system, after.now);
  scheduleRefresh(runAfter, after);
  for (const resolve of onNextUpdate.splice(0)) resolve();
  return { before, after };
}

function changedBadges(before: RunView, after: RunView): number[] {
  const tabIds = Object.keys({ ...before.tabs, ...after.tabs }).map(Number);
  return tabIds.filter((tabId) => badgeOf(before, tabId) !== badgeOf(after, tabId));
}

/** By tab: answers with an error status that wait for the signs of their page, each with the run before it. */
const awaitingSigns = new Map<number, { requestId: string; runBefore: RunState }>();

/** Returns the tabs in which the user is to be warned of a new failure now. */
function newFailures(runBefore: RunState, { before, after }: Update, event: LoadEvent | undefined): number[] {
  // Other tabs are checked at an error, too: their time may end with this update.
  if (event?.type === 'error') awaitingSigns.delete(event.tabId);
  if (event?.type === 'answer' && event.status >= 400)
    awaitingSigns.set(event.tabId, { requestId: event.requestId, runBefore });
  const reported = [...awaitingSigns].flatMap(([tabId, { requestId, runBefore }]) => {
    const shown = after.tabs[tabId]?.shown;
    const isSame = shown?.attempt.requestId === requestId;
    if (isSame && shown.diagnosis.isChecking && shown.diagnosis.cause === 'none') return [];
    awaitingSigns.delete(tabId);
    return isSame && isNewFailure(viewOf(runBefore, after.facts, after.now), after, tabId) ? [tabId] : [];
  });
  return event?.type === 'error' && isNewFailure(before, after, event.tabId) ? [event.tabId, ...reported] : reported;
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
    const { before, after } = await applyUpdate(async (run, { facts }) => {
      const tabs = await browser.tabs.query({}).catch(() => undefined);
      if (!tabs) return run;
      const now = Date.now();
      return withMissedFailures(prune(run, new Set(tabs.map((tab) => String(tab.id))), now), tabs, facts, now);
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
