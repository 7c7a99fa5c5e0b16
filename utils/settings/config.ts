import { browser } from 'wxt/browser';
import { storageItem } from '../browser/storage-item.ts';
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

/**
 * The text of the last policy. A browser gives its first answer only seconds after its start (docs/browser-facts.md),
 * so nothing waits for it.
 */
const policyCopy = storageItem('policy-copy');

/** The policy in force and its text; `undefined`: this context has not read the copy yet. */
let known: { text: unknown; policy: Policy } | undefined;

const policyListeners = new Set<() => void>();

async function readPolicy(): Promise<Policy> {
  if (!known) {
    const text = await policyCopy.read().catch(() => undefined);
    // The browser may have answered during the read.
    if (!known) applyPolicy(text);
  }
  return known?.policy ?? NO_POLICY;
}

/** Uses this text as the policy from now on; returns whether it is another one. The copy of no policy is `null`. */
function applyPolicy(copy: unknown): boolean {
  const text = copy ?? undefined;
  if (known && known.text === text) return false;
  known = { text, policy: parsePolicy(text) };
  for (const listener of policyListeners) listener();
  return true;
}

/** The numbers of the last request for the policy, and of the newest that was answered: an old answer can be late. */
let [lastRequest, lastAnswered] = [0, 0];

/**
 * Requests the policy from the browser, uses and keeps it. Resolves with whether it is another one than before. Never
 * rejects: without an answer the last policy stays in force.
 */
export async function updatePolicy(): Promise<boolean> {
  lastRequest += 1;
  const request = lastRequest;
  try {
    const { settings: text } = await browser.storage.managed.get('settings');
    await readPolicy();
    if (request < lastAnswered) return false;
    lastAnswered = request;
    if (!applyPolicy(text)) return false;
    // Without the copy the next browser run begins with an older policy.
    await policyCopy.write(text ?? null).catch(console.error);
    return true;
  } catch (error) {
    console.error(error);
    return false;
  }
}

/**
 * Reads the settings and the last known policy. Never rejects. `facts` and `problems` stay the same objects until the
 * policy changes.
 */
export async function readConfig(): Promise<Config> {
  const [stored, policy] = await Promise.all([settingsItem.read(), readPolicy()]);
  const locked = new Set(Object.keys(policy.settings) as (keyof Settings)[]);
  return { ...policy, settings: { ...stored, ...policy.settings }, locked };
}

/** Changes some settings and leaves the others. Rejects if storage refuses. */
export function changeSettings(part: Partial<Settings>): Promise<void> {
  return settingsItem.change((settings) => ({ ...settings, ...part }));
}

/** Calls back with every later configuration until the returned function is called. Requests the policy. */
export function watchConfig(onChange: (config: Config) => void): () => void {
  const notify = () => void readConfig().then(onChange);
  const refresh = () => void updatePolicy();
  // The browser need not report a new policy: another context that has noticed it writes the copy.
  const stopWatching = [settingsItem.watch(notify), policyCopy.watch(applyPolicy)];
  policyListeners.add(notify);
  browser.storage.managed.onChanged.addListener(refresh);
  refresh();
  return () => {
    for (const stop of stopWatching) stop();
    policyListeners.delete(notify);
    browser.storage.managed.onChanged.removeListener(refresh);
  };
}
