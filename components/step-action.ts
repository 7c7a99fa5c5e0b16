import { browser } from 'wxt/browser';
import { isSameHost, systemOfAddress } from '@/utils/catalog/address.ts';
import { exclusions, portal, systemById } from '@/utils/catalog/facts.ts';
import type { Attempt } from '@/utils/diagnosis/attempt.ts';
import type { Action } from '@/utils/diagnosis/causes.ts';
import { RESTART_ADDRESS } from '@/utils/i18n/advice.ts';
import { rightAddress } from '@/utils/i18n/right-address.ts';
import { text } from '@/utils/i18n/text.ts';
import type { PanelSection } from '@/utils/panel-sections.ts';
import type { Retry } from '@/utils/run/messages.ts';

/** What a step's button is: a link, a text to copy, a part of the side panel, or something to do, with what to say if the browser refuses to. */
export type Deed = { label: string } & (
  | { kind: 'open'; address: string }
  | { kind: 'copy'; value: string }
  | { kind: 'go'; place: PanelSection }
  | { kind: 'act'; act: () => Promise<unknown>; problem: string }
);

/** What the button of a step does for this attempt. */
export function deedOf(action: Action, attempt: Attempt): Deed {
  const label = text(`action.${action}`, { address: RESTART_ADDRESS });
  switch (action) {
    case 'retry':
      return { kind: 'act', label, act: () => retry(attempt), problem: text('action.notRetried') };
    case 'openPrivately':
      return { kind: 'act', label, act: () => openPrivately(attempt), problem: text('action.notOpenedPrivately') };
    case 'openSystem':
      return { kind: 'open', ...rightAddress(attempt.address) };
    case 'openPortal':
      return { kind: 'open', label, address: portal().address };
    case 'openClientcheck':
      return { kind: 'open', label, address: systemById('clientcheck')?.address ?? portal().address };
    case 'openSetup':
      return { kind: 'go', label, place: 'setup' };
    case 'copyRestart':
      return { kind: 'copy', label, value: RESTART_ADDRESS };
    case 'copyExclusions':
      return { kind: 'copy', label, value: exclusions().join('\n') };
    case 'openReport':
      return { kind: 'go', label, place: 'contact' };
  }
}

/**
 * Loads the attempt's address again: where it failed, if that tab still shows it, so that nothing of the original address
 * is lost; in a new tab otherwise.
 */
export async function retry(attempt: Attempt): Promise<void> {
  const tab = await browser.tabs.get(attempt.tabId).catch(() => undefined);
  const message: Retry = { type: 'retry', tabId: attempt.tabId };
  // Without a worker that listens the load is tried all the same.
  await browser.runtime.sendMessage(message).catch(() => undefined);
  if (tab && isSameHost(tab.url ?? '', attempt.address)) {
    await browser.tabs.update(attempt.tabId, { active: true });
    await browser.tabs.reload(attempt.tabId);
  } else {
    await browser.tabs.create({ url: attempt.address });
  }
}

/**
 * A private window decides about certificates afresh (measured; `docs/browser-facts.md`). Rejects where the administrator
 * allows none.
 */
async function openPrivately(attempt: Attempt): Promise<void> {
  const address = (systemOfAddress(attempt.address) ?? portal()).address;
  await browser.windows.create({ incognito: true, url: address });
}
