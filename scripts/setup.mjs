/**
 * Brings what tests and demo need to this machine, and is quick and silent when it is there. Needs nothing but Node 18 or newer:
 * it runs before the dependencies are installed.
 *
 *   node scripts/setup.mjs
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** System packages by their names in Debian and Ubuntu, and how to see that one is missing. */
const PACKAGES = [
  { name: 'openssl', isMissing: () => !onPath('openssl') },
  { name: 'libnss3-tools', isMissing: () => !onPath('certutil') || !onPath('pk12util') },
  { name: 'libfaketime', isMissing: () => !hasFaketime() },
  { name: 'xvfb', isMissing: () => !onPath('Xvfb') },
  { name: 'openbox', isMissing: () => !onPath('openbox') },
  { name: 'xdotool', isMissing: () => !onPath('xdotool') },
  { name: 'fontconfig', isMissing: () => !onPath('fc-match') },
  { name: 'fonts-noto-cjk', isMissing: () => !hasJapaneseFont() },
  { name: 'chromium', isMissing: () => !hasBrowser() },
  // Debian's Chromium speaks English only without it.
  { name: 'chromium-l10n', isMissing: () => !browserSpeaksJapanese() },
  // The server alone: the package `apache2` would start a service.
  { name: 'apache2-bin', isMissing: () => !onPath('apache2') },
];

/** Where `tests/lab/real-servers.ts` looks for nginx, too. */
const UNPACKED = join(root, 'node_modules/.cache/debian');

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
  say('Installing the dependencies (npm ci) …');
  if (!run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']))
    fail('npm ci failed; what it said above tells why.');
}

/** Whether `node_modules` holds what the lockfile says: npm leaves a lockfile of its own there. */
function dependenciesAreInstalled() {
  const wanted = packagesIn('package-lock.json');
  const installed = packagesIn('node_modules/.package-lock.json');
  if (wanted === undefined || installed === undefined) return false;
  const isThere = ([path, { version, optional }]) =>
    installed[path]?.version === version || (optional && !installed[path]);
  const isWanted = (path) => path in wanted;
  return (
    Object.entries(wanted)
      .filter(([path]) => path !== '')
      .every(isThere) && Object.keys(installed).every(isWanted)
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
  const wanted = process.env.MAMORIS_BROWSER;
  if (wanted && !isProgram(wanted)) fail(`MAMORIS_BROWSER names ${wanted}, which can't be run.`);
  let missing = missingPackages();
  if (missing.length === 0) return;
  const asRoot =
    process.getuid?.() === 0
      ? []
      : onPath('sudo') && run('sudo', ['-n', 'true'], 'ignore')
        ? ['sudo', '-n']
        : undefined;
  if (onPath('apt-get') && asRoot) {
    const apt = (...args) => {
      const [command, ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args];
      return run(command, rest, 'quiet');
    };
    say(`Installing system packages: ${missing.join(', ')} …`);
    apt('update');
    // One by one where all at once fails: on Ubuntu, for one, there is no chromium-l10n.
    if (!apt('install', '-y', '--no-install-recommends', ...missing)) {
      for (const name of missing) apt('install', '-y', '--no-install-recommends', name);
    }
    missing = missingPackages();
  }
  if (!hasBrowser()) {
    say('Installing a browser (npx playwright install chromium) …');
    run('npx', ['--no-install', 'playwright', 'install', 'chromium']);
    missing = missingPackages();
  }
  if (missing.length > 0)
    fail(`Please install these packages (names as in Debian) and try again: ${missing.join(', ')}.`);
}

/** Debian's nginx comes with a service that starts at once and with the machine; its program alone needs no installing. */
function unpackNginx() {
  if (onPath('nginx') || isProgram(join(UNPACKED, 'usr/sbin/nginx'))) return;
  say('Unpacking nginx …');
  mkdirSync(UNPACKED, { recursive: true });
  // Older Ubuntus have the program in `nginx-core`.
  for (const name of ['nginx', 'nginx-core']) {
    run('apt-get', ['-qq', 'download', name], 'ignore', UNPACKED);
    for (const file of readdirSync(UNPACKED).filter((each) => each.endsWith('.deb'))) {
      run('dpkg-deb', ['-x', file, '.'], 'quiet', UNPACKED);
      rmSync(join(UNPACKED, file));
    }
    if (isProgram(join(UNPACKED, 'usr/sbin/nginx'))) return;
  }
  fail('Please put nginx (the program is enough) on the PATH and try again.');
}

function missingPackages() {
  return PACKAGES.filter(({ isMissing }) => isMissing()).map(({ name }) => name);
}

function hasBrowser() {
  return browserPath() !== undefined;
}

/** The places where `tests/lab/browser.ts` looks, too. */
function browserPath() {
  const wanted = process.env.MAMORIS_BROWSER;
  if (wanted) return wanted;
  const names = [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'microsoft-edge-stable',
    'microsoft-edge',
  ];
  return names.map(programNamed).find((path) => path !== undefined && !leadsToSnap(path)) ?? playwrightBrowser();
}

/** Ubuntu's `chromium` is a small script that starts a snap, which can't read the certificates that the lab makes. */
function leadsToSnap(path) {
  const start = readFileSync(path).subarray(0, 10_000).toString('latin1');
  return start.startsWith('#!') && start.includes('/snap/');
}

function playwrightBrowser() {
  const folder = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache', 'ms-playwright');
  const build = playwrightBuild();
  if (build === undefined) return undefined;
  const inside = ['chrome-linux64/chrome', 'chrome-linux/chrome'].map((path) =>
    join(folder, `chromium-${build}`, path),
  );
  return inside.find(isProgram);
}

function playwrightBuild() {
  try {
    const { browsers } = JSON.parse(readFileSync(join(root, 'node_modules/playwright-core/browsers.json'), 'utf8'));
    return browsers.find(({ name }) => name === 'chromium')?.revision;
  } catch {
    return undefined;
  }
}

function browserSpeaksJapanese() {
  const path = browserPath();
  // The browser that is about to be installed is Debian's, which needs the package.
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

function onPath(program) {
  return programNamed(program) !== undefined;
}

function programNamed(program) {
  const folders = ['/usr/bin', '/usr/sbin', ...(process.env.PATH ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, program)).find(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param output `show` it, show it only when the command fails (`quiet`), or `ignore` it */
function run(command, args, output = 'show', cwd = root) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: output === 'show' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  if (output === 'quiet' && status !== 0) process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  return status === 0;
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}
