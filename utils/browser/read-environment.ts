import type { EnvironmentFacts } from '../run/environment.ts';

/** What TypeScript's own types do not know yet (https://wicg.github.io/ua-client-hints/). */
interface UserAgentData {
  brands: { brand: string; version: string }[];
  platform: string;
  getHighEntropyValues(hints: string[]): Promise<{ platformVersion?: string }>;
}

/** What the browser tells of itself and of the PC; empty where it tells nothing. Never rejects. */
export async function readEnvironment(): Promise<Omit<EnvironmentFacts, 'causes'>> {
  const { userAgentData } = navigator as { userAgentData?: UserAgentData };
  if (!userAgentData) return { platform: '', platformVersion: '', brands: [] };
  const { platform, brands } = userAgentData;
  const { platformVersion } = await userAgentData
    .getHighEntropyValues(['platformVersion'])
    .catch(() => ({ platformVersion: '' }));
  return { platform, platformVersion: platformVersion ?? '', brands };
}
