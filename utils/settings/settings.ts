import { readConfig, watchConfig } from './config.ts';
import type { Settings } from './settings-schema.ts';

export { changeSettings } from './config.ts';
export { CLOSING_MINUTES, LANGUAGES, parseSettings, type Settings } from './settings-schema.ts';

/** Reads the settings alone; use `readConfig`. */
export async function readSettings(): Promise<Settings> {
  return (await readConfig()).settings;
}

/** Calls back with every later state of the settings; use `watchConfig`. */
export function watchSettings(onChange: (settings: Settings) => void): () => void {
  return watchConfig(({ settings }) => onChange(settings));
}
