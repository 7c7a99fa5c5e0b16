import { storageItem } from '../browser/storage-item.ts';
import { systemOfAddress } from '../catalog/address.ts';
import { daysBetween } from '../catalog/calendar.ts';
import { renewalAhead } from '../catalog/schedule.ts';
import { trueTime } from '../diagnosis/clock.ts';
import { closingBanner, renewalBanner } from '../i18n/banner-text.ts';
import { setLanguage } from '../i18n/set-language.ts';
import { closingReminder, type ReminderAnswer } from '../run/closing-reminder.ts';
import { clockOffsetAt } from '../run/run-state.ts';
import { readWorkerRun } from '../run/run-store.ts';
import { readConfig } from '../settings/config.ts';
import { mayNeedCertificate } from '../settings/my-systems.ts';

/** The time of the last reminder of closing time. Outlives the browser run: a restart needs no second reminder. */
const closingItem = storageItem('closing-told');

/** The time of the last reminder of a renewal of certificates, likewise. */
const renewalItem = storageItem('renewal-told');

/**
 * Answers a page's question: how long the systems stay open, or, once a day, that certificates are to be renewed; by
 * the servers' clock if the PC's is wrong. An answer counts as shown, so handle one question after another. Rejects if
 * storage can't be read. `address`: the page's. `now`: ms since the epoch, by the PC's clock.
 */
export async function answerReminderQuestion(address: string, now: number): Promise<ReminderAnswer> {
  const [run, { settings, facts }, closingShown, renewalShown] = await Promise.all([
    readWorkerRun(),
    readConfig(),
    closingItem.read(),
    renewalItem.read(),
  ]);
  if (!systemOfAddress(address, facts)) return {};
  const at = trueTime(now, clockOffsetAt(run, now));
  const answer = closingReminder({
    now: at,
    shownAt: parseTime(closingShown),
    minutes: settings.closingMinutes,
    facts,
  });
  const isClosing = answer.closesIn !== undefined;
  const wasShownToday = daysBetween(parseTime(renewalShown), at) === 0;
  const mayRemind = !isClosing && !wasShownToday && mayNeedCertificate(settings.mySystems, facts);
  const renewal = mayRemind ? renewalAhead(at, facts) : undefined;
  if (!isClosing && !renewal) return answer;
  // If the write fails the reminder repeats.
  await (renewal ? renewalItem : closingItem).write(at).catch(console.error);
  await setLanguage(settings.language, facts);
  return { ...answer, banner: renewal ? renewalBanner(renewal) : closingBanner() };
}

/** Parses a stored time; anything else counts as never. */
function parseTime(stored: unknown): number {
  return typeof stored === 'number' ? stored : Number.NaN;
}
