import { readServerClock } from '../diagnosis/clock.ts';
import { hasPasswordScheme } from '../diagnosis/password-prompt.ts';
import type { LoadEvent } from '../run/load-event.ts';
import { handleLoadEvent } from './handle-load-event.ts';

/** What the browser says of a load in each event of `webRequest`. */
interface Details {
  tabId: number;
  requestId: string;
  url: string;
  timeStamp: number;
  documentLifecycle?: string;
  documentId?: string;
}

interface AnswerDetails extends Details {
  statusCode: number;
  fromCache: boolean;
  responseHeaders?: { name: string; value?: string | undefined }[];
}

/** Methods that only fetch something (RFC 9110, 9.2.1): trying again does no harm. */
const SAFE_METHODS = ['GET', 'HEAD'];

/**
 * Returns a listener of `webRequest`, which handles the events of loads that the user sees. `convert` makes an event of
 * the browser's details.
 */
export function createListener<Given extends Details>(convert: (details: Given) => LoadEvent) {
  return (details: Given): undefined => {
    if (isVisible(details)) void handleLoadEvent(convert(details));
  };
}

/**
 * Ignore prefetches and prerenders: the user does not see them. The content script of a prerendered page reports it
 * once it is visible. A prefetch has the id of the document that prefetches; a navigation never has one.
 */
function isVisible(details: Details): boolean {
  return details.tabId >= 0 && details.documentLifecycle !== 'prerender' && details.documentId === undefined;
}

/** Converts an event of `onBeforeRequest`. */
export function requestEvent(details: Details & { method: string }): LoadEvent {
  return { ...common(details), type: 'request', isPost: !SAFE_METHODS.includes(details.method) };
}

/** Converts an event of `onBeforeRedirect`. */
export function redirectEvent(details: Details & { redirectUrl: string }): LoadEvent {
  return { ...common(details), type: 'redirect', to: details.redirectUrl };
}

/** Converts an event of `onResponseStarted`. */
export function answerEvent(details: AnswerDetails): LoadEvent {
  return {
    ...common(details),
    type: 'answer',
    status: details.statusCode,
    date: dateOf(details),
    isFromCache: details.fromCache,
    asksForPassword: asksForPassword(details),
  };
}

/** Converts an event of `onErrorOccurred`. */
export function errorEvent(details: Details & { error: string }): LoadEvent {
  return { ...common(details), type: 'error', error: details.error };
}

/** `at`: the event's own time, in ms since the epoch: events wait for a worker that starts, and for a PC that wakes. */
function common({ tabId, requestId, url, timeStamp }: Details) {
  return { tabId, requestId, url, at: Math.round(timeStamp) };
}

/** Reads the server's clock; an answer from the browser's cache has an old one. */
function dateOf(answer: AnswerDetails): number | undefined {
  return answer.fromCache ? undefined : readServerClock(headerOf(answer, 'date'), headerOf(answer, 'age'));
}

/** Whether the browser shows its own question for a user name and a password instead of this answer. */
function asksForPassword(answer: AnswerDetails): boolean {
  const isByServer = answer.statusCode === 401 && hasPasswordScheme(headerOf(answer, 'www-authenticate'));
  return isByServer || (answer.statusCode === 407 && hasPasswordScheme(headerOf(answer, 'proxy-authenticate')));
}

function headerOf({ responseHeaders = [] }: AnswerDetails, name: string): string | undefined {
  const values = responseHeaders.filter((header) => header.name.toLowerCase() === name).map(({ value }) => value);
  return values.length > 0 ? values.join(', ') : undefined;
}
