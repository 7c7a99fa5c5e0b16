import polyfill from 'webextension-polyfill';
import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { SITES } from '@/utils/catalog/domain.ts';
import { handleMessage } from '@/utils/worker/message-router.ts';
import { openSuggestion, suggestSystems } from '@/utils/worker/omnibox.ts';
import { refreshPolicy } from '@/utils/worker/refresh-policy.ts';
import { handleAlarm, handleStartup, resumeWorker, welcomeUser } from '@/utils/worker/startup.ts';
import { answerEvent, createListener, errorEvent, redirectEvent, requestEvent } from '@/utils/worker/web-request.ts';

// Classic script: an ES module would load a chunk shared with the pages (2 kB unused).
export default defineBackground({
  main() {
    const loads = { urls: SITES, types: ['main_frame' as const] };

    const { onBeforeRequest, onBeforeRedirect, onResponseStarted, onErrorOccurred } = browser.webRequest;
    onBeforeRequest.addListener(createListener(requestEvent), loads);
    onBeforeRedirect.addListener(createListener(redirectEvent), loads);
    onResponseStarted.addListener(createListener(answerEvent), loads, ['responseHeaders']);
    onErrorOccurred.addListener(createListener(errorEvent), loads);
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
