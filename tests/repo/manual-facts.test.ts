import { readFileSync } from 'node:fs';
import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { describe, expect, test } from 'vitest';
import { MANUAL, textValues } from '@/utils/catalog/facts.ts';
import { PANEL_SECTIONS } from '@/utils/panel-sections.ts';

const SURFACES: readonly string[] = ['card', 'status', ...PANEL_SECTIONS];

const texts = new Map(
  (await parseMessagesFile('locales/ja.yml')).map((entry) => [
    entry.key.join('.'),
    'message' in entry ? entry.message : '',
  ]),
);

// Facts beyond the numbered list (`N…`) have one more column, for what they say.
const rows = readFileSync('docs/manual-facts.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| [MN]\d\d \|/.test(line))
  .map((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    const [surfaces = '', words = '', keys = ''] = cells.slice(-4);
    return { fact: cells[1], surfaces: surfaces.split(', '), words: words.split(', '), keys: keys.split(' ') };
  });

test('the table lists every fact of the manual in order', () => {
  const all = Array.from({ length: 72 }, (_, index) => `M${String(index + 1).padStart(2, '0')}`);
  expect(rows.map(({ fact }) => fact)).toEqual([...all, 'N01', 'N02', 'N03', 'N04']);
});

/** Fills the placeholders of the facts with the manual's values. */
function filled(text = ''): string {
  return text.replace(/\{(\w+)\}/g, (place, name) => String(textValues(MANUAL)[name] ?? place));
}

describe('the table of manual facts', () => {
  test.each(rows)('names existing surfaces, keys and words for $fact', ({ surfaces, words, keys }) => {
    for (const surface of surfaces) expect(SURFACES).toContain(surface);
    for (const key of keys) expect([...texts.keys()]).toContain(key);
    const found = keys.map((key) => filled(texts.get(key))).join('\n');
    for (const word of words) expect(found).toContain(word);
  });
});
