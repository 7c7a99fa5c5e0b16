import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { addViteConfig, defineWxtModule } from 'wxt/modules';

/** A package with code or data in the built extension; `terms`: its licence file without heading and copyright. */
export type BundledPackage = Record<'name' | 'version' | 'license' | 'copyright' | 'source' | 'terms', string>;

/** Long terms that need not be included: MPL 2.0 (3.2 a) asks that the source is available. */
const BY_REFERENCE: Readonly<Record<string, string>> = {
  'MPL-2.0':
    'This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of the MPL was not distributed with this file, You can obtain one at http://mozilla.org/MPL/2.0/.\nThe source as it is published is at the address above.',
};

/** Folders of the packages in all builds of this process. The first package has only data, and is in no module. */
const folders = new Set(['node_modules/@holiday-jp/holiday_jp']);

/** Vite's `build.license` would need more code: it has neither source nor author, and writes one file per build. */
const collectBundledPackages: Plugin = {
  name: 'collect-bundled-packages',
  apply: 'build',
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
    for (const [id, { renderedLength }] of chunks.flatMap(({ modules }) => Object.entries(modules))) {
      const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0];
      if (folder && renderedLength > 0) folders.add(folder);
    }
  },
};

/** Writes `licenses.txt`: the bundled packages with their owners, and the terms of each licence once. */
export default defineWxtModule((wxt) => {
  addViteConfig(wxt, () => ({ plugins: [collectBundledPackages] }));
  wxt.hook('build:done', ({ config }) =>
    writeFileSync(join(config.outDir, 'licenses.txt'), licensesText([...folders].map(readPackage))),
  );
});

/** Reads a package from its folder. Without a licence file, its author has the copyright. Throws without a licence. */
export function readPackage(folder: string): BundledPackage {
  const { name, version, license, author, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string') throw new Error(`${name} names no licence.`);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
  const text = file ? readFileSync(join(folder, file), 'utf8') : '';
  const [copyright] = /^\s*Copyright .+$/m.exec(text) ?? [`Copyright (c) ${author?.name ?? author ?? name}`];
  const source = String(repository?.url ?? repository).replace(/^git\+|\.git$/g, '');
  const terms = text.slice(text.indexOf(copyright) + copyright.length).trim();
  return { name, version, license, copyright: copyright.trim(), source, terms };
}

/** Formats `licenses.txt`. A package without terms has those of another one. Throws if a licence has no terms. */
export function licensesText(packages: readonly BundledPackage[]): string {
  const byVersion = new Map(packages.map((bundled) => [`${bundled.name} ${bundled.version}`, bundled]));
  const sorted = [...byVersion.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const list = sorted.map(
    ({ name, version, license, copyright, source }) => `${name} ${version} (${license})\n${copyright}\n${source}`,
  );
  const terms = [...new Set(sorted.map(({ license }) => license))].sort().map((license) => {
    const text = BY_REFERENCE[license] ?? sorted.find((bundled) => bundled.license === license && bundled.terms)?.terms;
    if (!text) throw new Error(`No package has the terms of ${license}.`);
    return `${license}\n\n${text.replace(/(?<!\n)\n(?!\n)/g, ' ')}`;
  });
  return `${['This extension contains:', ...list, ...terms].join('\n\n')}\n`;
}
