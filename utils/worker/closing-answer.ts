import { storageItem } from '../browser/storage-item.ts';
import { systemOfAddress } from '../catalog/address.ts';
import { daysBetween } from '../catalog/calendar.ts';
import { currentFacts } from '../catalog/facts.ts';
import { renewalAhead } from '../catalog/service.ts';
import { trueTime } from '../diagnosis/clock.ts';
import { overridesFor, setLanguage } from '../i18n/language.ts';
import { type ClosingAnswer, closingReminder } from '../run/closing.ts';
import { readRun } from '../run/run-store.ts';
import { clockOffsetAt } from '../run/view.ts';
import { mayNeedCertificate } from '../settings/my-systems.ts';
import { readSettings } from '../settings/settings.ts';

/** When closing time was last told. Outlives the browser run: whoever restarts the browser has been told all the same. */
const toldItem = storageItem('closing-told');

/** When a renewal of certificates was last told, likewise. */
const renewalToldItem = storageItem('renewal-told');

/**
 * What the page that asks, with this address, is to say: of closing time, or, once a day, of a renewal of certificates; by the servers'
 * clock where the PC's is wrong. What it is given to say counts as told. To be called for one page after another. Rejects where
 * nothing can be read from storage. `now`: ms since the epoch, by the PC's clock.
 */
export async function tellClosing(address: string, now: number): Promise<ClosingAnswer> {
  const [run, settings, told, renewalTold] = await Promise.all([
    readRun(),
    readSettings(),
    toldItem.read(),
    renewalToldItem.read(),
  ]);
  if (!systemOfAddress(address)) return {};
  const at = trueTime(now, clockOffsetAt(run, now));
  const answer = closingReminder({
    now: at,
    shownAt: moment(told),
    minutes: settings.closingMinutes,
    facts: currentFacts(),
  });
  const isRenewal = renewalAhead(at) !== undefined && mayNeedCertificate(settings.mySystems, currentFacts());
  const isRenewalNear = answer.closesIn === undefined && isRenewal && daysBetween(moment(renewalTold), at) !== 0;
  if (answer.closesIn === undefined && !isRenewalNear) return answer;
  // What can't be noted is told twice, which is better than not at all.
  await (isRenewalNear ? renewalToldItem : toldItem).write(at).catch(console.error);
  await setLanguage(settings.language);
  const overrides = await overridesFor(['extension_', 'banner_', 'closing_', 'renewal_', 'hours_date']);
  return { ...answer, ...overrides, ...(isRenewalNear && { isRenewalNear }) };
}

/** Whatever else is stored counts as never. */
function moment(stored: unknown): number {
  return typeof stored === 'number' ? stored : Number.NaN;
}
