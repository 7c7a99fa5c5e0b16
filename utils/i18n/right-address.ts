import { type Facts, portal } from '../catalog/facts.ts';
import { nearestSystem } from '../catalog/nearest.ts';
import { nameOf } from './system-name.ts';
import { text } from './text.ts';

/** Suggests the system that the user of a wrong address probably meant, or else the portal: words and a link. */
export function rightAddress(wrong: string, facts: Facts): { words: string; label: string; address: string } {
  const nearest = nearestSystem(wrong, facts);
  const system = nearest ?? portal(facts);
  const values = { name: nameOf(system), address: system.address };
  const words = text(nearest ? 'cause.wrong_address.step1' : 'nearest.none', values);
  return { words, label: text('action.openSystem', values), address: system.address };
}
