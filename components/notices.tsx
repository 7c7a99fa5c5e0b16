import { chromiumMajor, readBrands } from '@/utils/browser/which-browser.ts';
import { isBelowLimit } from '@/utils/catalog/facts.ts';
import { maintenanceAhead, renewalAhead } from '@/utils/catalog/schedule.ts';
import { dateName, timeSpan } from '@/utils/i18n/format.ts';
import { systemName } from '@/utils/i18n/system-name.ts';
import { text } from '@/utils/i18n/text.ts';
import { mayNeedCertificate } from '@/utils/settings/my-systems.ts';
import { Button } from './buttons.tsx';
import { isTimeUnsure, type SurfaceProps } from './hooks/use-view.ts';
import { PinNotice } from './pin-notice.tsx';

/** The administrator's notices that matter now: a text, maintenance, a renewal of certificates, an outdated browser. */
export function Notices({ state, openSection }: SurfaceProps) {
  const { facts, trueNow } = state.view;
  const { notice, minBrowserVersion } = facts;
  const renewal = mayNeedCertificate(state.config.settings.mySystems, facts) ? renewalAhead(trueNow, facts) : undefined;
  const isOld = isBelowLimit(chromiumMajor(readBrands()), facts);
  return (
    <>
      {notice && (
        <aside class="notice" data-notice="institution" aria-label={text('notice.institution')}>
          <b>{text('notice.institution')}</b>
          <p>{notice}</p>
        </aside>
      )}
      {maintenanceAhead(trueNow, facts).map(({ from, to, systems, note }) => (
        <aside class="notice" data-notice="maintenance" key={`${from} ${to}`}>
          <b>{text(from <= trueNow && !isTimeUnsure(state) ? 'notice.maintenanceNow' : 'notice.maintenance')}</b>
          <p>{timeSpan({ from, to })}</p>
          {systems && <p>{systems.map((id) => systemName(id, facts)).join(text('notice.and'))}</p>}
          {note && <p>{note}</p>}
        </aside>
      ))}
      {renewal && (
        <aside class="notice" data-notice="renewal">
          <b>{text('renewal.ahead', { date: dateName(renewal.at) })}</b>
          <p>{renewal.note ?? text('renewal.next')}</p>
          <Button label={text('renewal.setup')} onClick={() => openSection('setup')} />
        </aside>
      )}
      {state.needsPin && <PinNotice />}
      {isOld && (
        <aside class="notice" data-notice="browser">
          <b>{text('notice.browser', { min: minBrowserVersion ?? '' })}</b>
          <p>{text('notice.browserNext')}</p>
        </aside>
      )}
    </>
  );
}
