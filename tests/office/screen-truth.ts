/** The truth about the screens of a PC: which tabs show a failure, since when, and what its accepted causes are. */
import { SECOND } from '../../utils/time.ts';
import { isOurs, type Tab } from '../random/random-pc.ts';
import type { OfficePc } from './office-pc.ts';
import type { Truth } from './reaction.ts';
import type { Tally } from './tally.ts';
import type { LoadOptions } from './witness.ts';

/** The first diagnosis is on the screen within this time, the final one when nothing more can arrive. */
export const FIRST_DIAGNOSIS = SECOND;
export const FINAL_DIAGNOSIS = 9 * SECOND;
/** A load that waits for a silent server: the badge may warn from here on, and must by the end. */
export const MAY_WARN = 19 * SECOND;
export const MUST_WARN = 75 * SECOND;
/** When the judge reads the diagnosis of a failure, in ms after it. */
const READINGS = [60, 150, 300, 500, 700, FIRST_DIAGNOSIS, 1500, 2000, 3000, 4000, 6000, FINAL_DIAGNOSIS];
/** The same for a load that still waits. */
const READINGS_OF_PENDING = [21, 31, 41, 51, 61, 66].map((seconds) => seconds * SECOND).concat(MUST_WARN);
/** How long a failure of the browser's own try is checked at most; in ms. Probes have 3 s, and begin a bit later. */
const CHECK_TIME = 4 * SECOND;
/** Badges follow a commit with a short delay. */
export const BADGE_DELAY = SECOND;

/** A failure on the screen of a tab. */
export interface Episode {
  tab: Tab;
  url: string;
  truth: Truth;
  isPost: boolean;
  /** The load is still waiting. */
  isPending: boolean;
  hasErrorPage: boolean;
  /** The user sees it: a page is parsed, an error page is there at once. */
  isShown: boolean;
  /** The page shows our banner. */
  hasBanner: boolean;
  /** The tab showed the same failure before: no new warning is due. */
  isRepeated: boolean;
  began: number;
  popups: number;
  /** The user saw this tab all the time, and no dialog or prompt was open. */
  isCalm: boolean;
  rightSince: number | undefined;
  /** Until then, as `clock.passed`, the product may check how the browser's own last try has failed. */
  checkedUntil: number;
  /** The browser has tried again since, and failed the same way. */
  isTriedAgain: boolean;
  /** How many readings are done. */
  readings: number;
}

/** Keeps the truth, by what the PC does. */
export class ScreenTruth {
  protected readonly pc: OfficePc;
  protected readonly tally: Tally;
  protected readonly episodes = new Map<number, Episode>();
  /** When a tab's page or load began to be well, as `clock.passed`. */
  protected readonly wellSince = new Map<number, number>();
  /** Tabs whose page is a failure, also while they load again, with the failure. */
  protected readonly failing = new Map<number, string>();
  protected readonly begun = new Map<number, { url: string; isPost: boolean; isAutomatic: boolean; at: number }>();
  /** When a dialog was open last, by tab. */
  protected readonly lastDialog = new Map<number, number>();
  /** When trouble was over in the user's eyes, by host; by the PC's clock. */
  protected readonly mended = new Map<string, number>();

  constructor(pc: OfficePc, tally: Tally) {
    this.pc = pc;
    this.tally = tally;
  }

  protected get now(): number {
    return this.pc.clock.passed;
  }

  log(text: string): void {
    this.tally.log(this.pc, text);
  }

  begin(tab: Tab, url: string, options: LoadOptions): void {
    this.log(`tab ${tab.id} loads ${url}${options.isPost ? ' by POST' : ''}${options.autoTry ? ' by itself' : ''}`);
    const { isPost = false, autoTry } = options;
    this.begun.set(tab.id, { url, isPost, isAutomatic: autoTry !== undefined, at: this.now });
    const before = this.episodes.get(tab.id);
    if (before?.isPending) this.episodes.delete(tab.id);
  }

