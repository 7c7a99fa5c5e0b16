import { browser } from 'wxt/browser';
import { isObject } from '../objects.ts';
import { type PanelSection, parsePanelSection } from '../panel-sections.ts';
import { storageItem } from './storage-item.ts';

/** The last request for a section, as `{ place, askedAt }`; the time makes a repeated request a change of the item. */
const requestItem = storageItem('panel-place');

/**
 * Opens the side panel beside a tab or window, or changes an open one to the section. Call it before any `await`:
 * browsers open the panel only while they handle a click. Rejects if the browser refuses.
 */
export async function openPanel(section: PanelSection, where: { windowId: number } | { tabId: number }): Promise<void> {
  const opening = browser.sidePanel.open(where);
  await Promise.all([opening, requestItem.write({ place: section, askedAt: Date.now() })]);
}

/** Reads the section of the last request in this browser run, if any. Never rejects. */
export async function readRequestedSection(): Promise<PanelSection | undefined> {
  return parseRequest(await requestItem.read().catch(() => undefined));
}

/** Calls back with the section of every later request, until the returned function is called. */
export function watchRequestedSection(onRequest: (section: PanelSection) => void): () => void {
  return requestItem.watch((value) => {
    const section = parseRequest(value);
    if (section) onRequest(section);
  });
}

function parseRequest(value: unknown): PanelSection | undefined {
  return isObject(value) ? parsePanelSection(value.place) : undefined;
}
