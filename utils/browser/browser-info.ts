import { browser } from 'wxt/browser';

/** With what the extension runs, as a help desk wants to know it. */
export interface Pc {
  /** Name and version. */
  browser: string;
  /** Name and version. */
  system: string;
  /** The extension's own version. */
  extension: string;
}

interface Brand {
  brand: string;
  version: string;
}

/** User-Agent Client Hints (https://wicg.github.io/ua-client-hints/), which TypeScript does not know. */
export interface Hints {
  brands: Brand[];
  fullVersionList?: Brand[];
  platform: string;
  platformVersion?: string;
}

/** From what the browser tells of itself; the best known name counts, versions are as exact as it tells. Total. */
export function describePc(hints: Hints | undefined, userAgent: string): Omit<Pc, 'extension'> {
  const brands = hints?.fullVersionList ?? hints?.brands ?? [];
  const named = ['Microsoft Edge', 'Google Chrome', 'Chromium'].map((name) =>
    brands.find(({ brand }) => brand === name),
  );
  const brand = named.find((each) => each !== undefined);
  const [, edge, version = ''] = /(Edg|Chrome)\/([\d.]+)/.exec(userAgent.replace(/Chrome\/\S+(?=.*Edg\/)/, '')) ?? [];
  return {
    browser: brand
      ? `${brand.brand} ${brand.version}`
      : `${edge === 'Edg' ? 'Microsoft Edge' : 'Chrome'} ${version}`.trim(),
    system: hints?.platform
      ? `${hints.platform} ${osVersion(hints)}`.trim()
      : (/\(([^;)]+)/.exec(userAgent)?.[1] ?? ''),
  };
}

/**
 * Of Windows the name that people know it by: 13 and above are Windows 11, 1 to 10 are Windows 10, 0 is older
 * (https://learn.microsoft.com/microsoft-edge/web-platform/how-to-detect-win11).
 */
function osVersion({ platform, platformVersion = '' }: Hints): string {
  const major = Number.parseInt(platformVersion, 10);
  if (platform !== 'Windows' || Number.isNaN(major)) return platformVersion;
  const name = major >= 13 ? '11' : major >= 1 ? '10' : '8.1-';
  return `${name} (${platformVersion})`;
}

/** All that the browser tells, exact versions included. Never rejects. */
export async function readPc(): Promise<Pc> {
  const hints: (Hints & { getHighEntropyValues(names: string[]): Promise<Hints> }) | undefined = Reflect.get(
    navigator,
    'userAgentData',
  );
  const exact = await hints?.getHighEntropyValues(['fullVersionList', 'platformVersion']).catch(() => undefined);
  return { ...describePc(exact ?? hints, navigator.userAgent), extension: browser.runtime.getManifest().version };
}
