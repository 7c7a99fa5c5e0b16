import type { BeginMessage, SignsMessage } from './messages.ts';

/** An event of a load in the browser. `at`: ms since the epoch. The address may be anything at all. */
export interface BrowserEvent {
  tabId: number;
  requestId: string;
  url: string;
  at: number;
}

/** Everything that can happen to loads, reduced to what matters. */
export type LoadEvent =
  /**
   * `tabUrl`: the address that the tab shows; `""`: another site's, which is hidden; absent: unknown.
   * `isOver`: the tab shows the page of this load already, since the worker started late. `isPost`: it sends something.
   */
  | (BrowserEvent & {
      type: 'request';
      tabUrl?: string | undefined;
      isOver?: boolean | undefined;
      isPost?: boolean | undefined;
    })
  | (Pick<BrowserEvent, 'tabId' | 'requestId'> & { type: 'redirect'; to: string })
  /**
   * `date`: the server's clock, if the answer has a date. `asksForPassword`: in place of the answer the browser shows
   * its own question for a user name and a password.
   */
  | (BrowserEvent & {
      type: 'answer';
      status: number;
      date?: number | undefined;
      isFromCache?: boolean | undefined;
      asksForPassword?: boolean | undefined;
    })
  /** `isMissed`: the browser's own event was missed (see `missed.ts`). */
  | (BrowserEvent & { type: 'error'; error: unknown; isMissed?: boolean | undefined })
  /** The page of an error status has begun to load. */
  | (BeginMessage & Pick<BrowserEvent, 'tabId' | 'url'>)
  /** The user wants the failed load of this tab to be tried again. */
  | { type: 'retry'; tabId: number }
  | (SignsMessage & Omit<BrowserEvent, 'requestId'>);
