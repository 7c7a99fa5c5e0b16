import { afterEach, describe, expect, test, vi } from 'vitest';
import { type BrowserInfo, describeBrowser, readBrowserInfo } from '@/utils/browser/browser-info.ts';
import { chromiumMajor, isEdge, readBrands } from '@/utils/browser/which-browser.ts';

const USER_AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const BRANDS = [
  { brand: 'Not;A=Brand', version: '8' },
  { brand: 'Chromium', version: '156' },
];
const HIDDEN: BrowserInfo = { brands: [], fullVersions: [], platform: '', platformVersion: '', userAgent: USER_AGENT };
const WINDOWS: BrowserInfo = { ...HIDDEN, brands: BRANDS, platform: 'Windows' };

afterEach(() => vi.unstubAllGlobals());

describe('describeBrowser', () => {
  test.each<[string, BrowserInfo, string, string]>([
    [
      'Edge on Windows 11',
      {
        ...WINDOWS,
        fullVersions: [...BRANDS, { brand: 'Microsoft Edge', version: '156.0.1.2' }],
        platformVersion: '15.0.0',
      },
      'Microsoft Edge 156.0.1.2',
      'Windows 11 (15.0.0)',
    ],
    ['Windows 10', { ...WINDOWS, platformVersion: '10.0.0' }, 'Chromium 156', 'Windows 10 (10.0.0)'],
    ['an older Windows', { ...WINDOWS, platformVersion: '0.3.0' }, 'Chromium 156', 'Windows 8.1- (0.3.0)'],
    ['a browser that hides full versions', WINDOWS, 'Chromium 156', 'Windows'],
    [
      'a browser without brands on another OS',
      { ...HIDDEN, platform: 'Linux', platformVersion: '6.1' },
      'Chrome 156.0.0.0',
      'Linux 6.1',
    ],
    ['a browser without client hints', HIDDEN, 'Chrome 156.0.0.0', 'Windows NT 10.0'],
    [
      'Edge without client hints',
      { ...HIDDEN, userAgent: `${USER_AGENT} Edg/156.0.0.1` },
      'Microsoft Edge 156.0.0.1',
      'Windows NT 10.0',
    ],
    ['a browser that hides everything', { ...HIDDEN, userAgent: '' }, 'Chrome', ''],
  ])('names browser and OS of %s', (_, info, browser, os) => {
    expect(describeBrowser(info)).toEqual({ browser, os });
  });
});

describe('readBrowserInfo', () => {
  const hints = { platform: 'Windows', brands: BRANDS };
  const fullVersionList = [{ brand: 'Chromium', version: '156.0.1.2' }];
  test.each([
    ['all', async () => ({ platformVersion: '15.0.0', fullVersionList }), '15.0.0', fullVersionList],
    ['no', async () => ({}), '', []],
    ['refused', () => Promise.reject(new Error('NotAllowedError')), '', []],
  ])(
    'reads the browser’s data with %s client hints',
    async (_, getHighEntropyValues, platformVersion, fullVersions) => {
      vi.stubGlobal('navigator', { userAgent: USER_AGENT, userAgentData: { ...hints, getHighEntropyValues } });
      expect(await readBrowserInfo()).toEqual({ ...hints, platformVersion, fullVersions, userAgent: USER_AGENT });
      expect(readBrands()).toEqual(BRANDS);
    },
  );

  test('reads the user agent if the browser has no client hints', async () => {
    vi.stubGlobal('navigator', { userAgent: USER_AGENT });
    expect(await readBrowserInfo()).toEqual(HIDDEN);
    expect(readBrands()).toEqual([]);
  });
});

test('recognises Edge by its user agent', () => {
  vi.stubGlobal('navigator', { userAgent: USER_AGENT });
  expect(isEdge()).toBe(false);
  vi.stubGlobal('navigator', { userAgent: `${USER_AGENT} Edg/156.0.0.0` });
  expect(isEdge()).toBe(true);
});

test('reads the major version from the brand Chromium', () => {
  expect(chromiumMajor(BRANDS)).toBe(156);
  expect(chromiumMajor([])).toBeUndefined();
});
