/** The person at a PC: a working day with all that people do with systems, and with failures of them. */
import { HOUR, MINUTE, SECOND } from '../../utils/time.ts';
import type { Tab } from '../random/random-pc.ts';
import { usePage } from './content-script.ts';
import type { Dice } from './dice.ts';
import type { Certificate, HABITS } from './institution.ts';
import type { Judge } from './judge.ts';
import type { OfficePc } from './office-pc.ts';
import type { Outcome } from './witness.ts';

/** What a person needs to know of the world. */
export interface Workplace {
  pc: OfficePc;
  judge: Judge;
  dice: Dice;
  /** The midnight that begins the day, by the servers' clock. */
  midnight: number;
  /** Starts the browser, and ends it. */
  start(): Promise<void>;
  quit(): void;
  /** Works in a private window of the same browser. */
  inPrivate(work: (pc: OfficePc, judge: Judge) => Promise<void>): Promise<void>;
}

const addressOf = (system: string) => `https://${system}.mamoris-net.jp/${system === 'annex' ? 'contact/' : ''}`;
/** People close tabs beyond this number. */
const MOST_TABS = 5;
const ELSEWHERE = 'https://example.com/';

/** Lives through one working day at a PC. */
export class Person {
  readonly #place: Workplace;

  constructor(place: Workplace) {
    this.#place = place;
    place.pc.answerDialog = (offered) => this.#answerDialog(offered);
  }

