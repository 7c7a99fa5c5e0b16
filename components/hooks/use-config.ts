import { useEffect, useRef, useState } from 'preact/hooks';
import { type Config, changeSettings, readConfig, watchConfig } from '@/utils/settings/config.ts';
import type { Settings } from '@/utils/settings/settings-schema.ts';

/** Changes some settings. Rejects if storage refuses. */
export type ChangeSettings = (part: Partial<Settings>) => Promise<void>;

/** The configuration as it changes. The function shows new values at once, and the stored ones if storage refuses. */
export function useConfig(first: Config): [Config, ChangeSettings] {
  const [config, setConfig] = useState(first);
  const writes = useRef(0);
  // During a write the stored settings are older than the shown ones.
  useEffect(() => watchConfig((stored) => writes.current === 0 && setConfig(stored)), []);
  const change = async (part: Partial<Settings>) => {
    setConfig((current) => ({ ...current, settings: { ...current.settings, ...part } }));
    writes.current += 1;
    try {
      await changeSettings(part);
    } finally {
      writes.current -= 1;
      const stored = await readConfig();
      if (writes.current === 0) setConfig(stored);
    }
  };
  return [config, change];
}
