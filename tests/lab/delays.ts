/** Delays for slow PCs, in a copy of the extension. The command line of the browser switches them on. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * `slow-worker`: the worker needs a second more to start. `held-policy`: the browser does not answer questions about
 * its policy until `RELEASE` is in the extension's storage.
 */
export type Delay = 'slow-worker' | 'held-policy';

/** Key of `storage.session`. */
export const RELEASE = 'policy-released';

/** The switch that a browser with the changed copy needs. Workers and pages can read its value without waiting. */
export function delaySwitch(...names: Delay[]): string {
  return `--user-agent=${names.join(' ')}`;
}

const SLOW_WORKER = `
  if (navigator.userAgent.includes('slow-worker')) {
    const end = performance.now() + 1000;
    while (performance.now() < end);
  }`;

const HELD_POLICY = `
  if (navigator.userAgent.includes('held-policy')) {
    const { managed, session } = chrome.storage;
    const get = managed.get.bind(managed);
    const released = new Promise((resolve) => {
      const check = (values) => '${RELEASE}' in values && resolve();
      session.onChanged.addListener(check);
      session.get('${RELEASE}').then(check);
    });
    managed.get = (keys) => released.then(() => get(keys));
  }`;

/** Adds the delays to the worker and all pages of a build. */
export async function addDelays(extension: string): Promise<void> {
  const change = async (file: string, edit: (text: string) => string) =>
    writeFile(join(extension, file), edit(await readFile(join(extension, file), 'utf8')));
  await change('background.js', (code) => `${SLOW_WORKER}\n${HELD_POLICY}\n${code}`);
  await writeFile(join(extension, 'delays.js'), HELD_POLICY);
  const pages = (await readdir(extension)).filter((name) => name.endsWith('.html'));
  await Promise.all(
    pages.map((name) => change(name, (html) => html.replace('<head>', '<head><script src="/delays.js"></script>'))),
  );
}