  wait(tab: Tab, truth: Truth): void {
    const begun = this.begun.get(tab.id);
    // While the browser itself tries again, the tab still shows the failure before.
    if (!begun || (begun.isAutomatic && this.failing.has(tab.id))) return;
    // A server that works on what was sent is as silent: only the error at the end shows the difference.
    if (begun.isPost) return;
    this.log(`tab ${tab.id} waits for a silent server (${truth.causes})`);
    this.#start(tab, truth, { isPost: begun.isPost, isPending: true, hasErrorPage: false });
  }

  fail(
    tab: Tab,
    truth: Truth,
    { isPost = false, autoTry, hasErrorPage }: LoadOptions & { hasErrorPage: boolean },
  ): void {
    this.log(`tab ${tab.id} FAILED; right: ${truth.causes}${truth.isThin ? ' (thin)' : ''}`);
    const failure = `${this.begun.get(tab.id)?.url} ${truth.causes}`;
    // The browser's own tries go on with the same failure.
    const isSame = autoTry !== undefined && this.failing.get(tab.id) === failure;
    const episode = this.episodes.get(tab.id);
    if (!isSame) this.#start(tab, truth, { isPost, isPending: false, hasErrorPage });
    else if (episode) {
      episode.checkedUntil = this.now + CHECK_TIME;
      episode.isTriedAgain = true;
      this.pc.clock.after(CHECK_TIME, () => {});
    }
    this.failing.set(tab.id, failure);
  }

  parse(tab: Tab): void {
    const episode = this.episodes.get(tab.id);
    if (!episode || episode.hasErrorPage || episode.isPending) return;
    Object.assign(episode, { isShown: true, began: this.now, rightSince: undefined, readings: 0 });
    for (const at of READINGS) this.pc.clock.after(at, () => {});
  }

  #start(tab: Tab, truth: Truth, more: Pick<Episode, 'isPost' | 'isPending' | 'hasErrorPage'>): void {
    const begun = this.begun.get(tab.id);
    this.wellSince.delete(tab.id);
    this.mended.delete(new URL(begun?.url ?? tab.url).hostname);
    this.episodes.set(tab.id, {
      ...more,
      tab,
      truth,
      url: begun?.url ?? tab.url,
      isShown: more.isPending || more.hasErrorPage,
      hasBanner: false,
      isRepeated: this.failing.has(tab.id),
      began: more.isPending ? (begun?.at ?? this.now) : this.now,
      popups: this.pc.popups.length,
      isCalm: true,
      rightSince: undefined,
      checkedUntil: 0,
      isTriedAgain: false,
      readings: 0,
    });
    const began = more.isPending ? (begun?.at ?? this.now) : this.now;
    for (const at of readingsOf(more)) this.pc.clock.after(began + at - this.now, () => {});
  }

  open(tab: Tab): void {
    this.log(`tab ${tab.id} opened`);
    this.#end(tab);
    this.pc.clock.after(BADGE_DELAY + 1, () => {});
  }

  leave(tab: Tab): void {
    this.#end(tab);
    this.begun.delete(tab.id);
  }

  #end(tab: Tab): void {
    this.episodes.delete(tab.id);
    this.failing.delete(tab.id);
    this.wellSince.set(tab.id, this.now);
  }

  /** A certificate dialog has closed. */
  endDialog(tab: Tab): void {
    this.lastDialog.set(tab.id, this.now);
  }

  mend(hostname: string): void {
    this.mended.set(hostname, this.pc.clock.now);
  }

  /** Whether a page of a system is in front of the user, and nothing is wrong. */
  isWell(tab: Tab): boolean {
    return isOurs(tab.url) && !this.episodes.has(tab.id);
  }

  /** Forgets the browser run that has ended. */
  forget(): void {
    for (const memory of [this.episodes, this.failing, this.wellSince, this.begun, this.mended, this.lastDialog])
      memory.clear();
  }
}

/** When the judge reads the diagnosis of a failure, in ms after it. */
export function readingsOf({ isPending }: Pick<Episode, 'isPending'>): readonly number[] {
  return isPending ? READINGS_OF_PENDING : READINGS;
}
