import { useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { isSameHost, systemOfAddress } from '@/utils/catalog/address.ts';
import { exclusions, type Facts, portal, systemById } from '@/utils/catalog/facts.ts';
import type { Attempt } from '@/utils/diagnosis/attempt.ts';
import type { Action } from '@/utils/diagnosis/causes.ts';
import { RESTART_ADDRESS, rightAddress } from '@/utils/i18n/advice.ts';
import { text } from '@/utils/i18n/text.ts';
import type { Retry } from '@/utils/run/messages.ts';
import { Button, CopyButton, LinkButton } from './controls.tsx';
import type { SurfaceActions } from './hooks/use-view.ts';

type Props = { action: Action; attempt: Attempt; facts: Facts } & SurfaceActions;

/** The button of a step: a link, a text to copy, a section of the side panel, or an action of the browser. */
export function StepButton({ action, attempt, facts, onLeave, openSection }: Props) {
  const [problem, setProblem] = useState('');
  const label = text(`action.${action}`, { address: RESTART_ADDRESS });
  const actButton = (act: () => Promise<unknown>, refusal: string) => (
    <>
      <Button label={label} onClick={() => void act().then(onLeave, () => setProblem(refusal))} />
      {problem && <span role="alert">{problem}</span>}
    </>
  );
  switch (action) {
    case 'retry':
      return actButton(() => retry(attempt), text('action.notRetried'));
    case 'openPrivately':
      return actButton(() => openPrivately(attempt, facts), text('action.notOpenedPrivately'));
    case 'openSystem':
      return <LinkButton {...rightAddress(attempt.address, facts)} />;
    case 'openPortal':
      return <LinkButton label={label} address={portal(facts).address} />;
    case 'openClientcheck':
      return <LinkButton label={label} address={(systemById('clientcheck', facts) ?? portal(facts)).address} />;
    case 'openSetup':
      return <Button label={label} onClick={() => openSection('setup')} />;
    case 'openReport':
      return <Button label={label} onClick={() => openSection('contact')} />;
    case 'copyRestart':
      return <CopyButton label={label} value={RESTART_ADDRESS} />;
    case 'copyExclusions':
      return <CopyButton label={label} value={exclusions(facts).join('\n')} />;
  }
}

/**
 * Loads the attempt's address again. Reloads the tab if it still shows that system, because an attempt does not store
 * the query of its address; otherwise opens a new tab.
 */
async function retry(attempt: Attempt): Promise<void> {
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

/** Opens a private window, which remembers no decision about certificates (`docs/browser-facts.md`). */
async function openPrivately(attempt: Attempt, facts: Facts): Promise<void> {
  const { address } = systemOfAddress(attempt.address, facts) ?? portal(facts);
  await browser.windows.create({ incognito: true, url: address });
}
