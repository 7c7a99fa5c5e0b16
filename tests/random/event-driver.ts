import { EXTENSION, ORIGIN } from './api.ts';
import { type LoadEvent, Model } from './model.ts';
import { isOurs, type RandomPc, type Tab } from './random-pc.ts';
import type { StepOf } from './steps.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Time that the worker may need to show an outcome: error pages are committed late, other pages send their signs. */
const TIME_TO_SHOW = 2 * SECOND;

/** Dispatches the events of loads in tabs, as the browser would, and reports them to the model. */
export class EventDriver {
  readonly model = new Model();
  /** Whether the hours by the PC's clock are those that count. */
  areHoursSure = true;
  /** Whether anything has gone wrong that the worker may complain of. */
  isDisturbed = false;
  /** Whether the settings are those that everyone has at first. */
  areSettingsSure = true;
  protected isCopySure = true;
  /** Tabs with events that the worker may not have finished. */
  protected readonly inFlight = new Set<number>();
  protected requests = 100;
  /** A failure of which the popup is to tell, and how many popups there were before. */
  protected due: { popups: number; step: string } | undefined;
  readonly pc: RandomPc;

  constructor(pc: RandomPc) {
    this.pc = pc;
  }

  protected wasStopped = false;
  /** When the worker was stopped last; by the time that has passed. */
  protected stoppedAt = Number.NEGATIVE_INFINITY;

  onStop(): void {
    this.stoppedAt = this.pc.clock.passed;
    for (const tabId of this.inFlight) this.model.doubt(tabId);
    // The alarm that would have looked again has been used up.
    if (this.pc.isAlarmInFlight) this.model.doubtAll();
    this.pc.isAlarmInFlight = false;
    const { clock, alarms } = this.pc;
    const hasAlarmSoon = (alarms.get('wake')?.scheduledTime ?? Number.POSITIVE_INFINITY) - clock.now <= MINUTE;
    if (!hasAlarmSoon) this.doubtUnshown(TIME_TO_SHOW);
    this.inFlight.clear();
    this.due = undefined;
    this.wasStopped = true;
  }

  /** No alarm comes soon that would start the worker again, to show what it had no time to show. */
  protected doubtUnshown(time: number): void {
    for (const { id, endedAt = Number.NEGATIVE_INFINITY } of this.pc.tabs.values()) {
      if (this.pc.clock.passed - endedAt < time) this.model.doubt(id);
    }
  }

  protected settle(): void {
    if (!this.pc.process?.isAlive || this.pc.process.waitsFor === 0) this.inFlight.clear();
  }

  protected get isFailing(): boolean {
    return [...this.pc.failing.values()].some((times) => times > 0);
  }

  protected tab(number: number): Tab {
    const tabs = [...this.pc.tabs.values()];
    return tabs[number % Math.max(tabs.length, 1)] ?? this.open(this.pc.firstWindow);
  }

  /** The browser tells of a load. */
  protected dispatch(event: string, load: LoadEvent, delivery: 'once' | 'twice' | 'never' = 'once'): void {
    if (delivery === 'never') this.model.doubt(load.tabId);
    for (let times = { once: 1, twice: 2, never: 0 }[delivery]; times > 0; times -= 1) {
      this.model.recordEvent(event, load, this.pc.clock.now, this.pc.tabs.get(load.tabId)?.url);
      this.inFlight.add(load.tabId);
      if (this.isFailing) this.model.doubt(load.tabId);
      this.pc.dispatch(event, [load], ({ filter }) => filter?.types?.includes('main_frame') ?? false);
    }
  }

  protected begin(tab: Tab, url: string, delivery: 'once' | 'twice' | 'never' = 'once'): void {
    if (!isOurs(url)) return;
    this.abort(tab);
    this.requests += 1;
    const requestId = String(this.requests);
    Object.assign(tab, { status: 'loading', load: { requestId, url }, hasFailed: false });
    this.dispatch('onBeforeRequest', { tabId: tab.id, requestId, url }, delivery);
  }

