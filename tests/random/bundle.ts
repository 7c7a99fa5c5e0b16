import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { holidayDefine } from '../../modules/holidays.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Mocks of modules: each start of the worker passes its own browser. */
const MODULE_MOCKS: Record<string, string> = {
  'wxt/browser': 'export const browser = injected;',
  'webextension-polyfill': 'export default injected;',
  'wxt/utils/define-background': 'export const defineBackground = (background) => background;',
};

/**
 * Bundles the worker's real entrypoint as one script. Each run of it is a fresh start: no module keeps state. `entry`:
 * the parts of the product to run.
 */
export async function bundleWorker(entry = 'tests/random/worker.ts'): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    define: holidayDefine,
    resolve: { alias: { '@': ROOT } },
    plugins: [
      {
        name: 'module-mocks',
        enforce: 'pre',
        resolveId: (id) => (MODULE_MOCKS[id] ? `\0${id}` : undefined),
        load: (id) => MODULE_MOCKS[id.slice(1)],
      },
    ],
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      lib: { entry, formats: ['iife'], name: 'worker' },
    },
  });
  const [{ output: files }] = [output].flat() as [Rolldown.RolldownOutput];
  return files[0].code;
}
