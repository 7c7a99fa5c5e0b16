import { browser } from 'wxt/browser';
import { isObject } from '../objects.ts';
import { type PanelSection, parsePanelSection } from '../panel-sections.ts';
import { storageItem } from './storage-item.ts';

/** The last request for a section; the time makes a repeated request a change of the item. */
const requestItem = storageItem('panel-request');

/** A request for a section. `askedAt`: ms since the epoch; distinguishes the requests. */
export interface PanelRequest {
  section: PanelSection;
  askedAt: number;
}

/**
 * Opens the side panel of a window, or changes an open one to the section. Call it before any `await`: browsers open
 * the panel only while they handle a click. Rejects if the browser refuses.
 */
export async function openPanel(section: PanelSection, windowId: number): Promise<void> {
  // Not by tab: Edge starts the panel again for each tab, and has crashed on a panel of a tab after an update.
  const opening = browser.sidePanel.open({ windowId });
  // At once: the opening panel closes a popup.
  await Promise.all([opening, requestItem.write({ section, askedAt: Date.now(), windowId })]);
}

/** Reads the last request in this browser run for a section beside this window, if any. Never rejects. */
export async function readPanelRequest(windowId: number): Promise<PanelRequest | undefined> {
  return parseRequest(await requestItem.read().catch(() => undefined), windowId);
}

/** Calls back with every later request for this window, until the returned function is called. */
export function watchPanelRequests(windowId: number, onRequest: (request: PanelRequest) => void): () => void {
  return requestItem.watch((value) => {
    const request = parseRequest(value, windowId);
    if (request) onRequest(request);
  });
}

function parseRequest(value: unknown, windowId: number): PanelRequest | undefined {
  if (!isObject(value) || value.windowId !== windowId) return undefined;
  const section = parsePanelSection(value.section);
  return section && { section, askedAt: Number(value.askedAt) };
}
