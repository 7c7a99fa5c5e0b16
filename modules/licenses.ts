import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { addViteConfig, defineWxtModule } from 'wxt/modules';

/** A package of which something is in the built extension. */
export interface BundledPackage {
  name: string;
  version: string;
  license: string;
  /** Whose it is: the line of its licence file; its author where it comes without such a file. */
  copyright: string;
  /** Where its source is. */
  source: string;
  /** The terms of its licence file, without heading and copyright. */
  terms: string;
}

/** Data that is put into the build by `define`, and so is in no module. */
const DATA = ['node_modules/@holiday-jp/holiday_jp'];
/** Of these the terms are long, and need not come along: what they ask for is that the source can be had (MPL 2.0, 3.2 a). */
const BY_REFERENCE: Readonly<Record<string, string>> = {
  'MPL-2.0':
    'This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of the MPL was not distributed with this file, You can obtain one at http://mozilla.org/MPL/2.0/.\nThe source as it is published is at the address above.',
};

/** The folders of the packages from which something was bundled; all builds of this process (worker, pages, surfaces) together. */
const folders = new Set(DATA);

/** Collects the packages that a bundle contains, from the modules that are really in it. */
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

/** Writes `licenses.txt` into a built extension: the bundled packages, their owners, and each licence's terms once. */
export default defineWxtModule((wxt) => {
  addViteConfig(wxt, () => ({ plugins: [collectBundledPackages()] }));
  wxt.hook('build:done', ({ config }) =>
    writeFileSync(join(config.outDir, 'licenses.txt'), licensesText([...folders].map(readPackage))),
  );
});

/** What is known of a package, read off its folder. Throws where it does not say its licence. */
export function readPackage(folder: string): BundledPackage {
  const { name, version, license, author, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string') throw new Error(`${name} does not say its licence.`);
  const file = readdirSync(folder).find((each) => /^licen[cs]e(\.\w+)?$/i.test(each));
  const text = file ? readFileSync(join(folder, file), 'utf8') : '';
  const [copyright] = /^\s*Copyright .+$/m.exec(text) ?? [`Copyright (c) ${author?.name ?? author ?? name}`];
  return {
    ...{ name, version, license },
    copyright: copyright.trim(),
    source: String(repository?.url ?? repository).replace(/^git\+|\.git$/g, ''),
    terms: text.slice(text.indexOf(copyright) + copyright.length).trim(),
  };
}

/** The text of `licenses.txt`. A package without a licence file has the terms of another under the same licence; throws if there is none. */
export function licensesText(packages: readonly BundledPackage[]): string {
  const known = new Map(packages.map((each) => [`${each.name} ${each.version}`, each]));
  const sorted = [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const list = sorted.map(({ name, version, license, copyright, source }) =>
    [`${name} ${version} (${license})`, copyright, source].join('\n'),
  );
  const terms = [...new Set(sorted.map(({ license }) => license))].sort().map((license) => {
    const text = BY_REFERENCE[license] ?? sorted.find((each) => each.license === license && each.terms)?.terms;
    if (!text) throw new Error(`The terms of ${license} are in none of the packages.`);
    return `${license}\n\n${text.replace(/(?<!\n)\n(?!\n)/g, ' ')}`;
  });
  return `${['This extension contains:', ...list, ...terms].join('\n\n')}\n`;
}
