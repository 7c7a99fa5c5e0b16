import { expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { MANUAL } from '@/utils/catalog/facts.ts';
import { setLanguage } from '@/utils/i18n/set-language.ts';
import { text } from '@/utils/i18n/text.ts';

test('fills in the hours although the file of the language cannot be read', async () => {
  vi.stubGlobal('fetch', async () => Promise.reject(new Error('gone')));
  vi.spyOn(fakeBrowser.i18n, 'getMessage').mockImplementation((key: string) =>
    key === 'extension_language' ? 'ja' : 'opens at {opens}',
  );
  await setLanguage('en', MANUAL);
  expect(text('extension.name')).toBe('opens at 7:00');
});
