import { EXTENSION, ORIGIN } from './api.ts';
import { type LoadEvent, Model } from './model.ts';
import { isOurs, type RandomPc, type Tab } from './random-pc.ts';
import type { StepOf } from './steps.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Time in which the worker shows a load's outcome: error pages commit late, other pages send a message; in ms. */
const TIME_TO_SHOW = 2 * SECOND;

/** Delivers the events of loads to the worker and the model, and marks the tabs that a stop makes uncertain. */
export class EventDriver {
  readonly model = new Model();
  /** Whether the systems' hours follow from the PC's clock. */
  areHoursCertain = true;
  /** Whether there was a fault that the worker may log. */
  isDisturbed = false;
  /** Whether the user has set the PC's clock. */
  isClockSet = false;
  /** Whether the settings are still the defaults. */
  areSettingsCertain = true;
  protected isCopyCertain = true;
  /** Tabs with an event that the worker may still be handling. */
  protected readonly inFlight = new Set<number>();
  protected requests = 100;
  /** Failure for which the popup must open, and the number of popups before it. */
  protected due: { popups: number; step: string } | undefined;
  readonly pc: RandomPc;

  constructor(pc: RandomPc) {
    this.pc = pc;
  }

  protected wasStopped = false;
  /** Time of the worker's last stop, as `clock.passed`. */
  stoppedAt = Number.NEGATIVE_INFINITY;

  onStop(): void {
    this.stoppedAt = this.pc.clock.passed;
    for (const tabId of this.inFlight) this.model.markUncertain(tabId);
    const { clock, alarms } = this.pc;
    const isAlarmNear = (alarms.get('wake')?.scheduledTime ?? Number.POSITIVE_INFINITY) - clock.now <= MINUTE;
    if (!isAlarmNear) this.markUnshownUncertain(TIME_TO_SHOW);
    this.inFlight.clear();
    this.due = undefined;
    this.wasStopped = true;
  }

  /** Marks the tabs whose outcome the worker may not have shown, where no alarm restarts it soon. */
  protected markUnshownUncertain(time: number): void {
    for (const { id, endedAt = Number.NEGATIVE_INFINITY } of this.pc.tabs.values()) {
      if (this.pc.clock.passed - endedAt < time) this.model.markUncertain(id);
    }
  }

  protected settle(): void {
    if (!this.pc.process?.isAlive || this.pc.process.pendingCalls === 0) this.inFlight.clear();
  }

  protected get isFailing(): boolean {
    return [...this.pc.failing.values()].some((times) => times > 0);
  }

  protected tab(number: number): Tab {
    const tabs = [...this.pc.tabs.values()];
    return tabs[number % Math.max(tabs.length, 1)] ?? this.open(this.pc.firstWindow);
  }

  /** Delivers a load event to the worker and the model. */
  protected deliver(event: string, load: LoadEvent, delivery: 'once' | 'twice' | 'never' = 'once'): void {
    if (delivery === 'never') this.model.markUncertain(load.tabId);
    for (let times = { once: 1, twice: 2, never: 0 }[delivery]; times > 0; times -= 1) {
      this.model.apply(event, load, this.pc.clock.now, this.pc.tabs.get(load.tabId)?.url);
      this.inFlight.add(load.tabId);
      if (this.isFailing) this.model.markUncertain(load.tabId);
      this.pc.emit(
        event,
        [{ timeStamp: this.pc.clock.now, method: 'GET', ...load }],
        ({ filter }) => filter?.types?.includes('main_frame') ?? false,
      );
    }
  }

  protected begin(tab: Tab, url: string, delivery: 'once' | 'twice' | 'never' = 'once'): void {
    if (!isOurs(url)) return;
    this.abort(tab);
    this.requests += 1;
    const requestId = String(this.requests);
    Object.assign(tab, {
      status: 'loading',
      load: { requestId, url, beganAt: this.pc.clock.passed },
      hasFailed: false,
    });
    this.deliver('onBeforeRequest', { tabId: tab.id, requestId, url }, delivery);
  }

  protected abort(tab: Tab): void {
    const { load, hasFailed } = tab;
    Object.assign(tab, { load: undefined, status: 'complete' });
    if (load && !hasFailed) this.deliver('onErrorOccurred', { tabId: tab.id, ...load, error: 'net::ERR_ABORTED' });
  }

