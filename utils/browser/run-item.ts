import { browser } from 'wxt/browser';
import { type StorageItem, storageItem } from './storage-item.ts';
import { isObject } from './versioned-item.ts';

/** What lives from browser start to browser end, updates of the extension included. */
export interface RunItem extends StorageItem {
  /**
   * To be called when the browser or this version of the extension has started, with nothing written at the same time: brings back what was
   * known before an update, and forgets the run of a browser that has ended. Rejects where storage refuses.
   */
  takeOver(): Promise<void>;
}

/**
 * The door to one key of a browser run. Chromium empties `storage.session` when it updates the extension (measured by
 * `update.spec.ts`) and does so without a word to a worker that rests, so each value has a copy in `storage.local`. What private windows
 * leave behind is never copied there: it would be on the disk.
 */
export function runItem(key: string): RunItem {
  const item = storageItem('session', key);
  if (browser.extension.inIncognitoContext) return { ...item, takeOver: async () => {} };
  const copy = storageItem('local', `${key}-copy`);
  let copying: Promise<unknown> = Promise.resolve();

  /** What the copy holds, if it is of this run. */
  async function copied(): Promise<unknown> {
    const stored = await copy.read();
    if (!isObject(stored) || !Array.isArray(stored.marks)) return undefined;
    const { marks, value } = stored;
    return (await runMarks()).some((mark) => marks.includes(mark)) ? value : undefined;
  }

  async function write(value: unknown): Promise<void> {
    await item.write(value);
    // Not waited for: without a copy all is well but for the next update.
    copying = copying.then(async () => copy.write({ value, marks: await runMarks() })).catch(() => undefined);
  }

  return {
    ...item,
    async read() {
      const value = await item.read();
      return value === undefined ? copied() : value;
    },
    write,
    async takeOver() {
      if ((await item.read()) !== undefined) return;
      const value = await copied();
      if (value !== undefined) return write(value);
      // Nothing is known of this run, and nobody need look for a copy again.
      await Promise.all([item.write(null), browser.storage.local.remove(`${key}-copy`)]);
    },
  };
}

/**
 * What tells one browser run from another: the ids of open tabs and windows. Chromium counts them on from run to run, so that
 * none comes again (read: `session_id_generator.cc`; measured by `update.spec.ts`).
 */
async function runMarks(): Promise<number[]> {
  const tabs = await browser.tabs.query({});
  return [...new Set(tabs.flatMap(({ id = -1, windowId }) => [id, windowId]))].filter((id) => id >= 0);
}
