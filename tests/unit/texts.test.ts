import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { describe, expect, test } from 'vitest';
import { ADVICE } from '@/utils/diagnosis/advice.ts';
import { CAUSES } from '@/utils/diagnosis/causes.ts';
import { keyPart } from '@/utils/text.ts';

const messages = new Map(
  (await parseMessagesFile('locales/ja.yml')).map((entry) => [
    entry.key.join('.'),
    'message' in entry ? entry.message : '',
  ]),
);

describe('every cause has its words', () => {
  test.each(CAUSES)('%s', (cause) => {
    const steps = ADVICE[cause].map((_, index) => `cause.${keyPart(cause)}.step${index + 1}`);
    const expected = [`cause.${keyPart(cause)}.title`, `cause.${keyPart(cause)}.reason`, ...steps];
    const present = [...messages.keys()].filter((key) => key.startsWith(`cause.${keyPart(cause)}.`));
    // Exactly these: a step without words and words without a step are both mistakes.
    expect(present.toSorted()).toEqual(expected.toSorted());
    expect(steps.length).toBeLessThanOrEqual(4);
  });
});

test('message names hold only what browsers allow in them', () => {
  for (const key of messages.keys()) expect(key.startsWith('@@') ? '' : key).toMatch(/^[A-Za-z0-9_.]*$/);
});

test('no text is empty, and none holds markup', () => {
  for (const [key, message] of messages) {
    if (key.startsWith('@@')) continue;
    expect(message, key).not.toBe('');
    expect(message, key).not.toMatch(/<[a-z]/i);
  }
});
