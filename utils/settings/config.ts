import { browser } from 'wxt/browser';
import { versionedItem } from '../browser/versioned-item.ts';
import { NO_POLICY, type Policy, parsePolicy } from './policy.ts';
import { parseSettings, type Settings } from './settings-schema.ts';

/** Everything that is configured: by the user, and by the administrator's policy, which wins. */
export interface Config extends Policy {
  settings: Settings;
  /** The settings that the policy sets: the user cannot change them. */
  locked: ReadonlySet<keyof Settings>;
}

/** The user's settings, without the policy. */
const settingsItem = versionedItem('settings', { parse: parseSettings });

/** The last policy that was parsed; the worker reads the configuration at every event. */
let cached: { text: unknown; policy: Policy } = { text: undefined, policy: NO_POLICY };

async function readPolicy(): Promise<Policy> {
  const { settings: text } = await browser.storage.managed.get('settings').catch(() => ({ settings: undefined }));
  if (text !== cached.text) cached = { text, policy: parsePolicy(text) };
  return cached.policy;
}

/** Reads settings and policy. Never rejects. `facts` and `problems` stay the same objects until the policy changes. */
export async function readConfig(): Promise<Config> {
  const [stored, policy] = await Promise.all([settingsItem.read(), readPolicy()]);
  const locked = new Set(Object.keys(policy.settings) as (keyof Settings)[]);
  return { ...policy, settings: { ...stored, ...policy.settings }, locked };
}

/** Changes some settings and leaves the others. Rejects if storage refuses. */
export function changeSettings(part: Partial<Settings>): Promise<void> {
  return settingsItem.change((settings) => ({ ...settings, ...part }));
}

/** Calls back with every later configuration until the returned function is called. */
export function watchConfig(onChange: (config: Config) => void): () => void {
  const update = () => void readConfig().then(onChange);
  const stopWatching = settingsItem.watch(update);
  browser.storage.managed.onChanged.addListener(update);
  return () => {
    stopWatching();
    browser.storage.managed.onChanged.removeListener(update);
  };
}
