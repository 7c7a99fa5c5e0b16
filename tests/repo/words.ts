/**
 * Checks the words of the source: names, comments and test titles in plain English (CONTRIBUTING.md).
 * `node tests/repo/words.ts utils tests/unit` lists the findings in these folders; without a folder, in all.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseSync } from 'rolldown/utils';

/** One word to replace. */
export interface WordFinding {
  path: string;
  line: number;
  /** What the word is in: a declared name, a comment, a test title, a file name. */
  kind: 'name' | 'comment' | 'title' | 'file';
  /** The name, or the phrase. */
  text: string;
  reason: string;
}

interface AstNode {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

/** Words that do not describe what a function does; CONTRIBUTING.md names better ones. */
const FORBIDDEN_PARTS = new Set(
  `tell tells told take takes took look looks come comes note notes say says said met own each deed stand stands`.split(
    ' ',
  ),
);

/** Names from contracts that the source cannot choose. */
const CONTRACT_NAMES = new Map([
  ['note', 'key of a maintenance window and of a contact in the policy'],
  ['took', 'field of a case for `npm run ask`'],
]);

/** Phrases that make a sentence hard to read, with what to write instead. */
const FLAGGED_PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\bwho(m)?(so)?ever\b/i, 'name the person or the code'],
  [/\bnobody\b/i, 'name who or what does it'],
  [/\b(the )?ones? that\b/i, 'repeat the noun'],
  [/(?<!\bno )\bsuch\b(?! as\b)/i, 'name the thing'],
  [/\ball the same\b/i, 'use "still" or "anyway"'],
  [/\bat hand\b/i, 'use "available"'],
  [/\b(to be had|in peace|in vain|has a say|no say)\b/i, 'use a plain verb'],
  [/\b(anew|whereby|thereof|therein|hence|nought|be it)\b/i, 'use a modern word'],
  [/\bwhat (comes?|stands?|says?|tells?)\b/i, 'begin with the noun'],
  [/(?:^|[.;:!?] +|…)What (?:[a-z]+ )?(?:is|was|were|are|has|have|had|it|they|this|that)\b/, 'begin with the noun'],
  [/\b(tell|tells|telling|told)\b/i, 'use "report", "show", "log" or "distinguish"'],
  [/\b(goes|went) by\b/i, 'use "uses" or "passes"'],
  [/\b(by then|at that(?=[,.;:]|$)|the very same|however late)\b/i, 'name the time or the thing'],
  [/\bno one\b/i, 'name the person or the code'],
  [/\b(has|have|had) to do\b(?! with)/i, 'name what is used'],
  [/\b(says?|said|hears?) nothing\b/i, 'use "shows no …" or "sends no …"'],
  [/\b(hears?|heard) of\b/i, 'use "gets"'],
  [/\b(complains?|complained) of\b/i, 'name the errors'],
  [/\bwithout us\b/i, 'name the extension'],
];

/** Phrases that make a title unreadable without the title before it, or without the code. */
const FLAGGED_IN_TITLES: readonly (readonly [RegExp, string])[] = [
  [/^(\[SEC-\d+\] )?(and|or|but|nor|so|also|not|it|they|that|then|too)\b(?!’)/i, 'begin with the subject or the verb'],
  [/\b(is|are) asked\b/i, 'name who asks: "the worker probes …"'],
  [/\b(axe|it|they|the \w+) (finds?|says?|shows?) nothing\b/i, 'say what must hold'],
  [/\b(too|either|any more)$/i, 'repeat the verb'],
];

const TITLE_PHRASES = [...FLAGGED_PHRASES, ...FLAGGED_IN_TITLES];

const MAX_COMMENT_LINE = 120;
const MAX_SENTENCE_WORDS = 20;

/** The words that a name is made of: `certificateSoFar`, `at-work` and `MAX_TABS` alike. */
export function partsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3 $2$4')
    .split(/[^A-Za-z]+/)
    .filter((part) => part !== '')
    .map((part) => part.toLowerCase());
}

