import { browserPath, isProgram } from './programs.mjs';

/** The path of the browser to drive. Throws an error that says how to get one. */
export function findBrowser(): string {
  const path = browserPath();
  if (path === undefined) {
    throw new Error(
      'No Chromium, Chrome or Edge was found: run "node scripts/setup.mjs", or set MAMORIS_BROWSER to the path of one.',
    );
  }
  if (!isProgram(path)) throw new Error(`MAMORIS_BROWSER names ${path}, which is no program.`);
  return path;
}
