import { createRequire } from 'node:module';
import { defineConfig } from 'wxt';

const { between } = createRequire(import.meta.url)('@holiday-jp/holiday_jp') as typeof import('@holiday-jp/holiday_jp');

/** The years whose national holidays are built in. Fixed, not taken from the clock, so that a commit always builds alike. */
const holidays = between(new Date('2026-01-01'), new Date('2032-12-31'));

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
    host_permissions: ['https://*.mamoris-net.jp/*', 'http://*.mamoris-net.jp/*'],
    action: { default_title: '__MSG_extension_name__' },
  },
  vite: () => ({
    // Every browser that this runs in preloads modules by itself.
    build: { modulePreload: { polyfill: false } },
    define: {
      __JAPANESE_HOLIDAYS__: JSON.stringify(
        holidays.map(({ date }) => Number(date.toISOString().slice(0, 10).replaceAll('-', ''))),
      ),
    },
  }),
});
