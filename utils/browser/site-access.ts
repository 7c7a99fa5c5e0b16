import { browser } from 'wxt/browser';
import { SITES } from '../catalog/domain.ts';

/** Whether the extension may see the systems' pages; users and administrators can forbid it. Never rejects. */
export function hasSiteAccess(): Promise<boolean> {
  return browser.permissions.contains({ origins: SITES }).catch(() => true);
}

/** Requests that access; works only in a click handler. Resolves to whether it is granted. Never rejects. */
export function requestSiteAccess(): Promise<boolean> {
  return browser.permissions.request({ origins: SITES }).catch(() => false);
}
