import { versionedItem } from '../browser/versioned-item.ts';
import { parseSetup } from './setup-progress.ts';

/** The stored progress of the setup. Version 0.1.0 numbered its layout 2. */
export const setupItem = versionedItem('setup', { parse: parseSetup, version: 2 });
