/**
 * Dates on which each version of Chromium became Chrome's stable version: `browsers/chrome.json` of MDN's
 * browser-compat-data 8.1.9 (2026-11-12). Edge follows within days. A new version is one line at the end; versions
 * before the first are out of date. The table is a copy, not a dependency, because that package is 20.6 MB.
 */
export const CHROMIUM_RELEASES: readonly (readonly [major: number, date: string])[] = [
  [144, '2026-01-13'],
  [145, '2026-02-10'],
  [146, '2026-03-10'],
  [147, '2026-04-07'],
  [148, '2026-05-05'],
  [149, '2026-06-02'],
  [150, '2026-06-30'],
  [151, '2026-07-28'],
  [152, '2026-08-25'],
  [153, '2026-09-08'],
  [154, '2026-09-22'],
  [155, '2026-10-06'],
  [156, '2026-10-20'],
  [157, '2026-11-03'],
];
