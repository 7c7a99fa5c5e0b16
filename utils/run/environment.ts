import { type BrowserInfo, windowsRelease } from '../browser/browser-info.ts';
import { chromiumMajor } from '../browser/which-browser.ts';
import { CHROMIUM_RELEASES } from '../catalog/chromium-releases.ts';
import { type Facts, isBelowLimit } from '../catalog/facts.ts';
import { CAUSES, type Cause } from '../diagnosis/causes.ts';
import { DAY } from '../time.ts';

/** The PC and its browser, and the causes of the last load of each system in this browser run. */
type Environment = Pick<BrowserInfo, 'platform' | 'platformVersion' | 'brands'> & { causes: readonly Cause[] };

type Verdict = 'fine' | 'bad' | 'unknown';

/** The topics, and the verdict for each answer. Their texts are `environment.<topic>.<answer>`. */
export const ENVIRONMENT = {
  windows: { eleven: 'fine', ten: 'bad', older: 'bad', other: 'bad', unknown: 'unknown' }, // M23
  browser: { supported: 'fine', other: 'bad', unknown: 'unknown' }, // M24, M32
  version: { recent: 'fine', old: 'bad', belowLimit: 'bad', unknown: 'unknown' }, // M24, M31
  additions: { inEdge: 'unknown', elsewhere: 'unknown' }, // M25, M26
  line: { unknown: 'unknown' }, // M27
  proxy: { failed: 'bad', unknown: 'unknown' }, // M28
  inspection: { seen: 'bad', unknown: 'unknown' }, // M29
  updates: { unknown: 'unknown' }, // M30, M31
} as const satisfies Record<string, Record<string, Verdict>>;

export type Topic = keyof typeof ENVIRONMENT;

/** One line of the environment check. */
type Assessment = { [T in Topic]: { topic: T; answer: keyof (typeof ENVIRONMENT)[T] } }[Topic];

/** Assesses every topic, in order. `now`: ms since the epoch, by the true clock if that is known. */
export function assessEnvironment(environment: Environment, facts: Facts, now: number): Assessment[] {
  const { causes } = environment;
  const names = environment.brands.map(({ brand }) => brand);
  const isInspected = causes.some((cause) => CAUSES[cause].origin === 'inspection');
  return [
    { topic: 'windows', answer: assessWindows(environment) },
    { topic: 'browser', answer: assessBrowser(names) },
    { topic: 'version', answer: assessVersion(environment, facts, now) },
    { topic: 'additions', answer: names.includes('Microsoft Edge') ? 'inEdge' : 'elsewhere' },
    { topic: 'line', answer: 'unknown' },
    { topic: 'proxy', answer: causes.includes('proxy-problem') ? 'failed' : 'unknown' },
    { topic: 'inspection', answer: isInspected ? 'seen' : 'unknown' },
    { topic: 'updates', answer: 'unknown' },
  ];
}

/** The verdict for an answer. */
export function verdictOf({ topic, answer }: Assessment): Verdict {
  return (ENVIRONMENT[topic] as Record<string, Verdict>)[answer] ?? 'unknown';
}

/** Windows 10 was supported until 2025-10-14; only administrators know whether they have bought extended updates. */
function assessWindows({ platform, platformVersion }: Environment): keyof typeof ENVIRONMENT.windows {
  if (platform === '' || platform === 'Unknown') return 'unknown';
  if (platform !== 'Windows') return 'other';
  return windowsRelease(platformVersion) ?? 'unknown';
}

function assessBrowser(names: readonly string[]): keyof typeof ENVIRONMENT.browser {
  if (names.length === 0) return 'unknown';
  return names.includes('Google Chrome') || names.includes('Microsoft Edge') ? 'supported' : 'other';
}

/** Updates replace a version after 2 weeks, or after 8 in the "extended stable" channel. 12 weeks leave a margin. */
const MAX_SUPPORT = 12 * 7 * DAY;

function assessVersion({ brands }: Environment, facts: Facts, now: number): keyof typeof ENVIRONMENT.version {
  const major = chromiumMajor(brands);
  const [first, last] = [CHROMIUM_RELEASES[0], CHROMIUM_RELEASES.at(-1)];
  if (major === undefined || !first || !last) return 'unknown';
  if (isBelowLimit(major, facts)) return 'belowLimit';
  const lastKnown = Date.parse(last[1]);
  const released = CHROMIUM_RELEASES.find(([known]) => known === major)?.[1];
  // The table ends with this build of the extension: it cannot show that versions after it are old.
  const isOld = released && Math.min(now, lastKnown) - Date.parse(released) > MAX_SUPPORT;
  if (major < first[0] || isOld) return 'old';
  return now - lastKnown > MAX_SUPPORT ? 'unknown' : 'recent';
}
