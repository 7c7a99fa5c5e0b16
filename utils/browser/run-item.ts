import { browser } from 'wxt/browser';
import { isObject } from '../objects.ts';
import { serial } from '../serial.ts';
import { storageItem } from './storage-item.ts';

/**
 * Opens a key of the browser run, with a copy in `storage.local`. Browsers update an extension in the middle of the
 * day. Chromium then empties `storage.session` without an event (`extension-update.spec.ts`). Without the copy this
 * would be lost: badges of open error pages, certificate decisions, "restarted since" in the setup guide. Private
 * windows have no copy: it would be on the disk.
 */
export function runItem(key: 'run' | 'run-private' | 'run-id') {
  const item = storageItem(key);
  const isPrivate = browser.extension.inIncognitoContext || key === 'run-private';
  if (isPrivate)
    return { ...item, readHere: item.read, refreshCopy: async () => {}, restoreAfterUpdate: async () => {} };
  const copyKey = `${key}-copy` as const;
  const copy = storageItem(copyKey);
  const runExclusive = serial();

  /** Reads the copy; `undefined` if it belongs to another browser run. */
  async function readCopy(): Promise<unknown> {
    const stored = await copy.read();
    if (!isObject(stored) || !Array.isArray(stored.marks)) return undefined;
    const { marks: openIds, value } = stored;
    return (await readOpenIds()).some((id) => openIds.includes(id)) ? value : undefined;
  }

  async function write(value: unknown): Promise<void> {
    await item.write(value);
    // Fire and forget: only the next update of the extension needs the copy.
    void writeCopy(value);
  }

  const writeCopy = (value: unknown) =>
    runExclusive(async () => copy.write({ value, marks: await readOpenIds() })).catch(() => undefined);

  return {
    ...item,
    async read() {
      const value = await item.read();
      return value === undefined ? readCopy() : value;
    },
    write,
    /** Reads the value without its copy; `undefined`: the browser has cleared it. Can reject. */
    readHere: item.read,
    /** Adds the tabs and windows of now to the copy: those of its last writing may all be closed. Never rejects. */
    async refreshCopy() {
      const value = await item.read().catch(() => undefined);
      if (value !== undefined && value !== null) await writeCopy(value);
    },
    /**
     * Restores the value from its copy on browser start and update, with no concurrent write. Can reject.
     * @param convert makes a value of an earlier version one of today
     */
    async restoreAfterUpdate(convert = (value: unknown) => value) {
      if ((await item.read()) !== undefined) return;
      const value = await readCopy();
      if (value !== undefined) return write(convert(value));
      // `null` means there is no copy.
      await Promise.all([item.write(null), browser.storage.local.remove(copyKey)]);
    },
  };
}

/**
 * Reads the ids of open tabs and windows, which identify the browser run: Chromium never reuses one in a later run
 * (read: `session_id_generator.cc`; measured by `extension-update.spec.ts`).
 */
async function readOpenIds(): Promise<number[]> {
  const tabs = await browser.tabs.query({});
  return [...new Set(tabs.flatMap(({ id = -1, windowId }) => [id, windowId]))].filter((id) => id >= 0);
}
