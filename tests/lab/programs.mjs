/**
 * Finds the programs that the lab runs. Plain JavaScript without dependencies: `scripts/setup.mjs` uses it before it
 * installs them.
 */
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Debian packages that `scripts/setup.mjs` unpacks here, because their installation would start a service. */
export const UNPACKED = join(ROOT, 'node_modules/.cache/debian');

const BROWSERS = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

/**
 * The path of the browser to drive: `MAMORIS_BROWSER`, an installed Chromium, Chrome or Edge, Playwright's; else
 * `undefined`.
 */
export function browserPath() {
  const { MAMORIS_BROWSER } = process.env;
  if (MAMORIS_BROWSER) return MAMORIS_BROWSER;
  return [...BROWSERS.flatMap(pathsOf), ...playwrightPaths()].find((path) => isProgram(path) && !startsSnap(path));
}

/** The path of an installed or unpacked program; else `undefined`. */
export function programPath(name) {
  return pathsOf(name).find(isProgram);
}

export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function pathsOf(name) {
  const folders = ['/usr/bin', '/usr/sbin', ...(process.env.PATH ?? '').split(delimiter), join(UNPACKED, 'usr/sbin')];
  return folders.filter((folder) => folder !== '').map((folder) => join(folder, name));
}

/** Ubuntu's `chromium` is a script that starts a snap. A snap can read neither our HOME nor our folders. */
function startsSnap(path) {
  return statSync(path).size < 10_000 && readFileSync(path, 'utf8').includes('/snap/');
}

function playwrightPaths() {
  try {
    const { browsers } = JSON.parse(readFileSync(join(ROOT, 'node_modules/playwright-core/browsers.json'), 'utf8'));
    const { revision } = browsers.find(({ name }) => name === 'chromium');
    const folder = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache', 'ms-playwright');
    return ['chrome-linux64/chrome', 'chrome-linux/chrome'].map((path) => join(folder, `chromium-${revision}`, path));
  } catch {
    // Playwright is not installed yet.
    return [];
  }
}
