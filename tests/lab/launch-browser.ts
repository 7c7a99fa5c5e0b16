import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserContext, type CDPSession, chromium } from '@playwright/test';
import type { ManualSystemId } from '../../utils/catalog/systems.ts';
import { findBrowser } from './browser.ts';
import { attach, type Cdp } from './cdp.ts';
import { type CertificateState, installCertificates } from './certificate-store.ts';
import { type Clock, type ClockSetting, clockTraces, DEFAULT_CLOCK, makeClock } from './clock.ts';
import { commandLine, withoutLocale } from './command-line.ts';
import type { InstalledExtension } from './installed-extension.ts';
import type { Lab } from './lab.ts';
import { registerLeftover, registerProcess, removeLeftover, unregisterProcess } from './leftovers.ts';
import { type StartPages, writeProfile, writeStartPages } from './profile.ts';
import { spawnBrowser } from './spawn-browser.ts';
import { waitFor } from './wait.ts';

export interface PcOptions {
  /** The unpacked extension. Default: the output of `wxt build` for Chrome. */
  extension?: string;
  /** Instead of `extension`: the browser has this extension when it starts, and no debugger watches its start. */
  installed?: InstalledExtension;
  /** Pages that the browser opens by itself, or those of its last run; only with `installed`. */
  startPages?: StartPages;
  /** The installed certificate. Default: none. */
  certificate?: CertificateState;
  /** `auto` (default): a policy chooses the certificate; `ask`: the browser shows its dialog. */
  dialog?: 'auto' | 'ask';
  clock?: ClockSetting;
  /** The systems' own clocks. Default: the PC's clock. */
  serverClock?: ClockSetting;
  timeZone?: string;
  /** Language of the browser, and so of the extension. */
  language?: string;
  headless?: boolean;
  /** X display of a headed browser. Default: the display of this process. */
  display?: string;
  /** `http://host:port` of a proxy for everything. */
  proxy?: string;
  /** Systems whose names this PC cannot resolve. */
  unresolvable?: readonly ManualSystemId[];
  /** The preference that pages and the popup see. */
  colorScheme?: 'light' | 'dark';
  /** More command line switches. */
  args?: readonly string[];
  /** A PC whose browser has ended: the new PC continues with its profile. */
  after?: { home: string };
}

/** The browser of a PC, with a fresh profile, a certificate store and a clock. */
export interface LaunchedBrowser {
  context: BrowserContext;
  /** DevTools session with the browser itself. */
  cdp: CDPSession;
  clock: Clock;
  /** Port of the browser's `--remote-debugging-port`. */
  debuggingPort: number;
  /** Kills the browser process. */
  kill(): void;
  /** Closes the browser; returns when its process has ended. */
  quit(): Promise<void>;
  /** Removes what libfaketime leaves of the processes. */
  removeTraces(): Promise<unknown>;
}

