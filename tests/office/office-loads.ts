/** The loads of an office PC: certificate dialogs, prompts for a password, error pages (docs/browser-facts.md). */
import { MINUTE, SECOND } from '../../utils/time.ts';
import { isOurs, type Tab } from '../random/random-pc.ts';
import { runContentScript } from './content-script.ts';
import { certificateOf, type Decision } from './decisions.ts';
import type { Certificate } from './institution.ts';
import { OfficeNetwork } from './office-network.ts';
import type { Content } from './office-windows.ts';
import type { Reaction, Truth } from './reaction.ts';
import { offeredTo } from './refusal.ts';
import type { LoadOptions, Outcome } from './witness.ts';

/** Answers the browser's certificate dialog: a certificate, or undefined for a cancel. */
export type DialogAnswer = (offered: readonly Certificate[]) => Promise<Certificate | undefined>;

/** The browser tries an error page again by itself, so long after the failure (`net_error_auto_reloader.cc`). */
const AUTO_RELOADS = [SECOND, 5 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE, 10 * MINUTE];
const LAST_AUTO_RELOADS = 30 * MINUTE;
/** Errors that the browser does not try again by itself. */
const FINAL_ERRORS = /CERT|SSL|INVALID_AUTH|BLOCKED|ABORTED/;

/** A PC whose tabs load addresses. */
export class OfficeLoads extends OfficeNetwork {
  /** Tabs whose load waits for the certificate dialog. */
  readonly waiting = new Set<number>();
  /** Tabs with an open certificate dialog, and those with a prompt for a password. */
  readonly dialogs = new Set<number>();
  readonly prompts = new Set<number>();
  answerDialog: DialogAnswer = async ([first]) => first;
  #requests = 0;

  override closeTab(tab: Tab): void {
    this.#abort(tab);
    this.witness?.leave(tab);
    this.prompts.delete(tab.id);
    super.closeTab(tab);
  }

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
    if (reaction.is === 'page' && reaction.at) await this.#redirect(tab, load, reaction.at);
    if (tab.load !== load || !this.tabs.has(tab.id)) return { is: 'stopped' };
    switch (reaction.is) {
      case 'error': {
        const mayBeRefusal = reaction.isLikeRefusal && this.wasRefused;
        const right = mayBeRefusal ? { ...reaction.truth, isThin: true } : reaction.truth;
        return this.#fail(tab, reaction.error, right, options);
      }
      case 'silence':
        return this.#fail(tab, 'net::ERR_TIMED_OUT', reaction.truth, options);
      case 'prompt':
        return this.#prompt(tab, reaction.truth, options);
      case 'page':
        return this.#commitPage(tab, reaction, options);
    }
  }

  /** The server sends the browser on to another address. */
  async #redirect(tab: Tab, load: NonNullable<Tab['load']>, address: string): Promise<void> {
    if (tab.load !== load) return;
    this.#emitLoad('onBeforeRedirect', tab, { ...load, redirectUrl: address });
    load.url = address;
    this.#emitLoad('onBeforeRequest', tab, { ...load, method: 'GET' });
    await this.pause(this.dice.between(20, 200));
  }

  /** Waits for the servers' reaction; the page or error is there at its end. */
  async #reach(tab: Tab, load: NonNullable<Tab['load']>, options: LoadOptions): Promise<Reaction> {
    const isStopped = () => tab.load !== load || !this.tabs.has(tab.id);
    const request = this.request(load.url, options, false);
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
    const offered = offeredTo(request);
    let decision: Decision | undefined = offered && this.decisions.decide(request.url.hostname, offered);
    if (offered && decision === undefined) {
      this.waiting.add(tab.id);
      decision = await this.#choose(tab, request.url.hostname, offered, isStopped);
      if (isStopped()) return { is: 'silence', truth: { causes: [] } };
      this.#closeDialog(tab);
    }
    const reaction = this.world.serve({ ...request, at: this.clock.trueNow }, certificateOf(decision), {
      hadDialog: decision === 'cancelled',
    });
    if (reaction.is === 'error') this.decisions.forget(request.url.hostname, reaction.error);
    if (reaction.truth.causes.includes('certificate-rejected')) this.wasRefused = true;
    if ('after' in reaction) await this.pause(reaction.after + (options.work ?? 0));
    return reaction;
  }

  /** By host: what the loads at their dialogs do with a choice in another tab. */
  readonly #choosing = new Map<string, Set<(decision: Decision) => void>>();

  /**
   * The certificate dialog. It belongs to its tab: in the background it waits for the tab to be shown. A choice for the
   * host in another tab, also to cancel, closes this dialog as well (`ssl_client_auth_observer.cc`).
   */
  async #choose(tab: Tab, host: string, offered: readonly Certificate[], isStopped: () => boolean): Promise<Decision> {
    let known: Decision | undefined;
    const choosing = this.#choosing.get(host) ?? new Set();
    this.#choosing.set(host, choosing);
    const chosen = new Promise<Decision>((resolve) => {
      choosing.add((decision) => {
        known = decision;
        resolve(decision);
      });
    });
    while (!this.isActive(tab.id) && !isStopped() && !known) await this.pause(SECOND);
    if (known || isStopped()) return known ?? 'none';
    this.dialogs.add(tab.id);
    this.witness?.log(`dialog in tab ${tab.id}: ${offered}`);
    const answer = this.answerDialog(offered).then((certificate) => certificate ?? 'cancelled');
    const decision = await Promise.race([answer, chosen]);
    if (known || isStopped()) return decision;
    this.witness?.log(`dialog in tab ${tab.id} answered: ${decision}`);
    this.decisions.set(host, decision);
    this.#choosing.delete(host);
    for (const choose of choosing) choose(decision);
    return decision;
  }

  /** The dialog of a tab closes: with an answer there or in another tab, or with its load. */
  #closeDialog(tab: Tab): void {
    this.dialogs.delete(tab.id);
    if (this.waiting.delete(tab.id)) this.witness?.endDialog(tab);
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
    this.#closeDialog(tab);
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
    const shown = this.contents.get(tab.id);
    await this.pause(AUTO_RELOADS[autoTry] ?? LAST_AUTO_RELOADS);
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
    if (isGood) this.opened.add(new URL(load.url).hostname);
    if (isGood) this.witness?.open(tab);
    else this.witness?.fail(tab, truth, { ...options, hasErrorPage: false });
    await this.pause(15);
    if (tab.load !== load) return { is: 'stopped' };
    this.#show(tab, load.url, page.title, page.isInteractive ? 'empty' : 'none');
    void runContentScript(this, tab, load.url, page);
    return isGood ? { is: 'opened' } : { is: 'failed', truth };
  }
}
