import { currentFacts } from '@/utils/catalog/facts.ts';
import { maintenanceAhead, serviceState } from '@/utils/catalog/service.ts';
import { type CertificateState, certificateState } from '@/utils/diagnosis/certificate.ts';
import { isClockOff, trueTime } from '@/utils/diagnosis/clock.ts';
import { clockTime, clockTrouble, dayName, timeLeft } from '@/utils/i18n/format.ts';
import { text } from '@/utils/i18n/text.ts';
import type { RunState } from '@/utils/run/run-state.ts';
import { clockOffsetAt } from '@/utils/run/view.ts';

/**
 * Whether the systems can be used now (M15), and what is known of the certificate on this PC. Where the PC's clock is wrong,
 * the servers' counts. `now`: ms since the epoch.
 */
export function StatusBar({ run, now }: { run: RunState; now: number }) {
  const clockOffset = clockOffsetAt(run, now);
  const at = trueTime(now, clockOffset);
  const { open, changesAt } = serviceState(at);
  const stopped = maintenanceAhead(at).find(({ from, systems }) => from <= at && !systems);
  const certificate: CertificateState = certificateState(Object.values(run.last), currentFacts(), now);
  return (
    <dl class="status">
      <div data-hours={stopped ? 'maintenance' : open ? 'open' : 'closed'}>
        <dt>{text('hours.label')}</dt>
        <dd>
          <b>{text(stopped ? 'hours.maintenance' : open ? 'hours.open' : 'hours.closed')}</b>
          <span>
            {stopped
              ? text('hours.stoppedUntil', { day: dayName(stopped.to, at), time: clockTime(stopped.to) })
              : open
                ? text('hours.until', { time: clockTime(changesAt), left: timeLeft(changesAt - at) })
                : text('hours.opens', { day: dayName(changesAt, at), time: clockTime(changesAt) })}
          </span>
          {isClockOff(clockOffset) && <span class="clock">{clockTrouble(clockOffset)}</span>}
        </dd>
      </div>
      <div data-certificate={certificate}>
        <dt>{text('certificate.label')}</dt>
        <dd>
          <b>{text(`certificate.${certificate}`)}</b>
        </dd>
      </div>
    </dl>
  );
}
