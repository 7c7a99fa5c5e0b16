import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { addViteConfig, defineWxtModule } from 'wxt/modules';

/** A package with code or data in the built extension. */
export interface BundledPackage {
  name: string;
  version: string;
  license: string;
  /** The copyright line of its licence file; its author if it has no licence file. */
  copyright: string;
  /** Address of its source. */
  source: string;
  /** The terms of its licence file, without heading and copyright. */
  terms: string;
}

/** Packages whose data enter the build by `define`, and so are in no module. */
const DATA = ['node_modules/@holiday-jp/holiday_jp'];
/** Long terms that need not be included: MPL 2.0 (3.2 a) asks that the source is available. */
const BY_REFERENCE: Readonly<Record<string, string>> = {
  'MPL-2.0':
    'This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of the MPL was not distributed with this file, You can obtain one at http://mozilla.org/MPL/2.0/.\nThe source as it is published is at the address above.',
};

/** Folders of the bundled packages, of all builds of this process (worker, page script, surfaces). */
const folders = new Set(DATA);

/**
 * Collects the packages of the modules in a bundle. Vite's `build.license` would need more code than this. It has
 * neither source nor author nor `DATA`, and one file per build, to merge and to remove.
 */
function collectBundledPackages(): Plugin {
  return {
    name: 'collect-bundled-packages',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
          const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0];
          if (folder && renderedLength > 0) folders.add(folder);
        }
      }
    },
  };
}

/**
 * Writes `licenses.txt` into a built extension: the bundled packages with their owners, and the terms of each licence
 * once.
 */
export default defineWxtModule((wxt) => {
  addViteConfig(wxt, () => ({ plugins: [collectBundledPackages()] }));
  wxt.hook('build:done', ({ config }) =>
    writeFileSync(join(config.outDir, 'licenses.txt'), licensesText([...folders].map(readPackage))),
  );
});

/** Reads a package from its folder. Throws if its licence is missing. */
export function readPackage(folder: string): BundledPackage {
  const { name, version, license, author, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string') throw new Error(`${name} names no licence.`);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
  const text = file ? readFileSync(join(folder, file), 'utf8') : '';
  const [copyright] = /^\s*Copyright .+$/m.exec(text) ?? [`Copyright (c) ${author?.name ?? author ?? name}`];
  return {
    ...{ name, version, license },
    copyright: copyright.trim(),
    source: String(repository?.url ?? repository).replace(/^git\+|\.git$/g, ''),
    terms: text.slice(text.indexOf(copyright) + copyright.length).trim(),
  };
}

/**
 * The text of `licenses.txt`. A package without a licence file has the terms of another package under the same licence.
 * Throws if no package has these terms.
 */
export function licensesText(packages: readonly BundledPackage[]): string {
  const byVersion = new Map(packages.map((bundled) => [`${bundled.name} ${bundled.version}`, bundled]));
  const sorted = [...byVersion.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const list = sorted.map(({ name, version, license, copyright, source }) =>
    [`${name} ${version} (${license})`, copyright, source].join('\n'),
  );
  const terms = [...new Set(sorted.map(({ license }) => license))].sort().map((license) => {
    const text = BY_REFERENCE[license] ?? sorted.find((bundled) => bundled.license === license && bundled.terms)?.terms;
    if (!text) throw new Error(`No package has the terms of ${license}.`);
    return `${license}\n\n${text.replace(/(?<!\n)\n(?!\n)/g, ' ')}`;
  });
  return `${['This extension contains:', ...list, ...terms].join('\n\n')}\n`;
}
