import { browser } from 'wxt/browser';
import { keptItem } from '../browser/versioned-item.ts';
import { readPolicy } from './read-policy.ts';
import { parseSettings, type Settings } from './settings-schema.ts';

export { CLOSING_MINUTES, LANGUAGES, parseSettings, type Settings } from './settings-schema.ts';

/** The user's own settings, whatever the administrator has set. */
const settingsItem = keptItem('settings', [], parseSettings);

/** The settings as they are, and with them the facts in force; never rejects. */
export async function readSettings(): Promise<Settings> {
  const [own, { settings }] = await Promise.all([settingsItem.read(), readPolicy()]);
  return { ...own, ...settings };
}

/** Changes some settings and leaves the rest as they are. Rejects where storage refuses. */
export function changeSettings(change: Partial<Settings>): Promise<void> {
  return settingsItem.change((own) => ({ ...own, ...change }));
}

/** Calls back with every later state of the settings, until the returned function is called. */
export function watchSettings(onChange: (settings: Settings) => void): () => void {
  const tell = () => void readSettings().then(onChange);
  const stop = settingsItem.watch(tell);
  browser.storage.managed.onChanged.addListener(tell);
  return () => {
    stop();
    browser.storage.managed.onChanged.removeListener(tell);
  };
}
