import * as v from 'valibot';
import { SystemIdSchema } from '../catalog/system-id.ts';

/** The minutes before closing time at which the user can be told of it. */
export const CLOSING_MINUTES = [30, 15, 5] as const;
/** `auto`: that of the browser. */
export const LANGUAGES = ['auto', 'ja', 'en'] as const;

/** A list of which what is not sound is left out, item by item. */
function listOf<Item extends v.GenericSchema>(item: Item) {
  const isSound = (each: unknown): each is v.InferOutput<Item> => v.is(item, each);
  return v.pipe(
    v.array(v.unknown()),
    v.transform((items) => items.filter(isSound)),
  );
}

export const ClosingMinutesSchema = v.picklist(CLOSING_MINUTES);

/** What the user can switch, and an administrator set. */
export const SETTINGS = {
  /** Open the popup by itself when a load has failed. */
  openPopup: v.boolean(),
  /** Show the banner on a server's own error page. */
  showBanner: v.boolean(),
  /** Ask the systems silently why a load has failed. */
  useProbes: v.boolean(),
  /** The systems that the user works with; none: not told. */
  mySystems: listOf(SystemIdSchema),
  /** How many minutes before closing time a page of a system says so; none: never. */
  closingMinutes: listOf(ClosingMinutesSchema),
  language: v.picklist(LANGUAGES),
};

export type Settings = { [Name in keyof typeof SETTINGS]: v.InferOutput<(typeof SETTINGS)[Name]> };

const DEFAULTS: Settings = {
  openPopup: true,
  showBanner: true,
  useProbes: true,
  mySystems: [],
  closingMinutes: [15, 5],
  language: 'auto',
};

/** Makes settings out of anything at all. Each value that is not of its type falls back by itself. */
export function parseSettings(value: unknown): Settings {
  const found = Object.entries(SETTINGS).flatMap(([name, schema]) => {
    const result = v.safeParse<v.GenericSchema>(schema, Object(value)[name]);
    return result.success ? [[name, result.output]] : [];
  });
  return { ...DEFAULTS, ...Object.fromEntries(found) };
}
