/** The linter knows the layers of docs/architecture.md: it refuses an import from a lower layer to a higher one. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const REFUSED = [
  ['utils/planted.ts', './catalog/facts.ts'],
  ['utils/catalog/planted1.ts', '../diagnosis/diagnose.ts'],
  ['utils/catalog/planted2.ts', 'wxt/browser'],
  ['utils/browser/planted.ts', '../run/view.ts'],
  ['utils/diagnosis/planted1.ts', '../settings/config.ts'],
  ['utils/diagnosis/rules/planted.ts', '../../browser/storage-item.ts'],
  ['utils/diagnosis/planted2.ts', 'wxt/browser'],
  ['utils/settings/planted.ts', '../i18n/text.ts'],
  ['utils/i18n/planted.ts', '../run/view.ts'],
  ['utils/run/planted1.ts', '../render/badge.ts'],
  ['utils/run/reduce.ts', './run-store.ts'],
  ['utils/run/view.ts', 'wxt/browser'],
  ['utils/render/planted.ts', '../worker/alarms.ts'],
  ['components/planted1.tsx', '@/utils/render/badge.ts'],
  ['components/planted2.tsx', '@/entrypoints/popup/app.tsx'],
  ['entrypoints/popup/planted1.tsx', '@/entrypoints/sidepanel/panel.tsx'],
  ['entrypoints/sidepanel/planted.tsx', '@/utils/render/badge.ts'],
  ['entrypoints/page/planted1.ts', '@/components/logo.tsx'],
  ['entrypoints/page/planted2.ts', 'preact'],
  // The same by a relative path, and by other names of the browser.
  ['utils/planted2.ts', '../components/logo.tsx'],
  ['utils/catalog/planted3.ts', '../../entrypoints/popup/app.tsx'],
  ['utils/catalog/planted4.ts', 'preact'],
  ['utils/diagnosis/planted4.ts', 'webextension-polyfill'],
  ['utils/diagnosis/planted5.ts', 'wxt'],
  ['utils/run/planted3.ts', '../../components/logo.tsx'],
  ['utils/run/planted4.ts', '../../tests/support/builders.ts'],
  ['utils/worker/planted2.ts', '../../entrypoints/page/banner.ts'],
  ['components/planted4.tsx', '../entrypoints/popup/app.tsx'],
  ['entrypoints/popup/planted3.tsx', '../sidepanel/panel.tsx'],
  ['entrypoints/sidepanel/sections/check/planted.tsx', '../../../options/options-page.tsx'],
  ['entrypoints/page/planted3.ts', '../popup/app.tsx'],
  ['entrypoints/page/planted4.ts', '../../components/logo.tsx'],
  ['entrypoints/page/planted5.ts', '@/utils/settings/policy.ts'],
  ['entrypoints/page/planted6.ts', '../reader/watch-page.ts'],
  ['entrypoints/reader/planted1.ts', '../page/banner.ts'],
  ['entrypoints/reader/planted2.ts', 'valibot'],
  ['utils/in-page/planted.ts', '../worker/alarms.ts'],
  ['utils/run/planted5.ts', '../in-page/send.ts'],
  ['utils/worker/planted4.ts', '../in-page/send.ts'],
  ['entrypoints/planted.ts', '@/components/logo.tsx'],
  ['entrypoints/planted2.ts', './popup/app.tsx'],
] as const;

const ALLOWED = [
  ['utils/diagnosis/planted3.ts', '../catalog/facts.ts'],
  ['utils/run/planted2.ts', '../diagnosis/diagnose.ts'],
  ['utils/worker/planted.ts', '../run/run-store.ts'],
  ['components/planted3.tsx', '@/utils/run/view.ts'],
  ['entrypoints/popup/planted2.tsx', '@/components/logo.tsx'],
  ['utils/worker/planted3.ts', '../render/badge.ts'],
  ['entrypoints/reader/planted3.ts', '@/utils/in-page/documents.ts'],
  ['utils/in-page/planted2.ts', '../run/messages.ts'],
  ['entrypoints/background.ts', '@/utils/render/badge.ts'],
] as const;

/** Files with the browser's global: pure ones use none, others import it. */
const IMPURE = [
  'utils/catalog/impure.ts',
  'utils/diagnosis/impure.ts',
  'utils/run/next-change.ts',
  'utils/worker/impure.ts',
  'entrypoints/popup/impure.tsx',
];

describe('the linter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mamoris-navi-layers-'));
  let report = '';

  beforeAll(() => {
    cpSync('biome.json', join(folder, 'biome.json'));
    const plant = (file: string, source: string) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), source);
    };
    for (const [file, imported] of [...REFUSED, ...ALLOWED]) plant(file, `export * from '${imported}';\n`);
    for (const file of IMPURE) plant(file, 'export const tabs = chrome.tabs;\n');
    const options = [
      'lint',
      '--vcs-enabled=false',
      '--only=style/noRestrictedImports',
      '--only=style/noRestrictedGlobals',
      '--reporter=github',
      '.',
    ];
    const biome = resolve('node_modules/.bin/biome');
    report = spawnSync(biome, [...options, '--max-diagnostics=none'], { cwd: folder, encoding: 'utf8' }).stdout;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(REFUSED)('refuses that %s imports %s', (file) => {
    expect(report).toContain(`/${file},`);
  });

  test.each(IMPURE)('refuses that %s uses the global chrome', (file) => {
    expect(report).toContain(`/${file},`);
  });

  test.each(ALLOWED)('allows that %s imports %s', (file) => {
    expect(report).not.toContain(`/${file},`);
  });
});