/** Why a name is not plain English; `undefined`: it is. */
function reasonAgainst(name: string): string | undefined {
  if (CONTRACT_NAMES.has(name)) return undefined;
  const parts = partsOf(name);
  const word = parts.find((part) => FORBIDDEN_PARTS.has(part));
  if (word) return `"${word}" is too vague in a name`;
  return parts.some((part, index) => part === 'at' && parts[index + 1] === 'hand') ? 'use "available"' : undefined;
}

/** Calls `visit` for the node and all nodes below it. */
function walk(node: unknown, visit: (node: AstNode) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if (typeof (node as AstNode).type === 'string') visit(node as AstNode);
  for (const child of Object.values(node)) walk(child, visit);
}

/** The identifiers that a pattern such as `{ a: b = 1, ...c }` declares. */
function namesInPattern(node: unknown): AstNode[] {
  const pattern = node as AstNode | null | undefined;
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern];
    case 'ObjectPattern':
      return (pattern.properties as AstNode[]).flatMap((property) =>
        namesInPattern(property.type === 'Property' ? property.value : property.argument),
      );
    case 'ArrayPattern':
      return (pattern.elements as unknown[]).flatMap(namesInPattern);
    case 'AssignmentPattern':
      return namesInPattern(pattern.left);
    case 'RestElement':
      return namesInPattern(pattern.argument);
    case 'TSParameterProperty':
      return namesInPattern(pattern.parameter);
    default:
      return [];
  }
}

/** Nodes whose `key` declares a property or a method. A quoted key is a code, not a name. */
const WITH_KEY = new Set([
  'MethodDefinition',
  'PropertyDefinition',
  'AccessorProperty',
  'TSAbstractMethodDefinition',
  'TSAbstractPropertyDefinition',
  'TSPropertySignature',
  'TSMethodSignature',
]);

/** The identifiers that a node declares. */
function declaredNames(node: AstNode): AstNode[] {
  const names: AstNode[] = [];
  if (node.type !== 'ImportSpecifier' && node.type !== 'TSEnumMember') names.push(...namesInPattern(node.id));
  if (node.type === 'TSEnumMember') names.push(...namesInPattern(node.id));
  if (Array.isArray(node.params)) names.push(...node.params.flatMap(namesInPattern));
  if (Array.isArray(node.parameters)) names.push(...node.parameters.flatMap(namesInPattern));
  if (node.type === 'CatchClause') names.push(...namesInPattern(node.param));
  if (node.type === 'TSTypeParameter') names.push(...namesInPattern(node.name));
  if (WITH_KEY.has(node.type) && node.computed !== true) names.push(...namesInPattern(node.key));
  if (node.type === 'ObjectExpression')
    for (const property of node.properties as AstNode[])
      if (property.type === 'Property' && property.computed !== true && property.shorthand !== true)
        names.push(...namesInPattern(property.key));
  if (node.type === 'ImportSpecifier' && !isSamePlace(node.imported, node.local))
    names.push(...namesInPattern(node.local));
  if (node.type === 'ImportDefaultSpecifier' || node.type === 'ImportNamespaceSpecifier')
    names.push(...namesInPattern(node.local));
  return names;
}

function isSamePlace(one: unknown, other: unknown): boolean {
  return (one as AstNode).start === (other as AstNode).start;
}

const TEST_CALLS = new Set(['test', 'it', 'describe']);

/** The title of a call such as `test('…')` or `test.each(rows)('…')`; `undefined` for any other node. */
function titleOf(node: AstNode): AstNode | undefined {
  if (node.type !== 'CallExpression') return undefined;
  let callee = node.callee as AstNode;
  while (callee.type === 'CallExpression' || callee.type === 'MemberExpression')
    callee = (callee.type === 'CallExpression' ? callee.callee : callee.object) as AstNode;
  const [title] = node.arguments as AstNode[];
  const isTest = callee.type === 'Identifier' && TEST_CALLS.has(String(callee.name));
  return isTest && (title?.type === 'Literal' || title?.type === 'TemplateLiteral') ? title : undefined;
}

