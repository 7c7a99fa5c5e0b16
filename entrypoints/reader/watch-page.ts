import { readSigns } from '@/utils/diagnosis/signs/read-signs.ts';
import type { Sign } from '@/utils/diagnosis/signs/signs.ts';
import { readableDocuments } from '@/utils/in-page/documents.ts';
import { navigationTiming } from '@/utils/in-page/navigation.ts';
import type { Reader } from '@/utils/in-page/reader-handover.ts';
import type { SignsAnswer } from '@/utils/run/messages.ts';
import { serial } from '@/utils/serial.ts';
import { SECOND } from '@/utils/time.ts';
import { readPage } from './read-page.ts';

/** Time (ms) for which the page's scripts may still change its text. */
const WATCH_TIME = 10 * SECOND;
/** Min time (ms) between two readings of a page that changes all the time. */
const READ_INTERVAL = SECOND / 5;

/** Changes that may change the visible text. */
const OBSERVED = { subtree: true, childList: true, characterData: true, attributeFilter: ['class', 'style', 'hidden'] };

/** Uses no API of the extension: it starts late, when elements can hide that by their names (DOM clobbering). */
export const watchPage: Reader = (show, isRestored, send) => {
  let sent: Sign[] | undefined;
  let shown: SignsAnswer = null;

  async function readAndSend(restored: boolean): Promise<void> {
    const status = navigationTiming()?.responseStatus ?? 0;
    const signs = readSigns(readPage(document, status));
    const isInteractive = signs.includes('interactive');
    if (isInteractive) stopWatching();
    const previous = sent;
    const hasNews = previous
      ? signs.some((sign) => !previous.includes(sign))
      : status >= 400 || (signs.length > 0 && !isInteractive);
    if (!restored && !hasNews) return;
    sent = signs;
    const answer = await send({ type: 'signs', ...(status > 0 ? { status } : {}), signs, restored });
    if (answer === undefined) return;
    // The user may have closed this banner. Without a new diagnosis, a page that still fails keeps its banner.
    const isFailure = !isInteractive && (status >= 400 || signs.some((sign) => sign !== 'certificate-present'));
    const isShown = answer ? answer.cause === shown?.cause : shown && isFailure;
    if (isShown && !restored) return;
    shown = answer;
    show(answer);
  }

  // One after another, so that a late answer never replaces a newer one.
  const runSerially = serial();
  const readNow = (restored: boolean) => {
    // A page may break itself, e.g. by removing its root; the next reading may succeed.
    void runSerially(() => readAndSend(restored)).catch(() => {});
  };

  let isScheduled = false;
  const readSoon = () => {
    if (isScheduled) return;
    isScheduled = true;
    // The scheduled reading covers all changes until then, so the observer need not run for each.
    observer.disconnect();
    setTimeout(() => {
      isScheduled = false;
      observe();
      readNow(false);
    }, READ_INTERVAL);
  };
  const observer = new MutationObserver(readSoon);
  let isWatching = true;
  const observe = () => {
    if (!isWatching) return;
    for (const target of readableDocuments(document)) observer.observe(target, OBSERVED);
  };
  function stopWatching(): void {
    isWatching = false;
    observer.disconnect();
  }

  readNow(isRestored);
  observe();
  setTimeout(stopWatching, WATCH_TIME);
  // `load` of frames and pictures, and of the page.
  document.addEventListener('load', () => isWatching && readSoon(), true);
  addEventListener('load', readSoon);
  return () => readNow(true);
};
