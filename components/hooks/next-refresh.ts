import { hasEnded } from '@/utils/diagnosis/attempt.ts';
import type { LoadView, RunView } from '@/utils/run/view.ts';
import { MINUTE, SECOND } from '@/utils/time.ts';

/**
 * The next moment, in ms since the epoch, at which time alone changes the content of a surface: after a second while a
 * load is pending, because the card counts its seconds; otherwise with the next minute of a clock on the screen.
 */
export function nextRefreshAt({ now, trueNow, pending, systems }: RunView, shown: LoadView | undefined): number {
  const loads = [...pending, ...Object.values(systems), ...(shown ? [shown] : [])];
  if (loads.some(({ attempt, diagnosis }) => !hasEnded(attempt) || diagnosis.isChecking)) return now + SECOND;
  // The PC's clock and the servers' clock may begin their minutes at different moments.
  return now + Math.min(untilNextMinute(now), untilNextMinute(trueNow));
}

function untilNextMinute(at: number): number {
  return MINUTE - (at % MINUTE);
}
