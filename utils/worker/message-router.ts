import * as v from 'valibot';
import { browser } from 'wxt/browser';
import { openPanel } from '../browser/side-panel.ts';
import { plainAddress } from '../catalog/address.ts';
import { currentFacts } from '../catalog/facts.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { causePrefix } from '../i18n/cause-text.ts';
import { overridesFor } from '../i18n/language.ts';
import type { ClosingAnswer } from '../run/closing.ts';
import {
  type CheckAnswer,
  CheckSchema,
  ClosingQuestionSchema,
  PanelRequestSchema,
  RetrySchema,
  type SignsAnswer,
  type SignsMessage,
  SignsMessageSchema,
} from '../run/messages.ts';
import { readRun } from '../run/run-store.ts';
import { attemptOfTab } from '../run/view.ts';
import { readSettings } from '../settings/settings.ts';
import { MINUTE } from '../time.ts';
import { tellClosing } from './closing-answer.ts';
import { check, inTurn, takeEvent } from './load-events.ts';

type Answer = SignsAnswer | CheckAnswer | ClosingAnswer | boolean;

/** What the router reads of a message's sender. */
interface Sender {
  id?: string | undefined;
  frameId?: number | undefined;
  tab?: { id?: number | undefined } | undefined;
  url?: string | undefined;
}

/** Messages of systems' pages (by their content scripts) and of our own surfaces; anything else is answered with `null`. */
export async function takeMessage(message: unknown, sender: Sender): Promise<Answer> {
  const { id, frameId, tab, url = '' } = sender;
  if (id !== browser.runtime.id) return null;
  // Which page it is, is taken from the browser and not from the message. Frames in pages have no say.
  const isSystemsPage = frameId === 0 && plainAddress(url) !== null;
  if (isSystemsPage) return tab?.id === undefined ? null : takeFromPage(message, tab.id, url);
  return url.startsWith(browser.runtime.getURL('/')) ? takeFromSurface(message) : null;
}

async function takeFromPage(message: unknown, tabId: number, url: string): Promise<Answer> {
  const panel = v.safeParse(PanelRequestSchema, message);
  if (panel.success) {
    // Nothing is waited for before this: only the answer to a click may open the panel.
    return openPanel(panel.output.place, { tabId }).then(
      () => true,
      () => false,
    );
  }
  if (v.safeParse(ClosingQuestionSchema, message).success) {
    return inTurn(() => tellClosing(url, Date.now())).catch(() => ({ askIn: MINUTE }));
  }
  const report = v.safeParse(SignsMessageSchema, message);
  return report.success ? takeReport(report.output, tabId, url) : null;
}

async function takeFromSurface(message: unknown): Promise<Answer> {
  const wanted = v.safeParse(CheckSchema, message);
  if (wanted.success) return check(wanted.output.system);
  const retry = v.safeParse(RetrySchema, message);
  if (retry.success) await takeEvent({ type: 'retry', tabId: retry.output.tabId });
  return null;
}

/** Which texts can be in a banner, beside those of its cause. */
const BANNER_TEXTS = ['extension_', 'banner_', 'closing_', 'nearest_', 'system_', 'action_openSystem'];

async function takeReport(report: SignsMessage, tabId: number, url: string): Promise<SignsAnswer> {
  let state = await takeEvent({ ...report, tabId, url, at: Date.now() });
  if (!(await readSettings()).showBanner) return null;
  for (;;) {
    const attempt = attemptOfTab(state, tabId, Date.now());
    const diagnosis = attempt && diagnose(attempt, currentFacts(), Date.now());
    if (!diagnosis?.isChecking) {
      const { cause, system } = diagnosis ?? { cause: 'none', system: '' };
      if (cause === 'none') return null;
      return { cause, system, ...(await overridesFor([...BANNER_TEXTS, causePrefix(cause)])) };
    }
    // Seconds at most: a check that brings nothing comes to an end by the clock.
    await new Promise((resolve) => setTimeout(resolve, 50));
    state = await readRun();
  }
}
