import { browser } from 'wxt/browser';

/** Every key of the extension's storage, and its area. docs/privacy.md explains each one to users. */
export const STORAGE_KEYS = {
  run: 'session', // the state of the browser run
  'run-private': 'session', // the same for private windows
  'run-id': 'session', // a random name of the browser run
  'panel-request': 'session', // the section that the side panel shows next
  'panel-state': 'session', // what the side panel shows: a browser may start its page again at any time
  'panel-state-private': 'session', // the same for private windows
  'run-copy': 'local', // the copies survive an update of the extension
  'run-id-copy': 'local',
  'policy-copy': 'local', // the policy as the browser gave it last, until it answers again
  settings: 'local', // the user's settings
  setup: 'local', // the progress of the setup
  restart: 'local', // the restart of the browser that the user has prepared
  'closing-told': 'local', // when a page last showed the closing reminder
  'renewal-told': 'local', // when a page last showed the reminder of a certificate renewal
  'pin-told': 'local', // when the user closed the notice about the icon that is not pinned
} as const satisfies Record<string, 'session' | 'local'>;

export type StorageKey = keyof typeof STORAGE_KEYS;

/** Opens a key; readers parse its value. WXT's own storage items would be a fifth of the worker. */
export function storageItem(key: StorageKey) {
  const store = browser.storage[STORAGE_KEYS[key]];
  return {
    read: async (): Promise<unknown> => (await store.get(key))[key],
    write: (value: unknown): Promise<void> => store.set({ [key]: value }),
    /** Calls back with every later value, also of other contexts, until the returned function is called. */
    watch(onChange: (value: unknown) => void): () => void {
      const listener = (changes: Record<string, { newValue?: unknown }>) => {
        if (changes[key]) onChange(changes[key].newValue);
      };
      store.onChanged.addListener(listener);
      return () => store.onChanged.removeListener(listener);
    },
  };
}
