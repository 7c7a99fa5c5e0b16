/** A PC of the office with its browser: loads, dialogs, prompts, error pages, probes (docs/browser-facts.md). */
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { MINUTE, SECOND } from '../../utils/time.ts';
import { EXTENSION, globalsFor, ORIGIN } from '../random/api.ts';
import type { Clock } from '../random/clock.ts';
import { Process } from '../random/process.ts';
import { isOurs, type Started, type Tab } from '../random/random-pc.ts';
import { certificateOf, type Decision, Decisions } from './decisions.ts';
import type { Dice } from './dice.ts';
import type { Certificate, PcTraits } from './institution.ts';
import { type Content, OfficeWindows } from './office-windows.ts';
import type { Page } from './pages.ts';
import { answerWith, EMPTY_PAGE } from './probe-answer.ts';
import type { LoadOptions, Outcome, Witness } from './witness.ts';
import type { Reaction, Request, Truth, World } from './world.ts';

export type Product = typeof import('./product.ts');

/** Starts the code of a worker, and that of a surface. */
export interface Starts {
  worker: (globals: Record<string, unknown>) => Started;
  surface: (globals: Record<string, unknown>) => Started;
}

/** Answers the browser's certificate dialog: a certificate, or undefined for a cancel. */
export type DialogAnswer = (tab: Tab, offered: readonly Certificate[]) => Promise<Certificate | undefined>;

/** The browser tries an error page again by itself, so long after the failure (`net_error_auto_reloader.cc`). */
const AUTO_RELOADS = [SECOND, 5 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE, 10 * MINUTE];
/** Errors that the browser does not try again by itself. */
const FINAL_ERRORS = /CERT|SSL|INVALID_AUTH|BLOCKED|ABORTED/;
/** The browser's first answer about the policy comes so long after its start; in ms. */
const POLICY_DELAY = 3 * SECOND;

export class OfficePc extends OfficeWindows {
  readonly traits: PcTraits;
  readonly world: World;
  /** Tabs whose load waits for the certificate dialog. */
  readonly waiting = new Set<number>();
  /** Tabs with an open certificate dialog, and those with a prompt for a password. */
  readonly dialogs = new Set<number>();
  readonly prompts = new Set<number>();
  certificates: Certificate[];
  /** How far the PC's clock is wrong, in ms. */
  clockError = 0;
  hasPassword = false;
  dice: Dice;
  witness: Witness | undefined;
  answerDialog: DialogAnswer = async (_tab, [first]) => first;
  override readonly isPrivate: boolean;
  readonly #decisions: Decisions;
  readonly #opened = new Set<string>();
  #wasRefused = false;
  #requests = 0;
  #startedAt = 0;
  readonly #startSurface: Starts['surface'];
  /** Tabs that a button of a surface would reload. */
  readonly reloaded: number[] = [];
  #surface: { policy: unknown; product: Product } | undefined;

  constructor(
    { worker, surface }: Starts,
    setting: { traits: PcTraits; world: World; dice: Dice; now: number | Clock; isPrivate?: boolean },
  ) {
    super(worker, { now: setting.now, slowness: 0, onStop: () => {} });
    this.#startSurface = surface;
    this.traits = setting.traits;
    this.#decisions = new Decisions(setting.traits.institution);
    this.world = setting.world;
    this.dice = setting.dice;
    this.certificates = [...setting.traits.certificates];
    this.isPrivate = setting.isPrivate ?? false;
    this.tabs.clear();
  }

  /** Resolves after so many ms. */
  pause(duration: number): Promise<void> {
    return new Promise((resolve) => void this.clock.after(duration, resolve));
  }

  /** Advances the time until the promise has settled; `others`: other profiles of the same PC. Rejects with it. */
  async play(day: Promise<void>, others: readonly OfficePc[]): Promise<void> {
    let isDone = false;
    const settle = () => {
      isDone = true;
    };
    day.then(settle, settle);
    while (!isDone) {
      // Whatever can go on now may set the next timer.
      await this.clock.advance(0);
      await this.step(Math.min(this.clock.untilNext, MINUTE));
      for (const profile of others) await profile.step(0);
      for (const profile of [this, ...others]) await profile.witness?.observe();
    }
    await day;
  }

