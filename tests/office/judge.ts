/** The judge sees what the extension shows, compares it with the truth, and writes down every mistake. */
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { CAUSES } from '../../utils/diagnosis/causes.ts';
import type { Diagnosis } from '../../utils/diagnosis/diagnose.ts';
import { MINUTE, SECOND } from '../../utils/time.ts';
import type { Tab } from '../random/random-pc.ts';
import { isOpen } from './institution.ts';
import type { Truth } from './reaction.ts';
import {
  BADGE_DELAY,
  type Episode,
  FINAL_DIAGNOSIS,
  FIRST_DIAGNOSIS,
  MAY_WARN,
  MUST_WARN,
  readingsOf,
  ScreenTruth,
} from './screen-truth.ts';
import type { Tally } from './tally.ts';
import type { Witness } from './witness.ts';

/** Badges follow the systems' hours with a short delay. */
const HOURS_DELAY = 5 * SECOND;
/** A dialog that has closed is known to have closed by the next probe. */
const DIALOG_DELAY = 35 * SECOND;
/** For so long a wiped badge may be blank; in ms. */
const WIPED_TIME = 50;
const CLOSING_WINDOW = 31 * MINUTE;

/** What the card shows. */
type Shown = Pick<Diagnosis, 'cause' | 'or' | 'isChecking' | 'system'>;

export class Judge extends ScreenTruth implements Witness {
  readonly #badges = new Map<number, string>();
  /** When the badge of a tab changed last, as `clock.passed`. */
  readonly #badgeChanges = new Map<number, number>();
  #popups = 0;

