import type { Tab } from '../random/random-pc.ts';
import type { Truth } from './reaction.ts';

export interface LoadOptions {
  isPost?: boolean;
  /** The answer is a file: the tab keeps its page. */
  isDownload?: boolean;
  /** How long the server works on it; in ms. */
  work?: number;
  /** Which try of the browser itself this is. */
  autoTry?: number;
  /** The user has cancelled the prompt for the proxy's password. */
  hasGivenUp?: boolean;
}

export type Outcome =
  | { is: 'opened' }
  | { is: 'stopped' }
  /** The browser's prompt for the proxy's password is open. */
  | { is: 'prompt' }
  | { is: 'failed'; truth: Truth };

/** Watches the PC: knows the truth, and sees what the extension shows. */
export interface Witness {
  begin(tab: Tab, url: string, options: LoadOptions): void;
  /** The load waits for a server that does not answer. */
  wait(tab: Tab, truth: Truth): void;
  fail(tab: Tab, truth: Truth, options: LoadOptions & { hasErrorPage: boolean }): void;
  /** The page of a failure is on the screen, complete. */
  parse(tab: Tab): void;
  open(tab: Tab): void;
  leave(tab: Tab): void;
  /** A certificate dialog has closed. */
  endDialog(tab: Tab): void;
  showBanner(tab: Tab, answer: unknown): void;
  showClosing(tab: Tab, closesIn: number): void;
  observe(): Promise<void>;
  log(text: string): void;
}
