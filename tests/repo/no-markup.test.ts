/** What makes markup or code out of text is nowhere in the product, so that no text can become either. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const MAKES_MARKUP =
  /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|setHTML|parseHTML|srcdoc|javascript:/i;
const MAKES_CODE = /\beval\b|\bnew Function\b|\bFunction\(|set(Timeout|Interval)\(\s*['"`]|importScripts|executeScript/;

const SOURCES = ['entrypoints', 'components', 'utils']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
  .filter((path) => /\.(tsx?|html)$/.test(path));

test('[SEC-10] nothing in the source makes markup or code out of text', () => {
  expect(SOURCES.length).toBeGreaterThan(80);
  const found = SOURCES.filter((path) => {
    const source = readFileSync(path, 'utf8');
    return MAKES_MARKUP.test(source) || MAKES_CODE.test(source);
  });
  expect(found).toEqual([]);
});

test('it would be found', () => {
  for (const line of ['a.innerHTML = b', '<p dangerouslySetInnerHTML={x} />', 'element.insertAdjacentHTML()'])
    expect(line).toMatch(MAKES_MARKUP);
  for (const line of ["setTimeout('x', 1)", 'new Function(x)', 'eval(x)']) expect(line).toMatch(MAKES_CODE);
});
