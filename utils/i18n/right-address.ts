import { portal } from '@/utils/catalog/facts.ts';
import { nearestSystem } from '@/utils/catalog/nearest.ts';
import { nameOf } from './system-name.ts';
import { text } from './text.ts';

/**
 * Where someone wanted to go who came to a wrong address: what to say of it, and its link. Where no system is near, that is the
 * portal, and said so.
 */
export function rightAddress(wrong: string): { words: string; label: string; address: string } {
  const nearest = nearestSystem(wrong);
  const system = nearest ?? portal();
  const { address } = system;
  const values = { name: nameOf(system), address };
  const words = text(nearest ? 'cause.wrong_address.step1' : 'nearest.none', values);
  return { words, label: text('action.openSystem', values), address };
}
