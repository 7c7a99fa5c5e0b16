import { defineConfig } from 'wxt';
import { DOMAIN, SITES } from './utils/catalog/domain.ts';

/**
 * CSP for extension pages and the worker: own files and Mamoris hosts only. It forbids inline code, frames, forms and
 * HTML from text.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  `connect-src 'self' https://*.${DOMAIN}`,
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

export default defineConfig({
  modules: ['@wxt-dev/i18n/module', '@wxt-dev/auto-icons'],
  targetBrowsers: ['chrome', 'edge'],
  imports: false,
  autoIcons: { baseIconPath: 'assets/icon.svg', sizes: [16, 24, 32, 48, 128] },
  manifest: {
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'ja',
    // action.openPopup() without a click exists from 127 on.
    minimum_chrome_version: '127',
    permissions: ['webRequest', 'storage', 'alarms', 'sidePanel', 'scripting'],
    host_permissions: SITES,
    content_scripts: [{ matches: SITES, js: ['page.js'], run_at: 'document_start' }],
    // Private windows decide about certificates apart: a worker of their own asks with their decisions.
    incognito: 'split',
    storage: { managed_schema: 'managed-schema.json' },
    action: {},
    omnibox: { keyword: 'mamoris' },
    commands: { _execute_action: { suggested_key: { default: 'Alt+Shift+M' } } },
  },
  hooks: {
    'build:manifestGenerated': ({ config }, manifest) => {
      // Otherwise WXT takes default_title from popup.html, which is not localised.
      manifest.action = { ...manifest.action, default_title: '__MSG_extension_name__' };
      // The dev server needs a looser CSP.
      if (config.command === 'build') manifest.content_security_policy = { extension_pages: CONTENT_SECURITY_POLICY };
    },
  },
  vite: () => ({
    build: {
      // Every supported browser preloads modules by itself.
      modulePreload: { polyfill: false },
      // Every supported browser knows light-dark(). The fallback for older ones would keep the banner light for all.
      cssTarget: 'chrome127',
    },
  }),
});
