import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ManualSystemId } from '../../utils/catalog/systems.ts';

export type NameOf = (id: ManualSystemId | '') => string;

/** The names of the systems in the extension. */
export async function readSystemNames(extension: string): Promise<NameOf> {
  const texts = JSON.parse(await readFile(join(extension, '_locales/ja/messages.json'), 'utf8'));
  return (id) => texts[`system_${id || 'none'}`]?.message ?? id;
}
