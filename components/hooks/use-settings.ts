import { useEffect, useRef, useState } from 'preact/hooks';
import { setLanguage } from '@/utils/i18n/language.ts';
import { language, type TextKey, text } from '@/utils/i18n/text.ts';
import { knownPolicy, readPolicy } from '@/utils/settings/read-policy.ts';
import {
  changeSettings,
  parseSettings,
  readSettings,
  type Settings,
  watchSettings,
} from '@/utils/settings/settings.ts';

/** As they were last seen, so that a page paints with them at once. */
let settings = parseSettings(undefined);

/**
 * Makes a page of ours ready to be painted: the settings are read, texts are in the right language, and it has its title.
 * `repaint` is called when that language changes, or what an administrator has set.
 */
export async function preparePage(title: TextKey, repaint: () => void): Promise<void> {
  const use = async (read: Settings) => {
    settings = read;
    await setLanguage(read.language);
    document.documentElement.lang = language();
    document.title = text(title);
  };
  await use(await readSettings());
  let known = knownPolicy();
  watchSettings(async (changed) => {
    const [before, policy] = [language(), known];
    known = await readPolicy();
    await use(changed);
    if (language() !== before || policy !== known) repaint();
  });
}

/** The settings as they change, and what changes some of them: shown at once, and taken back should storage refuse. */
export function useSettings(): [Settings, (part: Partial<Settings>) => Promise<void>] {
  const [current, setCurrent] = useState(settings);
  const unsaved = useRef(0);
  // While something is being saved, what is stored is older than what the user sees.
  useEffect(() => watchSettings((stored) => unsaved.current === 0 && setCurrent(stored)), []);
  const change = async (part: Partial<Settings>) => {
    setCurrent((before) => ({ ...before, ...part }));
    unsaved.current += 1;
    try {
      await changeSettings(part);
    } finally {
      unsaved.current -= 1;
      const stored = await readSettings();
      if (unsaved.current === 0) setCurrent(stored);
    }
  };
  return [current, change];
}
