import { expect, test } from 'vitest';
import { readHtml } from '@/utils/diagnosis/signs/html-text.ts';
import {
  findStatements,
  PAGE_RULES,
  PROBE_RULES,
  readSigns,
  refutationOf,
  type SignRules,
} from '@/utils/diagnosis/signs/read-signs.ts';
import { bytesOf, CORPUS, type CorpusPage, contentTypeOf, wordFor } from '../corpus/corpus.ts';

/** The signs on a page as one word, and its phrases. A phrase that does not count names the rule. */
function readCorpusPage(page: CorpusPage, rules: SignRules): { word: string; phrases: string } {
  const content = { status: page.status, ...readHtml(bytesOf(page), contentTypeOf(page)) };
  const phrases = findStatements(content, rules).map((statement) => {
    const refutation = refutationOf(statement, rules);
    const verdict = refutation ? `discarded by "${refutation}"` : 'counts';
    return `${statement.sign}: 「${statement.words}」 ${verdict}`;
  });
  return { word: wordFor(readSigns(content, rules)), phrases: phrases.join('\n') };
}

test('the corpus is large, and at least half of its pages give no sign', () => {
  const silent = CORPUS.filter((page) => page.sign === 'silent');
  expect(CORPUS.length).toBeGreaterThanOrEqual(80);
  expect(silent.length * 2).toBeGreaterThanOrEqual(CORPUS.length);
  expect(new Set(CORPUS.map((page) => page.name)).size).toBe(CORPUS.length);
});

test.each(CORPUS.filter((page) => !page.needsBrowser))('a page of the corpus gives $sign: $name', (page) => {
  const { word, phrases } = readCorpusPage(page, PAGE_RULES);
  expect(word, phrases).toBe(page.sign);
});

test.each(
  CORPUS.filter(({ name, system }) => /^(nginx|IIS)/.test(name) || (system === 'clientcheck' && !/English/.test(name))),
)('a probe reads only the phrases about certificates: $name', (page) => {
  const { word, phrases } = readCorpusPage(page, PROBE_RULES);
  expect(word, phrases).toBe(page.sign);
});

test('a failure of a corpus test names the rule that discarded a phrase', () => {
  const html = '<p>クライアント証明書が見つかりません、と表示された場合</p>';
  const page: CorpusPage = { name: 'planted', status: 403, sign: 'certificate-absent', html };
  expect(readCorpusPage(page, PAGE_RULES)).toEqual({
    word: 'silent',
    phrases: 'certificate-absent: 「クライアント証明書が見つかりませ」 discarded by "condition"',
  });
});
