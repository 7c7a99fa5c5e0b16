import { HOSTS } from '../support/builders.ts';
import { isOurs } from './random-pc.ts';

/** Final outcome of a load, by the browser's events. */
interface Outcome {
  id: string;
  address: string;
  error?: string | undefined;
  status?: number | undefined;
  signs: readonly string[];
  isReported: boolean;
}

interface KnownTab {
  pending?: { id: string; address: string; since: number; hops: number; isClean: boolean } | undefined;
  shown?: Outcome | undefined;
  /** Whether the worker must have received and stored all events of this tab. */
  isCertain: boolean;
}

export interface LoadEvent {
  tabId: number;
  requestId: string;
  url: string;
  redirectUrl?: string;
  statusCode?: number;
  error?: unknown;
  documentLifecycle?: string | undefined;
  documentId?: string | undefined;
}

export interface PageEvent {
  tabId: number;
  url: string;
  status?: number | undefined;
  signs: readonly string[];
  restored: boolean;
}

/** The browser asks on a page of its own whether to send a form again. */
const FORM_AGAIN = 'net::ERR_CACHE_MISS';
const ABORTS = ['net::ERR_ABORTED', 'net::ERR_CONTEXT_SHUT_DOWN', FORM_AGAIN];
const MAX_HOPS = 20;
const MINUTE = 60_000;

/**
 * Expected state of each tab, by the events so far: the last outcome, which decides its badge. An event may be lost if
 * the worker was stopped while it handled it, or if storage failed. The tab is certain again after a
 * load seen from start to end.
 */
export class Model {
  readonly tabs = new Map<number, KnownTab>();
  /** Ids of loads that failed: the upper bound for the number of popups. */
  readonly failures = new Set<string>();

  of(tabId: number): KnownTab {
    const known = this.tabs.get(tabId) ?? { isCertain: true };
    this.tabs.set(tabId, known);
    return known;
  }

  /** Marks a tab of which the worker may have lost an event. */
  markUncertain(tabId: number): void {
    const tab = this.of(tabId);
    tab.isCertain = false;
    if (tab.pending) tab.pending.isClean = false;
  }

  /** Marks a tab whose load is so old that the worker may count its end as missed. */
  #markOldUncertain(tabId: number, now: number): void {
    const { pending } = this.of(tabId);
    if (pending && Math.abs(now - pending.since) >= 29 * MINUTE) this.markUncertain(tabId);
  }

  markAllUncertain(): void {
    for (const tabId of this.tabs.keys()) this.markUncertain(tabId);
  }

  /** Applies a load event. `shownUrl`: the address that the tab shows; `undefined`: the tab does not exist. */
  apply(event: string, load: LoadEvent, now: number, shownUrl: string | undefined): void {
    if (load.tabId < 0 || load.documentLifecycle === 'prerender' || load.documentId !== undefined) return;
    const tab = this.of(load.tabId);
    this.#markOldUncertain(load.tabId, now);
    const { pending, shown } = tab;
    const isPending = pending?.id === load.requestId;
    if (event === 'onBeforeRequest') {
      if (shownUrl !== undefined && !isOurs(shownUrl)) tab.shown = undefined;
      const since = { since: now, hops: isPending ? pending.hops : 0, isClean: isPending ? pending.isClean : true };
      tab.pending = { id: load.requestId, address: load.url, ...since };
    } else if (event === 'onBeforeRedirect') {
      if (!isPending) return;
      if (isOurs(load.redirectUrl ?? '')) pending.hops += 1;
      else tab.pending = undefined;
    } else {
      const isLoop = isPending && pending.hops >= MAX_HOPS;
      if (event === 'onErrorOccurred' && ABORTS.includes(String(load.error)) && !isLoop) {
        if (isPending && load.error === FORM_AGAIN)
          this.#settle(tab, { ...pending, error: FORM_AGAIN, signs: [], isReported: false });
        else if (isPending) tab.pending = undefined;
        return;
      }
      if (event === 'onErrorOccurred' || (load.statusCode ?? 0) >= 400) this.failures.add(load.requestId);
      // An event of a load that another one has replaced is an echo.
      const isKnown = isPending || shown?.id === load.requestId;
      if (pending && !isKnown) return;
      const before = !isPending && shown?.id === load.requestId ? shown : undefined;
      const address = before?.address ?? (isPending ? pending.address : load.url);
      const base = before ?? { signs: [], isReported: false };
      if (event === 'onErrorOccurred') {
        this.#settle(tab, { ...base, id: load.requestId, address, error: String(load.error) });
      } else {
        const signs = before?.status === load.statusCode ? base.signs : [];
        this.#settle(tab, { ...base, id: load.requestId, address, signs, status: load.statusCode });
      }
    }
  }

  /** Applies the signs message of a page. */
  applyPage({ tabId, url, status, signs, restored }: PageEvent, now: number): void {
    const tab = this.of(tabId);
    this.#markOldUncertain(tabId, now);
    const report = { isReported: true, ...(status !== undefined && { status }), ...(signs.length > 0 && { signs }) };
    const { pending, shown } = tab;
    const loads: Outcome[] = [];
    if (pending) loads.push({ id: pending.id, address: pending.address, signs: [], isReported: false });
    if (shown) loads.push(shown);
    const known = restored ? [] : loads.filter(({ address }) => hostOf(address) === hostOf(url));
    const load = known.find((outcome) => outcome.status === status) ?? known[0];
    this.#settle(tab, { ...(load ?? { id: '', address: url, signs: [] }), ...report });
  }

  #settle(tab: KnownTab, outcome: Outcome): void {
    if (tab.pending?.id === outcome.id) {
      tab.isCertain ||= tab.pending.isClean;
      tab.pending = undefined;
    }
    tab.shown = outcome;
  }

  /** The badges allowed now; undefined if unknown. `isOpen`: whether the systems are open; `undefined`: unknown. */
  badges(tabId: number, url: string, now: number, isOpen: boolean | undefined): readonly string[] | undefined {
    const { pending, shown, isCertain } = this.of(tabId);
    if (!isCertain) return undefined;
    if (!pending && !isOurs(url)) return [''];
    // The tab's page is from a load without events.
    if (shown && !pending && hostOf(shown.address) !== hostOf(url)) return undefined;
    const waited = pending ? now - pending.since : 0;
    if (pending && waited >= 65_000 && waited < 30 * MINUTE) return ['?', '!'];
    if (pending && (waited < 0 || waited > 3000)) return undefined;
    if (shown && isBad(shown)) return isOpen ? ['!'] : ['!', '閉'];
    return isOpen ? [''] : isOpen === false && pending === undefined && hasSystem(shown) ? ['閉'] : ['', '閉'];
  }
}

function hostOf(url: string): string {
  return URL.parse(url)?.host.replace(/\.(?=:|$)/, '') ?? '';
}

function hasSystem(shown: Outcome | undefined): boolean {
  return shown !== undefined && HOSTS.includes(hostOf(shown.address));
}

function isBad({ address, error, status = 0, signs }: Outcome): boolean {
  // Without TLS a page's signs about certificates do not count.
  const credible = signs.filter((sign) => address.startsWith('https:') || !sign.startsWith('certificate-'));
  const isInteractive = signs.includes('interactive') && status !== 407 && status !== 511;
  if (error === FORM_AGAIN) return false;
  return (
    error !== undefined ||
    credible.some((sign) => sign !== 'interactive' && sign !== 'certificate-present') ||
    status >= (isInteractive ? 500 : 400)
  );
}
