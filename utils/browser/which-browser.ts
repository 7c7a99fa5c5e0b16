/** A name of the browser, and its version. */
export type Brand = { brand: string; version: string };

/** User-Agent Client Hints (https://wicg.github.io/ua-client-hints/), which TypeScript does not know. */
interface UserAgentData {
  brands: Brand[];
  platform: string;
  getHighEntropyValues(hints: string[]): Promise<{ fullVersionList?: Brand[]; platformVersion?: string }>;
}

/** The hints of this browser; pages over http have none. */
export function userAgentData(): UserAgentData | undefined {
  return (navigator as { userAgentData?: UserAgentData }).userAgentData;
}

/** The browser's names with major versions; empty if it hides them. */
export function readBrands(): readonly Brand[] {
  return userAgentData()?.brands ?? [];
}

/** Whether this browser is Edge. Reads the user agent: pages over http have no client hints. */
export function isEdge(): boolean {
  return navigator.userAgent.includes('Edg/');
}

/** The major version of Chromium, which Chrome and Edge share; `undefined` if the browser hides it. */
export function chromiumMajor(brands: readonly Brand[]): number | undefined {
  const major = Number.parseInt(brands.find(({ brand }) => brand === 'Chromium')?.version ?? '', 10);
  return Number.isNaN(major) ? undefined : major;
}
