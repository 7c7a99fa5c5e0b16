import { browser } from 'wxt/browser';
import { plainAddress } from '../catalog/address.ts';
import { serviceState } from '../catalog/service.ts';
import type { SystemId } from '../catalog/systems.ts';
import { trueTime } from '../diagnosis/clock.ts';
import { PATIENCES, PROBE_PAUSE, REPORT_PATIENCE } from '../diagnosis/patience.ts';
import { setLanguage } from '../i18n/language.ts';
import type { CheckAnswer } from '../run/messages.ts';
import { withMissedFailures } from '../run/missed.ts';
import { hasOpenProbes, mayBeChecked, withAnswer, withPlannedProbes, withProbes } from '../run/probe-plan.ts';
import { EMPTY_RUN, prune, type RunState, reduce, type WatchEvent } from '../run/run-state.ts';
import { isUnsaved, readRun, writeRun } from '../run/run-store.ts';
import { clockOffsetAt, isNewFailure, pendingAttempts } from '../run/view.ts';
import { readPolicy } from '../settings/read-policy.ts';
import { readSettings } from '../settings/settings.ts';
import { MINUTE, SECOND } from '../time.ts';
import { badgeOfTab, keepBadge, showBadge } from './badge.ts';
import { openPopupFor } from './popup.ts';
import { sendProbe } from './send-probe.ts';

const LOOK_AGAIN = 'look-again';
const HOURS_CHANGE = 'hours-change';

let queue: Promise<unknown> = Promise.resolve();

/** What is done to the state is done one after another: each sees what the one before has left. */
export function inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
  const result = queue.then(task);
  queue = result.catch((error) => console.error(error));
  return result;
}

/** Takes one event into the state of the run, starts to show and to ask what follows from it, and gives the new state. */
export async function takeEvent(event: WatchEvent): Promise<RunState> {
  // Before anything else: should this worker be stopped, the next one sees to what it has left.
  if (event.type === 'request' || event.type === 'error') void planLook();
  // What the tab shows when a load begins tells a reload from a visit; asked at once, before the load can change it.
  const shownTab = event.type === 'request' ? browser.tabs.get(event.tabId).catch(() => undefined) : undefined;
  const { before, after } = await step(async (state) => {
    const tab = await shownTab;
    return reduce(state, event.type === 'request' && tab ? { ...event, tabUrl: tab.url ?? '' } : event);
  });
  if (after !== before) showOutcome(event.tabId, before, after, event).catch((error) => console.error(error));
  return after;
}

/**
 * One step of the state, with the probes that it calls for: they are noted together with what they are to explain, so that
 * nothing is shown in between that they could change, and nothing is forgotten should the worker be stopped.
 */
async function step(change: (state: RunState) => RunState | Promise<RunState>) {
  const { before, after, asked } = await inTurn(async () => {
    const [before, { useProbes, language }] = await Promise.all([readRun(), readSettings()]);
    await setLanguage(language);
    const changed = await change(before);
    const now = Date.now();
    const { state: after, asked } = withPlannedProbes(changed, now, useProbes && navigator.onLine);
    if (after !== before || isUnsaved()) await writeRun(after);
    return { before, after, asked: asked.map((system) => ({ system, askedAt: now })) };
  });
  // None of this is waited for: what is known is to be shown first.
  for (const { system, askedAt } of asked) ask(system, askedAt).catch((error) => console.error(error));
  // Should the worker be stopped before the answer is there, the systems may be asked again by then.
  if (asked.length > 0) void setAlarm(LOOK_AGAIN, { delayInMinutes: (PROBE_PAUSE + SECOND) / MINUTE });
  if (before.clockOffset !== after.clockOffset) void planHoursChange(Date.now());
  return { before, after };
}

/** The probes that this worker waits for. Nothing but what a check waits for rests on it. */
const awaited = new Map<SystemId, Promise<void>>();

function ask(system: SystemId, askedAt: number): Promise<void> {
  const answer = askNow(system, askedAt).finally(() => awaited.delete(system));
  awaited.set(system, answer);
  return answer;
}

