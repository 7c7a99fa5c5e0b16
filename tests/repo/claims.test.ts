/** Each claim of the documents for reviewers cites tests by id, and these tests exist. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const COLUMN = '確かめるテスト';

/** The ids that a text cites, such as `SEC-07`. */
function idsIn(text: string): string[] {
  return [...text.matchAll(/\[(SEC-\d\d)\]/g)].map(([, id = '']) => id);
}

/** The ids at the beginning of test titles in a source file. */
function idsOfTests(source: string): string[] {
  return [...source.matchAll(/['"`]\[(SEC-\d\d)\] /g)].map(([, id = '']) => id);
}

/** The rows of tables that have a column for tests, each as its cells. */
function claimsIn(text: string): string[][] {
  return text.split(/\n(?!\|)/).flatMap((block) => {
    const rows = block.split('\n').filter((line) => line.startsWith('|'));
    return rows[0]?.includes(COLUMN) ? rows.slice(2).map((row) => row.split('|').slice(1, -1)) : [];
  });
}

const known = readdirSync('tests', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(test|spec)\.ts$/.test(name))
  .flatMap((name) => idsOfTests(readFileSync(join('tests', name), 'utf8')));

describe.each(['security', 'permissions', 'privacy'])('docs/%s.md', (name) => {
  const text = readFileSync(`docs/${name}.md`, 'utf8');

  test('every claim in a table cites a test', () => {
    const claims = claimsIn(text);
    expect(claims.length).toBeGreaterThan(4);
    for (const cells of claims) expect(idsIn(cells.at(-1) ?? ''), cells[0]).not.toEqual([]);
  });

  test('[SEC-01] every cited test exists, once', () => {
    for (const id of idsIn(text))
      expect(
        known.filter((each) => each === id),
        id,
      ).toHaveLength(1);
  });
});

test('a claim without a test, and an id without a test, would be found', () => {
  expect(claimsIn(`| a | ${COLUMN} |\n| --- | --- |\n| b | – |`)).toEqual([[' b ', ' – ']]);
  expect(idsIn('| x | `[SEC-99]` |')).toEqual(['SEC-99']);
  expect(known).not.toContain('SEC-99');
});
