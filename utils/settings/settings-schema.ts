import * as v from 'valibot';
import { systemId } from '../catalog/facts-schema.ts';
import { dropInvalid, listOf } from '../drop-invalid.ts';
import { LANGUAGES } from '../languages.ts';

/** Minutes before closing time at which a reminder can appear. */
export const CLOSING_MINUTES = [30, 15, 5] as const;

/** Settings of the user and of the policy, one line each: name, schema, and initial value. */
export const SETTINGS = {
  openPopup: v.optional(v.boolean(), true), // when a load has failed
  showBanner: v.optional(v.boolean(), true), // on a server's own error page
  useProbes: v.optional(v.boolean(), true), // to find out why a load has failed
  mySystems: v.optional(listOf(systemId), []), // the systems that the user works with; empty: unknown
  closingMinutes: v.optional(listOf(v.picklist(CLOSING_MINUTES)), [15, 5]), // empty: pages show no reminder
  language: v.optional(v.picklist(LANGUAGES), 'auto'),
};

const SettingsSchema = v.object(SETTINGS);

export type Settings = v.InferOutput<typeof SettingsSchema>;

/** The names of the settings of one type, for example `boolean`. */
export type SettingOf<Type> = { [Name in keyof Settings]: Settings[Name] extends Type ? Name : never }[keyof Settings];

/** Parses settings out of any value. Each damaged setting falls back alone. */
export function parseSettings(value: unknown): Settings {
  return dropInvalid(SettingsSchema, value);
}
