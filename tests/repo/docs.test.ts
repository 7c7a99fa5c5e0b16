/** Compares the documents with the code. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { describe, expect, test } from 'vitest';
import { FIELDS, LISTS } from '@/entrypoints/options/admin/fields.ts';
import { autoSelectEntries, BROWSERS, certificateOrigins, FIRST_NUMBER } from '@/entrypoints/options/admin/rollout.ts';
import { STORAGE_KEYS } from '@/utils/browser/storage-item.ts';
import { MANUAL } from '@/utils/catalog/facts.ts';
import { parsePolicy } from '@/utils/settings/policy.ts';
import { SETTINGS } from '@/utils/settings/settings-schema.ts';
import config from '../../wxt.config.ts';
import { productFiles } from '../support/product-files.ts';

const doc = (name: string) => readFileSync(`docs/${name}.md`, 'utf8');
const codesIn = (text: string) => [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
/** Reads the first cells of a document's table rows. */
const firstCells = (text: string) => [...text.matchAll(/^\| (`.+?) \|/gm)].map(([, cell = '']) => cell);

describe('docs/admin.md', () => {
  const admin = doc('admin');
  const settings = admin.slice(admin.indexOf('## まもりす接続ナビの設定'), admin.indexOf('## 配り方'));
  const keys = firstCells(settings).flatMap(codesIn);
  const example = settings.slice(settings.indexOf('```json') + 7, settings.lastIndexOf('```'));

  test('the example of docs/admin.md is sound, and has every setting of its table, in its order', () => {
    const { problems, facts, settings: parsed } = parsePolicy(example);
    expect(problems).toEqual([]);
    expect(Object.keys(JSON.parse(example))).toEqual(keys);
    expect(Object.keys(parsed).toSorted()).toEqual(Object.keys(SETTINGS).toSorted());
    expect(facts).not.toEqual(MANUAL);
  });

  test('the table of docs/admin.md has every field of the form', () => {
    const ofForm = [
      ...FIELDS.flatMap(({ fields }) => fields.map(({ path }) => path)),
      ...LISTS.flatMap(({ name, fields }) => fields.map(({ path }) => [name, ...path])),
    ];
    for (const path of ofForm) for (const name of path) expect(codesIn(settings)).toContain(name);
    for (const key of keys)
      expect(parsePolicy(JSON.stringify({ [key]: null })).problems[0]?.reason).not.toBe('unknown');
  });

  test.each([
    ['policy', 'problems'],
    ['options', 'managed'],
    ['permission', 'title'],
  ])('docs/admin.md quotes what the extension shows: %s.%s', (group, key) => {
    const texts = readFileSync('locales/ja.yml', 'utf8');
    const [, words] = new RegExp(`^${group}:$[^]*?^  ${key}: (.+)$`, 'm').exec(texts) ?? [];
    expect(admin).toContain(`「${words}」`);
  });

  test('docs/admin.md has the paths, addresses and formats of the administrator’s page', () => {
    for (const { key, folder, pin } of Object.values(BROWSERS)) {
      expect(codesIn(admin)).toContain(`HKEY_LOCAL_MACHINE\\${key}\\ExtensionSettings\\<ID>`);
      for (const words of Object.entries(pin).flat()) expect(codesIn(admin)).toContain(words);
      for (const below of ['ExtensionInstallForcelist', 'AutoSelectCertificateForUrls'])
        expect(codesIn(admin)).toContain(`HKEY_LOCAL_MACHINE\\${key}\\${below}`);
      expect(codesIn(admin)).toContain(`HKEY_LOCAL_MACHINE\\${key}\\3rdparty\\extensions\\<ID>\\policy`);
      expect(codesIn(admin)).toContain(folder);
    }
    for (const { store } of Object.values(BROWSERS)) expect(codesIn(admin)).toContain(store);
    expect(admin).toContain(`\n${autoSelectEntries({ CN: '発行者の名前' }, undefined)[0]}\n`);
    expect(admin).toContain(`初期値は ${FIRST_NUMBER}`);
    const ids = certificateOrigins(undefined).map((origin) => new URL(origin).hostname.split('.')[0]);
    expect(admin).toContain(`${ids.slice(0, -1).join('、')} と、導入確認サイト ${ids.at(-1)} の${ids.length}つ`);
    expect(Object.keys(JSON.parse(readFileSync('public/managed-schema.json', 'utf8')).properties)).toEqual([
      'settings',
    ]);
  });
});

test('[SEC-74] docs/permissions.md and README name the permissions of the manifest, and no other', () => {
  const { permissions, host_permissions } = config.manifest as { permissions: string[]; host_permissions: string[] };
  const listed = firstCells(doc('permissions')).flatMap(codesIn);
  expect(listed.toSorted()).toEqual([...permissions, ...host_permissions].toSorted());
  const readme = readFileSync('README.md', 'utf8');
  const part = readme.slice(readme.indexOf('### 権限とその理由'), readme.indexOf('### プライバシー'));
  expect(firstCells(part).flatMap(codesIn).slice(1).toSorted()).toEqual(permissions.toSorted());
  const answers = doc('store').slice(doc('store').indexOf('## 審査'));
  expect(firstCells(answers).flatMap(codesIn).toSorted()).toEqual(permissions.toSorted());
});

test('docs/store.md has the name and the summary of the manifest in both languages', async () => {
  for (const language of ['ja', 'en']) {
    const entries = await parseMessagesFile(`locales/${language}.yml`);
    for (const name of ['name', 'description']) {
      const entry = entries.find(({ key }) => key.join('.') === `extension.${name}`);
      expect(doc('store')).toMatch(
        new RegExp(`\\*\\*(: |：)${RegExp.escape(entry && 'message' in entry ? entry.message : '?')}\n`),
      );
    }
  }
});

test('[SEC-76] docs/privacy.md names every stored key, and no other', () => {
  expect(firstCells(doc('privacy')).flatMap(codesIn).toSorted()).toEqual(Object.keys(STORAGE_KEYS).toSorted());
  // Only the two files below write to storage, by a key of the table.
  const others = productFiles(/\.tsx?$/).filter((path) => !/^utils\/browser\/(storage|run)-item\.ts$/.test(path));
  const storage = /browser\.storage\b(?!\.managed|\.onChanged)|\b(localStorage|sessionStorage|indexedDB|caches)[.[]/;
  expect(others.filter((path) => storage.test(readFileSync(path, 'utf8')))).toEqual([]);
});

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync('docs', { encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
/** A file or folder of the repository, as documents write it. */
const PATH = /^(assets|components|docs|entrypoints|locales|modules|public|scripts|tests|utils)\/[\w/.-]*$/;

test.each(DOCUMENTS)('%s names files, links and commands that exist', (name) => {
  const text = readFileSync(name, 'utf8');
  for (const path of codesIn(text).filter((code) => PATH.test(code))) expect(existsSync(path), path).toBe(true);
  for (const [, link = ''] of text.matchAll(/\]\((?!http)([^)#]+)/g))
    expect(existsSync(join(dirname(name), link)), link).toBe(true);
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  for (const [, script = ''] of text.matchAll(/npm run (?:--silent )?([\w:-]+)/g))
    expect(Object.keys(scripts)).toContain(script);
});

test.each(['architecture', 'ask', 'browser-facts', 'dependencies', 'diagnosis', 'glossary', 'speed'])(
  'docs/%s.md is for developers, so it is in English',
  (name) => {
    const quoted = /「[^」]*」|`[^`]*`|まもりす(接続ナビ|ネット)?/g;
    expect(doc(name).replaceAll(quoted, '')).not.toMatch(/[ぁ-ん]/);
  },
);
