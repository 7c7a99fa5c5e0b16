/**
 * Makes a release: checks everything, sets the version, and writes both packages with checksums and notes.
 *
 *     npm run release -- 1.0.0
 *
 * It changes package.json, package-lock.json and CHANGELOG.md, and leaves the commit and the tag to you. After a
 * failure these files are as before, and there are no packages.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { entriesOf, isLater, withRelease } from './changelog.ts';

const FOLDER = '.output/release';
const CHANGELOG = 'CHANGELOG.md';
const CHANGED = ['package.json', 'package-lock.json', CHANGELOG];

const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'inherit' });
const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();

try {
  release(process.argv[2] ?? '');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function release(version: string): void {
  const { version: previous } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  if (!isLater(version, previous)) throw new Error(`Name a version after ${previous}: npm run release -- 1.2.3`);
  if (git('tag', '--list', `v${version}`) !== '') throw new Error(`The tag v${version} exists already.`);
  if (git('status', '--porcelain') !== '')
    throw new Error('Commit or remove your changes first: a release is made of a commit.');
  const changelog = withRelease(readFileSync(CHANGELOG, 'utf8'), version, new Date().toLocaleDateString('sv-SE'));
  run('npm', 'test');
  run('npm', 'run', 'audit');
  try {
    run('npm', 'version', version, '--no-git-tag-version');
    writeFileSync(CHANGELOG, changelog);
    run('npm', 'run', 'zip');
    const files = writePackages(version);
    writeFileSync(join(FOLDER, 'notes.md'), `${entriesOf(changelog, version)}\n`);
    console.log(`\n${files.join('\n')}\nare in ${FOLDER}, with SHA256SUMS and notes.md.\n\n${nextSteps(version)}`);
  } catch (error) {
    git('restore', ...CHANGED);
    rmSync(FOLDER, { recursive: true, force: true });
    throw error;
  }
}

function nextSteps(version: string): string {
  return `Now:
  1. Read ${FOLDER}/notes.md, and load .output/chrome-mv3 and .output/edge-mv3 once as users would.
  2. git commit -am 'release: make ${version}' && git tag v${version} && git push origin HEAD v${version}
  3. Submit each package to its store (docs/store.md), or put it on your own server (docs/admin.md).
To undo all before the commit: git restore ${CHANGED.join(' ')}`;
}

/** Copies the packages of a version into a folder of their own, with their checksums. Returns their names. */
function writePackages(version: string): string[] {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const names = readdirSync('.output').filter((name) => name.includes(`-${version}-`) && name.endsWith('.zip'));
  if (names.length !== 2) throw new Error(`Found ${names.length} packages of ${version} in .output, not two.`);
  for (const name of names) copyFileSync(join('.output', name), join(FOLDER, name));
  const sums = names.map((name) => {
    const content = readFileSync(join(FOLDER, name));
    const manifest = unzipSync(content)['manifest.json'] ?? new Uint8Array();
    if (JSON.parse(strFromU8(manifest)).version !== version) throw new Error(`${name} has another version.`);
    return `${createHash('sha256').update(content).digest('hex')}  ${name}\n`;
  });
  writeFileSync(join(FOLDER, 'SHA256SUMS'), sums.join(''));
  return names;
}
