/** The judge sees what the extension shows, compares it with the truth, and writes down every mistake. */
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { CAUSES, type Cause } from '../../utils/diagnosis/causes.ts';
import { MINUTE, SECOND } from '../../utils/time.ts';
import { isOurs, type Tab } from '../random/random-pc.ts';
import type { LoadOptions, OfficePc, Witness } from './office-pc.ts';
import type { Tally } from './tally.ts';
import type { Truth } from './world.ts';

/** The first word is on the screen within this time, the last one when nothing more can arrive. */
const FIRST_WORD = SECOND;
const LAST_WORD = 9 * SECOND;
/** A load that waits for a silent server: the badge may warn from here on, and must by the end. */
const MAY_WARN = 19 * SECOND;
const MUST_WARN = 75 * SECOND;
/** When the judge reads the word for a failure, in ms after it. */
const READINGS = [60, 150, 300, 500, 700, FIRST_WORD, 1500, 2000, 3000, 4000, 6000, LAST_WORD];
/** The same for a load that still waits. */
const READINGS_OF_PENDING = [21, 31, 41, 51, 61, 66].map((seconds) => seconds * SECOND).concat(MUST_WARN);
/** Badges follow a commit with a short delay. */
const BADGE_DELAY = SECOND;
/** Badges follow the systems' hours with a short delay. */
const HOURS_DELAY = 5 * SECOND;
/** A dialog that has closed is known to have closed by the next probe. */
const DIALOG_DELAY = 35 * SECOND;
const CLOSING_WINDOW = 31 * MINUTE;

/** A failure on the screen of a tab. */
interface Episode {
  tab: Tab;
  url: string;
  truth: Truth;
  isPost: boolean;
  /** The load is still waiting. */
  isPending: boolean;
  hasErrorPage: boolean;
  /** The tab showed the same failure before: no new warning is due. */
  isRepeated: boolean;
  began: number;
  popups: number;
  /** The user saw this tab all the time, and no dialog or prompt was open. */
  isCalm: boolean;
  rightSince: number | undefined;
  /** How many readings are done. */
  readings: number;
}

interface Word {
  cause: Cause;
  or: Cause | undefined;
  isChecking: boolean;
}

export class Judge implements Witness {
  readonly #pc: OfficePc;
  readonly #tally: Tally;
  readonly #episodes = new Map<number, Episode>();
  readonly #badges = new Map<number, string>();
  /** When a tab's page or load began to be well, as `clock.passed`. */
  readonly #wellSince = new Map<number, number>();
  /** Tabs whose page is a failure, also while they load again, with the failure. */
  readonly #failing = new Map<number, string>();
  readonly #begun = new Map<number, { url: string; isPost: boolean; isAutomatic: boolean; at: number }>();
  #popups = 0;

  constructor(pc: OfficePc, tally: Tally) {
    this.#pc = pc;
    this.#tally = tally;
  }

