import type { SignsAnswer, SignsMessage } from '../run/messages.ts';

/**
 * Reads the page, and again while it changes. It sends the signs to the worker by `send`, which does not reject
 * (`undefined`: no answer), and calls `show` with the diagnosis to show, `null` for none. A page that works sends
 * nothing, except after a return without a request (back/forward cache, prerendering): the worker cannot see that.
 * `isRestored`: the page has come back in this way. Returns a function that reads the page once more when it comes back
 * later.
 */
export type Reader = (
  show: (answer: SignsAnswer) => void,
  isRestored: boolean,
  send: (message: SignsMessage) => Promise<SignsAnswer | undefined>,
) => () => void;

/** Where reader.js leaves its function for page.js. Names on `window` could be those of the page's elements. */
const KEY = Symbol.for('mamoris-reader');

/** Returns the function of reader.js; `undefined`: the worker has not injected it. */
export function injectedReader(): Reader | undefined {
  return Reflect.get(globalThis, KEY);
}

export function offerReader(reader: Reader): void {
  Reflect.set(globalThis, KEY, reader);
}
