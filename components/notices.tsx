import { useSettings } from '@/components/hooks/use-settings.ts';
import { chromiumMajor, readBrands } from '@/utils/browser/browser-info.ts';
import { currentFacts } from '@/utils/catalog/facts.ts';
import { maintenanceAhead, renewalAhead } from '@/utils/catalog/service.ts';
import { dateName, timeSpan } from '@/utils/i18n/format.ts';
import { systemName } from '@/utils/i18n/system-name.ts';
import { text } from '@/utils/i18n/text.ts';
import type { PanelSection } from '@/utils/panel-sections.ts';
import { isBelowLimit } from '@/utils/run/environment.ts';
import { mayNeedCertificate } from '@/utils/settings/my-systems.ts';

/**
 * What the institution's administrator has to tell, as far as it matters now; nothing where there is nothing. `at`: ms since the
 * epoch, by a clock that is right. `go` shows a part of the side panel.
 */
export function Notices({ at, go }: { at: number; go: (place: PanelSection) => void }) {
  const { notice, minBrowserVersion: min } = currentFacts();
  const [{ mySystems }] = useSettings();
  const renewal = mayNeedCertificate(mySystems) ? renewalAhead(at) : undefined;
  const isOld = isBelowLimit(chromiumMajor(readBrands()), currentFacts());
  return (
    <>
      {notice && (
        <aside class="notice" data-notice="institution" aria-label={text('notice.institution')}>
          <b>{text('notice.institution')}</b>
          <p>{notice}</p>
        </aside>
      )}
      {maintenanceAhead(at).map((each) => (
        <aside class="notice" data-notice="maintenance" key={`${each.from} ${each.to}`}>
          <b>{text(each.from <= at ? 'notice.maintenanceNow' : 'notice.maintenance')}</b>
          <p>{timeSpan(each)}</p>
          {each.systems && <p>{each.systems.map((id) => systemName(id)).join(text('notice.and'))}</p>}
          {each.note && <p>{each.note}</p>}
        </aside>
      ))}
      {renewal && (
        <aside class="notice" data-notice="renewal">
          <b>{text('renewal.ahead', { date: dateName(renewal.at) })}</b>
          <p>{renewal.note ?? text('renewal.next')}</p>
          <button type="button" onClick={() => go('setup')}>
            {text('renewal.setup')}
          </button>
        </aside>
      )}
      {isOld && (
        <aside class="notice" data-notice="browser">
          <b>{text('notice.browser', { min: min ?? '' })}</b>
          <p>{text('notice.browserNext')}</p>
        </aside>
      )}
    </>
  );
}
