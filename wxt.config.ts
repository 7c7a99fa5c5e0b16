import { defineConfig } from 'wxt';
import { notePackages, writeLicenses } from './utils/licenses.build.ts';
import { compactLocales } from './utils/locales.build.ts';
import { holidayDefine } from './utils/manual/holidays.build.ts';
import { SITES } from './utils/manual/sites.ts';
import { slimPolyfill, withoutPolyfill } from './utils/polyfill.build.ts';
import { comeUpEarly, shareOneFile, styleHashes } from './utils/surfaces.build.ts';
import { zipReproducibly } from './utils/zip.build.ts';

/**
 * What our pages and the worker may load and ask: their own files, and the systems. Everything else is refused by the browser: scripts
 * of others, scripts and styles that stand in a page (but for the popup's own, by its hash), frames, forms, and text that is to become
 * markup or code.
 */
const contentSecurityPolicy = () =>
  [
    "default-src 'none'",
    "script-src 'self'",
    ["style-src 'self'", ...styleHashes].join(' '),
    "img-src 'self'",
    "connect-src 'self' https://*.mamoris-net.jp",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

export default defineConfig({
  modules: ['@wxt-dev/webextension-polyfill', '@wxt-dev/i18n/module', '@wxt-dev/auto-icons'],
  targetBrowsers: ['chrome', 'edge'],
  imports: false,
  autoIcons: { baseIconPath: 'assets/icon.svg', sizes: [16, 24, 32, 48, 128] },
  manifest: {
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'ja',
    // action.openPopup() without a click exists from 127 on.
    minimum_chrome_version: '127',
    permissions: ['webRequest', 'storage', 'alarms', 'sidePanel'],
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
    'vite:build:extendConfig': (entrypoints, config) => {
      if (entrypoints.some(({ type }) => type === 'popup')) shareOneFile(config);
      if (entrypoints.some(({ name }) => name === 'page')) config.plugins?.push(withoutPolyfill());
    },
    'build:publicAssets': (_wxt, files) => compactLocales(files),
    'build:done': ({ config }) => writeLicenses(config.outDir),
    'zip:extension:done': ({ config }, zip) => zipReproducibly(config.outDir, zip),
    // The popup's own <title>, which is in one language only, would take its place otherwise.
    'build:manifestGenerated': ({ config }, manifest) => {
      manifest.action = { ...manifest.action, default_title: '__MSG_extension_name__' };
      // While it is developed, WXT's own server has a say in the pages.
      if (config.command === 'build') manifest.content_security_policy = { extension_pages: contentSecurityPolicy() };
    },
  },
  vite: () => ({
    plugins: [slimPolyfill(), comeUpEarly(), notePackages()],
    // Every browser that this runs in preloads modules by itself.
    // And knows light-dark(): what stands in for it otherwise leaves the banner light, whatever the user prefers.
    build: { modulePreload: { polyfill: false }, cssTarget: 'chrome127' },
    define: holidayDefine,
  }),
});