  get #now(): number {
    return this.#pc.clock.passed;
  }

  log(text: string): void {
    this.#tally.log(this.#pc, text);
  }

  #mistake(kind: Parameters<Tally['mistake']>[1], text: string): void {
    this.#tally.mistake(this.#pc, kind, text);
  }

  // What the PC does.

  begin(tab: Tab, url: string, options: LoadOptions): void {
    this.log(`tab ${tab.id} loads ${url}${options.isPost ? ' by POST' : ''}${options.autoTry ? ' by itself' : ''}`);
    const { isPost = false, autoTry } = options;
    this.#begun.set(tab.id, { url, isPost, isAutomatic: autoTry !== undefined, at: this.#now });
    const before = this.#episodes.get(tab.id);
    if (before?.isPending) this.#episodes.delete(tab.id);
  }

  wait(tab: Tab, truth: Truth): void {
    const begun = this.#begun.get(tab.id);
    // While the browser itself tries again, the tab still shows the failure before.
    if (!begun || (begun.isAutomatic && this.#failing.has(tab.id))) return;
    this.log(`tab ${tab.id} waits for a silent server (${truth.causes})`);
    this.#start(tab, truth, { isPost: begun.isPost, isPending: true, hasErrorPage: false });
  }

  fail(
    tab: Tab,
    truth: Truth,
    { isPost = false, autoTry, hasErrorPage }: LoadOptions & { hasErrorPage: boolean },
  ): void {
    this.log(`tab ${tab.id} FAILED; right: ${truth.causes}${truth.isThin ? ' (thin)' : ''}`);
    const failure = `${this.#begun.get(tab.id)?.url} ${truth.causes}`;
    // The browser's own tries go on with the same failure.
    const isSame = autoTry !== undefined && this.#failing.get(tab.id) === failure;
    if (!isSame) this.#start(tab, truth, { isPost, isPending: false, hasErrorPage });
    this.#failing.set(tab.id, failure);
  }

  parse(tab: Tab): void {
    const episode = this.#episodes.get(tab.id);
    if (!episode || episode.hasErrorPage || episode.isPending) return;
    // The user sees the failure only now.
    Object.assign(episode, { began: this.#now, rightSince: undefined, readings: 0 });
    for (const at of READINGS) this.#pc.clock.after(at, () => {});
  }

  #start(tab: Tab, truth: Truth, more: Pick<Episode, 'isPost' | 'isPending' | 'hasErrorPage'>): void {
    const begun = this.#begun.get(tab.id);
    this.#wellSince.delete(tab.id);
    this.#episodes.set(tab.id, {
      ...more,
      tab,
      truth,
      url: begun?.url ?? tab.url,
      isRepeated: this.#failing.has(tab.id),
      began: more.isPending ? (begun?.at ?? this.#now) : this.#now,
      popups: this.#pc.popups.length,
      isCalm: true,
      rightSince: undefined,
      readings: 0,
    });
    const began = more.isPending ? (begun?.at ?? this.#now) : this.#now;
    for (const at of readingsOf(more)) this.#pc.clock.after(began + at - this.#now, () => {});
  }

  open(tab: Tab): void {
    this.log(`tab ${tab.id} opened`);
    this.#end(tab);
    this.#pc.clock.after(BADGE_DELAY + 1, () => {});
  }

  leave(tab: Tab): void {
    this.#end(tab);
    this.#begun.delete(tab.id);
  }

  #end(tab: Tab): void {
    this.#episodes.delete(tab.id);
    this.#failing.delete(tab.id);
    this.#wellSince.set(tab.id, this.#now);
  }

  showBanner(tab: Tab, answer: unknown): void {
    const { cause } = answer as { cause: string };
    this.log(`banner in tab ${tab.id}: ${cause}`);
    if (!this.#episodes.has(tab.id)) this.#mistake('false alarm', `banner "${cause}" on a page that works`);
  }

  showClosing(tab: Tab, closesIn: number): void {
    this.log(`reminder of closing time in tab ${tab.id}: in ${closesIn / MINUTE} min`);
    const { world, traits, clock } = this.#pc;
    const closes = clock.trueNow + closesIn;
    const isRight =
      closesIn < CLOSING_WINDOW &&
      world.isOpen(traits.institution, closes - MINUTE) &&
      !world.isOpen(traits.institution, closes + MINUTE);
    if (!isRight) this.#mistake('false alarm', `reminder that the systems close in ${closesIn / MINUTE} min`);
  }

  // What the extension shows.

  async observe(): Promise<void> {
    const pc = this.#pc;
    if (!pc.world.isOpen(pc.traits.institution, pc.clock.trueNow)) this.#closedAt = this.#now;
    for (const tab of pc.tabs.values()) {
      const badge = pc.badges.get(tab.id) ?? '';
      if (badge !== (this.#badges.get(tab.id) ?? '')) {
        this.#badges.set(tab.id, badge);
        this.log(`badge of tab ${tab.id}: "${badge}"`);
      }
      if (this.#judgeBadge(tab, badge)) continue;
      await this.#judgeLoss(tab);
    }
    while (this.#popups < pc.popups.length) this.#judgePopup(pc.popups[this.#popups++] ?? -1);
    for (const episode of [...this.#episodes.values()]) await this.#judgeWords(episode);
  }

  /** When the systems were closed last, as `clock.passed`: a PC that wakes shows yesterday's badges for a moment. */
  #closedAt = Number.NEGATIVE_INFINITY;
  readonly #warned = new Set<string>();

  /** Whether the badge of a tab is right; writes down where it is not. */
  #judgeBadge(tab: Tab, badge: string): boolean {
    const pc = this.#pc;
    const episode = this.#episodes.get(tab.id);
    if (badge === '') return true;
    const isQuestion = badge === '?' && pc.waiting.has(tab.id);
    const isWarned = episode && (!episode.isPending || this.#now - episode.began >= MAY_WARN);
    const mayClose = badge === '閉' && this.#now - this.#closedAt <= HOURS_DELAY;
    const isFresh = this.#now - (this.#wellSince.get(tab.id) ?? Number.NEGATIVE_INFINITY) <= BADGE_DELAY;
    if (isQuestion || mayClose || isFresh) return true;
    if (badge !== '?' && (isWarned || this.#failing.has(tab.id))) return true;
    // A dialog that has just closed.
    if (badge === '?' && this.#now - (this.#lastDialog.get(tab.id) ?? Number.NEGATIVE_INFINITY) < DIALOG_DELAY)
      return true;
    const begun = this.#begun.get(tab.id);
    const key = `${tab.id} ${badge} ${begun?.at}`;
    if (this.#warned.has(key)) return true;
    this.#warned.add(key);
    const waits = tab.load ? `, ${Math.round((this.#now - (begun?.at ?? 0)) / SECOND)} s after the load began` : '';
    this.#mistake(episode ? 'wrong' : 'false alarm', `badge "${badge}" at ${begun?.url ?? tab.url}${waits}`);
    return false;
  }

  /** When a dialog was open last, by tab. */
  readonly #lastDialog = new Map<number, number>();

  #judgePopup(tabId: number): void {
    const { dialogs, prompts, contents } = this.#pc;
    this.log(`popup over tab ${tabId}`);
    this.#tally.popups += 1;
    const openDialogs = [...dialogs].filter((id) => this.#pc.isActive(id));
    if (openDialogs.length > 0) this.#mistake('false alarm', 'popup over the certificate dialog');
    else if (prompts.size > 0) this.#mistake('false alarm', 'popup over the prompt for a password');
    else if (!this.#episodes.has(tabId) && !this.#pc.bareWindows.size)
      this.#mistake(
        'false alarm',
        `popup over a page that works${contents.get(tabId)?.form === 'filled' ? ', while the user types' : ''}`,
      );
  }

  async #judgeWords(episode: Episode): Promise<void> {
    const pc = this.#pc;
    const { tab, isPending } = episode;
    const isDialogOpen = [...pc.dialogs].some((id) => pc.isActive(id));
    if (isDialogOpen || pc.prompts.size > 0 || !pc.isInFront(tab)) episode.isCalm = false;
    const age = this.#now - episode.began;
    const due = readingsOf(episode)[episode.readings];
    if (due === undefined || age < due) return;
    episode.readings += 1;
    const word = await this.#word(tab);
    if (!word) return;
    const isRight = !word.isChecking && isRightWord(word, episode.truth);
    if (!isRight) episode.rightSince = undefined;
    else episode.rightSince ??= age;
    if (due === FIRST_WORD) {
      this.#tally.firstWord(isRight, word.isChecking);
      if (!isRight)
        this.log(`first word in tab ${tab.id} is not right: ${word.cause}${word.isChecking ? ' (checking)' : ''}`);
    }
    if (due === (isPending ? MUST_WARN : LAST_WORD)) {
      this.#tally.lastWord(isRight, episode.rightSince, episode.truth.causes);
      const { cause, or } = word;
      const shown = `${cause}${or ? ` or ${or}` : ''}${word.isChecking ? ' (checking)' : ''}`;
      this.log(`last word in tab ${episode.tab.id}: ${shown}`);
      if (!isRight) this.#mistake('wrong', `${shown} at ${episode.url} instead of ${episode.truth.causes}`);
      this.#judgeWarning(episode);
      await this.#judgeAdvice(episode, word);
    }
  }

  /** Whether badge or popup has warned of a failure in front of the user. */
  #judgeWarning(episode: Episode): void {
    const pc = this.#pc;
    const { tab, popups, isCalm, isRepeated, hasErrorPage } = episode;
    if (!pc.isInFront(tab)) return;
    const badge = pc.bareWindows.has(tab.windowId) ? '' : (pc.badges.get(tab.id) ?? '');
    const hasPopup = pc.popups.length > popups;
    if (badge === '' && !hasPopup) this.#mistake('lost', `no warning of ${episode.truth.causes} at ${episode.url}`);
    else if (isCalm && !isRepeated && hasErrorPage && !hasPopup && !pc.bareWindows.has(tab.windowId))
      this.#mistake('lost', `no popup for ${episode.truth.causes} at ${episode.url}`);
  }

  async #judgeAdvice({ tab, truth }: Episode, { cause }: Word): Promise<void> {
    await this.#judgeLoss(tab);
    if (this.#pc.isPrivate) await this.#judgePrivateAdvice(tab);
    if (!truth.isUseless || CAUSES[cause].certificate === null) return;
    const { product, view, run } = await this.#view();
    const progress = { done: { systems: { by: 'hand' as const, run: 'x' } } };
    const { hint } = product.setupState({ progress, mySystems: ['office'], run, view, runId: 'x' });
    if (hint === 'usable' || hint === 'present')
      this.#mistake('wrong', `the guide calls the certificate "${hint}", the card shows ${cause}`);
  }

  /** A private window has the same memory as the other private windows. */
  async #judgePrivateAdvice(tab: Tab): Promise<void> {
    const { product, view } = await this.#view();
    const load = product.focusOf(view, { id: tab.id, isOnSystem: true });
    const steps = load ? product.stepsFor(load.diagnosis.cause, load.attempt) : [];
    if (steps.some(({ action }) => action === 'openPrivately' || action === 'copyRestart'))
      this.#mistake('wrong', `a private window or a restart as the way out of a private window`);
  }

  /** The button of a step must not reload a form that is being sent or filled in. */
  async #judgeLoss(tab: Tab): Promise<void> {
    const { product, view } = await this.#view();
    const load = product.focusOf(view, { id: tab.id, isOnSystem: true });
    if (!load || !product.stepsFor(load.diagnosis.cause, load.attempt).some(({ action }) => action === 'retry')) return;
    this.#pc.reloaded.length = 0;
    await product.retry(load.attempt, view);
    const isForm = this.#begun.get(tab.id)?.isPost || this.#pc.contents.get(tab.id)?.form === 'filled';
    if (isForm && this.#pc.reloaded.includes(tab.id))
      this.#mistake('loss', `「もう一度開く」 would lose the form at ${load.attempt.address}`);
  }

  async #view() {
    const { settings: policy } = await fakeBrowser.storage.local.get('policy-copy');
    const product = this.#pc.product(policy);
    const [run, { facts }] = await Promise.all([product.readStoredRun(), product.readConfig()]);
    return { product, run, view: product.viewOf(run, facts, this.#pc.clock.now) };
  }

  async #word(tab: Tab): Promise<Word | undefined> {
    const { product, view } = await this.#view();
    const diagnosis = product.focusOf(view, { id: tab.id, isOnSystem: true })?.diagnosis;
    return diagnosis && { cause: diagnosis.cause, or: diagnosis.or, isChecking: diagnosis.isChecking };
  }

  /**
   * The user opens the popup on another site: it must not be about trouble that is over. `isFresh`: nothing was opened
   * yet in this browser run.
   */
  async glance(isFresh = false): Promise<void> {
    const { view } = await this.#view();
    const failure = view.latestFailure;
    if (!failure) return;
    const { attempt, diagnosis } = failure;
    const mended = this.#mended.get(new URL(attempt.address).hostname);
    if (isFresh || (mended !== undefined && mended > (attempt.endedAt ?? attempt.startedAt) + MINUTE))
      this.#mistake('false alarm', `the card is still about ${diagnosis.cause} at ${attempt.address}`);
  }

  /** When trouble was over in the user's eyes, by host; by the PC's clock. */
  readonly #mended = new Map<string, number>();

  mend(hostname: string): void {
    this.#mended.set(hostname, this.#pc.clock.now);
  }

  /** Whether a page of a system is in front of the user, and nothing is wrong. */
  isWell(tab: Tab): boolean {
    return isOurs(tab.url) && !this.#episodes.has(tab.id);
  }

  /** Forgets the browser run that has ended. */
  forget(): void {
    for (const memory of [
      this.#episodes,
      this.#failing,
      this.#badges,
      this.#wellSince,
      this.#begun,
      this.#warned,
      this.#mended,
      this.#lastDialog,
    ])
      memory.clear();
  }

  /** A certificate dialog has closed. */
  endDialog(tab: Tab): void {
    this.#lastDialog.set(tab.id, this.#now);
  }
}

function readingsOf({ isPending }: Pick<Episode, 'isPending'>): readonly number[] {
  return isPending ? READINGS_OF_PENDING : READINGS;
}

function isRightWord({ cause, or }: Word, { causes, isThin }: Truth): boolean {
  return causes.includes(cause) || (isThin === true && or !== undefined && causes.includes(or));
}
