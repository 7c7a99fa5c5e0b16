import { browser } from 'wxt/browser';
import { storageItem } from './storage-item.ts';

/** The time at which the user closed the notice that the icon is not pinned. */
const closedItem = storageItem('pin-told');

/** Whether the user has pinned the icon to the toolbar; `undefined`: the browser does not say. Never rejects. */
export async function isOnToolbar(): Promise<boolean | undefined> {
  try {
    return (await browser.action.getUserSettings()).isOnToolbar;
  } catch {
    return undefined;
  }
}

/**
 * Calls back with every later answer of `isOnToolbar`, until the returned function is called. Browsers before 130 have
 * no event for it; there the answer comes when the user is back from the browser's own menu.
 */
export function watchToolbar(onChange: (isPinned: boolean | undefined) => void): () => void {
  const check = async () => onChange(await isOnToolbar());
  const event = browser.action.onUserSettingsChanged as typeof browser.action.onUserSettingsChanged | undefined;
  event?.addListener(check);
  addEventListener('focus', check);
  return () => {
    event?.removeListener(check);
    removeEventListener('focus', check);
  };
}

/** Whether to say that the icon is not pinned: the user has not closed the notice. Never rejects. */
export async function needsPinNotice(): Promise<boolean> {
  const [isPinned, closedAt] = await Promise.all([isOnToolbar(), closedItem.read().catch(() => undefined)]);
  return isPinned === false && closedAt === undefined;
}

/** Calls back when `needsPinNotice` may have another answer, until the returned function is called. */
export function watchPinNotice(onChange: () => void): () => void {
  const stops = [watchToolbar(onChange), closedItem.watch(onChange)];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Closes the notice for good. Never rejects: if storage refuses, the notice stays. */
export async function closePinNotice(): Promise<void> {
  await closedItem.write(Date.now()).catch(console.error);
}