  protected abort(tab: Tab): void {
    const { load, hasFailed } = tab;
    Object.assign(tab, { load: undefined, status: 'complete' });
    if (load && !hasFailed) this.dispatch('onErrorOccurred', { tabId: tab.id, ...load, error: 'net::ERR_ABORTED' });
  }

  protected fail(tab: Tab, error: unknown, delivery: 'once' | 'twice' | 'never' = 'once'): void {
    const { load } = tab;
    if (!load || tab.hasFailed) return;
    const isAbort = error === 'net::ERR_ABORTED' || error === 'net::ERR_CACHE_MISS';
    const popups = this.pc.popups.length;
    const isDue = !isAbort && delivery !== 'never' && this.isPopupDue(tab, load);
    this.dispatch('onErrorOccurred', { tabId: tab.id, ...load, error }, delivery);
    if (isDue) this.due = { popups, step: `${load.requestId} failed in tab ${tab.id}` };
    if (isAbort) Object.assign(tab, { load: undefined, status: 'complete' });
    else this.pc.commitLater(tab);
    Object.assign(tab, { hasFailed: !isAbort, endedAt: this.pc.clock.passed });
  }

  /** Whether everyone would expect the popup after a failure of this tab. */
  protected isPopupDue(tab: Tab, { requestId, url }: { requestId: string; url: string }): boolean {
    const { pc, model } = this;
    const { shown, isSure, pending } = model.of(tab.id);
    const isSeen = pc.frontTab === tab.id && tab.windowId === pc.firstWindow && pc.isFocused && !pc.hasPanel;
    const mayHaveDialog = [...model.tabs].some(([id, other]) => id !== tab.id && (other.pending || !other.isSure));
    const isCalm =
      isSure &&
      pending?.id === requestId &&
      pending.isClean &&
      pending.hops < 20 &&
      !this.isFailing &&
      this.areSettingsSure;
    const wasWell = !shown || (shown.error === undefined && ((shown.status ?? 0) < 400 || shown.isReported));
    const isNew = wasWell || URL.parse(shown.address)?.host !== URL.parse(url)?.host;
    return isSeen && isCalm && isNew && !mayHaveDialog && !pc.process?.stopsIn;
  }

  protected answer(tab: Tab, { status, delivery, isCached, date, report }: Omit<StepOf<'answer'>, 'do' | 'tab'>): void {
    const { load } = tab;
    if (!load || tab.hasFailed) return;
    const dates = { right: this.pc.clock.trueNow, wrong: this.pc.clock.trueNow - 3 * 3_600_000 };
    const value = date === 'garbage' ? 'yesterday' : date === 'none' ? '' : new Date(dates[date]).toUTCString();
    if (date === 'wrong') this.areHoursSure = false;
    const details = { statusCode: status, fromCache: isCached, responseHeaders: [{ name: 'date', value }] };
    this.dispatch('onResponseStarted', { tabId: tab.id, ...load, ...details }, delivery);
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
    this.model.recordPage({ tabId: tab.id, url, ...page }, this.pc.clock.now);
    this.inFlight.add(tab.id);
    if (this.isFailing) this.model.doubt(tab.id);
    this.send({ type: 'signs', ...page }, { tab: { id: tab.id }, frameId: 0, url });
  }

  protected send(message: unknown, sender: object): void {
    // The polyfill passes a rejection to the sender.
    for (const answer of this.pc.dispatch('onMessage', [message, { id: EXTENSION, ...sender }]))
      Promise.resolve(answer).catch(() => undefined);
  }

  protected sendFromSurface(message: object): void {
    this.send(message, { url: `${ORIGIN}/popup.html` });
  }

  protected open(windowId: number): Tab {
    const tab = this.pc.open(windowId);
    // Events of this tab id before the tab existed may be forgotten or not.
    if (this.model.tabs.has(tab.id)) this.model.doubt(tab.id);
    return tab;
  }

  protected close(tab: Tab): void {
    const { load, hasFailed } = tab;
    this.pc.close(tab);
    if (load && !hasFailed) this.dispatch('onErrorOccurred', { tabId: tab.id, ...load, error: 'net::ERR_ABORTED' });
  }
}
