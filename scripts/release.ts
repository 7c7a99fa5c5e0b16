/**
 * Makes a release: checks everything, sets the version, and writes both packages with checksums and notes.
 *
 *     npm run release -- 1.0.0
 *
 * It changes package.json, package-lock.json and CHANGELOG.md, and leaves the commit and the tag to you. Nothing is
 * changed unless all checks pass.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { entriesOf, isLater, withRelease } from './changelog.ts';

const FOLDER = '.output/release';
const CHANGELOG = 'CHANGELOG.md';

const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'inherit' });

try {
  release(process.argv[2] ?? '');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function release(version: string): void {
  const { version: previous } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  if (!isLater(version, previous)) throw new Error(`Name a version after ${previous}: npm run release -- 1.2.3`);
  if (execFileSync('git', ['status', '--porcelain'], { encoding: 'utf8' }) !== '')
    throw new Error('Commit or remove your changes first: a release is made of a commit.');
  const changelog = withRelease(readFileSync(CHANGELOG, 'utf8'), version, new Date().toLocaleDateString('sv-SE'));
  run('npm', 'test');
  run('npm', 'run', 'audit');
  run('npm', 'version', version, '--no-git-tag-version');
  writeFileSync(CHANGELOG, changelog);
  run('npm', 'run', 'zip');
  const files = writePackages(version);
  writeFileSync(join(FOLDER, 'notes.md'), `${entriesOf(changelog, version)}\n`);
  console.log(`\n${files.join('\n')}\nare in ${FOLDER}, with SHA256SUMS and notes.md. Now:\n`);
  console.log(`  git commit -am 'release: make ${version}' && git tag v${version}`);
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
    return `${createHash('sha256').update(content).digest('hex')}  ${name}\n`;
  });
  writeFileSync(join(FOLDER, 'SHA256SUMS'), sums.join(''));
  return names;
}
