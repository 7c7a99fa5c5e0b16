import { expect, test } from 'vitest';
import { answer, contentOf, layersOf } from '@/scripts/ask/answer.ts';
import { readByRules, readSigns } from '@/utils/diagnosis/signs/read-signs.ts';
import { momentOf } from '../../../corpus/labelled.ts';

test('the model reads words that no rule knows, and names the sentence that spoke most for them', () => {
  const page = {
    status: 403,
    title: 'エラー',
    text: '検査受付係です。\nお手元の証明書は、昨年度で役目を果たしております。',
  };
  expect(readByRules(contentOf({ ...page, isAtWork: false, endedAt: momentOf() })).signs).toEqual([
    'certificate-absent',
  ]);
  const input = { ...page, type: 'page', system: 'kensa', isAtWork: false, took: 100, endedAt: momentOf() } as const;
  expect(answer(input).signs).toEqual(['certificate-refused']);
  expect(layersOf(input)?.model.strongest).toBe('お手元の証明書は、昨年度で役目を果たしております。');
  expect(Object.keys(layersOf(input)?.model.scores ?? {})[0]).toBe('certificate-refused');
});

test('a page without words is known by its status alone', () => {
  expect(readSigns({ status: 503, title: '', lines: [], isInteractive: false })).toEqual([]);
});
