import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { defineWxtModule } from 'wxt/modules';

/** Writes a folder's files into a zip whose bytes depend only on the files: sorted by name, all with the same date. */
export function zipReproducibly(folder: string, zip: string): void {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const names = entries
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.replaceAll('\\', '/'));
  const files = names.toSorted().map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]);
  // The earliest date that a zip can hold, in the local time zone.
  writeFileSync(zip, zipSync(Object.fromEntries(files), { level: 9, mtime: new Date(1980, 0, 1) }));
}

/** Replaces WXT's zip, whose date is invalid (1980-00-00), so that all builds of a commit give the same bytes. */
export default defineWxtModule((wxt) => {
  wxt.hook('zip:extension:done', ({ config }, zip) => zipReproducibly(config.outDir, zip));
});
