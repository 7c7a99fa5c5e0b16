import { type Config, readConfig } from './config.ts';
import { NO_POLICY, type Policy } from './policy.ts';
import type { Settings } from './settings-schema.ts';

let known: Policy = NO_POLICY;

/** Reads the policy alone; use `readConfig`. */
export async function readPolicy(): Promise<Policy> {
  const config = await readConfig();
  // Every new policy has a list of its own.
  if (known.problems !== config.problems) known = { ...config, settings: lockedSettings(config) };
  return known;
}

function lockedSettings({ settings, locked }: Config): Partial<Settings> {
  return Object.fromEntries([...locked].map((name) => [name, settings[name]]));
}

/** The policy as last read; use `readConfig`. */
export function knownPolicy(): Policy {
  return known;
}
