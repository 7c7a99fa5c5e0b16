/** What the documents for reviewers claim is tied to tests by name, and these are there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { describe, expect, test } from 'vitest';

const COLUMN = '確かめるテスト';
/** How the documents explain the names of tests. */
const EXPLANATION = '`フォルダー/ファイル › テストの名前`';

interface AstNode {
  type?: string;
  name?: string;
  value?: unknown;
  callee?: AstNode;
  object?: AstNode;
  property?: AstNode;
  arguments?: AstNode[];
}

/** Whether what is called is `test`, `test.each(…)` and the like; `describe` and `test.step` are no tests. */
function isTest({ type, name, object, property, callee }: AstNode = {}): boolean {
  if (type === 'Identifier') return name === 'test';
  if (type === 'MemberExpression') return isTest(object) && property?.name === 'each';
  return type === 'CallExpression' && isTest(callee);
}

/** The titles of the tests in a file, as they stand there. */
function titlesIn(path: string): string[] {
  const titles: string[] = [];
  const visit = (node: AstNode | null): void => {
    if (typeof node !== 'object' || node === null) return;
    const title = node.type === 'CallExpression' && isTest(node.callee) ? node.arguments?.[0]?.value : undefined;
    if (typeof title === 'string') titles.push(title);
    for (const child of Object.values(node)) visit(child as AstNode | null);
  };
  visit(parseAst(readFileSync(path, 'utf8'), { lang: 'ts' }) as AstNode);
  return titles;
}

/** The tests that a text names: `folder/file › title`. */
function testsNamedIn(text: string): { file: string; title: string }[] {
  return [...text.matchAll(/`([\w./-]+\.(?:test|spec)\.ts) › ([^`]+)`/g)].map(([, file = '', title = '']) => ({
    file,
    title,
  }));
}

/** The rows of tables that have a column for tests, each as its cells. */
function claimsIn(text: string): string[][] {
  return text.split(/\n(?!\|)/).flatMap((block) => {
    const rows = block.split('\n').filter((line) => line.startsWith('|'));
    return rows[0]?.includes(COLUMN) ? rows.slice(2).map((row) => row.split('|').slice(1, -1)) : [];
  });
}

describe.each(['security', 'permissions', 'privacy'])('docs/%s.md', (name) => {
  const text = readFileSync(`docs/${name}.md`, 'utf8');

  test('every claim in a table names its test', () => {
    const claims = claimsIn(text);
    expect(claims.length).toBeGreaterThan(4);
    for (const cells of claims) expect(testsNamedIn(cells.at(-1) ?? ''), cells[0]).not.toEqual([]);
  });

  test('every test that it names is there by that name', () => {
    for (const { file, title } of testsNamedIn(text)) {
      const path = join('tests', file);
      expect(existsSync(path), path).toBe(true);
      expect(titlesIn(path), path).toContain(title);
    }
    // Whatever looks like the name of one is read as one.
    const looking = (text.match(/`[^`\n]* › [^`\n]*`/g) ?? []).filter((code) => code !== EXPLANATION);
    expect(testsNamedIn(looking.join('\n'))).toHaveLength(looking.length);
  });
});

test('a test that is not there would be missed', () => {
  expect(testsNamedIn('| x | `unit/claims.test.ts › no such test` |')).toHaveLength(1);
  expect(titlesIn('tests/unit/claims.test.ts')).not.toContain('no such test');
  expect(claimsIn(`| a | ${COLUMN} |\n| --- | --- |\n| b | – |`)).toEqual([[' b ', ' – ']]);
});
