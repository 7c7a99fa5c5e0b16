import { browser } from 'wxt/browser';

/** The addresses the extension works on; the same as the manifest's host permissions. */
export const SITES = ['https://*.mamoris-net.jp/*', 'http://*.mamoris-net.jp/*'];

/** Whether the user (or the administrator) lets the extension see the systems' pages; Chrome's "on click" withholds it. */
export function hasSiteAccess(): Promise<boolean> {
  return browser.permissions.contains({ origins: SITES });
}

/** Asks for that access; only from a click. Resolves to whether it was given. */
export function requestSiteAccess(): Promise<boolean> {
  return browser.permissions.request({ origins: SITES });
}