export async function launchBrowser(
  lab: Lab,
  home: string,
  extensionId: string,
  options: PcOptions,
): Promise<LaunchedBrowser> {
  const profile = join(home, 'profile');
  const headless = options.headless ?? true;
  lab.setClock(options.serverClock ?? options.clock ?? DEFAULT_CLOCK);
  const [clock] = await Promise.all([
    makeClock(home, options.clock ?? DEFAULT_CLOCK),
    installCertificates(lab, options.certificate ?? 'none', home),
    options.after ?? writeFreshProfile(profile, extensionId, options),
    mkdir(join(home, 'downloads'), { recursive: true }),
    mkdir(join(home, 'tmp'), { recursive: true }),
  ]);
  if (options.startPages) await writeStartPages(profile, options.startPages);
  const language = options.language ?? 'ja';
  const command: Command = {
    home,
    profile,
    args: commandLine(profile, lab.resolverRules({ unresolvable: options.unresolvable ?? [] }), {
      ...options,
      headless,
      language,
      hasInstalledExtension: options.installed !== undefined,
      hasStartPages: options.startPages !== undefined,
    }),
    env: {
      ...withoutLocale(process.env),
      ...clock.env,
      ...(options.display === undefined ? {} : { DISPLAY: options.display }),
      HOME: home,
      // A killed browser leaves temporary files. Here they disappear with its home.
      TMPDIR: join(home, 'tmp'),
      TZ: options.timeZone ?? 'Asia/Tokyo',
      // Chromium on Linux reads the language of its interface from here, not from `--lang`.
      LANGUAGE: language,
      LANG: `${language === 'ja' ? 'ja_JP' : 'en_US'}.UTF-8`,
    },
  };
  const { context, close } = await (options.installed ? startUnwatched(command, extensionId) : start(command, options));
  const cdp = await context.browser()?.newBrowserCDPSession();
  if (cdp === undefined) throw new Error('the browser ended while it started');
  const pid = await browserPid(cdp);
  const traces = clockTraces(pid);
  registerProcess(pid);
  for (const trace of traces) registerLeftover(trace);
  const debuggingPort = await waitFor('the debugging port', async () => {
    const text = await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '');
    return Number(text.split('\n')[0]) || undefined;
  });
  return {
    context,
    cdp,
    clock,
    debuggingPort,
    kill: () => process.kill(pid, 'SIGKILL'),
    async quit() {
      await close().catch(() => {});
      // The connection closes before the browser has written its profile.
      await waitFor('the browser to end', () => !isRunning(pid));
      unregisterProcess(pid);
    },
    removeTraces: () => Promise.all(traces.map(removeLeftover)),
  };
}

async function writeFreshProfile(profile: string, extensionId: string, options: PcOptions): Promise<void> {
  await writeProfile(profile, options.dialog ?? 'auto', [extensionId]);
  await options.installed?.addTo(profile);
}

interface Command {
  home: string;
  profile: string;
  args: string[];
  env: Record<string, string>;
}

interface StartedBrowser {
  context: BrowserContext;
  close(): Promise<unknown>;
}

async function start({ home, profile, args, env }: Command, options: PcOptions): Promise<StartedBrowser> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser(),
    headless: options.headless ?? true,
    // Shorter than a test's timeout, so that the error names the browser that did not start.
    timeout: 60_000,
    ignoreDefaultArgs: true,
    args: ['--remote-debugging-pipe', ...args],
    viewport: null,
    colorScheme: options.colorScheme ?? null,
    downloadsPath: join(home, 'downloads'),
    artifactsDir: join(home, 'tmp'),
    // The code that started this PC handles signals and closes it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    env,
  });
  return { context, close: () => context.close() };
}

/**
 * Starts a browser, and connects Playwright once all its pages have loaded or failed. Playwright would delay every page
 * and worker at its start. It waits for ever for a page that has none yet.
 */
async function startUnwatched({ profile, args, env }: Command, extensionId: string): Promise<StartedBrowser> {
  const { port, cdp, close } = await spawnBrowser(profile, args, env);
  await waitForStartPages(cdp, extensionId);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('the browser ended while it started');
  return { context, close };
}

/** Waits until no tab loads any more. Leaves a tab behind the others that has the extension's rights. */
async function waitForStartPages(cdp: Cdp, extensionId: string): Promise<void> {
  await waitFor('the extension to start', async () => {
    const { targetInfos } = await cdp.send<{ targetInfos: { type: string; url: string }[] }>('Target.getTargets');
    return targetInfos.some(({ type, url }) => type === 'service_worker' && url.includes(extensionId));
  });
  const url = extensionPageOf(extensionId);
  const { targetId } = await cdp.send<{ targetId: string }>('Target.createTarget', { url, background: true });
  const page = await attach(cdp, targetId);
  await waitFor('the first pages to load', () =>
    page.evaluate<boolean>(
      `globalThis.chrome?.tabs?.query({}).then((tabs) => tabs.every(({ status }) => status !== 'loading'))`,
    ),
  );
  await page.detach();
}

/** A page of the extension without any of its code. */
export function extensionPageOf(extensionId: string): string {
  return `chrome-extension://${extensionId}/manifest.json`;
}

async function browserPid(cdp: CDPSession): Promise<number> {
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  const pid = processInfo.find(({ type }) => type === 'browser')?.id;
  if (pid === undefined) throw new Error('the browser has no process');
  return pid;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
