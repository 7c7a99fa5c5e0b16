/** One run of one cell: a fresh browser opens the system, and says what it says once it has come to rest. */
import type { Page } from '@playwright/test';
import { addressOf, type Lab } from '../../tests/lab/lab.ts';
import { type Pc, type PcOptions, startPc } from '../../tests/lab/pc.ts';
import type { RealServers } from '../../tests/lab/real-servers/real-servers.ts';
import type { Screen } from '../../tests/lab/screen.ts';
import { waitFor } from '../../tests/lab/wait.ts';
import { type ManualSystemId, SYSTEMS } from '../../utils/catalog/systems.ts';
import type { Cause } from '../../utils/diagnosis/causes.ts';
import { type Cell, PC_STATES } from './cells.ts';
import { causeByCode } from './code-table.ts';

/** Where a cell is run. Only one at a time: the systems can behave in one way only. */
export interface Lane {
  lab: Lab;
  servers: RealServers;
  /** For cells in which the user cancels the dialog. */
  screen: () => Promise<Screen>;
  extension: string;
}

export interface Run {
  cell: Cell;
  isRight: boolean;
  /** The net error or the status that the browser got. */
  outcome: number | string;
  /** The cause shown in the end, with whatever else is not as it should be. */
  said: string;
  /** From the failure to the last change of what is shown; `undefined` where nothing had to be said. */
  settledMs?: number;
  /** What the code table says of this outcome. */
  baseline: Cause;
}

/** Runs a cell. Whatever goes wrong in doing so is a wrong answer, too. */
export async function runCell(cell: Cell, lane: Lane): Promise<Run> {
  try {
    return await tryCell(cell, lane);
  } catch (error) {
    const [what] = String(error).split('\n');
    const [where = ''] = /tests\/\S+?:\d+/.exec(error instanceof Error ? (error.stack ?? '') : '') ?? [];
    return { cell, isRight: false, outcome: '', said: `${what} ${where}`, baseline: 'unknown' };
  }
}

/** Several times as long as a cell takes on a busy machine. */
const OVERDUE_MS = 90_000;

async function tryCell(cell: Cell, { lab, servers, screen, extension }: Lane): Promise<Run> {
  await lab.reset();
  const { behaviour, behaviourOfAll, isOffline } = cell.fault ?? {};
  if (behaviourOfAll) for (const { id } of SYSTEMS) await lab.setBehaviour(id, behaviourOfAll);
  if (behaviour) await lab.setBehaviour(cell.system, behaviour);
  const display = isCancelled(cell) ? await screen() : undefined;
  const pc = await startPc(lab, { extension, ...pcOptions(cell, lab, servers), ...(display && displayed(display)) });
  // Whatever hangs then fails, and says what it was. (If the browser is gone already, there is nothing to kill.)
  const overdue = setTimeout(() => void pc.kill().catch(() => {}), OVERDUE_MS);
  try {
    // A popup that opens by itself would only take time: its card is watched in a tab.
    await pc.extensionPage.evaluate(() => chrome.storage.local.set({ settings: { openPopup: false } }));
    const watcher = await pc.openExtensionPage('popup.html');
    await watchCard(watcher);
    const page = await pc.newPage();
    // A connection that the system could share, without any certificate on it.
    if (cell.server?.mode === 'shared') await pc.open(page, addressOf('portal'));
    await watchLoads(pc.extensionPage, await pc.tabId(page));
    if (isOffline) await pc.context.setOffline(true);
    const loading = pc.open(page, addressOf(cell.system));
    loading.catch(() => {});
    if (display) await cancelDialog(display, pc);
    const outcome = await loading;
    const { shown, settledMs } = await settle(pc, watcher);
    const said = [shown.cause, ...oddities(cell, shown, await restingBadge(pc, page, cell))].join(', ');
    return {
      ...{ cell, outcome, said, isRight: said === cell.expected, baseline: causeByCode(outcome) },
      ...(shown.cause === 'none' ? {} : { settledMs }),
    };
  } finally {
    await pc.close();
    clearTimeout(overdue);
  }
}

function isCancelled(cell: Cell): boolean {
  return cell.pc.startsWith('cancelled');
}

function displayed({ display }: Screen): PcOptions {
  return { headless: false, display };
}

function pcOptions({ pc, system, server, fault }: Cell, lab: Lab, servers: RealServers): PcOptions {
  const now = new Date(servers.now()).toISOString();
  const { pcClock, isNameUnknown } = fault ?? {};
  const systems: ManualSystemId[] = server?.mode === 'shared' ? [system, 'portal', 'clientcheck'] : [system];
  const rules =
    server && systems.map((id) => `MAP ${new URL(addressOf(id)).host}:443 ${servers.addressOf(server)}`).join(',');
  return {
    ...PC_STATES[pc],
    // The PC's clock goes with that of the servers, which have been running for a while.
    clock: pcClock === undefined ? now : `${pcClock}T10:00:00+09:00`,
    serverClock: now,
    ...(isNameUnknown ? { unresolvable: [system] } : {}),
    // The browser goes straight to the server: with anything in between, the race would be another one. The last switch
    // counts.
    ...(rules ? { args: [`--host-resolver-rules=${rules},${lab.resolverRules()}`] } : {}),
  };
}

