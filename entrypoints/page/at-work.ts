import { MAX_ELEMENTS } from '@/utils/diagnosis/signs/signs.ts';

/** Fields to type into or to choose from. Buttons do not count: error pages have them, too (「閉じる」, 「戻る」). */
const FIELDS =
  'input:not([type=hidden], [type=button], [type=submit], [type=reset], [type=image]), textarea, select, ' +
  '[contenteditable]:not([contenteditable=false])';
/** More frames than any error page has. */
const MAX_DOCUMENTS = 10;

/**
 * Whether people work in these documents: they have fields, or are far larger than an error page. Counting is cheap on
 * a page of any size; reading the text of a large page is not.
 */
export function areAtWork(documents: readonly Document[]): boolean {
  const elements = documents.reduce((sum, inner) => sum + inner.getElementsByTagName('*').length, 0);
  return elements > MAX_ELEMENTS || documents.some((inner) => inner.querySelector(FIELDS) !== null);
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

/** Whether an element is on screen. */
export function isVisible(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true });
}
