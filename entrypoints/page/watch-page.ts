import { browser } from 'wxt/browser';
import {
  MAX_ELEMENTS,
  MAX_ERROR_PAGE_TEXT,
  MAX_TITLE,
  PAGE_RULES,
  type PageContent,
  readSigns,
} from '@/utils/diagnosis/signs/read-signs.ts';
import type { Sign } from '@/utils/diagnosis/signs/signs.ts';
import type { SignsAnswer, SignsMessage } from '@/utils/run/messages.ts';
import { SECOND } from '@/utils/time.ts';
import { navigation } from './navigation.ts';

/** What one can type into or choose from. Buttons are none: error pages have them, too (「閉じる」, 「戻る」). */
const FIELDS =
  'input:not([type=hidden], [type=button], [type=submit], [type=reset], [type=image]), textarea, select, [contenteditable]:not([contenteditable=false])';
/** More frames than any error page has. */
const MAX_DOCUMENTS = 10;
/** How long a page is watched for what its scripts write late. */
const LATE = 10 * SECOND;
/** So often at most is a page read that changes all the time. */
const PAUSE = SECOND / 5;
/** When a report is sent again, in ms after the last try: a worker that is being stopped does not start again at once. */
const RETRIES = [0, 50, 100, 2 * SECOND];

/** What this page is seen to be, its frames included. Never throws, whatever the page is made of. */
export function readPage(document: Document, status: number): PageContent {
  const documents = documentsOf(document);
  // Counting is cheap on a page of any size; reading the text of a large one would not be.
  const elements = documents.reduce((sum, each) => sum + each.getElementsByTagName('*').length, 0);
  const isInteractive = elements > MAX_ELEMENTS || documents.some((each) => each.querySelector(FIELDS) !== null);
  if (isInteractive) return { status, title: '', text: '', isInteractive };
  const text = documents.map(textOf).join('\n').trim();
  return {
    status,
    title: document.title.slice(0, MAX_TITLE),
    text: text.slice(0, MAX_ERROR_PAGE_TEXT + 1),
    isInteractive,
  };
}

/** A document and those of its frames that can be seen and may be read: pages of the same origin. */
function documentsOf(document: Document): Document[] {
  const documents = [document];
  // Grows as frames are found in frames.
  for (const each of documents) {
    for (const frame of each.querySelectorAll<HTMLIFrameElement | HTMLFrameElement>('iframe, frame')) {
      const inner = isSeen(frame) && frame.offsetWidth > 1 && frame.offsetHeight > 1 ? frame.contentDocument : null;
      if (inner && documents.length < MAX_DOCUMENTS) documents.push(inner);
    }
  }
  return documents;
}

/** What is on screen: no comments, scripts, hidden elements or values of fields. */
function textOf({ body }: Document): string {
  // Of a body that is not shown at all, `innerText` would be everything in it, scripts included.
  return body && isSeen(body) ? body.innerText : '';
}

function isSeen(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true });
}

/**
 * Tells the worker what this page says, if it says anything, and again when it says something new; `show` gets what is then to be
 * shown in it, `null` for nothing. A page that works is not reported at all, unless it came back without a request (from the
 * back/forward cache, from prerendering), which the worker can't see by itself.
 */
export function watchPage(show: (answer: SignsAnswer) => void): void {
  let told: Sign[] | undefined;
  let shown: SignsAnswer = null;

  async function look(restored: boolean): Promise<void> {
    const status = navigation()?.responseStatus ?? 0;
    const signs = readSigns(readPage(document, status), PAGE_RULES);
    if (signs.includes('interactive')) stopWatching();
    const isFailing = isFailure(status, signs);
    const isNews = told ? signs.some((sign) => !told?.includes(sign)) : status >= 400 || signs.some(isWord);
    if (!isNews && !restored) return;
    told = signs;
    const answer = await send({ type: 'signs', ...(status > 0 ? { status } : {}), signs, restored });
    if (answer === undefined) return;
    if (!restored) {
      // The user may have closed it; and one that the page still gives cause for is not taken away.
      if (answer ? answer.cause === shown?.cause : shown && isFailing) return;
    }
    shown = answer;
    show(answer);
  }

  // One after another: the answer to an earlier look never comes after that to a later one.
  let queue = Promise.resolve();
  const lookInTurn = (restored = false) => {
    // What a page does to itself, such as taking away its root, is no reason not to look again.
    queue = queue.then(() => look(restored)).catch(() => {});
  };

  let isPlanned = false;
  const lookSoon = () => {
    if (isPlanned) return;
    isPlanned = true;
    // What changes until then is seen by that look: of a page that changes all the time, the observer need not hear each change.
    observer.disconnect();
    setTimeout(() => {
      isPlanned = false;
      watchFrames();
      lookInTurn();
    }, PAUSE);
  };
  const observer = new MutationObserver(lookSoon);
  let isWatching = true;
  const watchFrames = () => {
    if (!isWatching) return;
    const changes = {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ['class', 'style', 'hidden'],
    };
    for (const each of documentsOf(document)) observer.observe(each, changes);
  };
  function stopWatching(): void {
    isWatching = false;
    observer.disconnect();
  }

  function start(restored: boolean): void {
    lookInTurn(restored);
    watchFrames();
    setTimeout(stopWatching, LATE);
    // Of frames and pictures first, and of the page when all is there.
    document.addEventListener('load', () => isWatching && lookSoon(), true);
    addEventListener('load', lookSoon);
  }
  if ('prerendering' in document && document.prerendering) {
    document.addEventListener('prerenderingchange', () => start(true), { once: true });
  } else start(wasPrerendered());
  addEventListener('pageshow', (event) => {
    if (event.persisted) lookInTurn(true);
  });
}

/** Whether this page was there before it was shown: its load came without a word to the worker. */
function wasPrerendered(): boolean {
  const entry = navigation();
  return entry !== undefined && 'activationStart' in entry && Number(entry.activationStart) > 0;
}

/** Whether a page is one that can't be worked with. */
function isFailure(status: number, signs: readonly Sign[]): boolean {
  if (signs.includes('interactive')) return false;
  return status >= 400 || signs.some((sign) => sign !== 'certificate-present');
}

/** Whether a sign is something that the page says. */
function isWord(sign: Sign): boolean {
  return sign !== 'interactive';
}

/** Sends a report; `undefined` if nobody answers: the extension was updated or removed while the page was open. */
async function send(report: SignsMessage): Promise<SignsAnswer | undefined> {
  for (const pause of [...RETRIES, undefined]) {
    try {
      const answer: SignsAnswer | undefined = await browser.runtime.sendMessage(report);
      if (answer !== undefined) return answer;
    } catch {
      // The worker was stopped before it answered; the next message starts it again.
    }
    if (pause) await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return undefined;
}