  /** Sets the PC's clock; `error`: its lead over the right time, in ms. */
  setClock(error: number): void {
    this.clock.jump(error - this.clockError);
    this.clockError = error;
  }

  override closeTab(tab: Tab): void {
    this.#abort(tab);
    this.witness?.leave(tab);
    for (const open of [this.waiting, this.dialogs, this.prompts]) open.delete(tab.id);
    super.closeTab(tab);
  }

  // The browser run.

  /** Starts the browser: its storage of the session is empty. */
  async startBrowser(): Promise<void> {
    await fakeBrowser.storage.session.clear();
    this.openProfile();
    this.#startedAt = this.clock.passed;
    this.emit('onStartup', []);
  }

  /** Begins with new windows; private ones begin so without an event. */
  openProfile(): void {
    this.restart();
    this.tabs.clear();
  }

  /** Ends the browser: it forgets its decisions, and the proxy's password. */
  quitBrowser(): void {
    for (const tab of [...this.tabs.values()]) this.closeTab(tab);
    this.process?.stop();
    this.process = undefined;
    this.forgetTabs();
    this.#decisions.clear();
    this.#opened.clear();
    this.#wasRefused = false;
    this.hasPassword = false;
  }

  override async policyReady(): Promise<void> {
    const left = this.#startedAt + POLICY_DELAY - this.clock.passed;
    if (left > 0) await this.pause(left);
  }

  /** A surface of this PC that knows the present policy. */
  product(policy: unknown): Product {
    if (!this.#surface || this.#surface.policy !== policy) {
      const faults = { failing: new Map<string, number>(), latency: () => 0, errors: this.errors, clock: this.clock };
      const product = this.#startSurface(globalsFor(this, new Process(faults, () => {})));
      this.#surface = { policy, product: product as unknown as Product };
    }
    return this.#surface.product;
  }

  override reload(id: number): void {
    this.reloaded.push(id);
  }

  // Loads.

  /** Loads an address in a tab. Resolves once the outcome is on the screen, or something stops the load. */
  async load(tab: Tab, address: string, options: LoadOptions = {}): Promise<Outcome> {
    this.#abort(tab);
    this.prompts.delete(tab.id);
    if (!isOurs(address)) return this.#leave(tab, address);
    this.#requests += 1;
    const load = {
      requestId: `${this.isPrivate ? 'p' : ''}${this.#requests}`,
      url: address,
      beganAt: this.clock.passed,
    };
    Object.assign(tab, { load, status: 'loading', hasFailed: false });
    this.witness?.begin(tab, address, options);
    this.#emitLoad('onBeforeRequest', tab, { ...load, method: options.isPost ? 'POST' : 'GET' });
    const reaction = await this.#reach(tab, load, options);
    if (tab.load !== load || !this.tabs.has(tab.id)) return { is: 'stopped' };
    switch (reaction.is) {
      case 'error':
        return this.#fail(tab, reaction.error, reaction.truth, options);
      case 'silence':
        return this.#fail(tab, 'net::ERR_TIMED_OUT', reaction.truth, options);
      case 'prompt':
        return this.#prompt(tab, reaction.truth, options);
      case 'page':
        return this.#commitPage(tab, reaction, options);
    }
  }

