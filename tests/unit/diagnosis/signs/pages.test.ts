/** Pages of many sources and kinds, read without a browser, and paraphrases drawn with a fixed seed. */
import { describe, expect, test } from 'vitest';
import { contentOf, wordsOf } from '@/scripts/ask/answer.ts';
import { readInLayers, STRONGEST } from '@/utils/diagnosis/signs/read-signs.ts';
import {
  AUTHORS,
  HELD_OUT,
  type LabelledPage,
  momentOf,
  readPublicPages,
  readStoredPages,
  wordOf,
} from '../../../corpus/labelled.ts';
import { drawParaphrases } from '../../../corpus/paraphrases.ts';

/** The sign of a page as one word, and why. */
function read(page: Pick<LabelledPage, 'sign' | 'content'>): { found: string; why: string } {
  const { signs, votes, scores } = readInLayers(page.content);
  const lines = votes.statements.map((one) => `${one.sign}: ${wordsOf(one)} (${one.doubt ?? 'believed'})`);
  return { found: wordOf(signs, page), why: [...lines, scores.slice(0, 2).join('; ')].join('\n') };
}

const PAGE = { title: '', text: '', isAtWork: false };

/** Each kind of page that was once read wrong, with healthy twins (`-h`) and pages with another truth (`-c`). */
test.each(['page-kinds', 'reported-pages', 'ordinary-pages'].flatMap(readStoredPages))(
  'a page of each kind is read right: $id',
  (page) => {
    const { found, why } = read(page);
    expect(found, why).toBe(page.sign);
  },
);

/** The pages of a source that are read wrong, and why. */
function wrongOf(pages: readonly LabelledPage[]): string[] {
  return pages.flatMap((page) => {
    const { found, why } = read(page);
    return found === page.sign ? [] : [`${page.id}: ${page.sign}, not ${found}\n${why}`];
  });
}

/** Time limit (ms) of a test that reads whole files of pages. */
const WHOLE_FILE = 60_000;

/** Words that only a script or a picture has are to be in `text` or `alt`. */
test(
  'every page with a sign to read shows words',
  () => {
    const pages = ['page-kinds', 'reported-pages', 'ordinary-pages', 'blind-pages', ...AUTHORS, ...HELD_OUT].flatMap(
      readStoredPages,
    );
    const isKnownByStatus = ({ sign, content }: LabelledPage) =>
      sign === 'none' || (sign === 'server-error' && content.status >= 500);
    const empty = pages.filter(
      (page) => page.content.lines.length === 0 && page.content.title === '' && !isKnownByStatus(page),
    );
    expect(empty.map(({ id }) => id)).toEqual([]);
  },
  WHOLE_FILE,
);

/** Pages by authors who did not know the reader. A share, since each training moves some of them. */
test.each(['blind-pages', ...AUTHORS])(
  'of the pages of %s, which are learned from, 80 of 100 are read right',
  (source) => {
    const pages = readStoredPages(source);
    const wrong = wrongOf(pages);
    expect(wrong.length / pages.length, wrong.join('\n')).toBeLessThan(0.2);
  },
  WHOLE_FILE,
);

/** Pages that nothing was written for and nothing is learned from; docs/diagnosis.md has the figures. */
describe('the held-out pages', () => {
  const isSilent = ({ sign }: LabelledPage) => sign === 'none' || sign === 'other-reason';
  const pagesOf = (source: string) =>
    readStoredPages(source).filter(({ sign, content }) => sign !== 'server-error' || content.status < 500);

  test.each(HELD_OUT)(
    'of the failures of %s, 85 of 100 are found',
    (source) => {
      const failures = pagesOf(source).filter((page) => !isSilent(page));
      const wrong = wrongOf(failures);
      expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(0.15 * failures.length);
    },
    WHOLE_FILE,
  );

  test(
    'of their other pages, 980 of 1000 raise no alarm',
    () => {
      // What a 5xx says by its status is no alarm.
      const others = HELD_OUT.flatMap(pagesOf).filter((page) => isSilent(page) && page.content.status < 500);
      const alarms = others.filter((page) => STRONGEST.includes(read(page).found as (typeof STRONGEST)[number]));
      expect(alarms.length, alarms.map(({ id }) => id).join()).toBeLessThanOrEqual(0.02 * others.length);
    },
    WHOLE_FILE,
  );
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
