import { confusion, pagesForBrowser, runCorpus } from '../corpus/corpus.ts';
import { expect, test } from './pc-test.ts';

// `npm run accuracy` opens all pages of the corpus.
test('[SEC-88] the extension reads the correct sign on a page of each kind in the corpus', async ({ lab }) => {
  const pages = pagesForBrowser();
  const rows = await runCorpus(lab, {}, pages);
  expect(rows).toHaveLength(pages.length);
  console.table(confusion(rows));
  const wrong = rows.filter(({ page, read }) => read !== page.sign);
  expect(wrong.map(({ page, read }) => `${page.name}: ${page.sign}, read as ${read}`)).toEqual([]);
});
