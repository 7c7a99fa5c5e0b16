import * as v from 'valibot';
import { type Browser, browser } from 'wxt/browser';
import { ANSWER_PATIENCE, DIALOG_PATIENCE, diagnose } from '../diagnosis/diagnose.ts';
import { plainAddress } from '../manual/address.ts';
import { MINUTE, SECOND, serviceState } from '../manual/hours.ts';
import { readSettings } from '../settings/settings.ts';
import { showBadge } from './badge.ts';
import { type PageReportAnswer, PageReportSchema, RetrySchema } from './messages.ts';
import { openPopupFor } from './open-popup.ts';
import {
  attemptOfTab,
  isNewFailure,
  pendingAttempts,
  prune,
  type RunState,
  reduce,
  type WatchEvent,
} from './run-state.ts';
import { readRun, writeRun } from './run-storage.ts';

const LOOK_AGAIN = 'look-again';
const HOURS_CHANGE = 'hours-change';

/** Events are taken one after another: each sees the state that the one before has left. */
let queue: Promise<unknown> = Promise.resolve();

function inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
  const result = queue.then(task);
  queue = result.catch((error) => console.error(error));
  return result;
}

/** Takes one event into the state of the run, starts to show what follows from it, and gives the new state. */
export async function takeEvent(event: WatchEvent): Promise<RunState> {
  // What the tab shows when a load begins tells a reload from a visit; asked at once, before the load can change it.
  const shownTab = event.type === 'request' ? browser.tabs.get(event.tabId).catch(() => undefined) : undefined;
  const [before, after] = await inTurn(async () => {
    const [before, tab] = await Promise.all([readRun(), shownTab]);
    const after = reduce(before, event.type === 'request' && tab ? { ...event, tabUrl: tab.url ?? '' } : event);
    if (after !== before) await writeRun(after);
    return [before, after] as const;
  });
  if (after !== before) showOutcome(event.tabId, before, after, event).catch((error) => console.error(error));
  return after;
}

async function showOutcome(tabId: number, before: RunState, after: RunState, event: WatchEvent): Promise<void> {
  const badge = showBadge(tabId, currentRun(after));
  if (event.type === 'request') await lookAgainLater(tabId);
  if (event.type === 'error') await tellFailure(tabId, before, after);
  await badge;
  if (event.type === 'answer' && event.status >= 400) {
    // A page would have reported itself by now; where there is none, the browser shows its own.
    await new Promise((resolve) => setTimeout(resolve, SECOND));
    const now = await readRun();
    if (now.tabs[tabId]?.shown?.requestId === event.requestId) await tellFailure(tabId, before, now);
  }
}

async function tellFailure(tabId: number, before: RunState, now: RunState): Promise<void> {
  if (isNewFailure(before, now, tabId) && (await readSettings()).openPopup) await openPopupFor(tabId);
}

/** The state at hand first, so that nothing waits for storage; the stored one from then on. */
function currentRun(first: RunState): () => Promise<RunState> {
  let next: RunState | undefined = first;
  return async () => {
    const state = next ?? (await readRun());
    next = undefined;
    return state;
  };
}

/** A pending load says something only by going on for long. The alarm looks again should the worker be stopped meanwhile. */
async function lookAgainLater(tabId: number): Promise<void> {
  for (const patience of [DIALOG_PATIENCE, ANSWER_PATIENCE]) {
    setTimeout(() => void readRun().then((state) => refreshBadge(tabId, state)), patience + 50);
  }
  if (!(await browser.alarms.get(LOOK_AGAIN))) await browser.alarms.create(LOOK_AGAIN, { delayInMinutes: 0.5 });
}

/** Brings the badges of all known tabs up to date, and forgets tabs that are gone. */
export async function lookAgain(): Promise<void> {
  const state = await inTurn(async () => {
    const [state, tabs] = await Promise.all([readRun(), browser.tabs.query({})]);
    const pruned = prune(state, new Set(tabs.map((tab) => String(tab.id))), Date.now());
    if (pruned !== state) await writeRun(pruned);
    return pruned;
  });
  await Promise.all(Object.keys(state.tabs).map((tabId) => refreshBadge(Number(tabId), state)));
  if (pendingAttempts(state, Date.now()).length > 0) await browser.alarms.create(LOOK_AGAIN, { delayInMinutes: 0.5 });
}

async function refreshBadge(tabId: number, state: RunState): Promise<void> {
  const tab = await browser.tabs.get(tabId).catch(() => undefined);
  // A tab that has gone on to another site hides its address; its badge is none of ours any more.
  if (tab && (plainAddress(tab.url) !== null || state.tabs[tabId]?.pending)) await showBadge(tabId, currentRun(state));
}

/** Sees to the alarm for the moment at which the systems open or close; what is shown then is computed from the clock. */
export async function planHoursChange(now: number): Promise<void> {
  const planned = await browser.alarms.get(HOURS_CHANGE);
  const { changesAt } = serviceState(now);
  // Alarms are never early but can be late, and one from before a change of the clock may lie far off.
  if (!planned || Math.abs(planned.scheduledTime - changesAt) > MINUTE) {
    await browser.alarms.create(HOURS_CHANGE, { when: changesAt + SECOND });
  }
}

export async function onAlarm(name: string): Promise<void> {
  if (name === HOURS_CHANGE) await planHoursChange(Date.now());
  await lookAgain();
}

/** Messages of our own pages and content scripts; anything else is answered with `null`. */
export async function takeMessage(message: unknown, sender: Browser.runtime.MessageSender): Promise<PageReportAnswer> {
  if (sender.id !== browser.runtime.id) return null;
  const retry = v.safeParse(RetrySchema, message);
  if (!retry.success) return takePageReport(message, sender);
  const isOwnSurface = sender.url?.startsWith(browser.runtime.getURL('/')) ?? false;
  if (isOwnSurface) await takeEvent({ type: 'retry', tabId: retry.output.tabId });
  return null;
}

/** What a content script says about its page. Of which page is taken from the browser, not from the message. */
async function takePageReport(message: unknown, sender: Browser.runtime.MessageSender): Promise<PageReportAnswer> {
  const report = v.safeParse(PageReportSchema, message);
  const tabId = sender.tab?.id;
  const isSystemsPage = sender.frameId === 0 && plainAddress(sender.url) !== null;
  if (!report.success || !isSystemsPage || tabId === undefined || sender.url === undefined) return null;
  const at = Date.now();
  const state = await takeEvent({ ...report.output, tabId, url: sender.url, at });
  const attempt = attemptOfTab(state, tabId, at);
  if (!attempt || !(await readSettings()).showBanner) return null;
  const diagnosis = diagnose(attempt, at);
  return diagnosis.cause === 'none' ? null : diagnosis;
}
