/** No source of the product makes markup or code from text, so no text can become either. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { productFiles } from '../support/product-files.ts';

const MAKES_MARKUP =
  /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|setHTML|parseHTML|srcdoc|javascript:/i;
const MAKES_CODE =
  /\beval\b|\bnew Function\b|\bFunction\(|set(Timeout|Interval)\(\s*['"`]|importScripts|executeScript|(register|update)ContentScripts|insertCSS|userScripts/;
/** The one script that comes into pages later: a file of the package, injected in one place. */
const INJECTION = {
  path: 'utils/worker/inject-reader.ts',
  code: "executeScript({ target, files: ['/reader.js'], injectImmediately: true })",
};

test('[SEC-10] no source of the product makes markup or code from text', () => {
  const paths = productFiles(/\.(tsx?|html)$/);
  expect(paths.length).toBeGreaterThan(80);
  const found = paths.filter((path) => {
    const text = readFileSync(path, 'utf8');
    const source = path === INJECTION.path ? text.replace(INJECTION.code, '') : text;
    return MAKES_MARKUP.test(source) || MAKES_CODE.test(source);
  });
  expect(found).toEqual([]);
});

test('the patterns find planted markup and code', () => {
  for (const line of ['a.innerHTML = b', '<p dangerouslySetInnerHTML={x} />', 'element.insertAdjacentHTML()'])
    expect(line).toMatch(MAKES_MARKUP);
  const codes = ["setTimeout('x', 1)", 'new Function(x)', 'eval(x)', INJECTION.code];
  const calls = ['scripting.registerContentScripts([])', 'scripting.insertCSS({})', 'userScripts.execute({})'];
  for (const line of [...codes, ...calls]) expect(line).toMatch(MAKES_CODE);
});
