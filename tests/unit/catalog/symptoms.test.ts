import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { expect, test } from 'vitest';
import { SYMPTOM_GROUPS, SYMPTOMS } from '@/utils/catalog/symptoms.ts';

const keys = (await parseMessagesFile('locales/ja.yml')).map(({ key }) => key.join('.'));

test.each(SYMPTOMS)('the symptom $id has all its texts, and 1 to 3 steps', ({ id, steps }) => {
  // A restart and a reset have the same text everywhere.
  const isShared = (help: unknown) => help === 'restart' || help === 'resetInEdge';
  const stepTexts = [...steps].flatMap((help, index) => (isShared(help) ? [] : [`step${index + 1}`]));
  const expected = ['title', ...stepTexts, 'reason', 'words'].map((part) => `trouble.${id}.${part}`);
  expect(keys.filter((key) => key.startsWith(`trouble.${id}.`)).toSorted()).toEqual(expected.toSorted());
  expect(steps.length).toBeGreaterThanOrEqual(1);
  expect([...steps].filter((help) => help !== 'resetInEdge').length).toBeLessThanOrEqual(3);
});

test('every symptom is listed once, and every group has one', () => {
  const ids = SYMPTOMS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...new Set(SYMPTOMS.map(({ group }) => group))]).toEqual([...SYMPTOM_GROUPS]);
});
