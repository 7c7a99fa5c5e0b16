import { type Brand, readBrands, userAgentData } from './which-browser.ts';

/** The browser's description of itself and of the PC; hidden values are empty. */
export interface BrowserInfo {
  /** With major versions. */
  brands: readonly Brand[];
  /** The same with full versions. */
  fullVersions: readonly Brand[];
  platform: string;
  /** On Windows the version of its API: 13 and above is Windows 11, 1–10 is Windows 10, 0 is older. */
  platformVersion: string;
  userAgent: string;
}

/** Reads all that the browser reveals, including full versions. Never rejects. */
export async function readBrowserInfo(): Promise<BrowserInfo> {
  const hints = userAgentData();
  const details = await hints?.getHighEntropyValues(['fullVersionList', 'platformVersion']).catch(() => undefined);
  return {
    brands: readBrands(),
    fullVersions: details?.fullVersionList ?? [],
    platform: hints?.platform ?? '',
    platformVersion: details?.platformVersion ?? '',
    userAgent: navigator.userAgent ?? '',
  };
}

/** The names of browsers in the order in which people know them: Chrome and Edge also call themselves Chromium. */
const KNOWN_BROWSERS = ['Microsoft Edge', 'Google Chrome', 'Chromium'];

/** Name and version of the browser and of the OS, for a help desk. Total. */
export function describeBrowser(info: BrowserInfo) {
  return { browser: browserName(info), os: osName(info) };
}

function browserName({ brands, fullVersions, userAgent }: BrowserInfo): string {
  const named = fullVersions.length > 0 ? fullVersions : brands;
  const brand = KNOWN_BROWSERS.map((name) => named.find(({ brand }) => brand === name)).find(Boolean);
  if (brand) return `${brand.brand} ${brand.version}`;
  const edge = /Edg\/([\d.]+)/.exec(userAgent);
  const [, version = ''] = edge ?? /Chrome\/([\d.]+)/.exec(userAgent) ?? [];
  return `${edge ? 'Microsoft Edge' : 'Chrome'} ${version}`.trim();
}

function osName({ platform, platformVersion, userAgent }: BrowserInfo): string {
  if (!platform) return /\(([^;)]+)/.exec(userAgent)?.[1] ?? '';
  const release = platform === 'Windows' ? windowsRelease(platformVersion) : undefined;
  return `${platform} ${release ? `${WINDOWS_NAMES[release]} (${platformVersion})` : platformVersion}`.trim();
}

const WINDOWS_NAMES = { eleven: '11', ten: '10', older: '8.1-' };

/**
 * The release of Windows by Microsoft's table of `platformVersion`; `undefined` if the browser hides it
 * (https://learn.microsoft.com/microsoft-edge/web-platform/how-to-detect-win11).
 */
export function windowsRelease(platformVersion: string): keyof typeof WINDOWS_NAMES | undefined {
  const major = Number.parseInt(platformVersion, 10);
  if (Number.isNaN(major)) return undefined;
  if (major >= 13) return 'eleven';
  return major >= 1 ? 'ten' : 'older';
}
