import { fakeBrowser } from 'wxt/testing/fake-browser';
import { EXTENSION, ORIGIN } from './api.ts';
import { type LoadEvent, Model } from './model.ts';
import { isOurs, type RandomPc, type Tab } from './random-pc.ts';
import type { Step, StepOf } from './steps.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** How long the worker may need to show what a load has come to: error pages are on their way, others report themselves. */
const TIME_TO_SHOW = 2 * SECOND;

type Handlers = { [Kind in Step['do']]: (step: StepOf<Kind>) => unknown };

/** Does on a PC what the steps say, as the browser would, and keeps the model informed of what it has told. */
export class Play {
  readonly model = new Model();
  /** Whether the hours by the PC's clock are those that count. */
  areHoursSure = true;
  /** Whether anything has gone wrong that the worker may complain of. */
  isDisturbed = false;
  /** Whether the settings are those that everyone has at first. */
  areSettingsSure = true;
  #isCopySure = true;
  /** Tabs of which something was told that the worker may not have done with. */
  readonly #inFlight = new Set<number>();
  #requests = 100;
  /** A failure of which the popup is to tell, and how many popups there were before. */
  #due: { popups: number; step: string } | undefined;
  readonly pc: RandomPc;

  constructor(pc: RandomPc) {
    this.pc = pc;
  }

  async take(step: Step): Promise<void> {
    const due = this.#due;
    this.#due = undefined;
    await (this.#handlers[step.do] as (step: Step) => unknown)(step);
    await this.pc.clock.advance(0);
    this.#settle();
    if (due && step.do === 'wait' && step.pause >= 300 && this.pc.popups.length <= due.popups && !this.#wasStopped)
      throw new Error(`No popup after ${due.step}`);
    if (due && step.do === 'wait' && step.pause < 300) this.#due = due;
    this.#wasStopped = false;
  }

  #wasStopped = false;

  onStop(): void {
    for (const tabId of this.#inFlight) this.model.doubt(tabId);
    // The alarm that would have looked again has been used up.
    if (this.pc.isAlarmInFlight) this.model.doubtAll();
    this.pc.isAlarmInFlight = false;
    const { clock, alarms } = this.pc;
    const comesAlarm = (alarms.get('look-again')?.scheduledTime ?? Number.POSITIVE_INFINITY) - clock.now <= MINUTE;
    if (!comesAlarm) this.#doubtUnshown(TIME_TO_SHOW);
    this.#inFlight.clear();
    this.#due = undefined;
    this.#wasStopped = true;
  }

  /** No alarm comes soon that would start the worker again, to show what it had no time to show. */
  #doubtUnshown(time: number): void {
    for (const { id, endedAt = Number.NEGATIVE_INFINITY } of this.pc.tabs.values()) {
      if (this.pc.clock.passed - endedAt < time) this.model.doubt(id);
    }
  }

  #settle(): void {
    if (!this.pc.process?.isAlive || this.pc.process.waitsFor === 0) this.#inFlight.clear();
  }

  get #isFailing(): boolean {
    return [...this.pc.failing.values()].some((times) => times > 0);
  }

