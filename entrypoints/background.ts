import polyfill from 'webextension-polyfill';
import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { SITES } from '@/utils/catalog/domain.ts';
import { readServerClock } from '@/utils/diagnosis/clock.ts';
import {
  forgetEndedPrivateRun,
  onAlarm,
  planHoursChange,
  takeEvent,
  takePolicy,
  tellPolicyProblems,
} from '@/utils/worker/load-events.ts';
import { takeMessage } from '@/utils/worker/message-router.ts';
import { openChosen, suggestSystems } from '@/utils/worker/omnibox.ts';
import { afterStart } from '@/utils/worker/startup.ts';

// No module: as one, it would share files with the surfaces, and load 2 kB that only they need.
export default defineBackground({
  main() {
    const loads = { urls: SITES, types: ['main_frame' as const] };

    browser.webRequest.onBeforeRequest.addListener((load) => {
      if (isSeen(load)) void takeEvent({ ...idOf(load), type: 'request', at: Date.now() });
      return undefined;
    }, loads);
    browser.webRequest.onBeforeRedirect.addListener((load) => {
      if (isSeen(load)) void takeEvent({ ...idOf(load), type: 'redirect', to: load.redirectUrl });
    }, loads);
    browser.webRequest.onResponseStarted.addListener(
      (load) => {
        if (!isSeen(load)) return;
        const { statusCode: status, fromCache: isFromCache } = load;
        void takeEvent({ ...idOf(load), type: 'answer', status, date: dateOf(load), isFromCache, at: Date.now() });
      },
      loads,
      ['responseHeaders'],
    );
    browser.webRequest.onErrorOccurred.addListener((load) => {
      if (isSeen(load)) void takeEvent({ ...idOf(load), type: 'error', error: load.error, at: Date.now() });
    }, loads);
    polyfill.runtime.onMessage.addListener(takeMessage);
    browser.omnibox.onInputChanged.addListener((typed, suggest) => void suggestSystems(typed, suggest));
    browser.omnibox.onInputEntered.addListener((chosen, disposition) => void openChosen(chosen, disposition));
    browser.alarms.onAlarm.addListener(({ name }) => void onAlarm(name));
    browser.storage.managed.onChanged.addListener(() => void takePolicy());
    browser.runtime.onInstalled.addListener(() => void afterStart());
    browser.runtime.onStartup.addListener(() => void afterStart());

    void forgetEndedPrivateRun();
    void planHoursChange(Date.now());
    void tellPolicyProblems();
  },
});

interface Load {
  tabId: number;
  requestId: string;
  url: string;
  documentLifecycle?: string;
  documentId?: string;
}

/**
 * What a page loads ahead of the click is on no screen yet, and may fail in peace. A prerendered page says so itself, and
 * its content script reports it when it is shown; one that is fetched ahead names the document that fetches it, which the
 * load of a page never does.
 */
function isSeen(load: Load): boolean {
  return load.tabId >= 0 && load.documentLifecycle !== 'prerender' && load.documentId === undefined;
}

function idOf({ tabId, requestId, url }: Load) {
  return { tabId, requestId, url };
}

/** The server's clock; not that of an answer which has lain in the browser's cache. */
function dateOf({ fromCache, responseHeaders = [] }: Answered): number | undefined {
  const header = (name: string) => responseHeaders.find((each) => each.name.toLowerCase() === name)?.value;
  return fromCache ? undefined : readServerClock(header('date'), header('age'));
}

interface Answered {
  fromCache: boolean;
  responseHeaders?: { name: string; value?: string | undefined }[];
}
