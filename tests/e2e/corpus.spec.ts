import { confusion, runCorpus } from '../corpus/corpus.ts';
import { expect, test } from './pc-test.ts';

test('[SEC-88] the extension reads the correct sign on every page of the corpus', async ({ lab }) => {
  const rows = await runCorpus(lab);
  console.table(confusion(rows));
  const wrong = rows.filter(({ page, read }) => read !== page.sign);
  expect(wrong.map(({ page, read }) => `${page.name}: ${page.sign}, read as ${read}`)).toEqual([]);
});
