import * as v from '../check.ts';
import { SYSTEMS } from '../manual/systems.ts';
import { storageItem } from '../storage-item.ts';

/** The minutes before closing time at which the user can be told of it. */
export const CLOSING_MINUTES = [30, 15, 5] as const;
/** `auto`: that of the browser. */
export const LANGUAGES = ['auto', 'ja', 'en'] as const;

/** What the user can switch. Each value that is not of its type falls back by itself. */
const SettingsSchema = v.object({
  /** Open the popup by itself when a load has failed. */
  openPopup: v.fallback(v.boolean, true),
  /** Show the banner on a server's own error page. */
  showBanner: v.fallback(v.boolean, true),
  /** Ask the systems silently why a load has failed. */
  useProbes: v.fallback(v.boolean, true),
  /** The systems that the user works with; none: not told. */
  mySystems: v.fallback(v.array(v.picklist(SYSTEMS.map(({ id }) => id))), []),
  /** How many minutes before closing time a page of a system says so; none: never. */
  closingMinutes: v.fallback(v.array(v.picklist(CLOSING_MINUTES)), [15, 5]),
  language: v.fallback(v.picklist(LANGUAGES), 'auto'),
});

export type Settings = v.InferOutput<typeof SettingsSchema>;

const settingsItem = storageItem('local', 'settings');

/** Makes settings out of anything at all. */
export function parseSettings(value: unknown): Settings {
  return v.fallback(SettingsSchema, SettingsSchema({}))(value);
}

/** The settings as they are; never rejects. */
export async function readSettings(): Promise<Settings> {
  return parseSettings(await settingsItem.read().catch(() => undefined));
}

/** Changes some settings and leaves the rest as they are. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  await settingsItem.write({ ...(await readSettings()), ...change });
}

/** Calls back with every later state of the settings, until the returned function is called. */
export function watchSettings(onChange: (settings: Settings) => void): () => void {
  return settingsItem.watch((value) => onChange(parseSettings(value)));
}
