import { setLanguage } from '@/utils/i18n/set-language.ts';
import { language, type TextKey, text } from '@/utils/i18n/text.ts';
import { type Config, watchConfig } from '@/utils/settings/config.ts';

/** Keeps language and title of this page up to date. `onTextsChange`: called when texts on the screen have changed. */
export async function prepareSurface(title: TextKey, first: Config, onTextsChange: () => void): Promise<void> {
  const applyTexts = async ({ settings, facts }: Config) => {
    await setLanguage(settings.language, facts);
    document.documentElement.lang = language();
    document.title = text(title);
  };
  await applyTexts(first);
  let { facts } = first;
  watchConfig(async (config) => {
    const [previousLanguage, previousFacts] = [language(), facts];
    facts = config.facts;
    await applyTexts(config);
    if (language() !== previousLanguage || facts !== previousFacts) onTextsChange();
  });
}
