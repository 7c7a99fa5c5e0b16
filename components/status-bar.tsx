import { maintenanceAhead } from '@/utils/catalog/service.ts';
import { isClockOff } from '@/utils/diagnosis/clock.ts';
import { clockTime, clockTrouble, dayName, timeLeft } from '@/utils/i18n/format.ts';
import { text } from '@/utils/i18n/text.ts';
import type { RunView } from '@/utils/run/view.ts';

/** Whether the systems can be used now (M15), by the true clock, and whether this PC has a certificate. */
export function StatusBar({ view: { facts, trueNow, clockOffset, service, certificate } }: { view: RunView }) {
  const { open, changesAt } = service;
  const maintenance = maintenanceAhead(trueNow, facts).find(({ from, systems }) => from <= trueNow && !systems);
  return (
    <dl class="status">
      <div data-hours={maintenance ? 'maintenance' : open ? 'open' : 'closed'}>
        <dt>{text('hours.label')}</dt>
        <dd>
          <b>{text(maintenance ? 'hours.maintenance' : open ? 'hours.open' : 'hours.closed')}</b>
          <span>
            {maintenance
              ? text('hours.stoppedUntil', { day: dayName(maintenance.to, trueNow), time: clockTime(maintenance.to) })
              : open
                ? text('hours.until', { time: clockTime(changesAt), left: timeLeft(changesAt - trueNow) })
                : text('hours.opens', { day: dayName(changesAt, trueNow), time: clockTime(changesAt) })}
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
