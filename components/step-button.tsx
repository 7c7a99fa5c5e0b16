import { useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { isSameHost } from '@/utils/catalog/address.ts';
import { portal } from '@/utils/catalog/facts.ts';
import { type Attempt, mayReload, systemOfAttempt } from '@/utils/diagnosis/attempt.ts';
import type { Action } from '@/utils/diagnosis/causes.ts';
import { inBrowser, restartHelp, rightAddress } from '@/utils/i18n/advice.ts';
import { exclusionRequest } from '@/utils/i18n/exclusion-request.ts';
import { text } from '@/utils/i18n/text.ts';
import type { Retry } from '@/utils/run/messages.ts';
import type { LoadView, RunView } from '@/utils/run/view.ts';
import { Button, CopyButton, LinkButton } from './buttons.tsx';
import type { SurfaceActions } from './hooks/use-view.ts';
import { RestartButton } from './restart-button.tsx';

type Props = { action: Action; load: LoadView; view: RunView } & SurfaceActions;

/** The button of a step: a link, a text to copy, a section of the side panel, or an action of the browser. */
export function StepButton({ action, load, view, onLeave, openSection }: Props) {
  const { attempt, diagnosis } = load;
  const { facts } = view;
  const [problem, setProblem] = useState('');
  const label = text(`action.${action}`, { window: inBrowser('window') });
  const actButton = (act: () => Promise<unknown>, refusal: string) => (
    <>
      <Button label={label} onClick={() => void act().then(onLeave, () => setProblem(refusal))} />
      {problem && <span role="alert">{problem}</span>}
    </>
  );
  switch (action) {
    case 'retry':
      return actButton(() => retry(attempt, view), text('action.notRetried'));
    case 'openAgain':
      return actButton(() => openAgain(attempt, view), text('action.notRetried'));
    case 'openPrivately':
      return actButton(() => openPrivately(attempt, view), text('action.notOpenedPrivately'));
    case 'showTab':
      return actButton(() => showTab(attempt), text('action.notRetried'));
    case 'openSystem':
      return <LinkButton {...rightAddress(attempt.address, facts)} />;
    case 'openPortal':
      return <LinkButton label={label} address={portal(facts).address} />;
    case 'openSetup':
      return <Button label={label} onClick={() => openSection('setup')} />;
    case 'openReport':
      return <Button label={label} onClick={() => openSection('contact')} />;
    case 'copyRestart':
      return <RestartButton system={diagnosis.system} facts={facts} cause={diagnosis.cause} after={restartHelp()} />;
    case 'copyExclusions':
      return <CopyButton label={label} value={exclusionRequest(facts, load)} after={text('action.pasteRequest')} />;
  }
}

/**
 * Loads the attempt's address again. Reloads a tab that still shows this very load: an attempt does not store the query
 * of its address. Opens a new tab otherwise.
 */
export async function retry(attempt: Attempt, view: RunView): Promise<void> {
  const tab = await browser.tabs.get(attempt.tabId).catch(() => undefined);
  const { shown, pending } = view.tabs[attempt.tabId] ?? {};
  const isShown = shown?.attempt.requestId === attempt.requestId && !pending;
  if (!tab || !isShown || !isSameHost(tab.url ?? '', attempt.address) || !mayReload(attempt))
    return openAgain(attempt, view);
  const message: Retry = { type: 'retry', tabId: attempt.tabId };
  // The reload does not depend on the worker's answer.
  await browser.runtime.sendMessage(message).catch(() => undefined);
  await browser.tabs.update(attempt.tabId, { active: true });
  await browser.tabs.reload(attempt.tabId);
}

/** Opens the attempt's system in a new tab; its own tab, which may hold typed data or wait for an answer, stays. */
async function openAgain(attempt: Attempt, { facts }: RunView): Promise<void> {
  await browser.tabs.create({ url: systemOfAttempt(attempt, facts)?.address ?? attempt.address });
}

/** Brings the tab of the attempt to the front: the dialog for a certificate lies over it. */
async function showTab({ tabId }: Attempt): Promise<void> {
  const tab = await browser.tabs.update(tabId, { active: true });
  await browser.windows.update(tab?.windowId ?? browser.windows.WINDOW_ID_CURRENT, { focused: true });
}

/** Opens a private window, which remembers no decision about certificates (`docs/browser-facts.md`). */
async function openPrivately(attempt: Attempt, { facts }: RunView): Promise<void> {
  const { address } = systemOfAttempt(attempt, facts) ?? portal(facts);
  await browser.windows.create({ incognito: true, url: address });
}
