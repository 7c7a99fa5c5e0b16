import { browser } from 'wxt/browser';
import { type Place, parsePlace } from '../panel-sections.ts';
import { storageItem } from './storage-item.ts';

/** The place that the panel is asked to go to; a number beside it, so that asking again is a change. */
const placeItem = storageItem('session', 'panel-place');

/**
 * Opens the side panel at a place; one that is open goes there. Browsers open it only while they answer a click, so it is
 * the first thing that happens here. `where`: the tab or window beside which it opens. Rejects where the browser refuses.
 */
export async function openPanel(place: Place, where: { windowId: number } | { tabId: number }): Promise<void> {
  const opening = browser.sidePanel.open(where);
  await Promise.all([opening, placeItem.write({ place, askedAt: Date.now() })]);
}

/** The place that was last asked for in this browser run, if any. Never rejects. */
export async function readPlace(): Promise<Place | undefined> {
  return placeOf(await placeItem.read().catch(() => undefined));
}

/** Calls back with every place that is asked for later, until the returned function is called. */
export function watchPlace(onChange: (place: Place) => void): () => void {
  return placeItem.watch((value) => {
    const place = placeOf(value);
    if (place) onChange(place);
  });
}

function placeOf(value: unknown): Place | undefined {
  return typeof value === 'object' && value !== null && 'place' in value ? parsePlace(value.place) : undefined;
}
