import { useEffect, useMemo, useState } from 'preact/hooks';
import { hasEnded } from '@/utils/diagnosis/attempt.ts';
import { isClockOff } from '@/utils/diagnosis/clock.ts';
import type { PanelSection } from '@/utils/panel-sections.ts';
import { nextChangeAt } from '@/utils/run/next-change.ts';
import type { RunState } from '@/utils/run/run-state.ts';
import { type LoadView, loadToShow, type RunView, viewOf } from '@/utils/run/view.ts';
import type { Config } from '@/utils/settings/config.ts';
import { MINUTE, SECOND } from '@/utils/time.ts';
import { type BrowserState, type Snapshot, watchBrowserState } from '../snapshot.ts';
import { type ChangeSettings, useConfig } from './use-config.ts';

/** Everything that a surface renders. */
export interface SurfaceState extends BrowserState {
  /** Computed once per change. */
  view: RunView;
  /** The load that the card is about; `undefined`: no load went wrong. */
  load: LoadView | undefined;
  config: Config;
  changeSettings: ChangeSettings;
}

/** Whether the time of this PC is not to be trusted: its clock seems wrong, and by how much is not known. */
export function isTimeUnsure({ load, view }: SurfaceState): boolean {
  return load?.diagnosis.cause === 'clock-wrong' && !isClockOff(view.clockOffset);
}

export type OpenSection = (section: PanelSection) => void;

/** What most parts of a surface need. */
export type SurfaceProps = { state: SurfaceState; openSection: OpenSection };

/** The actions of a surface's buttons. `onLeave`: called after a button has opened a page. */
export type SurfaceActions = { onLeave: () => void; openSection: OpenSection };

/** The state of a surface. Renders again after a change of storage, tab, permission or configuration, and by time. */
export function useView(first: Snapshot): SurfaceState {
  const [config, changeSettings] = useConfig(first.config);
  const [state, setState] = useState(() => ({ ...first.state, now: Date.now() }));
  const { run, now, ...browserState } = state;
  const refresh = () => setState((current) => ({ ...current, now: Date.now() }));
  useEffect(() => {
    // A PC that was asleep fires its timers late.
    addEventListener('focus', refresh);
    watchBrowserState((part) =>
      setState((current) => {
        const next = { ...current, ...part };
        return JSON.stringify(next) === JSON.stringify(current) ? current : { ...next, now: Date.now() };
      }),
    );
  }, []);

  const view = useMemo(() => viewOf(run, config.facts, now), [run, config.facts, now]);
  const load = loadToShow(view, browserState.tab, browserState.bareTabs);
  useEffect(() => {
    const timer = setTimeout(refresh, nextRefreshAt(run, view, load) - now);
    return () => clearTimeout(timer);
  }, [view, load]);
  return { ...browserState, run, view, load, config, changeSettings };
}

/**
 * The next moment at which time alone changes the content of a surface, in ms since the epoch. That is a change of the
 * view or the next minute of a clock. While the card shows a pending load it counts its seconds.
 */
export function nextRefreshAt(run: RunState, view: RunView, load: LoadView | undefined): number {
  const { facts, now, trueNow } = view;
  const isCounting = load !== undefined && !hasEnded(load.attempt);
  // The PC's clock and the servers' clock may begin their minutes at different moments.
  const untilMinute = Math.min(MINUTE - (now % MINUTE), MINUTE - (trueNow % MINUTE));
  return Math.min(now + (isCounting ? SECOND : untilMinute), nextChangeAt(run, facts, now));
}
