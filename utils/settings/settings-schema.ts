import * as v from 'valibot';
import { systemId } from '../catalog/facts-schema.ts';
import { keepSound, listOf } from '../keep-sound.ts';

/** Minutes before closing time at which a reminder can appear. */
export const CLOSING_MINUTES = [30, 15, 5] as const;
/** The languages of the texts; `auto`: that of the browser. */
export const LANGUAGES = ['auto', 'ja', 'en'] as const;

/** Settings of the user and of the policy, one line each: name, schema, and initial value. */
export const SETTINGS = {
  /** Open the popup when a load has failed. */
  openPopup: v.optional(v.boolean(), true),
  /** Show the banner on a server's own error page. */
  showBanner: v.optional(v.boolean(), true),
  /** Send probes to find out why a load has failed. */
  useProbes: v.optional(v.boolean(), true),
  /** The systems that the user works with; empty: unknown. */
  mySystems: v.optional(listOf(systemId), []),
  /** Minutes before closing time at which a system's page shows a reminder; empty: never. */
  closingMinutes: v.optional(listOf(v.picklist(CLOSING_MINUTES)), [15, 5]),
  language: v.optional(v.picklist(LANGUAGES), 'auto'),
};

const SettingsSchema = v.object(SETTINGS);

export type Settings = v.InferOutput<typeof SettingsSchema>;

/** The names of the settings of one type, for example `boolean`. */
export type SettingOf<Type> = { [Name in keyof Settings]: Settings[Name] extends Type ? Name : never }[keyof Settings];

/** Parses settings out of any value. Each damaged setting falls back alone. */
export function parseSettings(value: unknown): Settings {
  return keepSound(SettingsSchema, value);
}
