import { browser } from 'wxt/browser';

/**
 * Whether this code runs for private windows. They have contexts of their own (`incognito: split`), and all of them
 * share one memory of certificate decisions, until the last one is closed.
 */
export function isPrivate(): boolean {
  return browser.extension?.inIncognitoContext ?? false;
}
