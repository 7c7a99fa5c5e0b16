import { type Facts, portal } from '../catalog/facts.ts';
import { nearestSystem } from '../catalog/nearest.ts';
import { nameOf } from './system-name.ts';
import { text } from './text.ts';

/**
 * Suggests the system that the user of a wrong address probably meant: an explanation, the text of a link and its
 * target. Without a similar system it suggests the portal.
 */
export function rightAddress(wrong: string, facts: Facts): { words: string; label: string; address: string } {
  const nearest = nearestSystem(wrong, facts);
  const system = nearest ?? portal(facts);
  const { address } = system;
  const values = { name: nameOf(system), address };
  const words = text(nearest ? 'cause.wrong_address.step1' : 'nearest.none', values);
  return { words, label: text('action.openSystem', values), address };
}
