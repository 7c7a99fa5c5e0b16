import * as v from 'valibot';
import { browser } from 'wxt/browser';
import { openPanel } from '../browser/side-panel.ts';
import { plainAddress } from '../catalog/address.ts';
import { diagnosisBanner } from '../i18n/banner-text.ts';
import { setLanguage } from '../i18n/set-language.ts';
import type { ReminderAnswer } from '../run/closing-reminder.ts';
import {
  type CheckAnswer,
  PageMessageSchema,
  type SignsAnswer,
  type SignsMessage,
  SurfaceMessageSchema,
} from '../run/messages.ts';
import { readConfig } from '../settings/config.ts';
import { MINUTE } from '../time.ts';
import { currentView, nextUpdate, runExclusive } from './apply-update.ts';
import { checkSystem } from './check-system.ts';
import { handleLoadEvent } from './handle-load-event.ts';
import { injectReader } from './inject-reader.ts';
import { answerReminderQuestion } from './reminder-answer.ts';

type Answer = SignsAnswer | CheckAnswer | ReminderAnswer | boolean;

/** What the router reads of a message's sender. */
interface Sender {
  id?: string | undefined;
  frameId?: number | undefined;
  documentId?: string | undefined;
  tab?: { id?: number | undefined; windowId?: number | undefined } | undefined;
  url?: string | undefined;
}

/** A page of a system that sends a message. */
interface SendingPage {
  tabId: number;
  windowId: number;
  documentId: string;
  url: string;
}

/** Handles the messages of pages and surfaces; answers anything else with `null`. Never rejects. */
export async function handleMessage(message: unknown, sender: Sender): Promise<Answer> {
  const { id, frameId, documentId = '', tab, url = '' } = sender;
  if (id !== browser.runtime.id) return null;
  // The browser says which page it is, not the message. Frames in pages are ignored.
  const isSystemPage = frameId === 0 && plainAddress(url) !== null;
  if (isSystemPage) {
    if (tab?.id === undefined) return null;
    return handlePageMessage(message, { tabId: tab.id, windowId: tab.windowId ?? -1, documentId, url });
  }
  return url.startsWith(browser.runtime.getURL('/')) ? handleSurfaceMessage(message) : null;
}

async function handlePageMessage(message: unknown, page: SendingPage): Promise<Answer> {
  const { tabId, windowId, documentId, url } = page;
  const { success, output } = v.safeParse(PageMessageSchema, message);
  if (!success) return null;
  switch (output.type) {
    case 'begin':
      await handleLoadEvent({ ...output, tabId, url });
      return null;
    case 'reader':
      return injectReader(tabId, documentId);
    case 'panel':
      // No await before this: only the answer to a click may open the panel.
      return openPanel(output.section, windowId).then(
        () => true,
        () => false,
      );
    case 'reminder':
      return runExclusive(() => answerReminderQuestion(url, Date.now())).catch(() => ({ askIn: MINUTE }));
    case 'signs':
      return answerSigns(output, tabId, url);
  }
}

async function handleSurfaceMessage(message: unknown): Promise<Answer> {
  const { success, output } = v.safeParse(SurfaceMessageSchema, message);
  if (!success) return null;
  if (output.type === 'check') return checkSystem(output.system);
  await handleLoadEvent({ type: 'retry', tabId: output.tabId });
  return null;
}

async function answerSigns(message: SignsMessage, tabId: number, url: string): Promise<SignsAnswer> {
  await handleLoadEvent({ ...message, tabId, url, at: Date.now() });
  const { settings, facts } = await readConfig();
  if (!settings.showBanner) return null;
  const load = () => currentView().tabs[tabId]?.current;
  // Takes seconds at most: checking ends with the answer to a probe, or by time.
  while (load()?.diagnosis.isChecking) await nextUpdate();
  const { attempt, diagnosis } = load() ?? {};
  if (!attempt || !diagnosis || diagnosis.cause === 'none') return null;
  const { cause, system } = diagnosis;
  await setLanguage(settings.language, facts);
  return { cause, system, banner: diagnosisBanner(cause, attempt, facts, Date.now()) };
}
