import { type Facts, textValues } from '../catalog/facts.ts';
import type { Settings } from '../settings/settings-schema.ts';
import { browserText, type LocaleTexts, setOverrides } from './text.ts';

/** Override for the browser's UI language; undefined: none. */
let override: { language: string; texts: Promise<LocaleTexts | undefined> } | undefined;

/**
 * Makes `text` use a language and these facts; `auto`: the language of the browser's interface. For extension pages and
 * the worker: content scripts can't read locale files. Never rejects: without the file the browser's own texts stay.
 */
export async function setLanguage(setting: Settings['language'], facts: Facts): Promise<void> {
  if (setting === 'auto' || setting === browserText('extension.language')) override = undefined;
  else if (override?.language !== setting) override = { language: setting, texts: readTexts(setting) };
  const wanted = override;
  const texts = await wanted?.texts;
  // A later call may have chosen another language during the wait; a failed read has only reset the override.
  if (wanted === override || !(texts || override)) setOverrides({ texts, values: textValues(facts) });
}

async function readTexts(language: string): Promise<LocaleTexts | undefined> {
  try {
    return await (await fetch(`/_locales/${language}/messages.json`)).json();
  } catch {
    // The next call of setLanguage tries again.
    if (override?.language === language) override = undefined;
    return undefined;
  }
}
