/** Pages of many sources and kinds, read without a browser, and paraphrases drawn with a fixed seed. */
import { describe, expect, test } from 'vitest';
import { contentOf } from '@/scripts/ask/answer.ts';
import { readInLayers } from '@/utils/diagnosis/signs/read-signs.ts';
import { wordsOf } from '@/utils/diagnosis/signs/statements.ts';
import {
  AUTHORS,
  type LabelledPage,
  momentOf,
  readPublicPages,
  readStoredPages,
  wordOf,
} from '../../../corpus/labelled.ts';
import { drawParaphrases } from '../../../corpus/paraphrases.ts';

/** The sign of a page as one word, and why. */
function read(page: Pick<LabelledPage, 'sign' | 'content'>): { found: string; why: string } {
  const { signs, statements, verdict } = readInLayers(page.content);
  const lines = statements.map((one) => `${one.sign}: ${wordsOf(one)} (${one.refusal ?? 'believed'})`);
  return { found: wordOf(signs, page), why: [...lines, verdict.scores.slice(0, 2).join('; ')].join('\n') };
}

const PAGE = { title: '', text: '', isAtWork: false };

/** Each kind of page that was once read wrong, with healthy twins (`-h`) and pages of another truth (`-c`). */
test.each(readStoredPages('page-kinds'))('a page of each kind is read right: $id', (page) => {
  const { found, why } = read(page);
  expect(found, why).toBe(page.sign);
});

/** Pages by authors who did not know the reader; docs/diagnosis.md has the figures of the first reading. */
describe.each(['blind-pages', ...AUTHORS])('%s: an author who did not know the reader', (source) => {
  test.each(readStoredPages(source))('page $id is read as before', (page) => {
    const { found, why } = read(page);
    if (page.isMissed) expect(found, 'read right now: `npm run train` removes `missed`').not.toBe(page.sign);
    else expect(found, why).toBe(page.sign);
  });
});

test.each(readPublicPages())('a page of a public system gives $sign: $id', (page) => {
  const { found, why } = read(page);
  expect(found, why).toBe(page.sign === 'none' && page.content.status >= 500 ? 'server-error' : page.sign);
});

describe('paraphrases', () => {
  const pages = drawParaphrases(20_261_129, 1500);

  test('statements keep their meaning in every politeness, spelling, width and line break', () => {
    const wrong = pages.filter(({ sign, status, title, text }) => {
      const content = contentOf({ ...PAGE, status, title, text, endedAt: momentOf() });
      return read({ sign, content }).found !== sign;
    });
    expect(wrong.map(({ status, text }) => `${status} ${text}`)).toEqual([]);
  });

  test('healthy twins of the statements give no sign', () => {
    const wrong = pages.flatMap(({ twin }) => {
      const content = contentOf({ ...PAGE, status: 200, title: 'ご案内', text: twin, endedAt: momentOf() });
      const { found } = read({ sign: 'none', content });
      return found === 'none' ? [] : [`${found}: ${twin}`];
    });
    expect(wrong).toEqual([]);
  });
});
