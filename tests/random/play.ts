import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ORIGIN } from './api.ts';
import { EventDriver } from './event-driver.ts';
import { isOurs } from './random-pc.ts';
import type { Step, StepOf } from './steps.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

type Handlers = { [Kind in Step['do']]: (step: StepOf<Kind>) => unknown };

/** Performs the steps on a PC as the browser would, and reports the events to the model. */
export class Play extends EventDriver {
  async perform(step: Step): Promise<void> {
    const due = this.due;
    this.due = undefined;
    await (this.#handlers[step.do] as (step: Step) => unknown)(step);
    await this.pc.clock.advance(0);
    this.settle();
    if (due && step.do === 'wait' && step.pause >= 300 && this.pc.popups.length <= due.popups && !this.wasStopped)
      throw new Error(`No popup after ${due.step}`);
    if (due && step.do === 'wait' && step.pause < 300) this.due = due;
    this.wasStopped = false;
  }

  readonly #handlers: Handlers = {
    begin: ({ tab, address, delivery, ahead }) => {
      if (ahead === '') return this.begin(this.tab(tab), address, delivery);
      const id = { tabId: this.tab(tab).id, requestId: `ahead-${this.requests}`, url: address };
      const seen = ahead === 'prerender' ? { documentLifecycle: 'prerender' } : { documentId: 'D0C' };
      this.dispatch('onBeforeRequest', { ...id, ...seen });
      return this.dispatch('onErrorOccurred', { ...id, ...seen, error: 'net::ERR_CONNECTION_RESET' });
    },
    hop: ({ tab, to, delivery }) => {
      const { load, id, hasFailed } = this.tab(tab);
      if (!load || hasFailed) return;
      this.dispatch('onBeforeRedirect', { tabId: id, ...load, redirectUrl: to }, delivery);
      load.url = to;
      if (isOurs(to)) this.dispatch('onBeforeRequest', { tabId: id, ...load }, delivery);
      else this.pc.commit(this.tab(tab), to);
    },
    answer: ({ tab, ...answer }) => this.answer(this.tab(tab), answer),
    fail: ({ tab, error, delivery }) => this.fail(this.tab(tab), error, delivery),
    reload: ({ tab, error }) => {
      const at = this.tab(tab);
      this.begin(at, at.url);
      this.fail(at, error);
    },
    wholeFailure: ({ tab, address, error }) => {
      this.begin(this.tab(tab), address);
      this.fail(this.tab(tab), error);
    },
    wholeSuccess: ({ tab, address }) => {
      const [at, good] = [this.tab(tab), { status: 200, delivery: 'once', isCached: false, date: 'right' } as const];
      this.begin(at, address);
      this.answer(at, { ...good, report: [] });
    },
    stray: ({ kind, tab, id, address, status, error }) => {
      const load = { tabId: tab - 1, requestId: id, url: address, statusCode: status, error, redirectUrl: address };
      this.dispatch(kind, load);
      // The load never ends, and its tab claims to be complete: for the worker its end was missed.
      if (kind === 'onBeforeRequest') this.model.doubt(load.tabId);
    },
    report: ({ tab, address, isStray, ...page }) => {
      const at = this.tab(tab);
      if (page.restored && !isStray) this.abort(at);
      const url = page.restored || isStray ? address : (at.load?.url ?? at.url);
      if (!isOurs(url)) return;
      if (!isStray) this.pc.commit(at, url);
      this.report(at, url, page);
      // Taken for a word of the page before: no end of the load that has just been shown ever comes.
      if (!isStray && this.model.of(at.id).pending) this.model.doubt(at.id);
    },
    message: ({ message, sender, tab }) => {
      const { id } = this.tab(tab);
      const page = { tab: { id }, frameId: 0, url: 'https://office.mamoris-net.jp/' };
      const senders = {
        ...{ surface: { url: `${ORIGIN}/popup.html` }, page, frame: { ...page, frameId: 4 }, nobody: {} },
        ...{ elsewhere: { ...page, url: 'https://example.com/' }, foreign: { ...page, id: 'another' } },
      };
      this.send(message, senders[sender]);
    },
    retry: ({ tab }) => this.sendFromSurface({ type: 'retry', tabId: this.tab(tab).id }),
    check: ({ system }) => this.sendFromSurface({ type: 'check', system }),
    leave: ({ tab }) => {
      this.abort(this.tab(tab));
      this.pc.commit(this.tab(tab), 'https://example.com/');
    },
    close: ({ tab }) => this.close(this.tab(tab)),
    closeWindow: () => {
      const { windowId } = this.tab(0);
      for (const tab of [...this.pc.tabs.values()]) if (tab.windowId === windowId) this.close(tab);
    },
    open: ({ windowId }) => {
      if (this.pc.tabs.size < 6) this.open(this.pc.firstWindow + windowId);
    },
    front: ({ tab, isFocused, hasPanel }) =>
      Object.assign(this.pc, { frontTab: this.tab(tab).id, isFocused, hasPanel }),
    wait: ({ pause }) => this.pc.wait(pause),
    waitLong: ({ pause }) => this.pc.wait(pause),
    clock: ({ by }) => {
      this.pc.clock.jump(by);
      // The alarm that would look again lies far off now.
      if (by < 0 && this.pc.clock.passed - this.stoppedAt < MINUTE) this.doubtUnshown(MINUTE);
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
      if (door.startsWith('local.')) this.isCopySure = false;
      // A worker that has just started knows nothing else, and asks twice.
      if (!/^(session|local|managed)/.test(door) || (door === 'session.get' && times > 1)) this.model.doubtAll();
      for (const tabId of this.inFlight) this.model.doubt(tabId);
    },
    heal: () => this.pc.failing.clear(),
    corrupt: async ({ key, value }) => {
      this.isDisturbed = true;
      const [area, name] = key.split('.') as ['local' | 'session' | 'managed', string];
      await fakeBrowser.storage[area].set({ [name]: value });
      if (key === 'local.run-copy') {
        this.isCopySure = false;
        for (const tabId of this.inFlight) this.model.doubt(tabId);
      }
      if (key.endsWith('settings')) this.areSettingsSure = false;
      if (key === 'managed.settings') this.areHoursSure = false;
      if (key === 'session.run') this.model.doubtAll();
    },
    alarm: ({ name }) => this.pc.dispatch('onAlarm', [{ name, scheduledTime: this.pc.clock.now }]),
    policy: async ({ text }) => {
      this.areHoursSure = false;
      this.areSettingsSure = false;
      await fakeBrowser.storage.managed.set({ settings: text });
      this.pc.dispatch('managed.onChanged', [{ settings: { newValue: text } }]);
    },
    installed: () => this.pc.dispatch('onInstalled', [{ reason: 'browser_update' }]),
    startup: () => this.pc.dispatch('onStartup', []),
    update: async () => {
      // Chromium waits with it until the worker rests.
      await this.pc.wait(31 * SECOND);
      this.pc.process?.stop();
      await fakeBrowser.storage.session.clear();
      this.pc.badges.clear();
      this.pc.alarms.clear();
      if (!this.isCopySure || this.isFailing) this.model.doubtAll();
      // No alarm is left that would see to the badges, should the worker be stopped before it has done so.
      for (const id of this.pc.tabs.keys()) this.inFlight.add(id);
      this.pc.dispatch('onInstalled', [{ reason: 'update' }]);
    },
    restart: async () => {
      this.pc.process?.stop();
      await fakeBrowser.storage.session.clear();
      this.model.tabs.clear();
      this.pc.restart();
      this.pc.dispatch('onStartup', []);
    },
    omnibox: ({ typed, enters }) =>
      enters
        ? this.pc.dispatch('onInputEntered', [typed, 'currentTab'])
        : this.pc.dispatch('onInputChanged', [typed, () => undefined]),
    network: ({ is, isOnline }) => Object.assign(this.pc, { network: is, isOnline }),
  };

