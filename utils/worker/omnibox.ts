import { type Browser, browser } from 'wxt/browser';
import { type Facts, portal } from '../catalog/facts.ts';
import { findSystems } from '../catalog/find-system.ts';
import type { System } from '../catalog/systems.ts';
import { setLanguage } from '../i18n/set-language.ts';
import { isManualSystem, nameOf } from '../i18n/system-name.ts';
import { text } from '../i18n/text.ts';
import { readConfig } from '../settings/config.ts';

/** Suggests the systems that fit the words behind the keyword: the best one for Enter, the others below it. */
export async function suggestSystems(
  typed: string,
  suggest: (others: Browser.omnibox.SuggestResult[]) => void,
): Promise<void> {
  const facts = await prepare();
  const [best, ...others] = findSystems(typed, searchWords, facts);
  const description = best ? describe(best) : escapeXml(text('omnibox.none', { address: portal(facts).address }));
  await browser.omnibox.setDefaultSuggestion({ description });
  suggest(others.map((system) => ({ content: system.address, description: describe(system) })));
}

/** Opens the chosen address, or the system that fits the typed words best; the portal if none does. */
export async function openSuggestion(
  chosen: string,
  disposition: `${Browser.omnibox.OnInputEnteredDisposition}`,
): Promise<void> {
  const facts = await prepare();
  const [best = portal(facts)] = findSystems(chosen, searchWords, facts);
  if (disposition === 'currentTab') await browser.tabs.update({ url: best.address });
  else await browser.tabs.create({ url: best.address, active: disposition === 'newForegroundTab' });
}

async function prepare(): Promise<Facts> {
  const { settings, facts } = await readConfig();
  await setLanguage(settings.language, facts);
  return facts;
}

function searchWords(system: System): string {
  // An administrator's own systems are found by their names.
  const words = isManualSystem(system) ? text(`omnibox.words.${system.id}`) : '';
  return `${nameOf(system)} ${words}`;
}

function describe(system: System): string {
  return `${escapeXml(nameOf(system))} <url>${escapeXml(system.address)}</url>`;
}

/** Escapes text for a description: XML (https://developer.chrome.com/docs/extensions/reference/api/omnibox). */
function escapeXml(words: string): string {
  return words.replace(/[<>&'"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
