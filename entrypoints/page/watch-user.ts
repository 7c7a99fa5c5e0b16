import { browser } from 'wxt/browser';
import type { BannerText } from '@/utils/i18n/banner-text.ts';
import { send } from '@/utils/in-page/send.ts';
import type { ReminderAnswer } from '@/utils/run/closing-reminder.ts';
import { MINUTE } from '@/utils/time.ts';
import { INPUT, listenToUser } from './user-events.ts';

/** The user counts as absent after this time (ms) without any input. */
const ABSENCE = 10 * MINUTE;

/**
 * Asks the worker for reminders (of closing time, of a renewal) while the user is at this page: at the first input,
 * and at each time that the worker names. Later input counts as a return. Calls `show` with a reminder; never while
 * `isBusy` returns true, because the page then shows something more important. After an update or removal of the
 * extension it does nothing. `first`: what the user has done before this call.
 */
export function watchUser(
  show: (texts: BannerText, closesIn?: number) => void,
  isBusy: () => boolean,
  first?: Event,
): void {
  let inputAt = Number.NEGATIVE_INFINITY;
  /** Time of the next question, by the PC's clock. */
  let nextRequestAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const watching = new AbortController();
  let isWatchingSettings = false;

  async function requestIfDue(): Promise<void> {
    // Chromium removes the id or the whole `runtime` after an update or removal (measured by extension-update.spec.ts).
    if (browser.runtime?.id === undefined) {
      watching.abort();
      clearTimeout(timer);
      return;
    }
    if (Date.now() < nextRequestAt || !isUserPresent() || isBusy()) return;
    nextRequestAt = Number.POSITIVE_INFINITY;
    // Starts with the first question: a page without a user costs nothing. Settings include the administrator's.
    if (!isWatchingSettings) browser.storage.onChanged.addListener(({ settings }) => settings && requestNow());
    isWatchingSettings = true;
    // Without an answer (the worker has just stopped, an update is under way) the next try is a minute later.
    const answer: ReminderAnswer = (await send<ReminderAnswer | null>({ type: 'reminder' })) ?? { askIn: MINUTE };
    const { askIn, banner, closesIn } = answer;
    clearTimeout(timer);
    if (askIn !== undefined) {
      nextRequestAt = Date.now() + askIn;
      timer = setTimeout(requestNow, askIn);
    }
    if (!banner) return;
    try {
      show(banner, closesIn);
    } catch {
      // A page can make a banner impossible, e.g. by removing its root.
    }
  }

  /** Ignores the planned time: a correction of the clock may have changed it. */
  function requestNow(): void {
    nextRequestAt = 0;
    void requestIfDue();
  }

  function isUserPresent(): boolean {
    if (document.visibilityState !== 'visible' || !document.hasFocus()) return false;
    // This script receives no events from inside a frame.
    const isInFrame = ['iframe', 'frame'].includes(document.activeElement?.localName ?? '');
    return isInFrame || Date.now() - inputAt < ABSENCE;
  }

  const handleEvent = ({ type }: Event) => {
    if (INPUT.includes(type)) inputAt = Date.now();
    void requestIfDue();
  };
  listenToUser(handleEvent, watching.signal);
  if (first) handleEvent(first);
}
