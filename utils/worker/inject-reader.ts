import { browser } from 'wxt/browser';

/**
 * Injects reader.js into a document that asks for it. Returns whether it runs there; never rejects: the tab may be
 * gone, or a policy may forbid it.
 */
export async function injectReader(tabId: number, documentId: string): Promise<boolean> {
  try {
    // The id names the document that asked. Its tab may show another one by now.
    const target = { tabId, documentIds: [documentId] };
    await browser.scripting.executeScript({ target, files: ['/reader.js'], injectImmediately: true });
    return true;
  } catch {
    return false;
  }
}
