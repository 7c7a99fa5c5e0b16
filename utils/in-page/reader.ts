import type { SignsAnswer } from '../run/messages.ts';

/**
 * Reads the page, and again while it changes; calls `show` with the diagnosis to show, `null` for none. `isRestored`:
 * the page has come back without a request (back/forward cache, prerendering). Returns a function that reads the page
 * once more when it has come back so.
 */
export type Reader = (show: (answer: SignsAnswer) => void, isRestored: boolean) => () => void;

/** Where reader.js leaves its function for page.js. Names on `window` could be those of the page's elements. */
const KEY = Symbol.for('mamoris-reader');

/** Returns the function of reader.js; `undefined`: the worker has not injected it. */
export function injectedReader(): Reader | undefined {
  return Reflect.get(globalThis, KEY);
}

export function offerReader(reader: Reader): void {
  Reflect.set(globalThis, KEY, reader);
}