// What the card shows

interface Shown {
  cause: string;
  system: string;
  isChecking: boolean;
  /** By the PC's clock. */
  changedAt: number;
  now: number;
  /** When the load ended. */
  endedAt: number | undefined;
}

declare global {
  /** On the watching page: when the card last changed. */
  var cardChangedAt: number;
  /** On the extension page: whether the watched tab has begun to load. */
  var hasLoadBegun: boolean | undefined;
  /** On the extension page: when the first load of the watched tab ended. */
  var loadEndedAt: number | undefined;
}

async function watchCard(watcher: Page): Promise<void> {
  await watcher.waitForSelector('[data-cause]');
  await watcher.evaluate(() => {
    const shown = () => {
      const { cause, system, checking } = document.querySelector<HTMLElement>('[data-cause]')?.dataset ?? {};
      return [cause, system, checking].join();
    };
    let before = shown();
    globalThis.cardChangedAt = 0;
    new MutationObserver(() => {
      if (shown() === before) return;
      before = shown();
      globalThis.cardChangedAt = Date.now();
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
}

async function watchLoads(extensionPage: Page, tab: number): Promise<void> {
  await extensionPage.evaluate((tabId) => {
    const noteEnd = () => {
      globalThis.loadEndedAt ??= Date.now();
      return undefined;
    };
    const noteStart = () => {
      globalThis.hasLoadBegun = true;
    };
    const filter = { urls: ['<all_urls>'], tabId, types: ['main_frame' as const] };
    chrome.webRequest.onSendHeaders.addListener(noteStart, filter);
    chrome.webRequest.onErrorOccurred.addListener(noteEnd, filter);
    chrome.webRequest.onHeadersReceived.addListener(noteEnd, filter);
  }, tab);
}

/**
 * For how long nothing may change before what is shown counts as the last word: a page's own report takes a part of it.
 */
const REST_MS = 800;

/** Waits until the card has come to rest. Where that takes too long, what it shows then is the answer. */
async function settle(pc: Pc, watcher: Page): Promise<{ shown: Shown; settledMs: number }> {
  const look = async (): Promise<Shown> => ({
    ...(await watcher.evaluate(() => {
      const { cause, system, checking } = document.querySelector<HTMLElement>('[data-cause]')?.dataset ?? {};
      const isChecking = checking !== undefined;
      return { cause: cause ?? 'no card', system: system ?? '', isChecking, changedAt: cardChangedAt, now: Date.now() };
    })),
    endedAt: await pc.extensionPage.evaluate(() => globalThis.loadEndedAt),
  });
  let shown = await look();
  const start = shown.now;
  await waitFor('the card to come to rest', async () => {
    shown = await look();
    return !shown.isChecking && shown.now - Math.max(start, shown.changedAt) >= REST_MS;
  }).catch(() => {});
  return { shown, settledMs: Math.max(0, shown.changedAt - (shown.endedAt ?? shown.changedAt)) };
}

/**
 * The badge as it should be; or, if it does not become that, as it is. The browser wipes it when it loads an error page
 * again.
 */
async function restingBadge(pc: Pc, page: Page, { expected }: Cell): Promise<string> {
  let badge = '';
  await waitFor(
    'the badge',
    async () => {
      badge = await pc.badge(page);
      return badge === badgeOf(expected);
    },
    2000,
  ).catch(() => {});
  return badge;
}

function badgeOf(cause: Cause): string {
  return cause === 'none' ? '' : '!';
}

/** What is not as it should be, apart from the cause. */
function oddities({ system, expected }: Cell, shown: Shown, badge: string): string[] {
  return [
    ...(shown.isChecking ? ['still checking'] : []),
    ...(shown.cause !== 'none' && shown.system !== system ? [`system "${shown.system}"`] : []),
    ...(badge === badgeOf(expected) ? [] : [`badge "${badge}"`]),
  ];
}

// The dialog

/**
 * Longer than the dialog takes to come from when the browser has begun to load, even when several browsers are busy,
 * and as long as people take to press a key: pressed too early, it would stop the load.
 */
const TO_COME_MS = 1200;

async function cancelDialog(screen: Screen, pc: Pc): Promise<void> {
  await waitFor('the load to begin', () => pc.extensionPage.evaluate(() => globalThis.hasLoadBegun));
  await new Promise((resolve) => setTimeout(resolve, TO_COME_MS));
  await screen.press('Escape');
}
