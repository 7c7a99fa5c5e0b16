import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { holidayDefine } from '../../modules/holidays.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What stands for WXT's modules: the browser is handed in at each start. */
const STAND_INS: Record<string, string> = {
  'wxt/browser': 'export const browser = injected;',
  'webextension-polyfill': 'export default injected;',
  'wxt/utils/define-background': 'export const defineBackground = (background) => background;',
};

/** The worker as one script, from the real entrypoint. Running it anew is a fresh start: no module keeps anything. */
export async function bundleWorker(): Promise<string> {
  const output = await build({
    ...{ configFile: false, logLevel: 'error', root: ROOT, define: holidayDefine },
    resolve: { alias: { '@': ROOT } },
    plugins: [
      {
        name: 'stand-ins',
        enforce: 'pre',
        resolveId: (id) => (STAND_INS[id] ? `\0${id}` : undefined),
        load: (id) => STAND_INS[id.slice(1)],
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
