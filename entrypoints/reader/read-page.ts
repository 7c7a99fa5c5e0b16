import { LineBuilder, MAX_PAGE_TEXT } from '@/utils/diagnosis/signs/lines.ts';
import { MAX_TITLE, type PageContent } from '@/utils/diagnosis/signs/read-signs.ts';
import { areLarge, isVisible, propertyOf, readableDocuments } from '@/utils/in-page/documents.ts';

/** Elements whose content the user has chosen or typed. */
const INPUT = 'select, textarea, [contenteditable]:not([contenteditable=false])';

/** Reads a page and its frames. Total: never throws, whatever the page is made of. */
export function readPage(document: Document, status: number): PageContent {
  const documents = readableDocuments(document);
  if (areLarge(documents)) return { status, title: '', lines: [], isInteractive: true };
  const builder = new LineBuilder();
  if (document.body) readInto(builder, document.body, documents);
  return { status, title: document.title.slice(0, MAX_TITLE), ...builder.finish(), at: Date.now() };
}

/** Adds what is on screen of an element to the lines: no comments, no scripts, no values of fields. */
function readInto(builder: LineBuilder, element: Element, documents: readonly Document[]): void {
  const { display, whiteSpace } = getComputedStyle(element);
  const isBlock = !/^(?:inline|contents|table-cell|ruby)/.test(display);
  const name = propertyOf(element, 'localName');
  builder.open(name, (attribute) => readAttribute(element, name, attribute), isBlock);
  const isShown = isVisible(element);
  const isInput = propertyOf(element, 'matches').call(element, INPUT);
  // `rt`: how a word is read.
  for (const node of isInput || name === 'rt' ? [] : propertyOf(element, 'childNodes')) {
    // Nodes in frames are no instances of this window's classes.
    if (propertyOf(node, 'nodeType') === Node.TEXT_NODE && isShown) {
      const text = (propertyOf(node, 'nodeValue') ?? '').slice(0, MAX_PAGE_TEXT + 1);
      builder.add(whiteSpace.startsWith('pre') ? text : text.replace(/[ \t\r\n\f]+/g, ' '));
    } else if (isElement(node) && propertyOf(node, 'checkVisibility').call(node)) readInto(builder, node, documents);
  }
  const frame = 'contentDocument' in element ? element.contentDocument : undefined;
  const inner = documents.find((other) => other === frame)?.body;
  if (inner) readInto(builder, inner, documents);
  builder.close(name, isBlock);
}

/** An attribute; the title of a drawing is its label. */
function readAttribute(element: Element, name: string, attribute: string): string | null {
  const value = propertyOf(element, 'getAttribute').call(element, attribute);
  if (value !== null || name !== 'svg' || attribute !== 'aria-label') return value;
  const first = propertyOf(element, 'firstElementChild');
  return first && propertyOf(first, 'localName') === 'title' ? propertyOf(first, 'textContent') : null;
}

function isElement(node: Node): node is Element {
  return propertyOf(node, 'nodeType') === Node.ELEMENT_NODE;
}
