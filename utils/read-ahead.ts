/**
 * What the popup shows first is asked for by a small script of its own (`entrypoints/ahead.ts`), while the popup's code is still on its
 * way: the answers are there when the code is.
 */

import { SITES } from './manual/sites.ts';

/** Answers by question, such as `local settings`. */
type Ahead = Map<string, Promise<unknown>>;

const scope = globalThis as { ahead?: Ahead };

/** Asks. By the browser's own API: the polyfill would be most of this script, and every browser that we run in gives promises. */
export function readAhead(): void {
  const { extension, permissions, storage, tabs } = chrome;
  const run = extension.inIncognitoContext ? 'run-private' : 'run';
  const [session, local] = [storage.session.get(run), storage.local.get(['settings', 'setup'])];
  scope.ahead = new Map<string, Promise<unknown>>([
    [`session ${run}`, session],
    ['local settings', local],
    ['local setup', local],
    ['managed settings', storage.managed.get('settings')],
    ['tab', tabs.query({ active: true, currentWindow: true })],
    ['access', permissions.contains({ origins: SITES })],
  ]);
  // Whoever asks hears of it; nobody may ask.
  for (const answer of scope.ahead.values()) answer.catch(() => undefined);
}

/** The answer that was asked for ahead; `undefined` if there is none. To be had once: whoever asks again wants to know anew. */
export function answerAhead<Answer>(question: string): Promise<Answer> | undefined {
  const answer = scope.ahead?.get(question);
  scope.ahead?.delete(question);
  return answer as Promise<Answer> | undefined;
}
