import { readdirSync, readFileSync } from 'node:fs';
import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { describe, expect, test } from 'vitest';
import { FIELDS, LISTS } from '@/entrypoints/options/admin/fields.ts';
import { CAUSES } from '@/utils/diagnosis/causes.ts';
import { keyPart } from '@/utils/i18n/text.ts';
import { LANGUAGES } from '@/utils/languages.ts';
import { CAUSE_CODES } from '../support/builders.ts';
import { productFiles } from '../support/product-files.ts';

type Texts = ReadonlyMap<string, string>;

async function readTexts(language: string): Promise<Texts> {
  const entries = await parseMessagesFile(`locales/${language}.yml`);
  return new Map(
    entries.flatMap((entry) =>
      'message' in entry && !entry.key[0]?.startsWith('@@') ? [[entry.key.join('.'), entry.message]] : [],
    ),
  );
}

const japanese = await readTexts('ja');
const locales = await Promise.all(
  LANGUAGES.filter((language) => language !== 'auto').map(
    async (language) => [language, await readTexts(language)] as const,
  ),
);

function sources(): string[] {
  const paths = ['wxt.config.ts', ...productFiles(/\.tsx?$/)];
  return paths.map((path) => readFileSync(path, 'utf8').replaceAll(/^\s*(\/\/|\/?\*).*$/gm, ''));
}

/** Finds keys that no code uses, neither literally nor by a template with an existing code. */
function unusedKeys(keys: Iterable<string>, code: readonly string[]): string[] {
  const all = code.join('\n');
  const literals = new Set(Array.from(all.matchAll(/['"]([\w.]+)['"]/g), ([, literal]) => literal));
  const manifest = new Set(Array.from(all.matchAll(/__MSG_(\w+?)__/g), ([, name]) => name));
  const words = new Set(all.match(/[\w-]+/g));
  const templates = Array.from(all.matchAll(/`(\w+(?:\.\w+)*\.(?:\w*\$\{[^`]*\}[\w.]*))`/g), ([, template = '']) => {
    const pattern = template.replaceAll('.', '\\.').replaceAll(/\$\{.*?\}(?=[\w.\\]*(?:\$|$))/g, '(\\w+)');
    return new RegExp(`^${pattern}$`);
  });
  const isCode = (part: string) => /^\d+$/.test(part) || words.has(part) || words.has(part.replaceAll('_', '-'));
  const isReached = (key: string) =>
    literals.has(key) ||
    manifest.has(key.replaceAll('.', '_')) ||
    templates.some((template) => template.exec(key)?.slice(1).every(isCode));
  return [...keys].filter((key) => !isReached(key));
}

/** Finds missing keys in calls of `text`. */
function missingKeys(keys: Texts, code: readonly string[]): string[] {
  const calls = code.flatMap((file) =>
    Array.from(file.matchAll(/\btext\(([^()`]*)/g), ([, argument = '']) => argument),
  );
  const named = calls.flatMap((call) => Array.from(call.matchAll(/'(\w+(?:\.\w+)+)'/g), ([, key = '']) => key));
  return named.filter((key) => !keys.has(key));
}

/** Lists the `{named}` placeholders of a text. */
function placeholders(message: string): string[] {
  return [...new Set(message.match(/\{\w+\}/g))].toSorted();
}

const SHARED_STEPS: readonly (string | null)[] = ['copyRestart', 'resetInEdge'];

test.each(locales)('the texts of %s name their own language', (language, texts) => {
  expect(texts.get('extension.language')).toBe(language);
  expect(texts.get('extension.locale')?.split('-')[0]).toBe(language);
});

