import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

/**
 * The browser that the lab drives: `MAMORIS_BROWSER` if set, else an installed Chromium, Chrome or Edge, else Playwright's own.
 * @returns its path
 */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string {
  const wanted = env.MAMORIS_BROWSER;
  if (wanted) {
    if (isUsable(wanted)) return wanted;
    throw new Error(`MAMORIS_BROWSER names ${wanted}, which can't be run.`);
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = [
    ...NAMES.flatMap((name) => ['/usr/bin', ...folders].map((folder) => join(folder, name))),
    chromium.executablePath(),
  ];
  const found = candidates.find(isUsable);
  if (found) return found;
  throw new Error(
    'No Chromium, Chrome or Edge was found: run "node scripts/setup.mjs", or set MAMORIS_BROWSER to the path of one.',
  );
}

function isUsable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    // Ubuntu's small starter script leads to a snap, which sees neither our HOME nor our folders.
    return statSync(path).size > 10_000 || !readFileSync(path, 'utf8').includes('/snap/');
  } catch {
    return false;
  }
}
