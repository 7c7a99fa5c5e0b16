/** The source is written in plain English: names, comments, test titles (CONTRIBUTING.md). */
import { describe, expect, test } from 'vitest';
import { findWords, findWordsIn, partsOf, sourceFiles } from './words.ts';

const textsIn = (source: string, path = 'planted.tsx') => findWords(path, source).map(({ text }) => text);

/** Not a literal in a title: `claims.test.ts` would count it as a test of this claim. */
const CITED_ID = 'SEC-01';

test('the words check splits a name at capitals, hyphens, underscores and digits', () => {
  expect(partsOf('readHTMLText2')).toEqual(['read', 'html', 'text']);
  expect(partsOf('MAX_TABS')).toEqual(['max', 'tabs']);
  expect(partsOf('closing-answer')).toEqual(['closing', 'answer']);
});

describe('vague names', () => {
  test.each([
    ['const toldAt = 1;', 'toldAt'],
    ['const { a: said = 1, ...met } = x;', 'said', 'met'],
    ['const [own] = x;', 'own'],
    ['function lookAgain() {}', 'lookAgain'],
    ['function f(each: string) {}', 'each'],
    ['x.map((each) => each.id);', 'each'],
    ['x.map(function comeBack() {});', 'comeBack'],
    ['class StandIn { takeOver() {} #tells = 1; }', 'StandIn', 'takeOver'],
    ['class A { constructor(note1: string) {} static says = 1; }', 'note1', 'says'],
    ['interface Deed { noted: string; notes(): void }', 'Deed', 'notes'],
    ['type F = (comes: string) => void;', 'comes'],
    ['type F<Told> = Told;', 'Told'],
    ['type T = { isTold: boolean };', 'isTold'],
    ['enum Look { A, tookLong }', 'Look', 'tookLong'],
    ['f({ standsAlone: 1 });', 'standsAlone'],
    ["import { a as told } from 'x';", 'told'],
    ["import met from 'x';", 'met'],
    ['try {} catch (met) {}', 'met'],
    ['const isAtHand = true;', 'isAtHand'],
    ['const a = <p onClick={(own) => own} />;', 'own'],
    ['const TOLD_AT = 1;', 'TOLD_AT'],
  ])('the words check finds the vague names in %s', (source, ...names) => {
    expect(textsIn(source)).toEqual(names);
  });

  test('the words check finds a vague file name', () => {
    expect(textsIn('', 'utils/take-message.ts')).toEqual(['take-message.ts']);
    expect(textsIn('', 'utils/worker/message-router.ts')).toEqual([]);
  });
});

describe('phrases that are hard to read', () => {
  test.each([
    '// Whoever asks hears of it.',
    '// Nobody may ask.',
    '/** The one that a tab shows. */',
    '/** Such a page is none. */',
    '/**\n * It is looked at all\n * the same.\n */',
    '// A certificate is at hand.',
    '// What is known\n// is shown first.',
    '// Read now. What was missed is read anew.',
    "test('nobody is asked', () => {});",
    "test.each(rows)('a page that fails in peace: %s', () => {});",
    'describe(`in vain`, () => {});',
    `// ${'longer '.repeat(18)}`,
    `/* ${'one '.repeat(11)}\n * ${'two '.repeat(10)} */`,
  ])('the words check finds the phrase in %s', (source) => {
    expect(textsIn(source)).not.toEqual([]);
  });
});

describe('phrases of tests and scripts', () => {
  test.each([
    '// A page tells the worker.',
    '// The latest failure is told.',
    '/** A browser goes by its clock. */',
    '// The system answers by then.',
    '/** The badge\n * has to do. */',
    '// Loads that no one sees are ignored.',
    '// The page says nothing.',
    '// A surface hears of a change.',
    '// Errors that a page complains of.',
    '// Returns the very same state.',
    '// A browser without us.',
  ])('the words check finds the phrase in %s', (source) => {
    expect(textsIn(source, 'tests/planted.ts')).not.toEqual([]);
    expect(textsIn(source, 'scripts/planted.ts')).not.toEqual([]);
  });

  test.each([
    'logs that a policy is told',
    'says nothing if the user is away',
    'loads that no one sees are ignored',
    'probes the system, which answers by then',
    'so is one about the certificate',
    'and shows the badge',
    'not after a stop',
    `[${CITED_ID}] it stays bounded`,
    'the system is asked once',
    'axe finds nothing on any surface',
    'clears the run, too',
  ])('the words check finds the phrase in the title %s', (title) => {
    expect(textsIn(`test('${title}', () => {});`)).not.toEqual([]);
    expect(textsIn(`test.each(rows)('${title}', () => {});`)).not.toEqual([]);
  });
});

test('the words check accepts plain English, contract words and what others declare', () => {
  const source = `
    /** Reads a field such as \`note\` from the policy. Returns what the page contains. */
    import { told } from 'elsewhere';
    const { note } = policy; // A colleague may own the tab.
    const entry = { note, 'said-absent': 1, took: 3 };
    test.each(rows)('the worker opens the popup once per failure: %s', () => {});
    test('[${CITED_ID}] another system decides the cause of a TLS refusal', () => {}); // This has nothing to do with names.
    items.each((item) => item.told);
    const understand = Math.min(standard, outlook, notebook, income, metric, ownership, teller);
    const text = 'whoever stands at hand';
  `;
  expect(textsIn(source)).toEqual([]);
});

test('names, comments and titles of the whole source are in plain English', () => {
  expect(sourceFiles().length).toBeGreaterThan(250);
  const findings = findWordsIn().map(
    ({ path, line, kind, text, reason }) => `${path}:${line}: ${kind} ${text}: ${reason}`,
  );
  expect(findings).toEqual([]);
});