describe('the texts of the causes', () => {
  test.each(CAUSE_CODES)('cover title, reason, detail, steps and roads of %s', (cause) => {
    const { steps, hasRoads, hasDetail } = CAUSES[cause];
    const keysOf = (part: string) => steps.map((_, index) => `cause.${keyPart(cause)}.${part}${index + 1}`);
    // A restart and a reset have the same text everywhere.
    const stepKeys = keysOf('step').filter((_, index) => !SHARED_STEPS.includes(steps[index] ?? null));
    const parts = [
      ...stepKeys,
      ...(hasRoads ? keysOf('road') : []),
      ...(hasDetail ? [`cause.${keyPart(cause)}.detail`] : []),
    ];
    const expected = [`cause.${keyPart(cause)}.title`, `cause.${keyPart(cause)}.reason`, ...parts];
    const present = [...japanese.keys()].filter((key) => key.startsWith(`cause.${keyPart(cause)}.`));
    // A step without a text and a text without a step are both mistakes.
    expect(present.filter((key) => /\.(title|reason|detail|(step|road)\d)$/.test(key)).toSorted()).toEqual(
      expected.toSorted(),
    );
    expect(steps.length).toBeLessThanOrEqual(4);
  });
});

test('every language of the settings has a locale file', () => {
  const files = readdirSync('locales').toSorted();
  expect(files).toEqual(locales.map(([language]) => `${language}.yml`).toSorted());
});

test.each(locales)('%s has the texts of Japanese with the same placeholders', (_, texts) => {
  expect([...texts.keys()].toSorted()).toEqual([...japanese.keys()].toSorted());
  for (const [key, message] of japanese) expect(placeholders(texts.get(key) ?? ''), key).toEqual(placeholders(message));
});

test('code uses every text and no other', () => {
  // The labels and titles of the administrator's form come from the policy's schema.
  const labels = [...FIELDS, ...LISTS].flatMap(({ fields }) => fields.map(({ label }) => label));
  labels.push(...LISTS.map(({ name }) => `admin.group.${name}`));
  const code = [...sources(), labels.map((label) => `text('${label}')`).join('\n')];
  expect(unusedKeys(japanese.keys(), code)).toEqual([]);
  expect(missingKeys(japanese, code)).toEqual([]);
});

describe('the search for unused and missing texts', () => {
  const keys = [
    'popup.next',
    'popup.gone',
    'cause.clock_wrong.title',
    'cause.clock_gone.title',
    'cause.clock_wrong.more',
  ];
  test.each([
    ["text('popup.next')", keys.slice(1)],
    ["const TITLES = { '!': 'popup.gone' }", keys.toSpliced(1, 1)],
    ["name: '__MSG_popup_next__'", keys.slice(1)],
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the strings contain code.
    ["text(`popup.${code}`); ['next', 'clock-wrong']", keys.slice(1)],
    ["text(`cause.${keyPart(cause)}.title`); ['clock-wrong']", keys.toSpliced(2, 1)],
    [
      "text(`cause.${cause}.${part}`); { clock_wrong: ['more', 'title'] }",
      keys.toSpliced(2, 3, 'cause.clock_gone.title'),
    ],
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: see above
    ["'popup.next.more', 'next', `popup.next and`", keys],
  ])('recognises the use of keys in %s', (code, expected) => {
    expect(unusedKeys(keys, [code])).toEqual(expected);
  });

  test('finds a missing key', () => {
    const code = "text('popup.next'); text(isOpen ? 'popup.next' : 'popup.nex'); open('popup.html')";
    expect(missingKeys(new Map([['popup.next', '']]), [code])).toEqual(['popup.nex']);
  });
});

describe.each(locales)('texts in %s', (_, texts) => {
  test('message names are unique and valid in browsers', () => {
    const names = [...texts.keys()].map((key) => key.replaceAll('.', '_'));
    for (const name of names) expect(name).toMatch(/^\w+$/);
    // Browsers ignore the case of message names.
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  });

  test('no text is empty or contains markup', () => {
    for (const [key, message] of texts) {
      expect(message, key).not.toBe('');
      expect(message, key).not.toMatch(/<[a-z]/i);
    }
  });
});

test('English texts use hiragana only in names and labels of Japanese screens', async () => {
  const names =
    /「[^」]*」|『[^』]*』|“[^”]*”|（[^）]*）|\([^)]*\)|まもりす(接続ナビ|ネット|まい(オンラインサービス|保険)?)|日本語/g;
  for (const [key, message] of await readTexts('en')) {
    // Users may search in any language.
    if (/^(system|trouble\.\w+\.words|omnibox)\b/.test(key)) continue;
    expect(message.replaceAll(names, ''), key).not.toMatch(/[ぁ-ん]/);
  }
});
