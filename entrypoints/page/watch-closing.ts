import { browser } from 'wxt/browser';
import type { ClosingAnswer } from '@/utils/run/closing.ts';
import type { ClosingQuestion } from '@/utils/run/messages.ts';
import { MINUTE } from '@/utils/time.ts';

/** After so long without a sign of anyone, nobody is there. */
const ABSENCE = 10 * MINUTE;
/** What people do to a page. (A page can scroll by itself; the wheel it can't turn.) */
const ACTIVITY = ['pointerdown', 'pointermove', 'keydown', 'wheel'];
/** What may bring someone to this page without touching it: a frame in it takes the focus from its window. */
const ARRIVAL = ['focus', 'blur', 'visibilitychange', 'pageshow'];

/**
 * Asks the worker about closing time, and about what else there is to say, while someone is at this page: at the first sign of them, and when the moment has come that
 * the worker has named. Whoever comes back later is noticed by what they do. `show` gets what is to be said; it is not called while `isBusy` says that the page has more important things to say.
 * Once the extension was updated or removed there is nobody to ask, and the page is left in peace until it is loaded again.
 */
export function watchClosing(show: (answer: ClosingAnswer) => void, isBusy: () => boolean): void {
  let activeAt = Number.NEGATIVE_INFINITY;
  /** By the PC's clock. */
  let askAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const watching = new AbortController();
  let isWatchingSettings = false;

  async function look(): Promise<void> {
    if (isOrphaned()) {
      watching.abort();
      clearTimeout(timer);
      return;
    }
    if (Date.now() < askAt || !isThere() || isBusy()) return;
    askAt = Number.POSITIVE_INFINITY;
    watchSettings();
    const answer = await ask();
    const { askIn } = answer;
    clearTimeout(timer);
    if (askIn !== undefined) {
      askAt = Date.now() + askIn;
      timer = setTimeout(lookAnew, askIn);
    }
    if (answer.closesIn === undefined && !answer.isRenewalNear) return;
    try {
      show(answer);
    } catch {
      // A page can make it impossible, such as by taking away its root.
    }
  }

  /** The user's own settings, and the administrator's: from the first question on, so that a page that nobody is at costs nothing. */
  function watchSettings(): void {
    if (isWatchingSettings) return;
    isWatchingSettings = true;
    browser.storage.onChanged.addListener((changes) => {
      if (changes.settings) lookAnew();
    });
  }

  /** Whatever the clock says: it may have been put right. */
  function lookAnew(): void {
    askAt = 0;
    void look();
  }

  function isThere(): boolean {
    if (document.visibilityState !== 'visible' || !document.hasFocus()) return false;
    // What goes on in a frame can't be seen from here.
    const isInFrame = ['iframe', 'frame'].includes(document.activeElement?.localName ?? '');
    return isInFrame || Date.now() - activeAt < ABSENCE;
  }

  for (const type of [...ACTIVITY, ...ARRIVAL]) {
    const listener = (event: Event) => {
      if (!event.isTrusted) return;
      if (ACTIVITY.includes(type)) activeAt = Date.now();
      void look();
    };
    addEventListener(type, listener, { capture: true, passive: true, signal: watching.signal });
  }
}

/**
 * Whether this script was left behind by a version of the extension that has been updated or removed: Chromium takes the id away, or
 * `runtime` altogether (measured by `update.spec.ts`).
 */
function isOrphaned(): boolean {
  return browser.runtime?.id === undefined;
}

/** Where nobody answers (the worker was stopped just now, the extension is being updated), the next try is a minute later. */
async function ask(): Promise<ClosingAnswer> {
  const question: ClosingQuestion = { type: 'closing' };
  try {
    const answer: ClosingAnswer | undefined | null = await browser.runtime.sendMessage(question);
    return answer ?? { askIn: MINUTE };
  } catch {
    return { askIn: MINUTE };
  }
}