/** What the user wants to know of a system: it is asked if it may be; if it was asked lately, that counts. */
export async function check(system: SystemId): Promise<CheckAnswer> {
  const askedAt = Date.now();
  let isAsked = false;
  await step(async (state) => {
    const mayAsk = (await readSettings()).useProbes && navigator.onLine;
    isAsked = mayAsk && mayBeChecked(state, system, askedAt, awaited.has(system));
    return isAsked ? withProbes(state, [{ tabId: -1, requestId: '', system }], askedAt) : state;
  });
  await (isAsked ? ask(system, askedAt) : awaited.get(system));
  return (await readRun()).probes[system] ?? null;
}

async function askNow(system: SystemId, askedAt: number): Promise<void> {
  const { met, date } = await sendProbe(system);
  const endedAt = Date.now();
  const clockOffset = date === undefined ? undefined : date - endedAt;
  const { before, after } = await step((state) => withAnswer(state, system, { ...met, askedAt, endedAt }, clockOffset));
  for (const tabId of Object.keys(after.tabs).map(Number)) {
    // What is shown already is left alone: the tab may be about to leave.
    if (badgeOfTab(before, tabId, endedAt) !== badgeOfTab(after, tabId, endedAt)) await refreshBadge(tabId, after);
  }
}

async function showOutcome(tabId: number, before: RunState, after: RunState, event: WatchEvent): Promise<void> {
  const badge = showBadge(tabId, currentRun(after));
  if (event.type === 'request') lookAgainLater(tabId);
  if (event.type === 'error') await tellFailure(tabId, before, after);
  await badge;
  if (event.type === 'answer' && event.status >= 400) {
    // A page would have reported itself by now; where there is none, the browser shows its own.
    await new Promise((resolve) => setTimeout(resolve, REPORT_PATIENCE + 50));
    const { after: now } = await step((state) => state);
    if (now.tabs[tabId]?.shown?.requestId !== event.requestId) return;
    await Promise.all([refreshBadge(tabId, now), tellFailure(tabId, before, now)]);
  }
}