  /** Waits for the servers' reaction; the page or error is there at its end. */
  async #reach(tab: Tab, load: NonNullable<Tab['load']>, options: LoadOptions): Promise<Reaction> {
    const isStopped = () => tab.load !== load || !this.tabs.has(tab.id);
    const request = this.#request(load.url, options, false);
    const broken = this.world.connect(request);
    if (broken?.is === 'silence') {
      this.witness?.wait(tab, broken.truth);
      await this.pause(4 * MINUTE);
    }
    if (broken) {
      if (broken.is === 'error' && broken.after > 10 * SECOND) this.witness?.wait(tab, broken.truth);
      if (broken.is !== 'silence') await this.pause(broken.is === 'error' ? broken.after : 30);
      return broken;
    }
    await this.pause(this.dice.between(5, 60));
    const offered = this.world.offered(request);
    let decision: Decision | undefined = offered && this.#decisions.decide(request.url.hostname, offered);
    if (offered && decision === undefined) {
      this.waiting.add(tab.id);
      decision = await this.#choose(tab, request.url.hostname, offered, isStopped);
      this.waiting.delete(tab.id);
      if (isStopped()) return { is: 'silence', truth: { causes: [] } };
    }
    const reaction = this.world.serve({ ...request, at: this.clock.trueNow }, certificateOf(decision), {
      hadDialog: decision === 'cancelled',
    });
    if (reaction.is === 'error') this.#decisions.forget(request.url.hostname, reaction.error);
    if (reaction.truth.causes.includes('certificate-rejected')) this.#wasRefused = true;
    if ('after' in reaction) await this.pause(reaction.after + (options.work ?? 0));
    return reaction;
  }

  /** The certificate dialog. It belongs to its tab: in the background it waits for the tab to be shown. */
  async #choose(tab: Tab, host: string, offered: readonly Certificate[], isStopped: () => boolean): Promise<Decision> {
    // A choice for the host in another tab closes this dialog as well (`ssl_client_auth_observer.cc`).
    while (!this.isActive(tab.id) && !isStopped() && !this.#decisions.get(host)) await this.pause(SECOND);
    const known = this.#decisions.get(host);
    if (known || isStopped()) return known ?? 'none';
    this.dialogs.add(tab.id);
    this.witness?.log(`dialog in tab ${tab.id}: ${offered}`);
    const decision = (await this.answerDialog(tab, offered)) ?? 'cancelled';
    this.dialogs.delete(tab.id);
    this.witness?.log(`dialog in tab ${tab.id} answered: ${decision}`);
    if (!isStopped()) this.#decisions.set(host, decision);
    return decision;
  }

  #request(address: string, { isPost = false }: LoadOptions, isProbe: boolean): Request {
    const { traits, dice, certificates, hasPassword } = this;
    const isClockWrong = this.clockError !== 0;
    const url = new URL(address);
    const hasOpened = this.#opened.has(url.hostname);
    const at = this.clock.trueNow;
    const wasRefused = this.#wasRefused;
    return {
      pc: traits,
      url,
      at,
      dice,
      isProbe,
      isPost,
      isClockWrong,
      hasPassword,
      certificates,
      hasOpened,
      wasRefused,
    };
  }

  #emitLoad(event: string, { id }: Tab, details: object): void {
    this.emit(
      event,
      [{ tabId: id, type: 'main_frame', timeStamp: this.clock.now, ...details }],
      ({ filter }) => filter?.types?.includes('main_frame') ?? false,
    );
  }

  #abort(tab: Tab): void {
    const { load, hasFailed } = tab;
    Object.assign(tab, { load: undefined, status: 'complete' });
    if (load && !hasFailed) this.#emitLoad('onErrorOccurred', tab, { ...load, error: 'net::ERR_ABORTED' });
  }

  /** The user stops the load of a tab. */
  stopLoad(tab: Tab): void {
    this.#abort(tab);
    this.witness?.log(`tab ${tab.id} stopped`);
  }

  #leave(tab: Tab, address: string): Outcome {
    this.witness?.leave(tab);
    this.prompts.delete(tab.id);
    this.#show(tab, address, '', 'none');
    return { is: 'opened' };
  }

  #show(tab: Tab, address: string, title: string, form: Content['form']): void {
    this.commit(tab, address);
    this.contents.set(tab.id, { title: title || this.#titleOf(address), form, nextQuestionAt: 0 });
  }

  /** The title of a page without one: its address, shortened. */
  #titleOf(address: string): string {
    const { host, pathname } = new URL(address);
    return pathname === '/' ? host : host + pathname;
  }

  async #fail(tab: Tab, error: string, truth: Truth, options: LoadOptions): Promise<Outcome> {
    const { load } = tab;
    if (!load) return { is: 'stopped' };
    this.#emitLoad('onErrorOccurred', tab, { ...load, error });
    tab.hasFailed = true;
    this.witness?.log(`tab ${tab.id} gets ${error}`);
    this.witness?.fail(tab, truth, { ...options, hasErrorPage: true });
    await this.pause(50);
    if (tab.load !== load || !this.tabs.has(tab.id)) return { is: 'stopped' };
    const isAboutServer = /CERT_(DATE|AUTHORITY)/.test(error);
    this.#show(tab, load.url, isAboutServer ? 'プライバシー エラー' : new URL(load.url).hostname, 'none');
    if (!options.isPost && !FINAL_ERRORS.test(error)) void this.#reloadLater(tab, load.url, options.autoTry ?? 0);
    return { is: 'failed', truth };
  }

  async #reloadLater(tab: Tab, address: string, autoTry: number): Promise<void> {
    const delay = AUTO_RELOADS[autoTry];
    const shown = this.contents.get(tab.id);
    if (delay === undefined) return;
    await this.pause(delay);
    // The browser waits while the tab is hidden.
    if (this.contents.get(tab.id) !== shown || tab.load || !this.isInFront(tab)) return;
    await this.load(tab, address, { autoTry: autoTry + 1 });
  }

  /** The proxy wants a password: a blank page, with the browser's prompt above it (`login_tab_helper.cc`). */
  async #prompt(tab: Tab, truth: Truth, options: LoadOptions): Promise<Outcome> {
    const { load } = tab;
    if (!load) return { is: 'stopped' };
    const responseHeaders = [{ name: 'Proxy-Authenticate', value: 'Basic realm="proxy"' }];
    this.#emitLoad('onResponseStarted', tab, { ...load, statusCode: 407, fromCache: false, responseHeaders });
    // The browser cannot read the proxy's page about it.
    if (options.hasGivenUp) return this.#fail(tab, 'net::ERR_TUNNEL_CONNECTION_FAILED', truth, options);
    this.#emitLoad('onErrorOccurred', tab, { ...load, error: 'net::ERR_INVALID_AUTH_CREDENTIALS' });
    tab.hasFailed = true;
    this.prompts.add(tab.id);
    this.witness?.log(`prompt for the proxy's password in tab ${tab.id}`);
    await this.pause(50);
    if (tab.load !== load || !this.tabs.has(tab.id)) return { is: 'stopped' };
    this.#show(tab, load.url, new URL(load.url).hostname, 'none');
    return { is: 'prompt' };
  }

  /** The user answers the prompt for the proxy's password, or gives up; the browser loads the address again. */
  answerPrompt(tab: Tab, hasPassword: boolean): Promise<Outcome> {
    this.hasPassword ||= hasPassword;
    for (const id of hasPassword ? [...this.prompts] : []) {
      const other = this.tabs.get(id);
      if (other && other !== tab) void this.load(other, other.url);
    }
    return this.load(tab, tab.url, { hasGivenUp: !hasPassword });
  }

  async #commitPage(
    tab: Tab,
    { page, truth }: Extract<Reaction, { is: 'page' }>,
    options: LoadOptions,
  ): Promise<Outcome> {
    const { load } = tab;
    if (!load) return { is: 'stopped' };
    const date = { name: 'date', value: new Date(this.clock.trueNow).toUTCString() };
    this.#emitLoad('onResponseStarted', tab, {
      ...load,
      statusCode: page.status,
      fromCache: false,
      responseHeaders: [date],
    });
    const isGood = truth.causes.includes('none');
    this.witness?.log(`tab ${tab.id} gets ${page.status}${page.signs.length > 0 ? `, ${page.signs}` : ''}`);
    if (isGood && options.isDownload) {
      this.#abort(tab);
      this.witness?.open(tab);
      return { is: 'opened' };
    }
    if (isGood) this.#opened.add(new URL(load.url).hostname);
    if (isGood) this.witness?.open(tab);
    else this.witness?.fail(tab, truth, { ...options, hasErrorPage: false });
    await this.pause(15);
    if (tab.load !== load) return { is: 'stopped' };
    this.#show(tab, load.url, page.title, page.isInteractive ? 'empty' : 'none');
    void this.#runContentScript(tab, load.url, page);
    return isGood ? { is: 'opened' } : { is: 'failed', truth };
  }

  /** The content script reports the signs of a page once the browser has parsed it: late on a slow line. */
  async #runContentScript(tab: Tab, url: string, page: Page): Promise<void> {
    const content = this.contents.get(tab.id);
    const isThere = () => this.tabs.has(tab.id) && this.contents.get(tab.id) === content;
    const parsing = this.dice.chance(0.1) ? this.dice.between(1200, 3000) : this.dice.between(30, 300);
    await this.pause(20);
    if (isThere() && page.status >= 400) this.#send(tab, url, { type: 'begin', status: page.status });
    await this.pause(parsing);
    if (isThere()) this.witness?.parse(tab);
    if (!isThere() || (page.status < 400 && (page.signs.length === 0 || page.isInteractive))) return;
    const [answer] = this.#send(tab, url, { type: 'signs', status: page.status, signs: page.signs, restored: false });
    const banner = await answer;
    if (isThere() && banner) this.witness?.showBanner(tab, banner);
  }

  /** The user types or clicks in a page of a system: it may ask whether the systems close soon. */
  async use(tab: Tab): Promise<void> {
    const content = this.contents.get(tab.id);
    if (!content || !isOurs(tab.url) || tab.load || this.clock.now < content.nextQuestionAt) return;
    content.nextQuestionAt = Number.POSITIVE_INFINITY;
    const answer = (await this.#send(tab, tab.url, { type: 'closing' })[0]) as {
      askIn?: number;
      closesIn?: number;
    } | null;
    if (answer?.closesIn !== undefined) this.witness?.showClosing(tab, answer.closesIn);
    if (answer?.askIn === undefined) return;
    content.nextQuestionAt = this.clock.now + answer.askIn;
    await this.pause(answer.askIn);
    if (this.contents.get(tab.id) === content && this.isInFront(tab)) void this.use(tab);
  }

  #send(tab: Tab, url: string, message: object): unknown[] {
    return this.emit('onMessage', [
      message,
      { id: EXTENSION, tab: { id: tab.id, windowId: tab.windowId }, frameId: 0, url },
    ]);
  }

  /** A surface sends a message to the worker. */
  async sendFromSurface(message: object): Promise<void> {
    await Promise.all(this.emit('onMessage', [message, { id: EXTENSION, url: `${ORIGIN}/popup.html` }]));
  }

  // Probes.

  override fetch(process: Process, address: string, limit: number): Promise<unknown> {
    process.fetches += 1;
    const answer = this.#probe(process, address, limit);
    const count = () => {
      process.fetches -= 1;
    };
    answer.then(count, count);
    return answer;
  }

  async #probe(process: Process, address: string, limit: number): Promise<unknown> {
    const url = URL.parse(address);
    if (!url) throw new TypeError('Failed to fetch');
    const started = this.clock.passed;
    const isLate = (after: number) => this.clock.passed - started + after >= limit;
    const reaction = this.#reactToProbe(address);
    const after = 'after' in reaction ? reaction.after : reaction.is === 'prompt' ? 30 : Number.POSITIVE_INFINITY;
    this.witness?.log(
      `probe of ${url.hostname}: ${reaction.is === 'error' ? reaction.error : reaction.is === 'page' ? reaction.page.status : reaction.is}`,
    );
    await this.pause(isLate(after) ? limit : after);
    if (isLate(0)) throw new DOMException('Too late', 'TimeoutError');
    if (reaction.is === 'error') {
      const request = { tabId: -1, url: address, initiator: ORIGIN, error: reaction.error };
      process.emit('onErrorOccurred', [request], ({ filter }) => filter?.tabId === -1);
      throw new TypeError('Failed to fetch');
    }
    return answerWith(reaction.is === 'page' ? reaction.page : EMPTY_PAGE, this.clock.trueNow);
  }

  #reactToProbe(address: string): Reaction {
    const request = this.#request(address, {}, true);
    const broken = this.world.connect(request);
    if (broken) return broken;
    const { hostname } = request.url;
    const offered = this.world.offered(request);
    const decision = offered && this.#decisions.decide(hostname, offered);
    if (offered && decision === undefined) {
      const error = 'net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED';
      return { is: 'error', error, after: this.dice.between(20, 120), truth: { causes: [] } };
    }
    const reaction = this.world.serve(request, certificateOf(decision), { hadDialog: false });
    if (reaction.is === 'error') this.#decisions.forget(hostname, reaction.error);
    return reaction;
  }
}
