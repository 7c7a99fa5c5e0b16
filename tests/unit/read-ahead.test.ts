import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answerAhead, readAhead } from '@/utils/read-ahead.ts';

const get = (area: string) => vi.fn(async (keys: string | string[]) => ({ [String(keys)]: area }));

beforeEach(() => {
  vi.stubGlobal('chrome', {
    extension: { inIncognitoContext: false },
    permissions: { contains: async () => true },
    storage: { session: { get: get('session') }, local: { get: get('local') }, managed: { get: get('managed') } },
    tabs: { query: async () => Promise.reject(new Error('no tabs')) },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(globalThis, 'ahead');
});

test('without the script that asks ahead there is no answer', () => {
  expect(answerAhead('access')).toBeUndefined();
});

test('an answer is to be had once: whoever asks again wants to know anew', async () => {
  readAhead();
  expect(await answerAhead('access')).toBe(true);
  expect(answerAhead('access')).toBeUndefined();
});

test('private windows have a run of their own', () => {
  Reflect.set(chrome.extension, 'inIncognitoContext', true);
  readAhead();
  expect(answerAhead('session run')).toBeUndefined();
  expect(answerAhead('session run-private')).toBeDefined();
});

test('what fails is told to whoever asks, and to nobody else', async () => {
  readAhead();
  await expect(answerAhead('tab')).rejects.toThrow('no tabs');
});
