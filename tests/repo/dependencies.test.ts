/** Compares the installed and the shipped packages with docs/dependencies.md and its rules. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type BundledPackage, licensesText, readPackage } from '@/modules/licenses.ts';

interface Locked {
  version: string;
  integrity?: string;
  resolved?: string;
  license?: string;
  link?: boolean;
  dev?: boolean;
  optional?: boolean;
  hasInstallScript?: boolean;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const locked = Object.entries<Locked>(packages).filter(([path]) => path !== '');
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

const document = readFileSync('docs/dependencies.md', 'utf8');
/** Finds the packages in the first cells of a document's table rows. */
const namesIn = (text: string) =>
  [...text.matchAll(/^\| (`.+?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );

describe('the dependencies', () => {
  const [shipped = '', forDevelopment = ''] = document.split('\n## ');

  test('[SEC-29] docs/dependencies.md names every dependency, and the licence of each shipped one', () => {
    expect(namesIn(shipped)).toEqual(expect.arrayContaining(Object.keys(dependencies)));
    const named = [...namesIn(shipped), ...namesIn(forDevelopment)];
    expect([...new Set(named)].toSorted()).toEqual(Object.keys({ ...dependencies, ...devDependencies }).toSorted());
    for (const name of namesIn(shipped)) {
      const row = shipped.split('\n').find((line) => line.startsWith(`| \`${name}\``));
      expect(row).toContain(`| ${packages[`node_modules/${name}`].license} |`);
    }
  });

  test('the shipped packages have no dependencies', () => {
    for (const name of Object.keys(dependencies)) expect(packages[`node_modules/${name}`].dependencies).toBeUndefined();
  });

  test('docs/dependencies.md names the packages that run a script on installation', () => {
    const withScript = locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path));
    // Its script puts the binary of Node in place.
    expect(withScript).toEqual(['node']);
    expect(document).toContain('`wxt prepare`');
  });
});

/** Licences that ask only to be named; the MPL also asks for the source of its files. */
const LICENSES = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'MIT OR Apache-2.0', 'MPL-2.0'];
/** Image libraries that make icons on the developer's PC. */
const PICTURES = /^@img\/sharp-/;

test('[SEC-30] every locked package has a hash and an allowed licence, and comes from a registry', () => {
  expect(locked.length).toBeGreaterThan(100);
  for (const [path, { integrity, resolved, license = '', link }] of locked) {
    expect(integrity, path).toMatch(/^sha512-/);
    expect(link, path).toBeUndefined();
    expect(resolved ?? 'https://', path).toMatch(/^https:\/\//);
    if (!PICTURES.test(nameOf(path))) expect(LICENSES, path).toContain(license);
  }
  for (const name of Object.keys({ ...dependencies, ...devDependencies }))
    expect(String(dependencies[name] ?? devDependencies[name]), name).toMatch(/^[\^~]?\d+\.\d+\.\d+$/);
});

test('packages with other licences are for development only', () => {
  const pictures = locked.filter(([path]) => PICTURES.test(nameOf(path)));
  expect(pictures.length).toBeGreaterThan(0);
  for (const [path, { dev, optional }] of pictures)
    expect({ dev, optional }, path).toEqual({ dev: true, optional: true });
});

describe('licenses.txt', () => {
  const one: BundledPackage = {
    name: 'one',
    version: '1.0.0',
    license: 'MIT',
    copyright: 'Copyright (c) One',
    source: 'https://one.example',
    terms: 'Permission is granted.\nProvided AS IS.',
  };

  test('licenses.txt has every package with its copyright, and the terms of each licence once', () => {
    const two = { ...one, name: 'a-two', copyright: 'Copyright (c) Two' };
    const silent = { ...one, name: 'silent', terms: '' };
    const text = licensesText([one, two, silent, one]);
    expect(text.match(/^\S+ 1\.0\.0 \(MIT\)$/gm)).toEqual([
      'a-two 1.0.0 (MIT)',
      'one 1.0.0 (MIT)',
      'silent 1.0.0 (MIT)',
    ]);
    expect(text).toContain('Copyright (c) Two');
    expect(text.match(/Permission is granted\. Provided AS IS\./g)).toHaveLength(1);
  });

  test('licenses.txt is not written without the terms of a licence', () => {
    expect(() => licensesText([{ ...one, license: 'X', terms: '' }])).toThrow('X');
  });

  test('licenses.txt is made from the installed packages', () => {
    expect(readPackage('node_modules/preact')).toMatchObject({
      name: 'preact',
      license: 'MIT',
      copyright: 'Copyright (c) 2015-present Jason Miller',
      source: 'https://github.com/preactjs/preact',
      terms: expect.stringMatching(/^Permission is hereby granted/),
    });
    expect(readPackage('node_modules/wxt')).toMatchObject({ copyright: 'Copyright (c) Aaron Klinker', terms: '' });
  });
});
