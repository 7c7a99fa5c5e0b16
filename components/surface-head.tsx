import { useState } from 'preact/hooks';
import { requestSiteAccess } from '@/utils/browser/site-access.ts';
import { systemById } from '@/utils/catalog/facts.ts';
import { maintenanceAhead } from '@/utils/catalog/schedule.ts';
import { CAUSES, type Cause } from '@/utils/diagnosis/causes.ts';
import type { CertificateState } from '@/utils/diagnosis/certificate-history.ts';
import { isClockOff } from '@/utils/diagnosis/clock.ts';
import { clockTime, clockTrouble, dayName, timeLeft } from '@/utils/i18n/format.ts';
import { text } from '@/utils/i18n/text.ts';
import { Button } from './buttons.tsx';
import { DiagnosisCard } from './diagnosis-card.tsx';
import { isTimeUnsure, type SurfaceActions, type SurfaceState } from './hooks/use-view.ts';
import { Notices } from './notices.tsx';
import { TitleBar } from './title-bar.tsx';

/** The upper half of popup and side panel: title, hours and certificate, the diagnosis, and notices. */
export function SurfaceHead({ state, ...actions }: { state: SurfaceState } & SurfaceActions) {
  return (
    <>
      <TitleBar title={text('extension.name')} />
      <StatusBar state={state} />
      {state.hasAccess ? <DiagnosisCard state={state} {...actions} /> : <AccessCard />}
      <Notices state={state} openSection={actions.openSection} />
    </>
  );
}

const HOURS_TONES = { open: 'good', maintenance: 'waiting', closed: 'closed' } as const;

/** Whether the systems can be used now (M15), by the true clock, and whether this PC has a certificate. */
function StatusBar({ state }: { state: SurfaceState }) {
  const { load, view } = state;
  const { facts, trueNow, clockOffset, service, certificate } = view;
  const { open, changesAt } = service;
  const maintenance = maintenanceAhead(trueNow, facts).find(({ from, systems }) => from <= trueNow && !systems);
  const hours = maintenance ? 'maintenance' : open ? 'open' : 'closed';
  const until = maintenance?.to ?? changesAt;
  const change = maintenance ? 'hours.stoppedUntil' : open ? 'hours.until' : 'hours.opens';
  const values = { day: dayName(until, trueNow), time: clockTime(until), left: timeLeft(until - trueNow) };
  const cause = load?.diagnosis.cause ?? 'none';
  // Systems that never close do not depend on the clock.
  const isUnsure = isTimeUnsure(state) && Number.isFinite(until);
  const needsNone = cause !== 'none' && systemById(load?.diagnosis.system ?? '', facts)?.certificate === 'none';
  const isNeeded = certificate !== 'unknown' || !needsNone;
  return (
    <dl class="status box">
      <div data-hours={isUnsure ? 'unsure' : hours} data-tone={isUnsure ? undefined : HOURS_TONES[hours]}>
        <dt>{text('hours.label')}</dt>
        {isUnsure ? (
          <dd>
            <b>{text('hours.daily')}</b>
            <span class="clock">{text('hours.unsure')}</span>
          </dd>
        ) : (
          <dd>
            <b>{text(`hours.${hours}`)}</b>
            <span>{Number.isFinite(until) ? text(change, values) : text('hours.always')}</span>
            {isClockOff(clockOffset) && (
              <span class="clock">{text('hours.corrected', { trouble: clockTrouble(clockOffset) })}</span>
            )}
          </dd>
        )}
      </div>
      <div data-certificate={certificate} data-tone={certificateTone(certificate, cause)}>
        <dt>{text(isNeeded ? 'certificate.label' : 'certificate.ofSystem')}</dt>
        <dd>
          <b>{text(`certificate.${isNeeded ? certificate : 'none'}`)}</b>
        </dd>
      </div>
    </dl>
  );
}

function certificateTone(certificate: CertificateState, cause: Cause): 'good' | 'bad' | undefined {
  if (certificate === 'absent') return 'bad';
  // No comfort beside a failure of the certificate.
  return certificate === 'present' && CAUSES[cause].certificate === undefined ? 'good' : undefined;
}

/** Explains that the browser hides the systems' pages from the extension, and requests access at a click. */
function AccessCard() {
  const [isRefused, setRefused] = useState(false);
  const request = async () => setRefused(!(await requestSiteAccess()));
  return (
    <section class="card" data-access="withheld" data-tone="waiting" aria-labelledby="access">
      <h2 id="access">{text('permission.title')}</h2>
      <ol>
        <li>
          <div>
            {text('permission.step1')} <Button label={text('permission.grant')} onClick={request} />
          </div>
        </li>
        <li>
          <div>{text('permission.step2')}</div>
        </li>
      </ol>
      <p class="reason">{text('permission.reason')}</p>
      {isRefused && <p role="alert">{text('permission.refused')}</p>}
    </section>
  );
}
