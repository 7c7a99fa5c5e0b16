import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserContext, type CDPSession, chromium } from '@playwright/test';
import type { ManualSystemId } from '../../utils/catalog/systems.ts';
import { findBrowser } from './browser.ts';
import { type CertificateState, installCertificates } from './certificate-store.ts';
import { type Clock, type ClockSetting, clockTraces, DEFAULT_CLOCK, makeClock } from './clock.ts';
import { commandLine, withoutLocale } from './command-line.ts';
import type { Lab } from './lab.ts';
import { registerLeftover, registerProcess, removeLeftover, unregisterProcess } from './leftovers.ts';
import { unpackedExtensionId, writeProfile } from './profile.ts';
import { waitFor } from './wait.ts';

export interface PcOptions {
  /** The unpacked extension. Default: the output of `wxt build` for Chrome. */
  extension?: string;
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
  extension: string,
  options: PcOptions,
): Promise<LaunchedBrowser> {
  const profile = join(home, 'profile');
  const headless = options.headless ?? true;
  lab.setClock(options.serverClock ?? options.clock ?? DEFAULT_CLOCK);
  const [clock] = await Promise.all([
    makeClock(home, options.clock ?? DEFAULT_CLOCK),
    installCertificates(lab, options.certificate ?? 'none', home),
    options.after ?? writeProfile(profile, options.dialog ?? 'auto', [unpackedExtensionId(extension)]),
    mkdir(join(home, 'downloads'), { recursive: true }),
    mkdir(join(home, 'tmp'), { recursive: true }),
  ]);
  const language = options.language ?? 'ja';
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser(),
    headless,
    // Shorter than a test's timeout, so that the error names the browser that did not start.
    timeout: 60_000,
    ignoreDefaultArgs: true,
    args: commandLine(profile, lab.resolverRules({ unresolvable: options.unresolvable ?? [] }), {
      ...options,
      headless,
      language,
      args: ['--remote-debugging-pipe', ...(options.args ?? [])],
    }),
    viewport: null,
    colorScheme: options.colorScheme ?? null,
    downloadsPath: join(home, 'downloads'),
    artifactsDir: join(home, 'tmp'),
    // The code that started this PC handles signals and closes it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
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
  });
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
      await context.close().catch(() => {});
      // The connection closes before the browser has written its profile.
      await waitFor('the browser to end', () => !isRunning(pid));
      unregisterProcess(pid);
    },
    removeTraces: () => Promise.all(traces.map(removeLeftover)),
  };
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
