import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { MANUAL, textValues } from '@/utils/catalog/facts.ts';
import { type LocaleTexts, setOverrides } from '@/utils/i18n/text.ts';

/** Reads a locale file into the format of the browser's `messages.json`. */
async function readLocaleTexts(language: string): Promise<LocaleTexts> {
  const entries = await parseMessagesFile(`locales/${language}.yml`);
  const messages = entries.flatMap((entry) =>
    'message' in entry ? [[entry.key.join('_'), { message: entry.message }] as const] : [],
  );
  return Object.fromEntries(messages);
}

/** Makes `text` return Japanese texts; the fake browser of the unit tests has none. */
export async function applyJapaneseTexts(): Promise<void> {
  setOverrides({ texts: await readLocaleTexts('ja'), values: textValues(MANUAL) });
}
