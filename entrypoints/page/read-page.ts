import { MAX_ELEMENTS, MAX_ERROR_PAGE_TEXT, MAX_TITLE, type PageContent } from '@/utils/diagnosis/signs/read-signs.ts';

/** Fields to type into or to choose from. Buttons do not count: error pages have them, too (「閉じる」, 「戻る」). */
const FIELDS =
  'input:not([type=hidden], [type=button], [type=submit], [type=reset], [type=image]), textarea, select, ' +
  '[contenteditable]:not([contenteditable=false])';
/** More frames than any error page has. */
const MAX_DOCUMENTS = 10;

/** Reads a page and its frames. Total: never throws, whatever the page is made of. */
export function readPage(document: Document, status: number): PageContent {
  const documents = readableDocuments(document);
  // Counting is cheap on a page of any size; reading the text of a large page is not.
  const elements = documents.reduce((sum, inner) => sum + inner.getElementsByTagName('*').length, 0);
  const isInteractive = elements > MAX_ELEMENTS || documents.some((inner) => inner.querySelector(FIELDS) !== null);
  if (isInteractive) return { status, title: '', text: '', isInteractive };
  const title = document.title.slice(0, MAX_TITLE);
  const text = documents.map(visibleText).join('\n').trim();
  return { status, title, text: text.slice(0, MAX_ERROR_PAGE_TEXT + 1), isInteractive };
}

/** Returns a document and those of its visible frames, as far as they have the same origin. */
export function readableDocuments(document: Document): Document[] {
  const documents = [document];
  // The list grows during the loop: frames may contain frames.
  for (const outer of documents) {
    for (const frame of outer.querySelectorAll<HTMLIFrameElement | HTMLFrameElement>('iframe, frame')) {
      const isOnScreen = isVisible(frame) && frame.offsetWidth > 1 && frame.offsetHeight > 1;
      const inner = isOnScreen ? frame.contentDocument : null;
      if (inner && documents.length < MAX_DOCUMENTS) documents.push(inner);
    }
  }
  return documents;
}

/** The text on screen, without comments, scripts, hidden elements and the values of fields. */
function visibleText({ body }: Document): string {
  // For a hidden body, `innerText` returns all of its text, scripts included.
  return body && isVisible(body) ? body.innerText : '';
}

function isVisible(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true });
}
