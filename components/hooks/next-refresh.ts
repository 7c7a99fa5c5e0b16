import { hasEnded } from '@/utils/diagnosis/attempt.ts';
import { nextChangeAt } from '@/utils/run/next-change.ts';
import type { RunState } from '@/utils/run/run-state.ts';
import type { LoadView, RunView } from '@/utils/run/view.ts';
import { MINUTE, SECOND } from '@/utils/time.ts';

/**
 * The next moment at which time alone changes the content of a surface, in ms since the epoch. That is a change of the
 * view or the next minute of a clock. While the card shows a pending load it counts its seconds.
 * @param shown the load on the card
 */
export function nextRefreshAt(run: RunState, view: RunView, shown: LoadView | undefined): number {
  const { facts, now, trueNow } = view;
  const isCounting = shown !== undefined && !hasEnded(shown.attempt);
  // The PC's clock and the servers' clock may begin their minutes at different moments.
  const nextTick = now + (isCounting ? SECOND : Math.min(untilNextMinute(now), untilNextMinute(trueNow)));
  return Math.min(nextTick, nextChangeAt(run, facts, now));
}

function untilNextMinute(at: number): number {
  return MINUTE - (at % MINUTE);
}
