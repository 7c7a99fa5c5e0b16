import { type Facts, MANUAL, textValues } from '../catalog/facts.ts';
import { type LocaleTexts, setOverrides } from './text.ts';

/** Text and fact overrides for content scripts, which can read neither locale files nor the policy. */
export interface Overrides {
  /** Texts in the chosen language; absent: the browser's own. */
  texts?: LocaleTexts | undefined;
  /** Facts that the administrator has changed; absent: the manual's. */
  facts?: Facts | undefined;
}

/** Applies the overrides to `text`, and returns the facts. */
export function applyOverrides({ texts, facts = MANUAL }: Overrides): Facts {
  setOverrides({ texts, values: textValues(facts) });
  return facts;
}
