import { browser } from 'wxt/browser';
import { setFacts } from '../catalog/facts.ts';
import { NO_POLICY, type Policy, parsePolicy } from './policy.ts';

/** Read anew only when it has changed: it is asked for at every event. */
let known: { text: unknown; policy: Policy } = { text: undefined, policy: NO_POLICY };

/** What the administrator has set; reading it puts its facts in force. Never rejects. */
export async function readPolicy(): Promise<Policy> {
  const reading = browser.storage.managed.get('settings');
  const { settings: text } = await reading.catch((): Record<string, unknown> => ({}));
  if (text !== known.text) {
    known = { text, policy: parsePolicy(text) };
    setFacts(known.policy.facts);
  }
  return known.policy;
}

/** The policy as it was last read. */
export function knownPolicy(): Policy {
  return known.policy;
}
