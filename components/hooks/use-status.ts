import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { hasSiteAccess } from '@/utils/browser/site-access.ts';
import { plainAddress } from '@/utils/catalog/address.ts';
import type { Attempt } from '@/utils/diagnosis/attempt.ts';
import type { RunState } from '@/utils/run/run-state.ts';
import { readRun, watchRun } from '@/utils/run/run-store.ts';
import { attemptOfTab, latestFailure } from '@/utils/run/view.ts';
import { SECOND } from '@/utils/time.ts';

/** Everything that a surface shows, read from the browser and from storage; the worker is not needed for it. */
export interface Status {
  run: RunState;
  /** The tab in front, and whether one of the systems' addresses is in it (other sites' addresses are hidden). */
  tab: { id: number; isOnSystem: boolean } | undefined;
  hasAccess: boolean;
  /** ms since the epoch. */
  now: number;
}

/** Never rejects: what the browser does not tell is taken to be as it mostly is. */
export async function readStatus(): Promise<Status> {
  const [run, tab, hasAccess] = await Promise.all([readRun(), readTab(), hasSiteAccess().catch(() => true)]);
  return { run, tab, hasAccess, now: Date.now() };
}

async function readTab(): Promise<Status['tab']> {
  const asked = browser.tabs.query({ active: true, currentWindow: true });
  const [tab] = await asked.catch(() => []);
  return tab?.id === undefined ? undefined : { id: tab.id, isOnSystem: plainAddress(tab.url) !== null };
}

/** What the card is about: the attempt of the tab in front; if that tab has none, the latest one that went wrong. */
export function attemptToShow({ run, tab, now }: Status): Attempt | undefined {
  const known = tab && run.tabs[tab.id];
  const ofTab = known && (tab.isOnSystem || known.pending) ? attemptOfTab(run, tab.id, now) : undefined;
  return ofTab ?? latestFailure(run, now);
}

/** Whether there is nothing new to show but the time. */
function isSame(read: Status, shown: Status): boolean {
  return JSON.stringify({ ...read, now: 0 }) === JSON.stringify({ ...shown, now: 0 });
}

/** The status as it changes: with storage, with the tab in front, with the permission, and with the clock. */
export function useStatus(first: Status): Status {
  const [status, setStatus] = useState(first);
  useEffect(() => {
    /** What was read since the watching began. */
    const known: Partial<Status> = {};
    const change = (part: Partial<Status>) => {
      Object.assign(known, part);
      setStatus((current) => ({ ...current, ...part, now: Date.now() }));
    };
    const changeTab = async () => change({ tab: await readTab() });
    const changeAccess = async () => change({ hasAccess: await hasSiteAccess() });
    const stopWatching = watchRun((run) => {
      change({ run });
      // A failed load has changed the address in the tab, too.
      void changeTab();
    });
    // What has changed between the first reading and the start of watching, if anything; what has changed since is newer than this.
    void readStatus().then((status) =>
      setStatus((current) => {
        const read = { ...status, ...known };
        return isSame(read, current) ? current : read;
      }),
    );
    const clock = setInterval(() => change({}), SECOND);
    browser.tabs.onActivated.addListener(changeTab);
    browser.tabs.onUpdated.addListener(changeTab);
    browser.permissions.onAdded.addListener(changeAccess);
    browser.permissions.onRemoved.addListener(changeAccess);
    return () => {
      stopWatching();
      clearInterval(clock);
      browser.tabs.onActivated.removeListener(changeTab);
      browser.tabs.onUpdated.removeListener(changeTab);
      browser.permissions.onAdded.removeListener(changeAccess);
      browser.permissions.onRemoved.removeListener(changeAccess);
    };
  }, []);
  return status;
}
