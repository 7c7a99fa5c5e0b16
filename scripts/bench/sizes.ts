/** Sizes of the package, in bytes. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipReproducibly } from '../../modules/zip.ts';

export interface Sizes {
  /** The package for a store, without images. */
  zip: number;
  worker: number;
  /** The files that the popup loads: its page, scripts and styles. */
  popup: number;
}

export function measureSizes(folder: string): Sizes {
  const zip = join(tmpdir(), `mamoris-navi-${process.pid}.zip`);
  zipReproducibly(folder, zip);
  const packed = statSync(zip).size;
  rmSync(zip);
  // Compression hardly changes the size of images.
  const icons = join(folder, 'icons');
  const images = existsSync(icons) ? readdirSync(icons).reduce((sum, name) => sum + sizeOf(join(icons, name)), 0) : 0;
  const page = readFileSync(join(folder, 'popup.html'), 'utf8');
  const parts = [...page.matchAll(/\/[\w/-]+\.(?:js|css)/g)].map(([path]) => join(folder, path));
  return {
    zip: packed - images,
    worker: sizeOf(join(folder, 'background.js')),
    popup: Buffer.byteLength(page) + parts.reduce((sum, path) => sum + sizeOf(path), 0),
  };
}

function sizeOf(path: string): number {
  return statSync(path).size;
}
