import { expect, test } from 'vitest';
import { readHtml } from '@/utils/diagnosis/signs/html-text.ts';
import { NOTICES } from '@/utils/diagnosis/signs/notices.ts';
import { readSigns } from '@/utils/diagnosis/signs/read-signs.ts';
import { bytesOf, CORPUS, contentTypeOf, wordFor } from '../corpus/corpus.ts';

test('the corpus is large, and mostly healthy or hard', () => {
  const silent = CORPUS.filter((page) => page.says === 'silent');
  expect(CORPUS.length).toBeGreaterThanOrEqual(80);
  expect(silent.length * 2).toBeGreaterThanOrEqual(CORPUS.length);
  expect(new Set(CORPUS.map((page) => page.name)).size).toBe(CORPUS.length);
});

test.each(CORPUS.filter((page) => !page.needsBrowser))('$says: $name', (page) => {
  const facts = readHtml(bytesOf(page), contentTypeOf(page));
  const word = wordFor(readSigns({ status: page.status, ...facts }, NOTICES));
  expect(word).toBe(page.says);
});

test.each(
  CORPUS.filter(({ name, system }) => /^(nginx|IIS)/.test(name) || (system === 'clientcheck' && !/English/.test(name))),
)('what a probe meets is read without notices, too: $name', (page) => {
  const facts = readHtml(bytesOf(page), contentTypeOf(page));
  expect(wordFor(readSigns({ status: page.status, ...facts }))).toBe(page.says);
});
