import { expect, test } from 'vitest';
import { wordsOf } from '@/scripts/ask/answer.ts';
import { readHtml } from '@/utils/diagnosis/signs/html-text.ts';
import { readInLayers } from '@/utils/diagnosis/signs/read-signs.ts';
import { bytesOf, CORPUS, type CorpusPage, contentTypeOf, wordFor } from '../corpus/corpus.ts';

/** The signs on a page as one word, and its statements with the reasons not to believe them. */
function readCorpusPage(page: CorpusPage): { word: string; statements: string } {
  const { votes, signs } = readInLayers({ status: page.status, ...readHtml(bytesOf(page), contentTypeOf(page)) });
  const lines = votes.statements.map((statement) => {
    const verdict = statement.doubt ? `doubted by "${statement.doubt}"` : 'believed';
    return `${statement.sign}: 「${wordsOf(statement)}」 ${verdict}`;
  });
  return { word: wordFor(signs), statements: lines.join('\n') };
}

test('the corpus is large, and at least half of its pages give no sign', () => {
  const silent = CORPUS.filter((page) => page.sign === 'silent');
  expect(CORPUS.length).toBeGreaterThanOrEqual(80);
  expect(silent.length * 2).toBeGreaterThanOrEqual(CORPUS.length);
  expect(new Set(CORPUS.map((page) => page.name)).size).toBe(CORPUS.length);
});

test.each(CORPUS.filter((page) => !page.needsBrowser))('a page of the corpus gives $sign: $name', (page) => {
  const { word, statements } = readCorpusPage(page);
  expect(word, statements).toBe(page.sign);
});

test('a failure of a corpus test names the reason not to believe a statement', () => {
  const html = '<p>クライアント証明書が見つかりません、と表示された場合</p>';
  const page: CorpusPage = { name: 'planted', status: 200, sign: 'certificate-absent', html };
  expect(readCorpusPage(page)).toEqual({
    word: 'silent',
    statements: 'certificate-absent: 「証明書が見つかりません」 doubted by "condition"',
  });
});
