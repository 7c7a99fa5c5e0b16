import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { describe, expect, test } from 'vitest';
import { SYMPTOM_GROUPS, SYMPTOMS, SYMPTOMS_OF, symptomsOf } from '@/utils/catalog/symptoms.ts';
import { CAUSES } from '@/utils/diagnosis/causes.ts';
import { PLACE_OF } from '@/utils/panel-sections.ts';

const keys = (await parseMessagesFile('locales/ja.yml')).map(({ key }) => key.join('.'));

describe('every symptom has its words, and 1 to 3 steps', () => {
  test.each(SYMPTOMS)('$id', ({ id, steps }) => {
    // A restart has words of its own, the same everywhere.
    const own = [...steps].flatMap((help, index) => (help === 'restart' ? [] : [`step${index + 1}`]));
    const expected = ['title', ...own, 'reason', 'words'].map((part) => `trouble.${id}.${part}`);
    expect(keys.filter((key) => key.startsWith(`trouble.${id}.`)).toSorted()).toEqual(expected.toSorted());
    expect(steps.length).toBeGreaterThanOrEqual(1);
    expect(steps.length).toBeLessThanOrEqual(3);
  });
});

test('no symptom is there twice, and no group is empty', () => {
  const ids = SYMPTOMS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...new Set(SYMPTOMS.map(({ group }) => group))]).toEqual([...SYMPTOM_GROUPS]);
});

test('whoever is sent here from the card finds a symptom that is marked', () => {
  for (const cause of CAUSES) {
    if (PLACE_OF[cause] === 'troubles') expect(SYMPTOMS_OF[cause], cause).not.toEqual([]);
  }
});

test.each([
  ['certificate-missing', 'ERR_BAD_SSL_CLIENT_AUTH_CERT', ['badCertificate', 'notInstalled', 'newPc']],
  ['certificate-missing', 'ERR_SOCKET_NOT_CONNECTED', ['cutOff', 'notInstalled', 'newPc']],
  ['certificate-missing', undefined, ['notInstalled', 'newPc']],
  ['certificate-missing', 'toString', ['notInstalled', 'newPc']],
  ['server-unreachable', 'ERR_SOCKET_NOT_CONNECTED', ['unreachable']],
  ['none', undefined, []],
] as const)('%s, %s', (cause, netError, expected) => {
  expect(symptomsOf(cause, netError)).toEqual(expected);
});
