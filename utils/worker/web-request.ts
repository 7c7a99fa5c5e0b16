import { readServerClock } from '../diagnosis/clock.ts';
import { hasPasswordScheme } from '../diagnosis/password-prompt.ts';
import type { LoadEvent } from '../run/load-event.ts';

/** What the browser says of a load in each event of `webRequest`. */
interface Load {
  tabId: number;
  requestId: string;
  url: string;
  timeStamp: number;
  documentLifecycle?: string;
  documentId?: string;
}

interface AnsweredLoad extends Load {
  statusCode: number;
  fromCache: boolean;
  responseHeaders?: { name: string; value?: string | undefined }[];
}

/** Methods that only fetch something (RFC 9110, 9.2.1): trying again does no harm. */
const SAFE_METHODS = ['GET', 'HEAD'];

/**
 * Ignore prefetches and prerenders: the user does not see them. The content script of a prerendered page reports it
 * once it is visible. A prefetch has the id of the document that prefetches; a navigation never has one.
 */
export function isVisible(load: Load): boolean {
  return load.tabId >= 0 && load.documentLifecycle !== 'prerender' && load.documentId === undefined;
}

/** Converts an event of `onBeforeRequest`. */
export function requestEvent(load: Load & { method: string }): LoadEvent {
  return { ...idOf(load), type: 'request', isPost: !SAFE_METHODS.includes(load.method), at: timeOf(load) };
}

/** Converts an event of `onBeforeRedirect`. */
export function redirectEvent(load: Load & { redirectUrl: string }): LoadEvent {
  return { ...idOf(load), type: 'redirect', to: load.redirectUrl };
}

/** Converts an event of `onResponseStarted`. */
export function answerEvent(load: AnsweredLoad): LoadEvent {
  const { statusCode: status, fromCache: isFromCache } = load;
  const asks = asksForPassword(load);
  return {
    ...idOf(load),
    type: 'answer',
    status,
    date: dateOf(load),
    isFromCache,
    asksForPassword: asks,
    at: timeOf(load),
  };
}

/** Converts an event of `onErrorOccurred`. */
export function errorEvent(load: Load & { error: string }): LoadEvent {
  return { ...idOf(load), type: 'error', error: load.error, at: timeOf(load) };
}

function idOf({ tabId, requestId, url }: Load) {
  return { tabId, requestId, url };
}

/** The event's own time, in ms since the epoch: events wait for a worker that starts, and for a PC that wakes. */
function timeOf({ timeStamp }: Load): number {
  return Math.round(timeStamp);
}

/** Reads the server's clock; an answer from the browser's cache has an old one. */
function dateOf(answer: AnsweredLoad): number | undefined {
  return answer.fromCache ? undefined : readServerClock(headerOf(answer, 'date'), headerOf(answer, 'age'));
}

/** Whether the browser shows its own question for a user name and a password instead of this answer. */
function asksForPassword(answer: AnsweredLoad): boolean {
  const isByServer = answer.statusCode === 401 && hasPasswordScheme(headerOf(answer, 'www-authenticate'));
  return isByServer || (answer.statusCode === 407 && hasPasswordScheme(headerOf(answer, 'proxy-authenticate')));
}

function headerOf({ responseHeaders = [] }: AnsweredLoad, name: string): string | undefined {
  const values = responseHeaders.filter((header) => header.name.toLowerCase() === name).map(({ value }) => value);
  return values.length > 0 ? values.join(', ') : undefined;
}
