import { browser } from 'wxt/browser';
import { SITES } from '../catalog/domain.ts';

/** Whether the user (or the administrator) lets the extension see the systems' pages; Chrome's "on click" withholds it. */
export function hasSiteAccess(): Promise<boolean> {
  return browser.permissions.contains({ origins: SITES });
}

/** Asks for that access; only from a click. Resolves to whether it was given. */
export function requestSiteAccess(): Promise<boolean> {
  return browser.permissions.request({ origins: SITES });
}
