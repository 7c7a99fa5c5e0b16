import { MAX_ERROR_PAGE_TEXT, MAX_TITLE, type PageContent } from '@/utils/diagnosis/signs/read-signs.ts';
import { areAtWork, isVisible, readableDocuments } from './at-work.ts';

/** Reads a page and its frames. Total: never throws, whatever the page is made of. */
export function readPage(document: Document, status: number): PageContent {
  const documents = readableDocuments(document);
  const isInteractive = areAtWork(documents);
  if (isInteractive) return { status, title: '', text: '', isInteractive };
  const title = document.title.slice(0, MAX_TITLE);
  const text = documents.map(visibleText).join('\n').trim();
  return { status, title, text: text.slice(0, MAX_ERROR_PAGE_TEXT + 1), isInteractive };
}

/** The text on screen, without comments, scripts, hidden elements and the values of fields. */
function visibleText({ body }: Document): string {
  // For a hidden body, `innerText` returns all of its text, scripts included.
  return body && isVisible(body) ? body.innerText : '';
}