  #tab(number: number): Tab {
    const tabs = [...this.pc.tabs.values()];
    return tabs[number % Math.max(tabs.length, 1)] ?? this.#open(this.pc.firstWindow);
  }

  /** The browser tells of a load. */
  #tell(event: string, load: LoadEvent, told: 'once' | 'twice' | 'never' = 'once'): void {
    if (told === 'never') this.model.doubt(load.tabId);
    for (let times = { once: 1, twice: 2, never: 0 }[told]; times > 0; times -= 1) {
      this.model.take(event, load, this.pc.clock.now, this.pc.tabs.get(load.tabId)?.url);
      this.#inFlight.add(load.tabId);
      if (this.#isFailing) this.model.doubt(load.tabId);
      this.pc.tell(event, [load], ({ filter }) => filter?.types?.includes('main_frame') ?? false);
    }
  }

  #begin(tab: Tab, url: string, told: 'once' | 'twice' | 'never' = 'once'): void {
    if (!isOurs(url)) return;
    this.#abort(tab);
    this.#requests += 1;
    const requestId = String(this.#requests);
    Object.assign(tab, { status: 'loading', load: { requestId, url }, hasFailed: false });
    this.#tell('onBeforeRequest', { tabId: tab.id, requestId, url }, told);
  }

  #abort(tab: Tab): void {
    const { load, hasFailed } = tab;
    Object.assign(tab, { load: undefined, status: 'complete' });
    if (load && !hasFailed) this.#tell('onErrorOccurred', { tabId: tab.id, ...load, error: 'net::ERR_ABORTED' });
  }

  #fail(tab: Tab, error: unknown, told: 'once' | 'twice' | 'never' = 'once'): void {
    const { load } = tab;
    if (!load || tab.hasFailed) return;
    const isAbort = error === 'net::ERR_ABORTED' || error === 'net::ERR_CACHE_MISS';
    const popups = this.pc.popups.length;
    const isDue = !isAbort && told !== 'never' && this.#isPopupDue(tab, load);
    this.#tell('onErrorOccurred', { tabId: tab.id, ...load, error }, told);
    if (isDue) this.#due = { popups, step: `${load.requestId} failed in tab ${tab.id}` };
    if (isAbort) Object.assign(tab, { load: undefined, status: 'complete' });
    else this.pc.commitLater(tab);
    Object.assign(tab, { hasFailed: !isAbort, endedAt: this.pc.clock.passed });
  }

  /** Whether everyone would expect the popup after a failure of this tab. */
  #isPopupDue(tab: Tab, { requestId, url }: { requestId: string; url: string }): boolean {
    const { pc, model } = this;
    const { shown, isSure, pending } = model.of(tab.id);
    const isSeen = pc.frontTab === tab.id && tab.windowId === pc.firstWindow && pc.isFocused && !pc.hasPanel;
    const mayHaveDialog = [...model.tabs].some(([id, other]) => id !== tab.id && (other.pending || !other.isSure));
    const isCalm =
      isSure &&
      pending?.id === requestId &&
      pending.isClean &&
      pending.hops < 20 &&
      !this.#isFailing &&
      this.areSettingsSure;
    const wasWell = !shown || (shown.error === undefined && ((shown.status ?? 0) < 400 || shown.isReported));
    const isNew = wasWell || URL.parse(shown.address)?.host !== URL.parse(url)?.host;
    return isSeen && isCalm && isNew && !mayHaveDialog && !pc.process?.stopsIn;
  }

  #answer(tab: Tab, { status, told, isCached, date, report }: Omit<StepOf<'answer'>, 'do' | 'tab'>): void {
    const { load } = tab;
    if (!load || tab.hasFailed) return;
    const dates = { right: this.pc.clock.trueNow, wrong: this.pc.clock.trueNow - 3 * 3_600_000 };
    const value = date === 'garbage' ? 'yesterday' : date === 'none' ? '' : new Date(dates[date]).toUTCString();
    if (date === 'wrong') this.areHoursSure = false;
    const details = { statusCode: status, fromCache: isCached, responseHeaders: [{ name: 'date', value }] };
    this.#tell('onResponseStarted', { tabId: tab.id, ...load, ...details }, told);
    if (status === 204) {
      this.#fail(tab, 'net::ERR_ABORTED');
      return;
    }
    tab.endedAt = this.pc.clock.passed;
    this.pc.commit(tab, load.url);
    if (report) this.#report(tab, load.url, { status, signs: report, restored: false });
  }

  #report(tab: Tab, url: string, page: { status: number | undefined; signs: string[]; restored: boolean }): void {
    this.model.takePage({ tabId: tab.id, url, ...page }, this.pc.clock.now);
    this.#inFlight.add(tab.id);
    if (this.#isFailing) this.model.doubt(tab.id);
    this.#send({ type: 'page', ...page }, { tab: { id: tab.id }, frameId: 0, url });
  }

  #send(message: unknown, sender: object): void {
    // A rejection is told to the sender, by the polyfill.
    for (const answer of this.pc.tell('onMessage', [message, { id: EXTENSION, ...sender }]))
      Promise.resolve(answer).catch(() => undefined);
  }

  #sendFromSurface(message: object): void {
    this.#send(message, { url: `${ORIGIN}/popup.html` });
  }

  readonly #handlers: Handlers = {
    begin: ({ tab, address, told, ahead }) => {
      if (ahead === '') return this.#begin(this.#tab(tab), address, told);
      const id = { tabId: this.#tab(tab).id, requestId: `ahead-${this.#requests}`, url: address };
      const seen = ahead === 'prerender' ? { documentLifecycle: 'prerender' } : { documentId: 'D0C' };
      this.#tell('onBeforeRequest', { ...id, ...seen });
      return this.#tell('onErrorOccurred', { ...id, ...seen, error: 'net::ERR_CONNECTION_RESET' });
    },
    hop: ({ tab, to, told }) => {
      const { load, id, hasFailed } = this.#tab(tab);
      if (!load || hasFailed) return;
      this.#tell('onBeforeRedirect', { tabId: id, ...load, redirectUrl: to }, told);
      load.url = to;
      if (isOurs(to)) this.#tell('onBeforeRequest', { tabId: id, ...load }, told);
      else this.pc.commit(this.#tab(tab), to);
    },
    answer: ({ tab, ...answer }) => this.#answer(this.#tab(tab), answer),
    fail: ({ tab, error, told }) => this.#fail(this.#tab(tab), error, told),
    reload: ({ tab, error }) => {
      const at = this.#tab(tab);
      this.#begin(at, at.url);
      this.#fail(at, error);
    },
    wholeFailure: ({ tab, address, error }) => {
      this.#begin(this.#tab(tab), address);
      this.#fail(this.#tab(tab), error);
    },
    wholeSuccess: ({ tab, address }) => {
      const [at, good] = [this.#tab(tab), { status: 200, told: 'once', isCached: false, date: 'right' } as const];
      this.#begin(at, address);
      this.#answer(at, { ...good, report: [] });
    },
    stray: ({ kind, tab, id, address, status, error }) => {
      const load = { tabId: tab - 1, requestId: id, url: address, statusCode: status, error, redirectUrl: address };
      this.#tell(kind, load);
    },
    report: ({ tab, address, isStray, ...page }) => {
      const at = this.#tab(tab);
      if (page.restored && !isStray) this.#abort(at);
      const url = page.restored || isStray ? address : (at.load?.url ?? at.url);
      if (!isOurs(url)) return;
      if (!isStray) this.pc.commit(at, url);
      this.#report(at, url, page);
    },
    message: ({ message, sender, tab }) => {
      const { id } = this.#tab(tab);
      const page = { tab: { id }, frameId: 0, url: 'https://office.mamoris-net.jp/' };
      const senders = {
        ...{ surface: { url: `${ORIGIN}/popup.html` }, page, frame: { ...page, frameId: 4 }, nobody: {} },
        ...{ elsewhere: { ...page, url: 'https://example.com/' }, foreign: { ...page, id: 'another' } },
      };
      this.#send(message, senders[sender]);
    },
    retry: ({ tab }) => this.#sendFromSurface({ type: 'retry', tabId: this.#tab(tab).id }),
    check: ({ system }) => this.#sendFromSurface({ type: 'check', system }),
    leave: ({ tab }) => {
      this.#abort(this.#tab(tab));
      this.pc.commit(this.#tab(tab), 'https://example.com/');
    },
    close: ({ tab }) => this.#close(this.#tab(tab)),
    closeWindow: () => {
      const { windowId } = this.#tab(0);
      for (const tab of [...this.pc.tabs.values()]) if (tab.windowId === windowId) this.#close(tab);
    },
    open: ({ windowId }) => {
      if (this.pc.tabs.size < 6) this.#open(this.pc.firstWindow + windowId);
    },
    front: ({ tab, isFocused, hasPanel }) =>
      Object.assign(this.pc, { frontTab: this.#tab(tab).id, isFocused, hasPanel }),
    wait: ({ pause }) => this.pc.wait(pause),
    waitLong: ({ pause }) => this.pc.wait(pause),
    clock: ({ by }) => {
      this.pc.clock.jump(by);
      if (by < 0 && !this.pc.process?.isAlive) this.#doubtUnshown(MINUTE);
      this.areHoursSure = false;
    },
    stop: ({ calls, isDone }) => {
      if (calls === 0) this.pc.process?.stop();
      else this.pc.worker().stopsIn = { calls, isDone };
    },
    fault: ({ door, times }) => {
      this.isDisturbed = true;
      this.pc.failing.set(door, times);
      if (door.startsWith('alarms.')) this.areHoursSure = false;
      if (door.startsWith('local.')) this.#isCopySure = false;
      // A worker that has just started knows nothing else, and asks twice.
      if (!/^(session|local|managed)/.test(door) || (door === 'session.get' && times > 1)) this.model.doubtAll();
      for (const tabId of this.#inFlight) this.model.doubt(tabId);
    },
    heal: () => this.pc.failing.clear(),
    corrupt: async ({ key, value }) => {
      this.isDisturbed = true;
      const [area, name] = key.split('.') as ['local' | 'session' | 'managed', string];
      await fakeBrowser.storage[area].set({ [name]: value });
      if (key === 'local.run-copy') {
        this.#isCopySure = false;
        for (const tabId of this.#inFlight) this.model.doubt(tabId);
      }
      if (key.endsWith('settings')) this.areSettingsSure = false;
      if (key === 'managed.settings') this.areHoursSure = false;
      if (key === 'session.run') this.model.doubtAll();
    },
    alarm: ({ name }) => this.pc.tell('onAlarm', [{ name, scheduledTime: this.pc.clock.now }]),
    policy: async ({ text }) => {
      this.areHoursSure = false;
      this.areSettingsSure = false;
      await fakeBrowser.storage.managed.set({ settings: text });
      this.pc.tell('managed.onChanged', [{ settings: { newValue: text } }]);
    },
    installed: () => this.pc.tell('onInstalled', [{ reason: 'browser_update' }]),
    startup: () => this.pc.tell('onStartup', []),
    update: async () => {
      // Chromium waits with it until the worker rests.
      await this.pc.wait(31 * SECOND);
      this.pc.process?.stop();
      await fakeBrowser.storage.session.clear();
      this.pc.badges.clear();
      this.pc.alarms.clear();
      if (!this.#isCopySure || this.#isFailing) this.model.doubtAll();
      // No alarm is left that would see to the badges, should the worker be stopped before it has done so.
      for (const id of this.pc.tabs.keys()) this.#inFlight.add(id);
      this.pc.tell('onInstalled', [{ reason: 'update' }]);
    },
    restart: async () => {
      this.pc.process?.stop();
      await fakeBrowser.storage.session.clear();
      this.model.tabs.clear();
      this.pc.restart();
      this.pc.tell('onStartup', []);
    },
    omnibox: ({ typed, enters }) =>
      enters
        ? this.pc.tell('onInputEntered', [typed, 'currentTab'])
        : this.pc.tell('onInputChanged', [typed, () => undefined]),
    network: ({ is, isOnline }) => Object.assign(this.pc, { network: is, isOnline }),
  };

  #open(windowId: number): Tab {
    const tab = this.pc.open(windowId);
    // What was told of it before there was such a tab may be forgotten or not.
    if (this.model.tabs.has(tab.id)) this.model.doubt(tab.id);
    return tab;
  }

  #close(tab: Tab): void {
    const { load, hasFailed } = tab;
    this.pc.close(tab);
    if (load && !hasFailed) this.#tell('onErrorOccurred', { tabId: tab.id, ...load, error: 'net::ERR_ABORTED' });
  }

  /** Nothing fails any more, and nothing is stopped but what is idle. */
  async calm(): Promise<void> {
    this.pc.failing.clear();
    if (this.pc.process) this.pc.process.stopsIn = undefined;
    Object.assign(this.pc, { network: 'well', isOnline: true });
    await this.pc.wait(2 * MINUTE);
    // While the worker asks, the answer may change everything; it tells nothing then.
    while (this.pc.process?.isAlive && this.pc.process.fetches > 0) await this.pc.wait(SECOND);
    this.#settle();
  }

  /** The worker is called for something that tells it nothing, and again when the systems open or close. */
  async waitForHours(): Promise<void> {
    // Half an hour of waiting for each would take most of the time of all this.
    for (const tab of this.pc.tabs.values()) this.#abort(tab);
    for (const [tabId, { pending }] of this.model.tabs) {
      if (!pending) continue;
      const load = { tabId, requestId: pending.id, url: pending.address, error: 'net::ERR_ABORTED' };
      if (pending.hops < 20) this.#tell('onErrorOccurred', load);
    }
    await this.pc.wait(SECOND);
    this.pc.process?.stop();
    this.pc.tell('onInputChanged', ['', () => undefined]);
    await this.pc.wait(SECOND);
    const alarm = this.pc.alarms.get('hours-change');
    if (!alarm) throw new Error('No alarm for the change of the hours');
    await this.pc.wait(Math.max(0, alarm.scheduledTime - this.pc.clock.now) + 20 * SECOND);
  }
}