async function tellFailure(tabId: number, before: RunState, now: RunState): Promise<void> {
  if (isNewFailure(before, now, tabId, Date.now()) && (await readSettings()).openPopup) await openPopupFor(tabId);
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

/** What looks again at the load of a tab; only the newest one of a tab is waited for, however many there are. */
const looks = new Map<number, ReturnType<typeof setTimeout>[]>();

/** A pending load says something only by going on for long. The alarm looks again should the worker be stopped meanwhile. */
function lookAgainLater(tabId: number): void {
  looks.get(tabId)?.forEach(clearTimeout);
  const timers = PATIENCES.map((patience) =>
    setTimeout(async () => {
      const { pending } = (await readRun()).tabs[tabId] ?? {};
      const isLast = !pending || patience === Math.max(...PATIENCES);
      if (isLast && looks.get(tabId) === timers) looks.delete(tabId);
      if (!pending) return;
      // What has gone on for so long may now call for a probe.
      const { after } = await step((state) => state);
      await refreshBadge(tabId, after);
    }, patience + 50),
  );
  looks.set(tabId, timers);
}

/** How long an alarm that this worker has set counts for what comes after it, too; in ms. Later ones would put it off again and again. */
const LOOK_PLANNED = 20 * SECOND;

/** When this worker has set the alarm last, by the PC's clock and by one that is never put right: an alarm is, with the PC's. */
let lookPlanned: { at: number; elapsed: number } | undefined;

/** Has the browser wake the worker, to see to what a stopped one has left. Asked for at once, with nothing to wait for first. */
async function planLook(): Promise<void> {
  const now = { at: Date.now(), elapsed: performance.now() };
  const isPlanned = (clock: keyof typeof now) =>
    lookPlanned !== undefined && Math.abs(now[clock] - lookPlanned[clock]) < LOOK_PLANNED;
  if (isPlanned('at') && isPlanned('elapsed')) return;
  lookPlanned = now;
  if (!(await setAlarm(LOOK_AGAIN, { delayInMinutes: 0.5 }))) lookPlanned = undefined;
}

/** What an administrator changes takes effect at once; what of it is not used is said in the worker's log. */
export async function takePolicy(): Promise<void> {
  await tellPolicyProblems();
  await planHoursChange(Date.now());
  await lookAgain();
}

/** Says in the worker's log what of the administrator's settings is not used. Never rejects. */
export async function tellPolicyProblems(): Promise<void> {
  const { problems } = await readPolicy();
  for (const { path, reason } of problems) console.warn(`Policy: ${path || 'settings'} is not used (${reason}).`);
}

/** The alarm of this name, if there is one and the browser tells. Never rejects. */
function getAlarm(name: string) {
  return browser.alarms.get(name).catch(() => undefined);
}

/** Sets an alarm in place of any of this name; whether it is set. Never rejects: the next start of the worker, or the next load, tries again. */
function setAlarm(
  name: string,
  when: { when: number; periodInMinutes: number } | { delayInMinutes: number },
): Promise<boolean> {
  const complain = (error: unknown) => {
    console.error(error);
    return false;
  };
  return browser.alarms.create(name, when).then(() => true, complain);
}

/** Brings the badges of all known tabs up to date, and forgets tabs that are gone. */
export async function lookAgain(): Promise<void> {
  const { before, after: state } = await step(async (state) => {
    const tabs = await browser.tabs.query({}).catch(() => undefined);
    if (!tabs) return state;
    const known = prune(state, new Set(tabs.map((tab) => String(tab.id))), Date.now());
    return withMissedFailures(known, tabs, Date.now());
  });
  const now = Date.now();
  // First of all, since badges take seconds to settle, and the worker may be stopped meanwhile.
  if (pendingAttempts(state, now).length > 0 || hasOpenProbes(state, now)) await planLook();
  // A load whose end was missed is forgotten now; what its badge said is no more.
  const tabIds = Object.keys({ ...before.tabs, ...state.tabs });
  await Promise.all(tabIds.map((tabId) => refreshBadge(Number(tabId), state)));
}

async function refreshBadge(tabId: number, state: RunState): Promise<void> {
  const tab = await browser.tabs.get(tabId).catch(() => undefined);
  if (!tab) return;
  // A tab that has gone on to another site hides its address; so does one whose error page is still on its way.
  const isOurs = plainAddress(tab.url) !== null || state.tabs[tabId]?.pending !== undefined;
  const showing = isOurs ? showBadge(tabId, currentRun(state)) : keepBadge(tabId, state, readRun);
  await showing.catch(() => undefined);
}

/** Sees to the alarm for the moment at which the systems open or close; what is shown then is computed from the clock. */
export async function planHoursChange(now: number): Promise<void> {
  const [planned, run] = await Promise.all([getAlarm(HOURS_CHANGE), readRun(), readPolicy()]);
  const at = trueTime(now, clockOffsetAt(run, now));
  const changesAt = now + serviceState(at).changesAt - at;
  // Alarms are never early but can be late, and one from before a change of the clock may lie far off.
  if (planned && Math.abs(planned.scheduledTime - changesAt) <= MINUTE) return;
  // The one whose place it takes is due: it has not come yet (a PC that wakes up may tell of a load first), or comes again, see below.
  if (planned && planned.scheduledTime <= now + MINUTE + SECOND) await lookAgain();
  // It comes again every minute until its work is done: the worker may be stopped before that.
  await setAlarm(HOURS_CHANGE, { when: changesAt + SECOND, periodInMinutes: 1 });
}

/**
 * Private windows forget all decisions about certificates when the last of them closes, but what we remember of them is in
 * a storage that lives on. A run of which no tab is left is one that has ended.
 */
export async function forgetEndedPrivateRun(): Promise<void> {
  if (!browser.extension.inIncognitoContext) return;
  await inTurn(async () => {
    const [{ tabs }, open] = await Promise.all([readRun(), browser.tabs.query({})]);
    if (!open.some(({ id }) => id !== undefined && tabs[id])) await writeRun(EMPTY_RUN);
  });
}

export async function onAlarm(name: string): Promise<void> {
  if (name === LOOK_AGAIN) lookPlanned = undefined;
  await lookAgain();
  if (name === HOURS_CHANGE) await planHoursChange(Date.now());
}
