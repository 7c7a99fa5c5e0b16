import { browser } from 'wxt/browser';
import { isSameHost, systemOfAddress } from '@/utils/catalog/address.ts';
import { exclusions, type Facts, portal, systemById } from '@/utils/catalog/facts.ts';
import type { Attempt } from '@/utils/diagnosis/attempt.ts';
import type { Action } from '@/utils/diagnosis/causes.ts';
import { RESTART_ADDRESS } from '@/utils/i18n/advice.ts';
import { rightAddress } from '@/utils/i18n/right-address.ts';
import { text } from '@/utils/i18n/text.ts';
import type { PanelSection } from '@/utils/panel-sections.ts';
import type { Retry } from '@/utils/run/messages.ts';

/** The button of a step: a link, a text to copy, a section of the side panel, or an action and its error message. */
export type StepAction = { label: string } & (
  | { kind: 'open'; address: string }
  | { kind: 'copy'; value: string }
  | { kind: 'section'; section: PanelSection }
  | { kind: 'act'; act: () => Promise<unknown>; problem: string }
);

/** Creates the button of a step for this attempt. */
export function stepAction(action: Action, attempt: Attempt, facts: Facts): StepAction {
  const label = text(`action.${action}`, { address: RESTART_ADDRESS });
  switch (action) {
    case 'retry':
      return { kind: 'act', label, act: () => retry(attempt), problem: text('action.notRetried') };
    case 'openPrivately':
      return {
        kind: 'act',
        label,
        act: () => openPrivately(attempt, facts),
        problem: text('action.notOpenedPrivately'),
      };
    case 'openSystem':
      return { kind: 'open', ...rightAddress(attempt.address, facts) };
    case 'openPortal':
      return { kind: 'open', label, address: portal(facts).address };
    case 'openClientcheck':
      return { kind: 'open', label, address: (systemById('clientcheck', facts) ?? portal(facts)).address };
    case 'openSetup':
      return { kind: 'section', label, section: 'setup' };
    case 'copyRestart':
      return { kind: 'copy', label, value: RESTART_ADDRESS };
    case 'copyExclusions':
      return { kind: 'copy', label, value: exclusions(facts).join('\n') };
    case 'openReport':
      return { kind: 'section', label, section: 'contact' };
  }
}

/**
 * Loads the attempt's address again. Reloads the tab if it still shows that system, because an attempt does not store
 * the query of its address; otherwise opens a new tab.
 */
export async function retry(attempt: Attempt): Promise<void> {
  const tab = await browser.tabs.get(attempt.tabId).catch(() => undefined);
  const message: Retry = { type: 'retry', tabId: attempt.tabId };
  // The reload does not depend on the worker's answer.
  await browser.runtime.sendMessage(message).catch(() => undefined);
  if (tab && isSameHost(tab.url ?? '', attempt.address)) {
    await browser.tabs.update(attempt.tabId, { active: true });
    await browser.tabs.reload(attempt.tabId);
  } else {
    await browser.tabs.create({ url: attempt.address });
  }
}

/**
 * Opens the system in a private window, which remembers no decision about certificates (`docs/browser-facts.md`).
 * Rejects if the administrator forbids private windows.
 */
async function openPrivately(attempt: Attempt, facts: Facts): Promise<void> {
  const { address } = systemOfAddress(attempt.address, facts) ?? portal(facts);
  await browser.windows.create({ incognito: true, url: address });
}
