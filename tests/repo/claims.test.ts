/** Each claim of the documents for reviewers cites tests by id, and these tests exist. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const COLUMN = '確かめるテスト';

/** Finds the ids that a text cites, such as `SEC-07`. */
function citedIds(text: string): string[] {
  return [...text.matchAll(/\[(SEC-\d\d)\]/g)].map(([, id = '']) => id);
}

/** Finds the ids at the beginning of test titles in a source file. */
function testIds(source: string): string[] {
  return [...source.matchAll(/['"`]\[(SEC-\d\d)\] /g)].map(([, id = '']) => id);
}

/** Reads the rows of the tables that have a column for tests, each as its cells. */
function readClaims(text: string): string[][] {
  return text.split(/\n(?!\|)/).flatMap((block) => {
    const rows = block.split('\n').filter((line) => line.startsWith('|'));
    return rows[0]?.includes(COLUMN) ? rows.slice(2).map((row) => row.split('|').slice(1, -1)) : [];
  });
}

const knownIds = readdirSync('tests', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(test|spec)\.ts$/.test(name))
  .flatMap((name) => testIds(readFileSync(join('tests', name), 'utf8')));

describe.each(['security', 'permissions', 'privacy'])('docs/%s.md', (name) => {
  const text = readFileSync(`docs/${name}.md`, 'utf8');

  test('every claim in a table cites a test', () => {
    const claims = readClaims(text);
    expect(claims.length).toBeGreaterThan(4);
    for (const cells of claims) expect(citedIds(cells.at(-1) ?? ''), cells[0]).not.toEqual([]);
  });

  test('[SEC-01] every cited test exists once', () => {
    for (const cited of citedIds(text)) expect(knownIds.filter((id) => id === cited)).toEqual([cited]);
  });
});

test('the check finds a planted claim without a test, and an id without a test', () => {
  expect(readClaims(`| a | ${COLUMN} |\n| --- | --- |\n| b | – |`)).toEqual([[' b ', ' – ']]);
  expect(citedIds('| x | `[SEC-99]` |')).toEqual(['SEC-99']);
  expect(knownIds).not.toContain('SEC-99');
});
