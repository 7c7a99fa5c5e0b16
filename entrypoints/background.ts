import polyfill from 'webextension-polyfill';
import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { SITES } from '@/utils/catalog/domain.ts';
import { readServerClock } from '@/utils/diagnosis/clock.ts';
import { hasPasswordScheme } from '@/utils/diagnosis/password-prompt.ts';
import { handleLoadEvent } from '@/utils/worker/load-events.ts';
import { handleMessage } from '@/utils/worker/message-router.ts';
import { openSuggestion, suggestSystems } from '@/utils/worker/omnibox.ts';
import { refreshPolicy } from '@/utils/worker/policy.ts';
import { handleAlarm, handleStartup, resumeWorker, welcomeUser } from '@/utils/worker/startup.ts';

// Classic script: an ES module would load a chunk shared with the pages (2 kB unused).
export default defineBackground({
  main() {
    const loads = { urls: SITES, types: ['main_frame' as const] };

    browser.webRequest.onBeforeRequest.addListener((load) => {
      const isPost = !SAFE_METHODS.includes(load.method);
      if (isVisible(load)) void handleLoadEvent({ ...idOf(load), type: 'request', isPost, at: timeOf(load) });
      return undefined;
    }, loads);
    browser.webRequest.onBeforeRedirect.addListener((load) => {
      if (isVisible(load)) void handleLoadEvent({ ...idOf(load), type: 'redirect', to: load.redirectUrl });
    }, loads);
    browser.webRequest.onResponseStarted.addListener(
      (load) => {
        if (!isVisible(load)) return;
        const { statusCode: status, fromCache: isFromCache } = load;
        void handleLoadEvent({
          ...idOf(load),
          type: 'answer',
          status,
          date: dateOf(load),
          isFromCache,
          asksForPassword: asksForPassword(load),
          at: timeOf(load),
        });
      },
      loads,
      ['responseHeaders'],
    );
    browser.webRequest.onErrorOccurred.addListener((load) => {
      if (isVisible(load)) void handleLoadEvent({ ...idOf(load), type: 'error', error: load.error, at: timeOf(load) });
    }, loads);
    // The polyfill lets a listener answer with a promise; browsers do so by themselves only from 148 on.
    polyfill.runtime.onMessage.addListener(handleMessage);
    browser.omnibox.onInputChanged.addListener((typed, suggest) => void suggestSystems(typed, suggest));
    browser.omnibox.onInputEntered.addListener((chosen, disposition) => void openSuggestion(chosen, disposition));
    browser.alarms.onAlarm.addListener(({ name }) => void handleAlarm(name));
    browser.storage.managed.onChanged.addListener(() => void refreshPolicy());
    browser.runtime.onInstalled.addListener(({ reason }) => {
      void handleStartup();
      void welcomeUser(reason);
    });
    browser.runtime.onStartup.addListener(() => void handleStartup());

    void resumeWorker();
  },
});

/** Methods that only fetch something (RFC 9110, 9.2.1): trying again does no harm. */
const SAFE_METHODS = ['GET', 'HEAD'];

interface Load {
  tabId: number;
  requestId: string;
  url: string;
  timeStamp: number;
  documentLifecycle?: string;
  documentId?: string;
}

/**
 * Ignore prefetches and prerenders: the user does not see them. The content script of a prerendered page reports it
 * once it is visible. A prefetch has the id of the document that prefetches; a navigation never has one.
 */
function isVisible(load: Load): boolean {
  return load.tabId >= 0 && load.documentLifecycle !== 'prerender' && load.documentId === undefined;
}

function idOf({ tabId, requestId, url }: Load) {
  return { tabId, requestId, url };
}

/** The event's own time, in ms since the epoch: events wait for a worker that starts, and for a PC that wakes. */
function timeOf({ timeStamp }: Load): number {
  return Math.round(timeStamp);
}

/** Reads the server's clock; an answer from the browser's cache has an old one. */
function dateOf(answer: Answered): number | undefined {
  return answer.fromCache ? undefined : readServerClock(headerOf(answer, 'date'), headerOf(answer, 'age'));
}

/** Whether the browser shows its own question for a user name and a password instead of this answer. */
function asksForPassword(answer: Answered): boolean {
  const isByServer = answer.statusCode === 401 && hasPasswordScheme(headerOf(answer, 'www-authenticate'));
  return isByServer || (answer.statusCode === 407 && hasPasswordScheme(headerOf(answer, 'proxy-authenticate')));
}

function headerOf({ responseHeaders = [] }: Answered, name: string): string | undefined {
  const values = responseHeaders.filter((header) => header.name.toLowerCase() === name).map(({ value }) => value);
  return values.length > 0 ? values.join(', ') : undefined;
}

interface Answered {
  statusCode: number;
  fromCache: boolean;
  responseHeaders?: { name: string; value?: string | undefined }[];
}
