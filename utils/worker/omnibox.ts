import { type Browser, browser } from 'wxt/browser';
import { portal } from '../catalog/facts.ts';
import { findSystems } from '../catalog/find-system.ts';
import type { System } from '../catalog/systems.ts';
import { setLanguage } from '../i18n/language.ts';
import { isManualSystem, nameOf } from '../i18n/system-name.ts';
import { text } from '../i18n/text.ts';
import { readSettings } from '../settings/settings.ts';

/** Offers the systems that what is typed behind the keyword fits: the best as what Enter opens, the others below it. */
export async function suggestSystems(
  typed: string,
  suggest: (others: Browser.omnibox.SuggestResult[]) => void,
): Promise<void> {
  await useLanguage();
  const [best, ...others] = findSystems(typed, wordsOf);
  const description = best ? describe(best) : xml(text('omnibox.none', { address: portal().address }));
  await browser.omnibox.setDefaultSuggestion({ description });
  suggest(others.map((system) => ({ content: system.address, description: describe(system) })));
}

/** Opens what was chosen: one of the addresses offered, or the system that fits best; the portal where none does. */
export async function openChosen(
  chosen: string,
  disposition: `${Browser.omnibox.OnInputEnteredDisposition}`,
): Promise<void> {
  await useLanguage();
  const [best = portal()] = findSystems(chosen, wordsOf);
  if (disposition === 'currentTab') await browser.tabs.update({ url: best.address });
  else await browser.tabs.create({ url: best.address, active: disposition === 'newForegroundTab' });
}

async function useLanguage(): Promise<void> {
  await setLanguage((await readSettings()).language);
}

function wordsOf(system: System): string {
  // What an administrator has added is found by its name.
  const words = isManualSystem(system) ? text(`omnibox.words.${system.id}`) : '';
  return `${nameOf(system)} ${words}`;
}

function describe(system: System): string {
  return `${xml(nameOf(system))} <url>${xml(system.address)}</url>`;
}

/** Descriptions are XML (https://developer.chrome.com/docs/extensions/reference/api/omnibox). */
function xml(words: string): string {
  return words.replace(/[<>&'"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
