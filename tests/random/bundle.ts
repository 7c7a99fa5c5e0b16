import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { holidayDefine } from '../../modules/holidays.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Replaces WXT's modules: each start injects the browser. */
const REPLACEMENTS: Record<string, string> = {
  'wxt/browser': 'export const browser = injected;',
  'webextension-polyfill': 'export default injected;',
  'wxt/utils/define-background': 'export const defineBackground = (background) => background;',
};

/** The worker as one script, from the real entrypoint. Running it again is a fresh start: no module keeps state. */
export async function bundleWorker(): Promise<string> {
  const output = await build({
    ...{ configFile: false, logLevel: 'error', root: ROOT, define: holidayDefine },
    resolve: { alias: { '@': ROOT } },
    plugins: [
      {
        name: 'stand-ins',
        enforce: 'pre',
        resolveId: (id) => (REPLACEMENTS[id] ? `\0${id}` : undefined),
        load: (id) => REPLACEMENTS[id.slice(1)],
      },
    ],
    build: {
      ...{ write: false, minify: false, target: 'esnext' },
      lib: { entry: 'tests/random/worker.ts', formats: ['iife'], name: 'worker' },
    },
  });
  const [{ output: files }] = [output].flat() as [Rolldown.RolldownOutput];
  return files[0].code;
}
