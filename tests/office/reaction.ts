/** Requests of an office PC, and the reactions to them with their accepted causes. */
import type { Cause } from '../../utils/diagnosis/causes.ts';
import type { Dice } from './dice.ts';
import type { Certificate, PcTraits } from './institution.ts';
import type { Page } from './pages.ts';
import type { Server } from './servers.ts';

/** The accepted causes of an outcome. */
export interface Truth {
  /** Each of these is accepted: the PC cannot distinguish them, or all are true. */
  causes: readonly Cause[];
  /** The evidence is thin: the second likeliest cause is accepted too. */
  isThin?: boolean;
  /** The certificate of this PC is of no use: the setup guide must not call it usable. */
  isUseless?: boolean;
}

/** What the other side does with a request. `after`: ms until then. */
export type Reaction =
  /** `isLikeRefusal`: after a refusal elsewhere, it looks like one more. */
  | { is: 'error'; error: string; after: number; truth: Truth; isLikeRefusal?: boolean }
  /** `at`: the server sends the browser on to this address first. */
  | { is: 'page'; page: Page; at?: string; after: number; truth: Truth }
  | { is: 'silence'; truth: Truth }
  /** The proxy wants a password. */
  | { is: 'prompt'; truth: Truth };

/** A request, with what the PC is like at that moment. */
export interface Request {
  pc: PcTraits;
  url: URL;
  /** The server at this address, if there is one. */
  server: Server | undefined;
  /** Ms since the epoch, by the servers' clock. */
  at: number;
  dice: Dice;
  isProbe: boolean;
  isPost: boolean;
  /** The PC's clock is wrong by more than the life of a server's certificate. */
  isClockWrong: boolean;
  hasPassword: boolean;
  /** The certificates on the PC. */
  certificates: readonly Certificate[];
  /** This system has opened earlier in this browser run. */
  hasOpened: boolean;
}

/** The truth where each of these causes is right. */
export const truth = (...causes: Cause[]): Truth => ({ causes });
/** The same where the evidence is thin. */
export const thin = (...causes: Cause[]): Truth => ({ causes, isThin: true });
/** All is well. */
export const GOOD: Truth = { causes: ['none'] };