  #mistake(kind: Parameters<Tally['mistake']>[1], text: string): void {
    this.tally.mistake(this.pc, kind, text);
  }

  showBanner(tab: Tab, answer: unknown): void {
    const { cause } = answer as { cause: string };
    this.log(`banner in tab ${tab.id}: ${cause}`);
    const episode = this.episodes.get(tab.id);
    if (episode) episode.hasBanner = true;
    else this.#mistake('false alarm', `banner "${cause}" on a page that works`);
  }

  showClosing(tab: Tab, closesIn: number): void {
    this.log(`reminder of closing time in tab ${tab.id}: in ${closesIn / MINUTE} min`);
    const { traits, clock } = this.pc;
    const closes = clock.trueNow + closesIn;
    const isRight =
      closesIn < CLOSING_WINDOW &&
      isOpen(traits.institution, closes - MINUTE) &&
      !isOpen(traits.institution, closes + MINUTE);
    if (!isRight) this.#mistake('false alarm', `reminder that the systems close in ${closesIn / MINUTE} min`);
  }

  // What the extension shows.

  async observe(): Promise<void> {
    const pc = this.pc;
    if (!isOpen(pc.traits.institution, pc.clock.trueNow)) this.#closedAt = this.now;
    for (const tab of pc.tabs.values()) {
      const badge = pc.badges.get(tab.id) ?? '';
      if (badge !== (this.#badges.get(tab.id) ?? '')) {
        this.#badges.set(tab.id, badge);
        this.#badgeChanges.set(tab.id, this.now);
        this.log(`badge of tab ${tab.id}: "${badge}"`);
      }
      if (this.#judgeBadge(tab, badge)) continue;
      await this.#judgeLoss(tab);
    }
    while (this.#popups < pc.popups.length) this.#judgePopup(this.#popups++);
    for (const episode of [...this.episodes.values()]) await this.#judgeDiagnosis(episode);
  }

  /** When the systems were closed last, as `clock.passed`: a PC that wakes shows yesterday's badges for a moment. */
  #closedAt = Number.NEGATIVE_INFINITY;
  readonly #warned = new Set<string>();

  /** Whether the badge of a tab is right; writes down where it is not. */
  #judgeBadge(tab: Tab, badge: string): boolean {
    const pc = this.pc;
    const episode = this.episodes.get(tab.id);
    if (badge === '') return true;
    const isQuestion = badge === '?' && pc.waiting.has(tab.id);
    const isWarned = episode && (!episode.isPending || this.now - episode.began >= MAY_WARN);
    const mayClose = badge === '閉' && this.now - this.#closedAt <= HOURS_DELAY;
    const isFresh = this.now - (this.wellSince.get(tab.id) ?? Number.NEGATIVE_INFINITY) <= BADGE_DELAY;
    if (isQuestion || mayClose || isFresh) return true;
    if (badge !== '?' && (isWarned || this.failing.has(tab.id))) return true;
    // A dialog that has just closed.
    if (badge === '?' && this.now - (this.lastDialog.get(tab.id) ?? Number.NEGATIVE_INFINITY) < DIALOG_DELAY)
      return true;
    const begun = this.begun.get(tab.id);
    const key = `${tab.id} ${badge} ${begun?.at}`;
    if (this.#warned.has(key)) return true;
    this.#warned.add(key);
    const waits = tab.load ? `, ${Math.round((this.now - (begun?.at ?? 0)) / SECOND)} s after the load began` : '';
    this.#mistake(episode ? 'wrong' : 'false alarm', `badge "${badge}" at ${begun?.url ?? tab.url}${waits}`);
    return false;
  }

  /** Judges the popup at a place in the list of all popups. */
  #judgePopup(place: number): void {
    const { dialogs, prompts, contents, popups } = this.pc;
    const tabId = popups[place] ?? -1;
    const episode = this.episodes.get(tabId);
    this.log(`popup over tab ${tabId}`);
    this.tally.popups += 1;
    const openDialogs = [...dialogs].filter((id) => this.pc.isActive(id));
    if (openDialogs.length > 0) this.#mistake('false alarm', 'popup over the certificate dialog');
    else if (prompts.size > 0) this.#mistake('false alarm', 'popup over the prompt for a password');
    else if (episode?.isTriedAgain && popups.slice(episode.popups, place).includes(tabId))
      this.#mistake('false alarm', 'second popup for the same failure');
    else if (!episode && !this.pc.bareWindows.size)
      this.#mistake(
        'false alarm',
        `popup over a page that works${contents.get(tabId)?.form === 'filled' ? ', while the user types' : ''}`,
      );
  }

  async #judgeDiagnosis(episode: Episode): Promise<void> {
    const pc = this.pc;
    const { tab, isPending, isShown } = episode;
    if (!isShown) return;
    const isDialogOpen = [...pc.dialogs].some((id) => pc.isActive(id));
    if (isDialogOpen || pc.prompts.size > 0 || !pc.isInFront(tab)) episode.isCalm = false;
    const age = this.now - episode.began;
    const due = readingsOf(episode)[episode.readings];
    if (due === undefined || age < due) return;
    const diagnosis = await this.#diagnosis(tab);
    // The browser has tried again meanwhile: not everything has arrived.
    if (diagnosis?.isChecking && due === FINAL_DIAGNOSIS && this.now < episode.checkedUntil) return;
    episode.readings += 1;
    if (!diagnosis) return;
    // A later load of this tab has reached the certificate dialog: the card is about that.
    const isAtDialog = diagnosis.cause === 'certificate-waiting' && pc.waiting.has(tab.id);
    const isRight = isAtDialog || (!diagnosis.isChecking && isAccepted(diagnosis, episode.truth));
    if (!isRight) episode.rightSince = undefined;
    else episode.rightSince ??= age;
    if (due === FIRST_DIAGNOSIS) {
      this.tally.firstDiagnosis(isRight, diagnosis.isChecking);
      if (!isRight)
        this.log(
          `first diagnosis in tab ${tab.id} is not right: ${diagnosis.cause}${diagnosis.isChecking ? ' (checking)' : ''}`,
        );
    }
    if (due === (isPending ? MUST_WARN : FINAL_DIAGNOSIS)) {
      this.tally.finalDiagnosis(isRight, episode.rightSince, episode.truth.causes);
      const { cause, or, system } = diagnosis;
      const shown = `${cause}${or ? ` or ${or}` : ''}${diagnosis.isChecking ? ' (checking)' : ''}`;
      this.log(`final diagnosis in tab ${episode.tab.id}: ${shown}`);
      if (!isRight) this.#mistake('wrong', `${shown} at ${episode.url} instead of ${episode.truth.causes}`);
      else if (CAUSES[cause].certificate && !isAtDialog && !isOn(episode.url, system))
        this.#mistake('wrong', `${cause} at ${episode.url} is shown as trouble of "${system}"`);
      this.#judgeWarning(episode);
      await this.#judgeAdvice(episode, diagnosis);
    }
  }

  /** Whether badge or popup has warned of a failure in front of the user. */
  #judgeWarning(episode: Episode): void {
    const pc = this.pc;
    const { tab, popups, isPending, isCalm, isRepeated, hasErrorPage, hasBanner } = episode;
    if (!pc.isInFront(tab)) return;
    const isBare = pc.bareWindows.has(tab.windowId);
    // A window without a toolbar has no place for a badge while a load waits. Its error opens the popup's window.
    if (isBare && isPending) return;
    // The browser wipes the badge with each error page, and the extension puts it back before anyone sees that.
    const isWiped = this.now - (this.#badgeChanges.get(tab.id) ?? Number.NEGATIVE_INFINITY) < WIPED_TIME;
    const hasBadge = !isBare && (isWiped || (pc.badges.get(tab.id) ?? '') !== '');
    const hasPopup = pc.popups.length > popups;
    // A window without a toolbar has no badge: there the banner in the page warns.
    if (!hasBadge && !hasPopup && !(isBare && hasBanner))
      this.#mistake('lost', `no warning of ${episode.truth.causes} at ${episode.url}`);
    else if (isCalm && !isRepeated && hasErrorPage && !hasPopup && !isBare)
      this.#mistake('lost', `no popup for ${episode.truth.causes} at ${episode.url}`);
  }

  async #judgeAdvice({ tab, truth }: Episode, { cause }: Shown): Promise<void> {
    await this.#judgeLoss(tab);
    if (this.pc.isPrivate) await this.#judgePrivateAdvice(tab);
    if (!truth.isUseless || CAUSES[cause].certificate === undefined) return;
    const { product, view, run } = await this.#view();
    const progress = { done: { systems: { by: 'hand' as const, run: 'x' } } };
    const { hint, steps } = product.setupState({ progress, mySystems: ['office'], run, view, runId: 'x' });
    // A certificate is there; the hint “present” says that it may be another one. “Usable” would be a promise.
    const isContradicted = cause === 'certificate-missing' || cause === 'certificate-rejected';
    if (hint === 'usable' || (hint === 'present' && isContradicted))
      this.#mistake('wrong', `the guide calls the certificate "${hint}", the card shows ${cause}`);
    if (steps.some(({ step, tick }) => step === 'install' && tick))
      this.#mistake('wrong', `the guide ticks the installation, the card shows ${cause}`);
  }

  /** A private window has the same memory as the other private windows. */
  async #judgePrivateAdvice(tab: Tab): Promise<void> {
    const { product, view } = await this.#view();
    const load = product.loadToShow(view, { id: tab.id, isOnSystem: true });
    const steps = load ? product.stepsFor(load.diagnosis.cause, load.attempt) : [];
    if (steps.some(({ action }) => action === 'openPrivately' || action === 'copyRestart'))
      this.#mistake('wrong', `a private window or a restart as the way out of a private window`);
  }

  /** The button of a step must not reload a form that is being sent or filled in. */
  async #judgeLoss(tab: Tab): Promise<void> {
    const { product, view } = await this.#view();
    const load = product.loadToShow(view, { id: tab.id, isOnSystem: true });
    if (!load) return;
    const steps = product.stepsFor(load.diagnosis.cause, load.attempt, view.service.open);
    if (!steps.some(({ action }) => action === 'retry')) return;
    this.pc.reloaded.length = 0;
    await product.retry(load.attempt, view);
    const isForm = this.begun.get(tab.id)?.isPost || this.pc.contents.get(tab.id)?.form === 'filled';
    if (isForm && this.pc.reloaded.includes(tab.id))
      this.#mistake('loss', `「もう一度開く」 would lose the form at ${load.attempt.address}`);
  }

  async #view() {
    const { 'policy-copy': policy } = await fakeBrowser.storage.local.get('policy-copy');
    const product = this.pc.product(policy);
    const [run, { facts }] = await Promise.all([product.readStoredRun(), product.readConfig()]);
    return { product, run, view: product.viewOf(run, facts, this.pc.clock.now) };
  }

  async #diagnosis(tab: Tab): Promise<Shown | undefined> {
    const { product, view } = await this.#view();
    return product.loadToShow(view, { id: tab.id, isOnSystem: true })?.diagnosis;
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
    const mended = this.mended.get(new URL(attempt.address).hostname);
    if (isFresh || (mended !== undefined && mended > (attempt.endedAt ?? attempt.startedAt) + MINUTE))
      this.#mistake('false alarm', `the card is still about ${diagnosis.cause} at ${attempt.address}`);
  }

  override forget(): void {
    super.forget();
    this.#badges.clear();
    this.#badgeChanges.clear();
    this.#warned.clear();
  }
}

/** Whether an address is on the host of this system. */
function isOn(url: string, system: string): boolean {
  return new URL(url).hostname.startsWith(`${system}.`);
}

function isAccepted({ cause, or }: Shown, { causes, isThin }: Truth): boolean {
  return causes.includes(cause) || (isThin === true && or !== undefined && causes.includes(or));
}
