import { MAX_ELEMENTS } from '@/utils/diagnosis/signs/signs.ts';

/**
 * Fields to work with. Error pages have others, too: buttons (「戻る」), a search, an address for news, a language; or
 * fields that are out of use.
 */
const FIELDS =
  ':is(input:not([type=hidden], [type=button], [type=submit], [type=reset], [type=image], [type=search], [type=email])' +
  ', textarea, [contenteditable]:not([contenteditable=false])):not(:disabled, [readonly], [aria-disabled=true])';
/** More frames than any error page has. */
const MAX_DOCUMENTS = 10;

/**
 * Whether people work in these documents: they have fields, or are far larger than an error page. A page with fields
 * that names a certificate is still read: it may say that there is none.
 */
export function areAtWork(documents: readonly Document[]): boolean {
  const hasFields = documents.some((inner) => inner.querySelector(FIELDS) !== null);
  return areLarge(documents) || (hasFields && !documents.some(namesCertificate));
}

/** Counting is cheap on a page of any size; reading the text of a large page is not. */
export function areLarge(documents: readonly Document[]): boolean {
  return documents.reduce((sum, inner) => sum + inner.getElementsByTagName('*').length, 0) > MAX_ELEMENTS;
}

function namesCertificate({ body }: Document): boolean {
  return /証明書|certificate/i.test(body?.textContent ?? '');
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
  return propertyOf(element, 'checkVisibility').call(element, { visibilityProperty: true });
}

/** Reads a property of a node from the prototypes: in a form, fields hide its properties of the same name. */
export function propertyOf<Key extends keyof Element>(node: Node, key: Key): Element[Key] {
  return Reflect.get(Element.prototype, key, node);
}
