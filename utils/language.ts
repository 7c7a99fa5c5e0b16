import type { Settings } from './settings/settings.ts';
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
  setMessages((await own?.messages) ?? {});
}

async function readMessages(language: string): Promise<Messages | undefined> {
  try {
    const answer = await fetch(`/_locales/${language}/messages.json`);
    return await answer.json();
  } catch {
    // Tried again next time.
    own = undefined;
    return undefined;
  }
}

/**
 * Texts for a content script, which can't read the files: those whose message names begin so (`banner_`, `cause_offline_`).
 * `undefined` while the browser's own texts are in use.
 */
export async function messagesFor(...beginnings: string[]): Promise<Messages | undefined> {
  const messages = await own?.messages;
  return (
    messages &&
    Object.fromEntries(Object.entries(messages).filter(([name]) => beginnings.some((each) => name.startsWith(each))))
  );
}
