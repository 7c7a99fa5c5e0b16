/** Runs one cell: a fresh browser opens the system, and the result is the diagnosis after it has settled. */
import type { Page } from '@playwright/test';
import { addressOf, type Lab } from '../../tests/lab/lab.ts';
import { type Pc, type PcOptions, startPc } from '../../tests/lab/pc.ts';
import type { RealServers } from '../../tests/lab/real-servers/real-servers.ts';
import type { Screen } from '../../tests/lab/screen.ts';
import { waitFor } from '../../tests/lab/wait.ts';
import { type ManualSystemId, SYSTEMS } from '../../utils/catalog/systems.ts';
import type { Cause } from '../../utils/diagnosis/causes.ts';
import { type Cell, PC_STATES } from './cells.ts';
import { causeByCode } from './net-error-table.ts';

/** Where a cell runs. A lane runs one cell at a time, because its systems have one behaviour at a time. */
export interface Lane {
  lab: Lab;
  servers: RealServers;
  /** Starts the screen, for cells in which the user cancels the dialog. */
  screen: () => Promise<Screen>;
  extension: string;
}

export interface Run {
  cell: Cell;
  isRight: boolean;
  /** The net error or the status. */
  outcome: number | string;
  /** The cause shown in the end, with everything that is not as expected. */
  answer: string;
  /** Time from the failure to the last change of the card; `undefined`: no failure. */
  settledMs?: number;
  /** The cause by the code table. */
  baseline: Cause;
}

/** Runs a cell. An error in the run counts as a wrong result, too. */
export async function runCell(cell: Cell, lane: Lane): Promise<Run> {
  try {
    return await tryCell(cell, lane);
  } catch (error) {
    const [what] = String(error).split('\n');
    const [where = ''] = /(?:tests|scripts)\/\S+?:\d+/.exec(error instanceof Error ? (error.stack ?? '') : '') ?? [];
    return { cell, isRight: false, outcome: '', answer: `${what} ${where}`, baseline: 'unknown' };
  }
}

/** Several times the duration of a cell on a busy machine. */
const OVERDUE_MS = 90_000;

async function tryCell(cell: Cell, { lab, servers, screen, extension }: Lane): Promise<Run> {
  await lab.reset();
  const { behaviour, behaviourOfAll, isOffline } = cell.fault ?? {};
  if (behaviourOfAll) for (const { id } of SYSTEMS) await lab.setBehaviour(id, behaviourOfAll);
  if (behaviour) await lab.setBehaviour(cell.system, behaviour);
  const display = isCancelled(cell) ? await screen() : undefined;
  const pc = await startPc(lab, { extension, ...pcOptions(cell, lab, servers), ...(display && displayed(display)) });
  // Ends a run that hangs. Its next call fails with an error that names the call. The browser may already have ended.
  const overdue = setTimeout(() => void pc.kill().catch(() => {}), OVERDUE_MS);
  try {
    // The run reads the card in a tab. A popup would only need time.
    await pc.extensionPage.evaluate(() => chrome.storage.local.set({ settings: { openPopup: false } }));
    const watcher = await pc.openExtensionPage('popup.html');
    await watchCard(watcher);
    const page = await pc.newPage();
    // Opens a connection without a certificate that the system could share.
    if (cell.server?.mode === 'shared') await pc.open(page, addressOf('portal'));
    await watchLoads(pc.extensionPage, await pc.tabId(page));
    if (isOffline) await pc.context.setOffline(true);
    const loading = pc.open(page, addressOf(cell.system));
    loading.catch(() => {});
    if (display) await cancelDialog(display, pc);
    const outcome = await loading;
    const { shown, settledMs } = await settle(pc, watcher);
    const answer = [shown.cause, ...oddities(cell, shown, await settledBadge(pc, page, cell))].join(', ');
    return {
      cell,
      outcome,
      answer,
      isRight: answer === cell.expected,
      baseline: causeByCode(outcome),
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
    // The PC has the servers' clock, which has been running for a while.
    clock: pcClock === undefined ? now : `${pcClock}T10:00:00+09:00`,
    serverClock: now,
    ...(isNameUnknown ? { unresolvable: [system] } : {}),
    // Connects the browser directly to the server: a proxy would change the race. The last switch wins.
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
  /** On the watching page: time of the card's last change. */
  var cardChangedAt: number;
  /** On the extension page: whether the watched tab has begun to load. */
  var hasLoadBegun: boolean | undefined;
  /** On the extension page: the end of the watched tab's first load. */
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
    const recordEnd = () => {
      globalThis.loadEndedAt ??= Date.now();
      return undefined;
    };
    const recordStart = () => {
      globalThis.hasLoadBegun = true;
    };
    const filter = { urls: ['<all_urls>'], tabId, types: ['main_frame' as const] };
    chrome.webRequest.onSendHeaders.addListener(recordStart, filter);
    chrome.webRequest.onErrorOccurred.addListener(recordEnd, filter);
    chrome.webRequest.onHeadersReceived.addListener(recordEnd, filter);
  }, tab);
}

/** Time without a change after which the card counts as settled. A page's signs arrive within this time. */
const QUIET_MS = 800;

/** Waits until the card has settled. If that exceeds the timeout, the current card is the result. */
async function settle(pc: Pc, watcher: Page): Promise<{ shown: Shown; settledMs: number }> {
  const readCard = async (): Promise<Shown> => ({
    ...(await watcher.evaluate(() => {
      const { cause, system, checking } = document.querySelector<HTMLElement>('[data-cause]')?.dataset ?? {};
      const isChecking = checking !== undefined;
      return { cause: cause ?? 'no card', system: system ?? '', isChecking, changedAt: cardChangedAt, now: Date.now() };
    })),
    endedAt: await pc.extensionPage.evaluate(() => globalThis.loadEndedAt),
  });
  let shown = await readCard();
  const start = shown.now;
  await waitFor('the card to settle', async () => {
    shown = await readCard();
    return !shown.isChecking && shown.now - Math.max(start, shown.changedAt) >= QUIET_MS;
  }).catch(() => {});
  return { shown, settledMs: Math.max(0, shown.changedAt - (shown.endedAt ?? shown.changedAt)) };
}

/**
 * Waits for the expected badge. Returns the current badge after a timeout. The browser clears it when it reloads an
 * error page.
 */
async function settledBadge(pc: Pc, page: Page, { expected }: Cell): Promise<string> {
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

/** Everything apart from the cause that is not as expected. */
function oddities({ system, expected }: Cell, shown: Shown, badge: string): string[] {
  return [
    ...(shown.isChecking ? ['still checking'] : []),
    ...(shown.cause !== 'none' && shown.system !== system ? [`system "${shown.system}"`] : []),
    ...(badge === badgeOf(expected) ? [] : [`badge "${badge}"`]),
  ];
}

// The dialog

/**
 * Time from the start of the load to the key: longer than a busy machine needs for the dialog. A key before the dialog
 * would stop the load.
 */
const DIALOG_DELAY_MS = 1200;

async function cancelDialog(screen: Screen, pc: Pc): Promise<void> {
  await waitFor('the load to begin', () => pc.extensionPage.evaluate(() => globalThis.hasLoadBegun));
  await new Promise((resolve) => setTimeout(resolve, DIALOG_DELAY_MS));
  await screen.press('Escape');
}
