/** No regular expression of the product takes long, whatever it is given: checked by recheck, which knows how they are matched. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from 'recheck';
import { parseAst } from 'rolldown/parseAst';
import { afterEach, expect, test, vi } from 'vitest';
import { NOTICES } from '@/utils/diagnosis/signs/notices.ts';
import { readSigns } from '@/utils/diagnosis/signs/read-signs.ts';

/** Those that are slow with long texts, and never get one. */
const SHORT_INPUT: Record<string, string> = {
  '<meta[^>]+charset\\s*=\\s*["\']?([^\\s"\';/>]+)': 'the first 1,024 bytes of an answer (html-text.ts)',
};

/** Slow by recheck's guess (it does not see that `|$` ends every search where it stands), and not in fact: see the test below. */
const NOT_SLOW =
  '<!--[\\s\\S]*?(?:-->|$)|<![^<>]*>|<(script|style|template|noscript|title)\\b[\\s\\S]*?(?:<\\/\\1\\s*>|$)';

interface Found {
  where: string;
  pattern: string;
  flags: string;
}

interface AstNode {
  type?: string;
  regex?: { pattern: string; flags: string };
  callee?: { name?: string };
}

/** Every regular expression that stands in a source text, and how often `RegExp` makes one there. */
function readSource(source: string, where: string): { found: Found[]; made: number } {
  const found: Found[] = [];
  let made = 0;
  const visit = (node: AstNode | null): void => {
    if (typeof node !== 'object' || node === null) return;
    if (node.regex) found.push({ where, ...node.regex });
    if (node.callee?.name === 'RegExp') made += 1;
    for (const child of Object.values(node)) visit(child as AstNode | null);
  };
  visit(parseAst(source, { lang: where.endsWith('x') ? 'tsx' : 'ts' }) as AstNode);
  return { found, made };
}

const SOURCES = ['entrypoints', 'components', 'utils']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name).replaceAll('\\', '/')),
  )
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, ...readSource(readFileSync(path, 'utf8'), path) }));

/** A pattern without what only looks ahead or behind: that holds no repetition without end of its own, and recheck can only guess at it. */
function withoutLooks(pattern: string): string {
  const tokens = pattern.match(/\\.|\[(?:\\.|[^\]\\])*\]|\(\?<?[=!]|[\s\S]/g) ?? [];
  let depth = 0;
  return tokens
    .map((token) => {
      const isInside = depth > 0;
      if (/^\(\?<?[=!]$/.test(token) || (isInside && token === '(')) depth += 1;
      else if (isInside && token === ')') depth -= 1;
      else if (!isInside) return token;
      else expect(token, `${pattern}: a look without end`).not.toMatch(/^[*+]$/);
      return '';
    })
    .join('');
}

/** `automaton`: a proof; `auto`: a search for a slow text where recheck can't prove it (it can't see through looks and references). */
async function isSafe(
  { pattern, flags }: Omit<Found, 'where'>,
  checker: 'auto' | 'automaton' = 'auto',
): Promise<boolean> {
  const { status } = await check(pattern, flags, { timeout: 60_000, checker });
  return status === 'safe';
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test('[SEC-18] no regular expression in the source is slow, whatever text it is given', {
  timeout: 180_000,
}, async () => {
  const found = SOURCES.flatMap((source) => source.found);
  expect(found.length).toBeGreaterThan(50);
  const slow: Found[] = [];
  for (const each of found) if (!(await isSafe(each))) slow.push(each);
  const excused = [...Object.keys(SHORT_INPUT), NOT_SLOW];
  expect(slow.filter(({ pattern }) => !excused.includes(pattern))).toEqual([]);
  // Nothing stands in the tables that is not there any more.
  expect(excused.filter((pattern) => !slow.some((each) => each.pattern === pattern))).toEqual([]);
});

test('[SEC-19] no regular expression that is put together of phrases is slow', { timeout: 180_000 }, async () => {
  expect(SOURCES.filter(({ made }) => made > 0).map(({ path, made }) => [path, made])).toEqual([
    ['utils/diagnosis/signs/read-signs.ts', 2],
  ]);
  const found = new Map<string, Found>();
  class Noting extends RegExp {
    constructor(pattern: string | RegExp, flags = '') {
      super(pattern, flags);
      if (typeof pattern === 'string') found.set(`/${pattern}/${flags}`, { where: 'read-signs.ts', pattern, flags });
    }
  }
  vi.stubGlobal('RegExp', Noting);
  for (const status of [200, 403])
    readSigns({ status, title: 'エラー', text: '証明書', isInteractive: false }, NOTICES);
  vi.unstubAllGlobals();
  expect(found.size).toBeGreaterThan(60);
  for (const { pattern, flags } of found.values())
    expect(await isSafe({ pattern: withoutLooks(pattern), flags }, 'automaton'), pattern).toBe(true);
});

test('what recheck takes for slow in html-text.ts grows with its text, and no more', () => {
  const pattern = new RegExp(NOT_SLOW, 'gi');
  // Each text is one search that succeeds, from its first letter to its end.
  for (const text of ['<STYLE'.repeat(5000), '<!--'.repeat(5000), `<script>${'</script '.repeat(5000)}`])
    expect(text.replace(pattern, '')).toBe('');
});

test('a slow one would be found, wherever it stands', async () => {
  const { found, made } = readSource('const a = /^(a+)+$/; new RegExp("x*x*y"); RegExp(a);', 'planted.ts');
  expect(found.map(({ pattern }) => pattern)).toEqual(['^(a+)+$']);
  expect(made).toBe(2);
  expect(await isSafe({ pattern: '^(a+)+$', flags: '' })).toBe(false);
  expect(await isSafe({ pattern: withoutLooks('(?<!no )(\\w+\\s?)*(?=[)]|x)!'), flags: 'gu' }, 'automaton')).toBe(
    false,
  );
  expect(withoutLooks('a(?=[)]|(b|c))d\\(?e')).toBe('ad\\(?e');
});
