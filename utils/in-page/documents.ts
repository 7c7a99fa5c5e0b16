import { MAX_ELEMENTS } from '../diagnosis/signs/signs.ts';

/** More frames than any error page has. */
const MAX_DOCUMENTS = 10;
/** A smaller frame, in CSS pixels, shows no message. Its border does not count. */
const MIN_FRAME = 20;

/** Counting is cheap on a page of any size; reading the text of a large page is not. */
export function areLarge(documents: readonly Document[]): boolean {
  return documents.reduce((sum, inner) => sum + inner.getElementsByTagName('*').length, 0) > MAX_ELEMENTS;
}

/** Returns a document and those of its visible frames, as far as they have the same origin. */
export function readableDocuments(document: Document): Document[] {
  const documents = [document];
  // The list grows during the loop: frames may contain frames.
  for (const outer of documents) {
    for (const frame of outer.querySelectorAll<HTMLIFrameElement | HTMLFrameElement>('iframe, frame')) {
      const isOnScreen = isVisible(frame) && frame.clientWidth > MIN_FRAME && frame.clientHeight > MIN_FRAME;
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
