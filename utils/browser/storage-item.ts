import { browser } from 'wxt/browser';
import { STORAGE_KEYS, type StorageKey } from './storage-keys.ts';

/** One key of the extension's storage; readers parse its value. WXT's own items would be a fifth of the worker. */
export interface StorageItem {
  read(): Promise<unknown>;
  write(value: unknown): Promise<void>;
  /** Calls back with every later value, also of other contexts, until the returned function is called. */
  watch(onChange: (value: unknown) => void): () => void;
}

/** Opens a key. `session` lasts until the browser ends, `local` until the extension is removed. */
export function storageItem(key: StorageKey): StorageItem {
  const store = browser.storage[STORAGE_KEYS[key]];
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
