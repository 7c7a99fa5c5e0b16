import { browser } from 'wxt/browser';

/**
 * The door to one key of the extension's storage. What comes out may be anything: whoever reads it checks it.
 * (WXT's own storage items would be a fifth of the worker.)
 */
export interface StorageItem {
  read(): Promise<unknown>;
  write(value: unknown): Promise<void>;
  /** Calls back with every later value, whoever writes it, until the returned function is called. */
  watch(onChange: (value: unknown) => void): () => void;
}

/** `session` lives from browser start to browser end, `local` for as long as the extension is installed. */
export function storageItem(area: 'session' | 'local', key: string): StorageItem {
  const store = browser.storage[area];
  return {
    read: async () => (await store.get(key))[key],
    write: (value) => store.set({ [key]: value }),
    watch(onChange) {
      const listener = (changes: Record<string, { newValue?: unknown }>) => {
        if (changes[key]) onChange(changes[key].newValue);
      };
      store.onChanged.addListener(listener);
      return () => store.onChanged.removeListener(listener);
    },
  };
}
