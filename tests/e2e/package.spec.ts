import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { zipReproducibly } from '../../modules/zip.ts';
import { expect, test } from './pc-test.ts';

const CHROME = '.output/chrome-mv3';

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

function sizeOf(paths: string[]): number {
  return paths.reduce((sum, path) => sum + statSync(path).size, 0);
}

/** Reads the worker's file and its imports. */
function workerFiles(): string[] {
  const found = new Set<string>();
  const visit = (path: string) => {
    if (found.has(path)) return;
    found.add(path);
    for (const [, imported] of readFileSync(path, 'utf8').matchAll(/\b(?:from|import)\b[\s(]*["'`](\.[^"'`]+)["'`]/g)) {
      if (imported) visit(join(path, '..', imported));
    }
  };
  visit(join(CHROME, 'background.js'));
  return [...found];
}

test('[SEC-65] the manifest requests only used permissions, and causes exactly one warning', async ({ usePc }) => {
  const manifest = JSON.parse(readFileSync(join(CHROME, 'manifest.json'), 'utf8'));
  expect(Object.keys(manifest).toSorted()).toEqual(
    [
      ...[
        'action',
        'background',
        'commands',
        'content_scripts',
        'content_security_policy',
        'default_locale',
        'description',
        'host_permissions',
        'icons',
      ],
      'incognito',
      'manifest_version',
      'minimum_chrome_version',
      'name',
      'omnibox',
      'options_ui',
      'permissions',
      'side_panel',
      'storage',
      'version',
    ].toSorted(),
  );
  expect(manifest.permissions).toEqual(['webRequest', 'storage', 'alarms', 'sidePanel', 'scripting']);
  expect(manifest.host_permissions).toEqual(['https://*.mamoris-net.jp/*', 'http://*.mamoris-net.jp/*']);
  expect(manifest.action.default_title).toBe('__MSG_extension_name__');
  expect(manifest.omnibox).toEqual({ keyword: 'mamoris' });
  expect(manifest.commands).toEqual({ _execute_action: { suggested_key: { default: 'Alt+Shift+M' } } });
  expect(manifest.incognito).toBe('split');
  expect(manifest.minimum_chrome_version).toBe('127');
  expect(manifest.storage).toEqual({ managed_schema: 'managed-schema.json' });
  // Not in frames, and not in the page's own world.
  expect(manifest.content_scripts).toEqual([
    { matches: ['https://*.mamoris-net.jp/*', 'http://*.mamoris-net.jp/*'], js: ['page.js'], run_at: 'document_start' },
  ]);
  const pc = await usePc({ language: 'en' });
  const warnings = await pc.extensionPage.evaluate(
    (text) => chrome.management.getPermissionWarningsByManifest(text),
    JSON.stringify({ ...manifest, name: 'x', description: 'x', default_locale: undefined }),
  );
  expect(warnings).toEqual(['Read and change your data on all mamoris-net.jp sites']);
});

test('[SEC-13] no page, other extension or program can send the extension a message or load its files', () => {
  const manifest = JSON.parse(readFileSync(join(CHROME, 'manifest.json'), 'utf8'));
  for (const key of ['externally_connectable', 'web_accessible_resources', 'sandbox'])
    expect(manifest).not.toHaveProperty(key);
  expect(manifest.permissions).not.toContain('nativeMessaging');
  expect(Object.keys(manifest.content_security_policy)).toEqual(['extension_pages']);
  expect(manifest.content_security_policy.extension_pages.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self' https://*.mamoris-net.jp",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
  for (const path of filesBelow(CHROME).filter((name) => name.endsWith('.js')))
    expect(readFileSync(path, 'utf8')).not.toMatch(/onMessageExternal\.|onConnect|onUserScript|\bonmessage\b/);
});

test('the builds for Edge and Chrome have the same files', () => {
  const names = (folder: string) => filesBelow(folder).map((path) => path.slice(folder.length));
  const manifest = (folder: string) => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  expect(names('.output/edge-mv3')).toEqual(names(CHROME));
  expect(manifest('.output/edge-mv3')).toEqual(manifest(CHROME));
});

test('the worker and its imports have at most 189 kB', () => {
  // About half reads pages, three eighths of that by weights. A sixth is the schema library, a tenth the polyfill.
  expect(sizeOf(workerFiles())).toBeLessThanOrEqual(189_000);
});

test('page.js, which every page of a system gets, has at most 10 kB, and reader.js at most 98 kB', () => {
  expect(sizeOf([join(CHROME, 'page.js')])).toBeLessThanOrEqual(10_000);
  expect(sizeOf([join(CHROME, 'reader.js')])).toBeLessThanOrEqual(98_000);
});

test('page.js finds the API of the extension before elements of the page can have its names', async () => {
  const sent: unknown[] = [];
  const sendMessage = async (message: unknown) => {
    sent.push(message);
    return false;
  };
  const window = new EventTarget();
  const document = Object.assign(new EventTarget(), {
    ...{ body: null, getElementsByTagName: () => [], querySelector: () => null, querySelectorAll: () => [] },
  });
  const page = createContext({
    ...{ chrome: { runtime: { id: 'a', sendMessage } }, document, setTimeout, AbortController },
    ...{ performance: { getEntriesByType: () => [] }, PerformanceNavigationTiming: Object },
    addEventListener: window.addEventListener.bind(window),
  });
  runInContext(readFileSync(join(CHROME, 'page.js'), 'utf8'), page);
  // <form name="browser"><input name="runtime" id="x"></form>
  page.browser = { runtime: { id: 'x' } };
  window.dispatchEvent(new Event('load'));
  await expect.poll(() => sent).toEqual([{ type: 'reader' }]);
});

test('[SEC-98] reader.js uses no API of the extension', () => {
  expect(readFileSync(join(CHROME, 'reader.js'), 'utf8')).not.toMatch(
    /\b(chrome|browser)\?*[.[]|globalThis\.(chrome|browser)|sendMessage/,
  );
});

// Most of it belongs to the side panel and the administrator's form, which the popup never loads.
test('the package has at most 477 kB of JS, HTML and CSS', () => {
  expect(sizeOf(filesBelow(CHROME).filter((path) => /\.(js|html|css)$/.test(path)))).toBeLessThanOrEqual(477_000);
});

test('only the worker has the polyfill', () => {
  const withText = (text: string) =>
    filesBelow(CHROME)
      .filter((path) => path.endsWith('.js') && readFileSync(path, 'utf8').includes(text))
      .map((path) => relative(CHROME, path).replace(/-[\w-]+\.js$/, ''));
  expect(withText('__mozWebExtensionPolyfillReject__')).toEqual(['background.js']);
});

test('[SEC-32] two builds have the same bytes, and so do their packages', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'mamoris-navi-build-'));
  try {
    const build = `import { build } from 'wxt'; await build({ outDir: ${JSON.stringify(dir)} });`;
    execFileSync('node', ['--input-type=module', '-e', build], { stdio: 'pipe' });
    const again = join(dir, 'chrome-mv3');
    const [zip, zipAgain] = [join(dir, 'a.zip'), join(dir, 'b.zip')];
    const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
    const hashes = (folder: string) => filesBelow(folder).map((path) => [relative(folder, path), hash(path)]);
    expect(hashes(again)).toEqual(hashes(CHROME));
    zipReproducibly(CHROME, zip);
    zipReproducibly(again, zipAgain);
    expect(hash(zip)).toBe(hash(zipAgain));
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test('[SEC-31] a package contains only files that the product needs', () => {
  const names = filesBelow(CHROME).map((path) => relative(CHROME, path));
  const needed =
    /^(manifest|managed-schema)\.json$|^licenses\.txt$|^(popup|options|sidepanel|welcome)\.html$|^(background|page|reader)\.js$|^_locales\/[a-z]{2}\/messages\.json$|^chunks\/[\w-]+\.js$|^assets\/[\w-]+\.css$|^icons\/\d+\.png$/;
  expect(names.filter((name) => !needed.test(name))).toEqual([]);
  for (const path of filesBelow(CHROME).filter((name) => name.endsWith('.js')))
    expect(readFileSync(path, 'utf8')).not.toMatch(/sourceMappingURL|localhost|console\.log\(/);
});

test('licenses.txt and docs/dependencies.md name the bundled packages', () => {
  const text = readFileSync(join(CHROME, 'licenses.txt'), 'utf8');
  const names = [...text.matchAll(/^(\S+) \d+\.\d+\.\d+ \(.+\)$/gm)].map(([, name]) => name);
  const [shipped = ''] = readFileSync('docs/dependencies.md', 'utf8').split('\n## ');
  const documented = [...shipped.matchAll(/^\| `(.+?)` \|/gm)].map(([, name]) => name);
  // WXT's wrapper of the browser's API counts as a part of WXT.
  expect(documented.toSorted()).toEqual(names.filter((name) => name !== '@wxt-dev/browser'));
});
