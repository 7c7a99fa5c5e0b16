import { CHROMIUM_RELEASES } from '../catalog/chromium-releases.ts';
import { currentFacts } from '../catalog/facts.ts';
import type { Cause } from '../diagnosis/causes.ts';
import { DAY } from '../time.ts';

/** What can be known of the PC and its browser from within. */
export interface EnvironmentFacts {
  /** As `navigator.userAgentData` calls it: `Windows`, `macOS`, …; `""` where the browser does not tell. */
  platform: string;
  /** Of Windows, that of its interface for programs: 13 and up is Windows 11, 1–10 Windows 10, 0 older; `""`: not told. */
  platformVersion: string;
  brands: readonly { brand: string; version: string }[];
  /** Of the last load of each system in this browser run. */
  causes: readonly Cause[];
}

export type Verdict = 'fine' | 'bad' | 'unknown';

/**
 * What is looked at, and every answer to it with its verdict. The words are the locale texts `environment.<topic>.<answer>`.
 */
export const ENVIRONMENT = {
  windows: { eleven: 'fine', ten: 'bad', older: 'bad', other: 'bad', untold: 'unknown' }, // M23
  browser: { supported: 'fine', other: 'bad', untold: 'unknown' }, // M24, M32
  version: { recent: 'fine', old: 'bad', belowLimit: 'bad', untold: 'unknown' }, // M24, M31
  additions: { inEdge: 'unknown', elsewhere: 'unknown' }, // M25, M26
  line: { untold: 'unknown' }, // M27
  proxy: { failed: 'bad', untold: 'unknown' }, // M28
  inspection: { seen: 'bad', untold: 'unknown' }, // M29
  updates: { untold: 'unknown' }, // M30, M31
} as const satisfies Record<string, Record<string, Verdict>>;

export type Topic = keyof typeof ENVIRONMENT;

/** One line of the check. */
export type Assessment = {
  [T in Topic]: { topic: T; answer: keyof (typeof ENVIRONMENT)[T] };
}[Topic];

/** What the environment is like, topic by topic, always all of them. `now`: ms since the epoch, by the true clock if that is known. */
export function assessEnvironment(pc: EnvironmentFacts, now: number): Assessment[] {
  const isEdge = isBrand(pc, 'Microsoft Edge');
  return [
    { topic: 'windows', answer: windowsOf(pc) },
    { topic: 'browser', answer: browserOf(pc) },
    { topic: 'version', answer: versionOf(pc, now) },
    { topic: 'additions', answer: isEdge ? 'inEdge' : 'elsewhere' },
    { topic: 'line', answer: 'untold' },
    { topic: 'proxy', answer: pc.causes.includes('proxy-problem') ? 'failed' : 'untold' },
    { topic: 'inspection', answer: INSPECTED.some((cause) => pc.causes.includes(cause)) ? 'seen' : 'untold' },
    { topic: 'updates', answer: 'untold' },
  ];
}

const INSPECTED: readonly Cause[] = ['tls-intercepted', 'certificate-lost'];

/** The verdict of an answer. */
export function verdictOf({ topic, answer }: Assessment): Verdict {
  return (ENVIRONMENT[topic] as Record<string, Verdict>)[answer] ?? 'unknown';
}

/** The version as people see it in 「バージョン情報」, without its smaller parts; `undefined` if the browser does not tell. */
export function chromiumMajor({ brands }: Pick<EnvironmentFacts, 'brands'>): number | undefined {
  const major = Number.parseInt(brands.find(({ brand }) => brand === 'Chromium')?.version ?? '', 10);
  return Number.isNaN(major) ? undefined : major;
}

/**
 * Microsoft's table of `platformVersion` (learn.microsoft.com, "Detect Windows 11 and CPU architecture using User-Agent Client
 * Hints"). Windows 10 was supported until 2025-10-14, by extended updates for longer: that, only the administrator knows.
 */
function windowsOf({ platform, platformVersion }: EnvironmentFacts): keyof typeof ENVIRONMENT.windows {
  if (platform === '' || platform === 'Unknown') return 'untold';
  if (platform !== 'Windows') return 'other';
  const major = Number.parseInt(platformVersion, 10);
  if (Number.isNaN(major)) return 'untold';
  if (major >= 13) return 'eleven';
  return major >= 1 ? 'ten' : 'older';
}

function isBrand({ brands }: EnvironmentFacts, name: string): boolean {
  return brands.some(({ brand }) => brand === name);
}

function browserOf(facts: EnvironmentFacts): keyof typeof ENVIRONMENT.browser {
  if (facts.brands.length === 0) return 'untold';
  return isBrand(facts, 'Google Chrome') || isBrand(facts, 'Microsoft Edge') ? 'supported' : 'other';
}

/** A version is replaced after 2 weeks; where administrators choose so ("extended stable"), after 8. Beyond this nobody supports it. */
const LONGEST_SUPPORT = 12 * 7 * DAY;

function versionOf(facts: EnvironmentFacts, now: number): keyof typeof ENVIRONMENT.version {
  const major = chromiumMajor(facts);
  const [first, last] = [CHROMIUM_RELEASES[0], CHROMIUM_RELEASES.at(-1)];
  if (major === undefined || !first || !last) return 'untold';
  if (isBelowLimit(major)) return 'belowLimit';
  const lastKnown = Date.parse(last[1]);
  const released = CHROMIUM_RELEASES.find(([known]) => known === major)?.[1];
  // What came out after the table was written is not guessed at: only what it holds can make a version an old one.
  const isOld = released && Math.min(now, lastKnown) - Date.parse(released) > LONGEST_SUPPORT;
  if (major < first[0] || isOld) return 'old';
  return now - lastKnown > LONGEST_SUPPORT ? 'untold' : 'recent';
}

/** Whether this major version of Chromium is older than the administrator allows. */
export function isBelowLimit(major: number | undefined): boolean {
  const { minBrowserVersion } = currentFacts();
  return major !== undefined && minBrowserVersion !== undefined && major < minBrowserVersion;
}