  get #pc(): OfficePc {
    return this.#place.pc;
  }

  get #dice(): Dice {
    return this.#place.dice;
  }

  /** Whether the person does this now. */
  #does(habit: keyof typeof HABITS): boolean {
    return this.#dice.chance(this.#pc.traits.habits[habit]);
  }

  /** The hour of the day, in Japan. */
  get #hour(): number {
    return (this.#pc.clock.trueNow - this.#place.midnight) / HOUR;
  }

  #pause(least: number, most = least): Promise<void> {
    return this.#pc.pause(this.#dice.between(least * SECOND, most * SECOND));
  }

  async workDay(): Promise<void> {
    const { start, quit } = this.#place;
    const { traits, clock } = this.#pc;
    const dice = this.#dice;
    const arrival = dice.between(8 * 60, 9.5 * 60) / 60;
    const leaves =
      traits.isLate && dice.chance(0.7)
        ? dice.between(21.5 * 60, (traits.institution.isAlwaysOpen ? 26 : 23.9) * 60) / 60
        : dice.between(17 * 60, 19.5 * 60) / 60;
    clock.sleep(Math.max(0, (arrival - this.#hour) * HOUR));
    const isRunning = this.#pc.tabs.size > 0;
    if (!isRunning) {
      await this.#startBrowser(start);
    } else await this.#pause(2, 60);
    let hasRested = false;
    while (this.#hour < leaves) {
      if (!hasRested && this.#hour > 12) {
        hasRested = true;
        await this.#rest();
      }
      await this.#visit(dice.pick(traits.systems));
      await this.#idle(dice.between(20, 150));
    }
    if (dice.chance(0.5)) await this.#place.judge.glance();
    if (traits.night === 'quits' || dice.chance(0.1)) quit();
  }

  /** Starts the browser with start pages, the tabs of yesterday, or an empty tab. */
  async #startBrowser(start: () => Promise<void>): Promise<void> {
    const { traits } = this.#pc;
    await start();
    if (traits.start === 'blank') this.#pc.openTab();
    else {
      const count = traits.start === 'restored' ? 3 : 1;
      const tabs = Array.from({ length: Math.min(count, traits.systems.length) }, () => this.#pc.openTab());
      // All load at once; people then go through them.
      const loads = tabs.map((tab, index) => this.#pc.load(tab, addressOf(traits.systems[index] ?? 'kensa')));
      for (const [index, tab] of tabs.entries()) {
        if (!this.#pc.tabs.has(tab.id)) continue;
        this.#pc.show(tab);
        const outcome = await this.#patiently(tab, loads[index] ?? Promise.resolve({ is: 'stopped' }));
        await this.#pause(3, 20);
        if (outcome.is === 'prompt' && this.#pc.prompts.has(tab.id)) await this.#pc.answerPrompt(tab, true);
      }
    }
    await this.#pause(5, 60);
  }

  /** At lunch some PCs sleep. */
  async #rest(): Promise<void> {
    if (this.#dice.chance(0.3)) this.#pc.clock.sleep(this.#dice.between(30, 60) * MINUTE);
    else await this.#pause(30 * 60, 60 * 60);
  }

  /** Works elsewhere for so many minutes; sometimes with another site in front. */
  async #idle(minutes: number): Promise<void> {
    const pc = this.#pc;
    const tab = this.#anyTab();
    const dice = this.#dice;
    if (tab && (pc.tabs.size > MOST_TABS || dice.chance(0.4))) pc.closeTab(tab);
    else if (tab && dice.chance(0.3)) await pc.load(tab, ELSEWHERE);
    if (dice.chance(0.2)) pc.isFocused = false;
    await this.#pause(minutes * 60);
    pc.isFocused = true;
    if (dice.chance(0.05)) await this.#place.judge.glance();
  }

  #anyTab(): Tab | undefined {
    return [...this.#pc.tabs.values()].filter(({ windowId }) => !this.#pc.bareWindows.has(windowId)).at(-1);
  }

  /** Opens a system and works with it. */
  async #visit(system: string): Promise<void> {
    const dice = this.#dice;
    const pc = this.#pc;
    if (!pc.isPrivate && this.#does('opensPrivately')) {
      return this.#place.inPrivate(async (privatePc, judge) => {
        const person = new Person({ ...this.#place, pc: privatePc, judge });
        await person.#work(privatePc.openTab(), system);
      });
    }
    const tab = (dice.chance(0.5) ? this.#anyTab() : undefined) ?? pc.openTab();
    pc.show(tab);
    if (this.#does('mistypes')) return this.#mistype(tab, system);
    await this.#work(tab, system);
  }

  async #work(tab: Tab, system: string): Promise<void> {
    const dice = this.#dice;
    const pc = this.#pc;
    const address = addressOf(system);
    if (!(await this.#open(tab, address))) return;
    // Log in, sometimes with a wrong password.
    await this.#pause(5, 40);
    if (this.#does('mistakesPassword') && !(await this.#open(tab, `${address}refused`, true))) return;
    await this.#pause(5, 20);
    if (!(await this.#open(tab, `${address}menu`, true))) return;
    for (let pages = dice.between(1, 3); pages > 0; pages -= 1) {
      await this.#pause(20, 8 * 60);
      void usePage(pc, tab);
      if (!pc.tabs.has(tab.id)) return;
      if (this.#does('uploads')) await this.#upload(tab, address, false);
      else if (this.#does('exports')) await this.#upload(tab, address, true);
      else if (this.#does('opensReport')) await this.#report(address);
      else if (!(await this.#open(tab, `${address}page${pages}`))) return;
    }
  }

  /** Sends files or asks for an export: the server works on it for up to 90 s. */
  async #upload(tab: Tab, address: string, isExport: boolean): Promise<void> {
    const pc = this.#pc;
    const content = pc.contents.get(tab.id);
    if (content) content.form = 'filled';
    const work = this.#dice.between(20, 90) * SECOND;
    await pc.load(tab, `${address}${isExport ? 'export' : 'upload'}`, { isPost: true, isDownload: isExport, work });
  }

  /** Opens a report in a window of its own, without a toolbar. */
  async #report(address: string): Promise<void> {
    const pc = this.#pc;
    const tab = pc.openTab(true);
    await pc.load(tab, `${address}report`);
    await this.#pause(15, 120);
    if (pc.tabs.has(tab.id)) pc.closeTab(tab);
  }

  /** Types a wrong address, and then the right one, often in a new tab. */
  async #mistype(tab: Tab, system: string): Promise<void> {
    const pc = this.#pc;
    const at = this.#dice.between(1, system.length - 1);
    const wrong = addressOf(system.slice(0, at) + system.slice(at + 1));
    await pc.load(tab, wrong);
    await this.#pause(12, 40);
    const right = this.#dice.chance(0.5) && pc.tabs.has(tab.id) ? tab : pc.openTab();
    await this.#work(right, system);
    if (this.#place.judge.isWell(right)) this.#place.judge.mend(new URL(wrong).hostname);
  }

  /** Opens an address, and copes with a failure. Resolves with whether it has opened in the end. */
  async #open(tab: Tab, address: string, isPost = false): Promise<boolean> {
    const pc = this.#pc;
    if (!pc.tabs.has(tab.id)) return false;
    let outcome = await this.#patiently(tab, pc.load(tab, address, { isPost }), isPost ? undefined : address);
    for (let tries = this.#dice.between(0, 2); outcome.is !== 'opened' && tries >= 0; tries -= 1) {
      if (outcome.is === 'prompt') {
        await this.#pause(3, 25);
        if (!pc.tabs.has(tab.id)) return false;
        outcome = await this.#patiently(tab, pc.answerPrompt(tab, this.#dice.chance(0.9)));
        continue;
      }
      if (!pc.isPrivate && this.#does('pausesExtension')) {
        await this.#pause(3, 6);
        await pc.pauseExtension();
      }
      await this.#pause(11, 70);
      if (!pc.tabs.has(tab.id)) return false;
      if (this.#place.judge.isWell(tab)) return true;
      if (outcome.is === 'failed' && (await this.#cope(tab, outcome))) return false;
      if (!pc.tabs.has(tab.id)) return false;
      outcome = await this.#patiently(tab, pc.load(tab, address));
    }
    if (outcome.is === 'opened') this.#place.judge.mend(new URL(address).hostname);
    else await this.#pause(2, 15);
    return outcome.is === 'opened';
  }

  /** Waits for a load for some minutes at most. `address`: some people soon load a slow page again. */
  async #patiently(tab: Tab, load: Promise<Outcome>, address?: string): Promise<Outcome> {
    const isImpatient = address !== undefined && this.#does('reloadsSlowPage');
    const patience = isImpatient ? this.#pause(6, 25) : this.#pause(100, 280);
    const outcome = await Promise.race([load, patience]);
    if (outcome || this.#pc.dialogs.has(tab.id)) return outcome ?? load;
    if (isImpatient && this.#pc.tabs.has(tab.id)) return this.#patiently(tab, this.#pc.load(tab, address));
    this.#pc.stopLoad(tab);
    return { is: 'stopped' };
  }

  /** Does something about a failure. Resolves with whether the work in this tab ends with that. */
  async #cope(tab: Tab, { truth }: Extract<Outcome, { is: 'failed' }>): Promise<boolean> {
    const pc = this.#pc;
    const dice = this.#dice;
    const [cause] = truth.causes;
    if (cause === 'clock-wrong') pc.setClock(0);
    if (cause?.startsWith('certificate') && !pc.isPrivate && dice.chance(0.5)) {
      if (truth.isUseless && dice.chance(0.5)) this.#installCertificate();
      this.#place.quit();
      await this.#pause(3, 30);
      await this.#startBrowser(this.#place.start);
      return true;
    }
    if (dice.chance(0.3)) {
      await pc.load(tab, ELSEWHERE);
      return true;
    }
    return false;
  }

  #installCertificate(): void {
    const { certificates } = this.#pc;
    if (certificates.includes('good')) return;
    certificates.push('good');
    if (this.#dice.chance(0.7)) this.#pc.certificates = certificates.filter((kind) => kind !== 'old');
  }

  /** Reads the certificate dialog, and chooses, cancels, or leaves it for a while. */
  async #answerDialog(offered: readonly Certificate[]): Promise<Certificate | undefined> {
    const dice = this.#dice;
    await this.#pause(1.5, dice.chance(0.15) ? 90 : 12);
    if (this.#does('cancels')) return undefined;
    const best = offered.find((kind) => kind === 'good') ?? offered.find((kind) => kind === 'old') ?? offered[0];
    return dice.chance(0.9) ? best : dice.pick(offered);
  }
}
