import { useEffect, useState } from 'preact/hooks';
import { setLanguage } from '@/utils/language.ts';
import { parseSettings, readSettings, type Settings, watchSettings } from '@/utils/settings/settings.ts';
import { language, type TextKey, text } from '@/utils/text.ts';

/** As they were last seen, so that a page paints with them at once. */
let settings = parseSettings(undefined);

/**
 * Makes a page of ours ready to be painted: the settings are read, texts are in the right language, and it has its title.
 * `repaint` is called when that language changes.
 */
export async function preparePage(title: TextKey, repaint: () => void): Promise<void> {
  const use = async (read: Settings) => {
    settings = read;
    await setLanguage(read.language);
    document.documentElement.lang = language();
    document.title = text(title);
  };
  await use(await readSettings());
  watchSettings(async (changed) => {
    const before = language();
    await use(changed);
    if (language() !== before) repaint();
  });
}

/** The settings as they change. */
export function useSettings(): Settings {
  const [current, setCurrent] = useState(settings);
  useEffect(() => watchSettings(setCurrent), []);
  return current;
}
