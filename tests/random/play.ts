import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ORIGIN } from './api.ts';
import { checkOnTime } from './check.ts';
import { EventDriver } from './event-driver.ts';
import { isOurs } from './random-pc.ts';
import type { Step, StepOf } from './steps.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

type Handlers = { [Kind in Step['do']]: (step: StepOf<Kind>) => unknown };

/** Plays steps on a PC as the browser would, and applies the same events to the model. */
export class Play extends EventDriver {
  async run(step: Step): Promise<void> {
    const due = this.due;
    this.due = undefined;
    await (this.#handlers[step.do] as (step: Step) => unknown)(step);
    await this.pc.clock.advance(0);
    this.settle();
    if (due && step.do === 'wait' && step.pause >= 300 && this.pc.popups.length <= due.popups && !this.wasStopped)
      throw new Error(`No popup after ${due.step}`);
    if (due && step.do === 'wait' && step.pause < 300) this.due = due;
    this.wasStopped = false;
    if (step.do === 'wait' && step.pause >= 4000 && step.pause < 30_000) await checkOnTime(this);
  }

  readonly #handlers: Handlers = {
    begin: ({ tab, address, delivery, ahead }) => {
      if (ahead === '') return this.begin(this.tab(tab), address, delivery);
      const id = { tabId: this.tab(tab).id, requestId: `ahead-${this.requests}`, url: address };
      const seen = ahead === 'prerender' ? { documentLifecycle: 'prerender' } : { documentId: 'D0C' };
      this.deliver('onBeforeRequest', { ...id, ...seen });
      return this.deliver('onErrorOccurred', { ...id, ...seen, error: 'net::ERR_CONNECTION_RESET' });
    },
    hop: ({ tab, to, delivery }) => {
      const { load, id, hasFailed } = this.tab(tab);
      if (!load || hasFailed) return;
      this.deliver('onBeforeRedirect', { tabId: id, ...load, redirectUrl: to }, delivery);
      load.url = to;
      if (isOurs(to)) this.deliver('onBeforeRequest', { tabId: id, ...load }, delivery);
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
      this.deliver(kind, load);
      // It never ends while its tab is complete: the worker counts its end as missed.
      if (kind === 'onBeforeRequest') this.model.markUncertain(load.tabId);
    },
    report: ({ tab, address, isStray, ...page }) => {
      const at = this.tab(tab);
      if (page.restored && !isStray) this.abort(at);
      const url = page.restored || isStray ? address : (at.load?.url ?? at.url);
      if (!isOurs(url)) return;
      if (!isStray) this.pc.commit(at, url);
      this.report(at, url, page);
      // The worker may count this as a message of the page before; the load that was just committed never ends.
      if (!isStray && this.model.of(at.id).pending) this.model.markUncertain(at.id);
    },
    message: ({ message, sender, tab }) => {
      const { id } = this.tab(tab);
      const page = { tab: { id }, frameId: 0, url: 'https://office.mamoris-net.jp/' };
      const senders = {
        surface: { url: `${ORIGIN}/popup.html` },
        page,
        frame: { ...page, frameId: 4 },
        unknown: {},
        elsewhere: { ...page, url: 'https://example.com/' },
        foreign: { ...page, id: 'another' },
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
      this.isClockSet = true;
      // The alarm follows the PC's clock and is hours away now. After two kills it was due 90 s after the failure.
      if (by < 0 && this.pc.clock.passed - this.stoppedAt < MINUTE) this.markUnshownUncertain(2 * MINUTE);
      this.areHoursCertain = false;
    },
    stop: ({ calls, isDone }) => {
      if (calls === 0) this.pc.process?.stop();
      else this.pc.worker().stopsIn = { calls, isDone };
    },
    killedFailure: async ({ tab, address, error, isRestarted, calls, isDone }) => {
      this.begin(this.tab(tab), address);
      this.fail(this.tab(tab), error);
      await this.pc.wait(20);
      this.settle();
      this.pc.process?.stop();
      // An unrelated event starts the worker again.
      if (isRestarted) this.pc.emit('onInputChanged', ['', () => undefined]);
      this.pc.stopAtAlarm = { calls, isDone };
      await this.pc.wait(31 * SECOND);
    },
    fault: ({ api, times }) => {
      this.isDisturbed = true;
      this.pc.failing.set(api, times);
      if (api.startsWith('alarms.')) this.areHoursCertain = false;
      if (api.startsWith('local.')) this.isCopyCertain = false;
      // A worker that has just started has no earlier state; it reads storage twice.
      if (!/^(session|local|managed)/.test(api) || (api === 'session.get' && times > 1)) this.model.markAllUncertain();
      for (const tabId of this.inFlight) this.model.markUncertain(tabId);
    },
    heal: () => this.pc.failing.clear(),
    corrupt: async ({ key, value }) => {
      this.isDisturbed = true;
      const [area, name] = key.split('.') as ['local' | 'session' | 'managed', string];
      await fakeBrowser.storage[area].set({ [name]: value });
      if (key === 'local.run-copy') {
        this.isCopyCertain = false;
        for (const tabId of this.inFlight) this.model.markUncertain(tabId);
      }
      if (key.endsWith('settings') || key === 'local.policy-copy') this.areSettingsCertain = false;
      if (key === 'managed.settings' || key === 'local.policy-copy') this.areHoursCertain = false;
      if (key === 'session.run') this.model.markAllUncertain();
    },
    alarm: ({ name }) => this.pc.emit('onAlarm', [{ name, scheduledTime: this.pc.clock.now }]),
    policy: async ({ text }) => {
      this.areHoursCertain = false;
      this.areSettingsCertain = false;
      await fakeBrowser.storage.managed.set({ settings: text });
      this.pc.emit('managed.onChanged', [{ settings: { newValue: text } }]);
    },
    installed: () => this.pc.emit('onInstalled', [{ reason: 'browser_update' }]),
    startup: () => this.pc.emit('onStartup', []),
    update: async () => {
      // Chromium delays an update until the worker is idle.
      await this.pc.wait(31 * SECOND);
      this.pc.process?.stop();
      await fakeBrowser.storage.session.clear();
      this.pc.badges.clear();
      this.pc.alarms.clear();
      if (!this.isCopyCertain || this.isFailing) this.model.markAllUncertain();
      // The update cleared the alarm: if the worker is killed now, no event refreshes the badges.
      for (const id of this.pc.tabs.keys()) this.inFlight.add(id);
      this.pc.emit('onInstalled', [{ reason: 'update' }]);
    },
    restart: async () => {
      this.pc.process?.stop();
      await fakeBrowser.storage.session.clear();
      this.model.tabs.clear();
      this.pc.restart();
      this.pc.emit('onStartup', []);
    },
    omnibox: ({ typed, enters }) =>
      enters
        ? this.pc.emit('onInputEntered', [typed, 'currentTab'])
        : this.pc.emit('onInputChanged', [typed, () => undefined]),
    network: ({ is, isOnline }) => Object.assign(this.pc, { network: is, isOnline }),
  };

  /** Ends all faults and waits until the PC is idle. */
  async calm(): Promise<void> {
    this.pc.failing.clear();
    if (this.pc.process) this.pc.process.stopsIn = undefined;
    this.pc.stopAtAlarm = undefined;
    Object.assign(this.pc, { network: 'well', isOnline: true });
    await this.pc.wait(2 * MINUTE);
    // The answer to a probe under way can still change the badges.
    while (this.pc.process?.isAlive && this.pc.process.fetches > 0) await this.pc.wait(SECOND);
    this.settle();
  }

  /** Starts the worker by an unrelated event, then waits until the systems open or close. */
  async waitForHours(): Promise<void> {
    // Half an hour of waiting for each load would dominate the run time.
    for (const tab of this.pc.tabs.values()) this.abort(tab);
    for (const [tabId, { pending }] of this.model.tabs) {
      if (!pending) continue;
      const load = { tabId, requestId: pending.id, url: pending.address, error: 'net::ERR_ABORTED' };
      if (pending.hops < 20) this.deliver('onErrorOccurred', load);
    }
    await this.pc.wait(SECOND);
    this.pc.process?.stop();
    this.pc.emit('onInputChanged', ['', () => undefined]);
    await this.pc.wait(SECOND);
    if (!this.pc.alarms.has('wake')) throw new Error('No alarm for the change of the hours');
    const hours = (((this.pc.clock.now / HOUR + 9) % 24) + 24) % 24;
    const left = hours < 7 ? 7 - hours : hours < 22 ? 22 - hours : 31 - hours;
    await this.pc.wait(left * HOUR + 20 * SECOND);
  }
}