  protected fail(tab: Tab, error: unknown, delivery: 'once' | 'twice' | 'never' = 'once'): void {
    const { load } = tab;
    if (!load || tab.hasFailed) return;
    const isAbort = error === 'net::ERR_ABORTED';
    const popups = this.pc.popups.length;
    const isDue = !isAbort && error !== 'net::ERR_CACHE_MISS' && delivery !== 'never' && this.isPopupDue(tab, load);
    this.deliver('onErrorOccurred', { tabId: tab.id, ...load, error }, delivery);
    if (isDue) this.due = { popups, step: `${load.requestId} failed in tab ${tab.id}` };
    if (isAbort) Object.assign(tab, { load: undefined, status: 'complete' });
    else this.pc.commitLater(tab);
    Object.assign(tab, { hasFailed: !isAbort, endedAt: this.pc.clock.passed });
  }

  /** Whether the popup must open after a failure of this tab. */
  protected isPopupDue(tab: Tab, { requestId, url }: { requestId: string; url: string }): boolean {
    const { pc, model } = this;
    const { shown, isCertain, pending } = model.of(tab.id);
    const isVisible = pc.frontTab === tab.id && tab.windowId === pc.firstWindow && pc.isFocused && !pc.hasPanel;
    const isCalm =
      isCertain &&
      pending?.id === requestId &&
      pending.isClean &&
      pending.hops < 20 &&
      !this.isFailing &&
      this.areSettingsCertain;
    const wasGood = !shown || (shown.error === undefined && ((shown.status ?? 0) < 400 || shown.isReported));
    const isNew = wasGood || URL.parse(shown.address)?.host !== URL.parse(url)?.host;
    return isVisible && isCalm && isNew && !pc.process?.stopsIn;
  }

  protected answer(tab: Tab, { status, delivery, isCached, date, report }: Omit<StepOf<'answer'>, 'do' | 'tab'>): void {
    const { load } = tab;
    if (!load || tab.hasFailed) return;
    const dates = { right: this.pc.clock.trueNow, wrong: this.pc.clock.trueNow - 3 * 3_600_000 };
    const value = date === 'garbage' ? 'yesterday' : date === 'none' ? '' : new Date(dates[date]).toUTCString();
    if (date === 'wrong') this.areHoursCertain = false;
    const details = { statusCode: status, fromCache: isCached, responseHeaders: [{ name: 'date', value }] };
    this.deliver('onResponseStarted', { tabId: tab.id, ...load, ...details }, delivery);
    if (status === 204) {
      this.fail(tab, 'net::ERR_ABORTED');
      return;
    }
    tab.endedAt = this.pc.clock.passed;
    this.pc.commit(tab, load.url);
    if (report) this.report(tab, load.url, { status, signs: report, restored: false });
  }

  protected report(
    tab: Tab,
    url: string,
    page: { status: number | undefined; signs: string[]; restored: boolean },
  ): void {
    this.model.applyPage({ tabId: tab.id, url, ...page }, this.pc.clock.now);
    this.inFlight.add(tab.id);
    if (this.isFailing) this.model.markUncertain(tab.id);
    this.send({ type: 'signs', ...page }, { tab: { id: tab.id }, frameId: 0, url });
  }

  protected send(message: unknown, sender: object): void {
    // The polyfill passes a rejection on to the sender.
    for (const answer of this.pc.emit('onMessage', [message, { id: EXTENSION, ...sender }]))
      Promise.resolve(answer).catch(() => undefined);
  }

  protected sendFromSurface(message: object): void {
    this.send(message, { url: `${ORIGIN}/popup.html` });
  }

  protected open(windowId: number): Tab {
    const tab = this.pc.open(windowId);
    // The worker may have forgotten events from before the tab existed.
    if (this.model.tabs.has(tab.id)) this.model.markUncertain(tab.id);
    return tab;
  }

  protected close(tab: Tab): void {
    const { load, hasFailed } = tab;
    this.pc.close(tab);
    if (load && !hasFailed) this.deliver('onErrorOccurred', { tabId: tab.id, ...load, error: 'net::ERR_ABORTED' });
  }
}
