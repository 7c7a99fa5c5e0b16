import { currentFacts, MANUAL } from '../catalog/facts.ts';
import type { Settings } from '../settings/settings.ts';
import type { Wording } from './overrides.ts';
import { browsersText, type Messages, setMessages } from './text.ts';

/** The texts in use instead of the browser's own, if any, and their language. */
let own: { language: string; messages: Promise<Messages | undefined> } | undefined;

/**
 * From now on texts are in this language; `auto`: that of the browser's interface. For pages and the worker: only they may
 * read the files. Never rejects: without the file the browser's own texts stay.
 */
export async function setLanguage(setting: Settings['language']): Promise<void> {
  if (setting === 'auto' || setting === browsersText('extension.language')) own = undefined;
  else if (own?.language !== setting) own = { language: setting, messages: readMessages(setting) };
  const wanted = own;
  const messages = (await wanted?.messages) ?? {};
  // Another language may have been chosen meanwhile.
  if (wanted === own) setMessages(messages);
}

async function readMessages(language: string): Promise<Messages | undefined> {
  try {
    const answer = await fetch(`/_locales/${language}/messages.json`);
    return await answer.json();
  } catch {
    // Tried again next time.
    if (own?.language === language) own = undefined;
    return undefined;
  }
}

/** What a content script is to speak with: of the texts those whose message names begin so (`banner_`, `cause_offline_`). */
export async function wordingFor(...beginnings: string[]): Promise<Wording> {
  const messages = await own?.messages;
  const isWanted = ([name]: [string, unknown]) => beginnings.some((each) => name.startsWith(each));
  return {
    texts: messages && Object.fromEntries(Object.entries(messages).filter(isWanted)),
    facts: currentFacts() === MANUAL ? undefined : currentFacts(),
  };
}
