import { NO_SYSTEM } from '../catalog/systems.ts';
import { clockOffsetAt, keyedAttempt, pendingKeys, type RunState, withoutUnused } from './run-state.ts';

/** Drops closed tabs and loads whose end was missed; the same object if there are none. `now`: ms since the epoch. */
export function prune(run: RunState, openTabs: ReadonlySet<string>, now: number): RunState {
  const pending = new Set(pendingKeys(run, now));
  const tabs = Object.entries(run.tabs)
    .filter(([tabId]) => openTabs.has(tabId))
    .map(([tabId, tab]) => {
      const isMissed = tab.pending !== undefined && !pending.has(tab.pending);
      return [tabId, isMissed ? { shown: tab.shown } : tab] as const;
    });
  // Drop an old clock reading: after a clock correction it could seem valid again.
  const isClockOld = run.clockOffset !== undefined && clockOffsetAt(run, now) === undefined;
  // The tab with the wrong address is closed: forget it.
  const { [NO_SYSTEM]: wrong, ...systems } = run.last;
  const wrongTab = keyedAttempt(run, wrong)?.attempt.tabId;
  const last = wrongTab === undefined || openTabs.has(String(wrongTab)) ? run.last : systems;
  const isSame =
    !isClockOld &&
    last === run.last &&
    tabs.length === Object.keys(run.tabs).length &&
    tabs.every(([tabId, tab]) => run.tabs[tabId] === tab);
  if (isSame) return run;
  const { clockOffset, clockReadAt, ...rest } = run;
  return withoutUnused({
    ...rest,
    ...(!isClockOld && clockOffset !== undefined && { clockOffset, clockReadAt }),
    last,
    tabs: Object.fromEntries(tabs),
  });
}
