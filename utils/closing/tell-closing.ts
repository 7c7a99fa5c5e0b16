import { trueTime } from '../diagnosis/clock.ts';
import { messagesFor, setLanguage } from '../language.ts';
import { readSettings } from '../settings/settings.ts';
import { storageItem } from '../storage-item.ts';
import { clockOffsetAt } from '../watch/run-state.ts';
import { readRun } from '../watch/run-storage.ts';
import { type ClosingAnswer, closingNotice } from './closing.ts';

/** When closing time was last told. Outlives the browser run: whoever restarts the browser has been told all the same. */
const toldItem = storageItem('local', 'closing-told');

/**
 * What the page that asks is to say of closing time, by the servers' clock where the PC's is wrong; what it is given to say counts as
 * told. To be called for one page after another. Rejects where nothing can be read from storage; the page asks again
 * later. `now`: ms since the epoch, by the PC's clock.
 */
export async function tellClosing(now: number): Promise<ClosingAnswer> {
  const [run, settings, told] = await Promise.all([readRun(), readSettings(), toldItem.read()]);
  const at = trueTime(now, clockOffsetAt(run, now));
  // Whatever else is stored there counts as never.
  const shownAt = typeof told === 'number' ? told : Number.NaN;
  const answer = closingNotice({ now: at, shownAt, minutes: settings.closingMinutes });
  if (answer.closesIn === undefined) return answer;
  // What can't be noted is told twice, which is better than not at all.
  await toldItem.write(at).catch(console.error);
  await setLanguage(settings.language);
  return { ...answer, texts: await messagesFor('extension_', 'banner_close', 'closing_') };
}
