import { browser } from 'wxt/browser';
import { SITES } from '../catalog/domain.ts';

/** Whether the extension may see the systems' pages. Users and administrators can forbid it (Chrome: "on click"). */
export function hasSiteAccess(): Promise<boolean> {
  return browser.permissions.contains({ origins: SITES });
}

/** Requests that access; works only in a click handler. Resolves to whether the user has granted it. */
export function requestSiteAccess(): Promise<boolean> {
  return browser.permissions.request({ origins: SITES });
}