/** The flagged phrases of a text. */
function flaggedIn(text: string, phrases = FLAGGED_PHRASES): { text: string; reason: string; index: number }[] {
  return phrases.flatMap(([pattern, reason]) => {
    const match = pattern.exec(text);
    return match ? [{ text: match[0].trim(), reason, index: match.index }] : [];
  });
}

/** All findings in one source file. */
export function findWords(path: string, source: string): WordFinding[] {
  const findings = new Map<string, WordFinding>();
  const lineOf = (offset: number) => source.slice(0, offset).split('\n').length;
  const add = (kind: WordFinding['kind'], line: number, text: string, reason: string) =>
    findings.set(`${kind} ${line} ${text}`, { path, line, kind, text, reason });

  const fileReason = reasonAgainst(basename(path).replace(/\.\w+$/, ''));
  if (fileReason) add('file', 1, basename(path), fileReason);

  const { program, comments, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  walk(program, (node) => {
    for (const { name, start } of declaredNames(node)) {
      const reason = reasonAgainst(String(name));
      if (reason) add('name', lineOf(start), String(name), reason);
    }
    const title = titleOf(node);
    if (title)
      for (const { text, reason } of flaggedIn(source.slice(title.start + 1, title.end - 1), TITLE_PHRASES))
        add('title', lineOf(title.start), text, reason);
  });

  for (const { text, start } of joinLineComments(source, comments)) {
    const plain = text.replaceAll(/\n\s*\*? ?/g, ' ').replace(/^\*?\s*/, '');
    for (const { text: phrase, reason } of flaggedIn(plain, FLAGGED_PHRASES))
      add('comment', lineOf(start), phrase, reason);
    for (const sentence of plain.split(/(?<=[.:;!?])\s+/)) {
      const words = sentence.match(/[\p{L}\p{N}][\p{L}\p{N}'’_.-]*/gu) ?? [];
      if (words.length > MAX_SENTENCE_WORDS)
        add(
          'comment',
          lineOf(start),
          `${words.slice(0, 4).join(' ')} …`,
          `a clause has at most ${MAX_SENTENCE_WORDS} words`,
        );
    }
    text.split('\n').forEach((_, index) => {
      const line = lineOf(start) + index;
      const length = source.split('\n')[line - 1]?.length ?? 0;
      // A linter's directive has to stay on one line.
      if (length > MAX_COMMENT_LINE && !/biome-ignore|https?:/.test(text))
        add('comment', line, `${length} characters`, `a line has at most ${MAX_COMMENT_LINE}`);
    });
  }
  return [...findings.values()].sort((a, b) => a.line - b.line);
}

/** The comments of a file; `//` lines that follow each other are one comment. */
function joinLineComments(
  source: string,
  comments: readonly { type: string; value: string; start: number; end: number }[],
) {
  const joined: { text: string; start: number; end: number }[] = [];
  for (const { type, value, start, end } of comments) {
    const previous = joined.at(-1);
    if (previous && type === 'Line' && /^\n[ \t]*$/.test(source.slice(previous.end, start))) {
      previous.text += `\n${value.trim()}`;
      previous.end = end;
    } else joined.push({ text: value, start, end });
  }
  return joined;
}

/** The tracked and new source files below these folders. */
export function sourceFiles(folders: readonly string[] = []): string[] {
  const output = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...folders], {
    encoding: 'utf8',
  });
  return output.split('\n').filter((path) => /\.(tsx?|m?js)$/.test(path) && existsSync(path));
}

/** All findings below these folders. */
export function findWordsIn(folders: readonly string[] = []): WordFinding[] {
  return sourceFiles(folders).flatMap((path) => findWords(path, readFileSync(path, 'utf8')));
}

if (import.meta.main) {
  const findings = findWordsIn(process.argv.slice(2));
  for (const { path, line, kind, text, reason } of findings) console.log(`${path}:${line}: ${kind} ${text}: ${reason}`);
  console.log(`${findings.length} findings`);
  process.exitCode = findings.length > 0 ? 1 : 0;
}
