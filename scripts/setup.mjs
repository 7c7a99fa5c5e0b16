/**
 * Installs what tests, demo and measurements need on this machine. Quick and silent when everything is there. Needs
 * only Node 18 or newer, because it also installs the dependencies.
 *
 *   node scripts/setup.mjs
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserPath, isProgram, programPath, UNPACKED } from '../tests/lab/programs.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** System packages by their names in Debian and Ubuntu, and a test whether one is missing. */
const PACKAGES = [
  { name: 'openssl', isMissing: () => !programPath('openssl') },
  { name: 'libnss3-tools', isMissing: () => !programPath('certutil') || !programPath('pk12util') },
  { name: 'libfaketime', isMissing: () => !hasFaketime() },
  { name: 'xvfb', isMissing: () => !programPath('Xvfb') },
  { name: 'openbox', isMissing: () => !programPath('openbox') },
  { name: 'xdotool', isMissing: () => !programPath('xdotool') },
  { name: 'fontconfig', isMissing: () => !programPath('fc-match') },
  { name: 'fonts-noto-cjk', isMissing: () => !hasJapaneseFont() },
  { name: 'chromium', isMissing: () => !browserPath() },
  // Without it, Debian's Chromium speaks English only.
  { name: 'chromium-l10n', isMissing: () => !browserSpeaksJapanese() },
  // The server alone: the package `apache2` would start a service.
  { name: 'apache2-bin', isMissing: () => !programPath('apache2') },
];

main();

function main() {
  if (process.platform !== 'linux') {
    fail(
      'The tests and the demo need Linux (on Windows: WSL), because they drive a real browser with its own certificate store and clock.',
    );
  }
  installDependencies();
  installSystemPackages();
  unpackNginx();
}

function installDependencies() {
  if (dependenciesAreInstalled()) return;
  print('Installing the dependencies (npm ci) …');
  if (!run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']))
    fail('npm ci failed; its output above has the reason.');
}

/** Whether `node_modules` holds the packages of the lockfile, by the copy of the lockfile that npm writes there. */
function dependenciesAreInstalled() {
  const locked = packagesIn('package-lock.json');
  const installed = packagesIn('node_modules/.package-lock.json');
  if (locked === undefined || installed === undefined) return false;
  const isInstalled = ([path, { version, optional }]) =>
    installed[path]?.version === version || (optional && !installed[path]);
  const isLocked = (path) => path in locked;
  return (
    Object.entries(locked)
      .filter(([path]) => path !== '')
      .every(isInstalled) && Object.keys(installed).every(isLocked)
  );
}

function packagesIn(lockfile) {
  try {
    return JSON.parse(readFileSync(join(root, lockfile), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function installSystemPackages() {
  const chosen = process.env.MAMORIS_BROWSER;
  if (chosen && !isProgram(chosen)) fail(`MAMORIS_BROWSER names ${chosen}, which is no program.`);
  let missing = missingPackages();
  if (missing.length === 0) return;
  const asRoot =
    process.getuid?.() === 0
      ? []
      : programPath('sudo') && run('sudo', ['-n', 'true'], 'ignore')
        ? ['sudo', '-n']
        : undefined;
  if (programPath('apt-get') && asRoot) {
    const apt = (...args) => {
      const [command, ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args];
      return run(command, rest, 'quiet');
    };
    print(`Installing system packages: ${missing.join(', ')} …`);
    apt('update');
    // If one package does not exist (Ubuntu has no chromium-l10n), apt installs none of them: try them one by one.
    if (!apt('install', '-y', '--no-install-recommends', ...missing)) {
      for (const name of missing) apt('install', '-y', '--no-install-recommends', name);
    }
    missing = missingPackages();
  }
  if (!browserPath()) {
    print('Installing a browser (npx playwright install chromium) …');
    run('npx', ['--no-install', 'playwright', 'install', 'chromium']);
    missing = missingPackages();
  }
  if (missing.length > 0)
    fail(`Please install these packages (names as in Debian) and try again: ${missing.join(', ')}.`);
}

/**
 * Unpacks nginx without installing it: the Debian package starts a service at once and at every start of the machine.
 */
function unpackNginx() {
  if (programPath('nginx')) return;
  print('Unpacking nginx …');
  mkdirSync(UNPACKED, { recursive: true });
  // Older Ubuntus have the program in `nginx-core`.
  for (const debianPackage of ['nginx', 'nginx-core']) {
    run('apt-get', ['-qq', 'download', debianPackage], 'ignore', UNPACKED);
    for (const file of readdirSync(UNPACKED).filter((name) => name.endsWith('.deb'))) {
      run('dpkg-deb', ['-x', file, '.'], 'quiet', UNPACKED);
      rmSync(join(UNPACKED, file));
    }
    if (programPath('nginx')) return;
  }
  fail('Please put nginx (the program is enough) on the PATH and try again.');
}

function missingPackages() {
  return PACKAGES.filter(({ isMissing }) => isMissing()).map(({ name }) => name);
}

function browserSpeaksJapanese() {
  const path = browserPath();
  // Without a browser, Debian's Chromium is installed next. It needs the package.
  if (path === undefined) return false;
  const isDebians = path === '/usr/bin/chromium' && existsSync('/usr/lib/chromium/locales');
  return !isDebians || existsSync('/usr/lib/chromium/locales/ja.pak');
}

function hasFaketime() {
  const inFolder = (folder) => existsSync(join(folder, 'faketime/libfaketimeMT.so.1'));
  return ['/usr/lib', '/usr/lib64'].some(inFolder) || foldersIn('/usr/lib').some(inFolder);
}

function foldersIn(folder) {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function hasJapaneseFont() {
  // `fc-list` would take ten times as long.
  const { stdout } = spawnSync('fc-match', ['-f', '%{lang}', ':lang=ja'], { encoding: 'utf8' });
  return (stdout ?? '').split('|').includes('ja');
}

/** @param output `show` prints it, `quiet` prints it when the command fails, `ignore` drops it */
function run(command, args, output = 'show', cwd = root) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: output === 'show' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  if (output === 'quiet' && status !== 0) process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  return status === 0;
}

function print(text) {
  process.stderr.write(`${text}\n`);
}

function fail(text) {
  print(text);
  process.exit(1);
}
