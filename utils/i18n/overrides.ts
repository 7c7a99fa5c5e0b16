import { type Facts, MANUAL, setFacts } from '../catalog/facts.ts';
import { type Messages, setMessages } from './text.ts';

/** What a content script needs to speak as the worker does: it reads neither the locale files nor the policy. */
export interface Wording {
  /** The texts, if they aren't the browser's own. */
  texts?: Messages | undefined;
  /** The facts in force, if they aren't the manual's. */
  facts?: Facts | undefined;
}

/** From now on a page speaks so. */
export function useWording({ texts = {}, facts = MANUAL }: Wording): void {
  setMessages(texts);
  setFacts(facts);
}