  /** Nothing fails any more, and nothing is stopped but what is idle. */
  async calm(): Promise<void> {
    this.pc.failing.clear();
    if (this.pc.process) this.pc.process.stopsIn = undefined;
    Object.assign(this.pc, { network: 'well', isOnline: true });
    await this.pc.wait(2 * MINUTE);
    // While the worker asks, the answer may change everything; it tells nothing then.
    while (this.pc.process?.isAlive && this.pc.process.fetches > 0) await this.pc.wait(SECOND);
    this.settle();
  }

  /** The worker is called for something that tells it nothing, and again when the systems open or close. */
  async waitForHours(): Promise<void> {
    // Half an hour of waiting for each would take most of the time of all this.
    for (const tab of this.pc.tabs.values()) this.abort(tab);
    for (const [tabId, { pending }] of this.model.tabs) {
      if (!pending) continue;
      const load = { tabId, requestId: pending.id, url: pending.address, error: 'net::ERR_ABORTED' };
      if (pending.hops < 20) this.dispatch('onErrorOccurred', load);
    }
    await this.pc.wait(SECOND);
    this.pc.process?.stop();
    this.pc.dispatch('onInputChanged', ['', () => undefined]);
    await this.pc.wait(SECOND);
    if (!this.pc.alarms.has('wake')) throw new Error('No alarm for the change of the hours');
    const hours = (((this.pc.clock.now / HOUR + 9) % 24) + 24) % 24;
    const left = hours < 7 ? 7 - hours : hours < 22 ? 22 - hours : 31 - hours;
    await this.pc.wait(left * HOUR + 20 * SECOND);
  }
}
