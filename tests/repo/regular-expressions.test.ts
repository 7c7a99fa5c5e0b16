/** Checks that no regular expression of the product is slow, whatever its input. recheck knows how engines match. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from 'recheck';
import { parseAst } from 'rolldown/parseAst';
import { expect, test } from 'vitest';
import { linesOfText } from '@/utils/diagnosis/signs/lines.ts';
import { MAX_TEXT, readSigns } from '@/utils/diagnosis/signs/read-signs.ts';

/** Patterns that are slow with long texts, and only match short ones. */
const SHORT_INPUT: Record<string, string> = {
  '<meta[^>]+charset\\s*=\\s*["\']?([^\\s"\';/>]+)': 'the first 1,024 bytes of an answer (html-text.ts)',
};

/**
 * Slow according to recheck, which does not see that `|$` ends every search at its first position. The test below shows
 * that it is linear.
 */
const NOT_SLOW =
  '<!--[\\s\\S]*?(?:-->|$)|<(?:!|\\?xml\\b)[^<>]*>|<(script|style|template|noscript|title)\\b[\\s\\S]*?(?:<\\/\\1\\s*>|$)|<r[tp]\\b[^<>]*>[^<]*';

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

/** Returns the regular expression literals in a source text, and the number of calls of `RegExp`. */
function readSource(source: string, where: string): { found: Found[]; calls: number } {
  const found: Found[] = [];
  let calls = 0;
  const visit = (node: AstNode | null): void => {
    if (typeof node !== 'object' || node === null) return;
    if (node.regex) found.push({ where, ...node.regex });
    if (node.callee?.name === 'RegExp') calls += 1;
    for (const child of Object.values(node)) visit(child as AstNode | null);
  };
  visit(parseAst(source, { lang: where.endsWith('x') ? 'tsx' : 'ts' }) as AstNode);
  return { found, calls };
}

const SOURCES = ['entrypoints', 'components', 'utils']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name).replaceAll('\\', '/')),
  )
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, ...readSource(readFileSync(path, 'utf8'), path) }));

/**
 * Removes lookaheads and lookbehinds: they contain no unbounded repetition, and recheck can prove nothing about them.
 */
function withoutLookarounds(pattern: string): string {
  const tokens = pattern.match(/\\.|\[(?:\\.|[^\]\\])*\]|\(\?<?[=!]|[\s\S]/g) ?? [];
  let depth = 0;
  return tokens
    .map((token) => {
      const isInside = depth > 0;
      if (/^\(\?<?[=!]$/.test(token) || (isInside && token === '(')) depth += 1;
      else if (isInside && token === ')') depth -= 1;
      else if (!isInside) return token;
      else expect(token, `${pattern}: an unbounded lookaround`).not.toMatch(/^[*+]$/);
      return '';
    })
    .join('');
}

/** recheck's search ends by its count of steps: by time, a busy machine would find expressions slow that are not. */
const STEPS_NOT_TIME = { randomSeed: 1, attackTimeout: null, incubationTimeout: null, seedingTimeout: null };

/** `automaton`: a proof. `auto`: a search for a slow text where recheck cannot prove it (lookarounds, references). */
async function isSafe(
  { pattern, flags }: Omit<Found, 'where'>,
  checker: 'auto' | 'automaton' = 'auto',
): Promise<boolean> {
  const { status } = await check(pattern, flags, { timeout: 60_000, checker, ...STEPS_NOT_TIME });
  return status === 'safe';
}

test('[SEC-18] no regular expression in the source is slow, whatever its input', {
  timeout: 180_000,
}, async () => {
  const found = SOURCES.flatMap((source) => source.found);
  expect(found.length).toBeGreaterThan(50);
  const slow: string[] = [];
  for (const regex of found) if (regex.pattern !== NOT_SLOW && !(await isSafe(regex))) slow.push(regex.pattern);
  expect(slow).toEqual(Object.keys(SHORT_INPUT));
  // Whether a search finds it slow depends on the machine, so it is only known to be there.
  expect(found.filter(({ pattern }) => pattern === NOT_SLOW)).toHaveLength(1);
});

test('[SEC-19] the product builds no regular expression from text', () => {
  expect(SOURCES.filter(({ calls }) => calls > 0).map(({ path }) => path)).toEqual([]);
});

test('pages that are made to be ambiguous are read like others', () => {
  // Each word begins a statement and ends none. With a slow pattern this test would not end.
  for (const words of [
    '証明書',
    'クライアント証明書を',
    '証明書が、',
    '時間外の',
    'certificate ',
    '「',
    'メンテナンスのため',
    'を',
  ])
    for (const status of [200, 403]) {
      const lines = linesOfText(words.repeat(MAX_TEXT / words.length));
      expect(readSigns({ status, title: words, lines, isInteractive: false }).length).toBeLessThan(2);
    }
});

test('the pattern in html-text.ts that recheck calls slow needs time in proportion to its input', () => {
  const pattern = new RegExp(NOT_SLOW, 'gi');
  // Each text is one search that succeeds, from its first letter to its end.
  for (const text of ['<STYLE'.repeat(5000), '<!--'.repeat(5000), `<script>${'</script '.repeat(5000)}`])
    expect(text.replace(pattern, '')).toBe('');
});

test('the check finds a planted slow expression', async () => {
  const { found, calls } = readSource('const a = /^(a+)+$/; new RegExp("x*x*y"); RegExp(a);', 'planted.ts');
  expect(found.map(({ pattern }) => pattern)).toEqual(['^(a+)+$']);
  expect(calls).toBe(2);
  expect(await isSafe({ pattern: '^(a+)+$', flags: '' })).toBe(false);
  expect(await isSafe({ pattern: withoutLookarounds('(?<!no )(\\w+\\s?)*(?=[)]|x)!'), flags: 'gu' }, 'automaton')).toBe(
    false,
  );
  expect(withoutLookarounds('a(?=[)]|(b|c))d\\(?e')).toBe('ad\\(?e');
});
