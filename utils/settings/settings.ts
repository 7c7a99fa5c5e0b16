import { browser } from 'wxt/browser';
import * as v from '../check.ts';
import { SYSTEMS } from '../manual/systems.ts';
import { storageItem } from '../storage-item.ts';

/** The minutes before closing time at which the user can be told of it. */
export const CLOSING_MINUTES = [30, 15, 5] as const;
/** `auto`: that of the browser. */
export const LANGUAGES = ['auto', 'ja', 'en'] as const;

/** What the user can switch, and an administrator set. */
const SETTINGS = {
  /** Open the popup by itself when a load has failed. */
  openPopup: v.boolean,
  /** Show the banner on a server's own error page. */
  showBanner: v.boolean,
  /** Ask the systems silently why a load has failed. */
  useProbes: v.boolean,
  /** The systems that the user works with; none: not told. */
  mySystems: v.array(v.picklist(SYSTEMS.map(({ id }) => id))),
  /** How many minutes before closing time a page of a system says so; none: never. */
  closingMinutes: v.array(v.picklist(CLOSING_MINUTES)),
  language: v.picklist(LANGUAGES),
};

export type Settings = { [Name in keyof typeof SETTINGS]: v.InferOutput<(typeof SETTINGS)[Name]> };

const DEFAULTS: Settings = {
  openPopup: true,
  showBanner: true,
  useProbes: true,
  mySystems: [],
  closingMinutes: [15, 5],
  language: 'auto',
};

const settingsItem = storageItem('local', 'settings');

/** Makes settings out of anything at all. Each value that is not of its type falls back by itself. */
export function parseSettings(value: unknown): Settings {
  return { ...DEFAULTS, ...soundPart(value) };
}

/** The settings in anything at all that are there and of their type. */
function soundPart(value: unknown): Partial<Settings> {
  const found = Object.entries(SETTINGS).flatMap(([name, schema]) => {
    const result = v.safeParse<unknown>(schema, Object(value)[name]);
    return result.success ? [[name, result.output]] : [];
  });
  return Object.fromEntries(found);
}

/** What the administrator has set, which the user can't change; nothing without a policy. Never rejects. */
async function readManaged(): Promise<Partial<Settings>> {
  try {
    return soundPart(await browser.storage.managed.get(null));
  } catch {
    return {};
  }
}

/** The names of the settings that the administrator has set. Never rejects. */
export async function lockedSettings(): Promise<Set<string>> {
  return new Set(Object.keys(await readManaged()));
}

/** The user's own settings, whatever the administrator has set. Never rejects. */
async function readOwn(): Promise<Settings> {
  return parseSettings(await settingsItem.read().catch(() => undefined));
}

/** The settings as they are; never rejects. */
export async function readSettings(): Promise<Settings> {
  const [own, managed] = await Promise.all([readOwn(), readManaged()]);
  return { ...own, ...managed };
}

/** The last change under way, so that each is made to what the one before has left. */
let changing: Promise<unknown> = Promise.resolve();

/** Changes some settings and leaves the rest as they are. Rejects where storage refuses. */
export function changeSettings(change: Partial<Settings>): Promise<void> {
  const changed = changing.then(async () => settingsItem.write({ ...(await readOwn()), ...change }));
  changing = changed.catch(() => undefined);
  return changed;
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
